// The keyboard. The sheet of the page is the table: a row says which command, and its <kbd>s by which keys. A command is
// a button or link with that data-action, in the current segment or on the page, and the key clicks it; only what moves
// the focus is done here. Letters work while a segment has the focus and nothing is typed, so that they collide neither
// with Telex or VNI nor with speech input (WCAG 2.1.4).
import { box, current, formOf } from "./segments.js";
import { selectDoubt } from "./highlighting.js";
import { suggest } from "./inserting.js";
import { focusOn, goToDoubt, goToNext, step } from "./moving.js";

const PREFIX = 2500; // ms in which a digit may follow t or g
const inBox = new Map(), onSegment = new Map(); // key → command
const withDigit = new Map(); // prefix ("" for none) → command
let prefix = "", until = 0;

const sheet = () => document.getElementById("keys");

const find = (form, action) =>
  form?.querySelector(`[data-action="${action}"]`)
  || [...document.querySelectorAll(`[data-action="${action}"]`)].find((each) => !formOf(each));
const press = (form, action) => {
  const control = find(form, action);
  if (!control || control.disabled) return;
  if (control.matches("input, textarea")) control.focus();
  else control.click();
};

const MOVES = {
  "accept-next": (form) => { press(form, "accept"); goToNext(form); },
  next: (form) => step(form, 1),
  previous: (form) => step(form, -1),
  "previous-doubtful": () => goToDoubt(-1),
  edit: (form) => { focusOn(form, { typing: true }); selectDoubt(box(form)); },
  leave: (form) => focusOn(form, { typing: false }),
  out: (form) => { document.activeElement.blur(); form.blur(); },
};
const run = (form, command) => (MOVES[command] ? MOVES[command](form) : press(form, command));

const read = () => {
  for (const row of sheet().querySelectorAll("[data-do]")) {
    const keys = [...row.querySelectorAll("kbd")].map((each) => each.dataset.key || each.textContent);
    const table = row.dataset.where === "box" ? inBox : onSegment;
    if (keys.includes("digit")) withDigit.set(keys.length > 1 ? keys[0] : "", row.dataset.do);
    else for (const key of keys) table.set(key, row.dataset.do);
  }
};

// Letters by Shift and not by Caps Lock; digits by their place where a layout has letters there.
const nameOf = (event) => {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return event.altKey ? "" : `Control+${key}`;
  if (event.altKey) return "";
  if (/^\p{L}$/u.test(key) && !onSegment.has(key) && /^Digit[1-9]$/.test(event.code)) return event.code[5];
  if (/^[a-z]$/i.test(key)) return event.shiftKey ? key.toUpperCase() : key.toLowerCase();
  return key;
};

const digit = (form, number) => {
  const command = withDigit.get(performance.now() < until ? prefix : "");
  if (command === "insert") suggest(form, number);
  else if (command === "number") form.querySelectorAll(".chips button")[number - 1]?.click();
  else press(form, `${command}-${number}`);
};

// True when the key was one of ours.
const letter = (form, name, repeated) => {
  if (/^[1-9]$/.test(name)) { digit(form, name); prefix = ""; until = 0; return true; }
  prefix = ""; until = 0;
  if (withDigit.has(name)) { prefix = name; until = performance.now() + PREFIX; return true; }
  const command = onSegment.get(name);
  if (!command) return false;
  if (!repeated || ["next", "previous"].includes(command)) run(form, command);
  return true;
};

const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
// What a button or link in a segment needs for itself.
const native = (element, name) => !element.matches(".segment") && name.length > 1 && name !== "Escape" && !name.startsWith("Control+");

const handle = (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const form = formOf(event.target), name = nameOf(event);
  if (sheet().open) { if (name === "?") { event.preventDefault(); sheet().close(); } return; }
  if (!form || !name) return;
  let ours = false;
  if (event.target === box(form)) {
    const command = inBox.get(name);
    if (command && !(event.repeat && command === "accept-next")) run(form, command);
    ours = Boolean(command);
  } else if (typing(event.target)) {
    ours = name === "Escape";
    if (ours) focusOn(form, { typing: false });
  } else if (event.target !== form && name === "Escape") {
    ours = true;
    focusOn(form, { typing: false });
  } else if (!native(event.target, name)) {
    ours = letter(form, name, event.repeat);
  }
  if (ours) event.preventDefault();
};

export const start = () => {
  if (!sheet()) return; // nothing can be changed here
  read();
  document.querySelector(".commands")?.removeAttribute("hidden");
  document.addEventListener("keydown", handle);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest('[data-action="sheet"]')) sheet().showModal();
  });
  sheet().addEventListener("close", () => current()?.focus({ preventScroll: true }));
};
