// Makes every page of the desk livelier; every action works without it. The editor has modules of its own.

// A list is not redrawn under someone who is using it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const target = event.detail.target;
  if (target.id === "list" && target.contains(document.activeElement)) event.detail.shouldSwap = false;
});
