// Changes a live element into a fresh one without touching what somebody may be typing in: the box stays where it is,
// and so do the focus, the caret, an input method's half-made syllable and what was opened.

const KEPT = new Set(["open", "aria-current", "data-base"]);

const mark = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  return node.id || node.dataset.action || `${node.nodeName}.${node.classList[0] || ""}`;
};
const pinned = (node) =>
  node.nodeType === Node.ELEMENT_NODE && (node.querySelector("textarea") !== null || node.contains(document.activeElement));

// Somewhere ahead, but never beyond what may not be taken out.
const match = (from, fresh) => {
  for (let node = from; node; node = node.nextSibling) {
    if (node.nodeName === fresh.nodeName && mark(node) === mark(fresh)) return node;
    if (pinned(node) || fresh.nodeType !== Node.ELEMENT_NODE) return null;
  }
  return null;
};

const attributes = (live, fresh) => {
  for (const { name } of [...live.attributes]) if (!fresh.hasAttribute(name) && !KEPT.has(name)) live.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (live.getAttribute(name) !== value) live.setAttribute(name, value);
};

const children = (live, fresh) => {
  let at = live.firstChild;
  for (const child of [...fresh.childNodes]) {
    const found = match(at, child);
    if (!found) { live.insertBefore(child, at); continue; }
    while (at !== found) { const next = at.nextSibling; at.remove(); at = next; }
    at = found.nextSibling;
    morph(found, child);
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
};

export const morph = (live, fresh) => {
  if (live.nodeType !== Node.ELEMENT_NODE) {
    if (live.data !== fresh.data) live.data = fresh.data;
    return;
  }
  if (live.hasAttribute("data-live")) return; // whoever wrote it there sees to it
  const current = live.classList.contains("current");
  attributes(live, fresh);
  if (current) live.classList.add("current");
  children(live, fresh);
};
