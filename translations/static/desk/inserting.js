// From beside the box into it, as if it had been typed: undone like typing, kept like typing.
import { box, formOf, plain, type } from "./segments.js";

const spaced = (area, text) => {
  const before = area.value.slice(0, area.selectionStart), after = area.value.slice(area.selectionEnd);
  return `${/[^\s(“"'‘\[/]$/u.test(before) ? " " : ""}${text}${/^[\p{L}\p{N}]/u.test(after) ? " " : ""}`;
};

// The caret of a box that was never entered is at its start: a number belongs behind what stands there.
const entered = new WeakSet();

const insert = (form, text) => {
  const area = box(form);
  if (!entered.has(area)) area.setSelectionRange(area.value.length, area.value.length);
  type(area, spaced(area, text));
};

const asked = new WeakMap(); // the memory of a segment → which of its offers was asked for before it came

// The n-th suggestion. What the memory knows is fetched when it was not yet.
export const suggest = (form, number) => {
  const button = form.querySelector(`[data-action="insert-${number}"]`);
  if (button) return button.click();
  const memory = form.querySelector(".memory");
  if (!memory || memory.querySelector(".remembered")) return;
  asked.set(memory, number);
  memory.dispatchEvent(new Event("fetch"));
};

const PAUSE = 150; // ms on a sentence before the memory is asked for it: who only passes by asks nothing
let resting = 0;
const rest = (memory) => {
  clearTimeout(resting);
  if (memory) resting = setTimeout(() => memory.dispatchEvent(new Event("fetch")), PAUSE);
};

export const start = () => {
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".box textarea")) entered.add(event.target);
    rest(formOf(event.target)?.querySelector(".memory"));
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".insert, [name=add], [data-action=copy-source]") : null;
    const form = button && formOf(button);
    if (!form || !box(form)) return;
    event.preventDefault();
    if (button.name === "add") return insert(form, button.value);
    const words = button.matches(".insert") ? button.closest("li").querySelector(".words") : form.querySelector(".source p");
    type(box(form), plain(words.textContent), { whole: true });
  });
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(name, (event) => { if (event.target.matches(".memory")) event.target.classList.add("missed"); });
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    const memory = event.target, number = asked.get(memory);
    asked.delete(memory);
    if (number) memory.querySelector(`[data-action="insert-${number}"]`)?.click();
  });
};
