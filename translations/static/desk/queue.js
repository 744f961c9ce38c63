// The list by keyboard: j and k move, x chooses, Enter opens (the link has the focus), n is the next draft, / searches.
"use strict";

const rows = () => [...document.querySelectorAll(".drafts tbody tr")];
const link = (row) => row && row.querySelector(".title a");
const here = () => document.activeElement.closest && document.activeElement.closest(".drafts tbody tr");

const move = (step) => {
  const all = rows(), at = all.indexOf(here());
  const next = link(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)]);
  if (next) { next.focus(); next.closest("tr").scrollIntoView({ block: "nearest" }); }
};
const choose = () => {
  const box = here() && here().querySelector(".tick input");
  if (box) box.click();
};
const go = (id) => { const found = document.getElementById(id); if (found) found.click(); };
const search = () => { const box = document.getElementById("q"); if (box) { box.focus(); box.select(); } };
const KEYS = { j: () => move(1), k: () => move(-1), x: choose, n: () => go("next"), "/": search };

// Letters are keys only where nothing can be typed or chosen by them; input methods compose only there.
const typing = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

const count = () => {
  const chosen = document.querySelectorAll(".tick input:checked").length, said = document.getElementById("chosen");
  if (said) said.textContent = chosen ? `(${chosen})` : "";
};
document.addEventListener("change", (event) => { if (event.target.matches(".tick input")) count(); });

// Addresses say only what was asked for.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "filters") return;
  for (const [name, value] of [...event.detail.parameters.entries()]) if (!value) event.detail.parameters.delete(name);
});
