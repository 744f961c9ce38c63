// Undo and redo across segments: what was saved on this page, each step sent back through an ordinary save. Typing in a
// box keeps the browser's own undo.
import { accepted, box, boxes, changed, say, word } from "./segments.js";
import { focusOn } from "./moving.js";
import { save, settled } from "./saving.js";

const NAME = `songngu-undo:${location.pathname}`;
const MOST = 200; // steps; kept while the tab is open, for some actions load the page again
let done = [], undone = [];

const store = () => {
  try { sessionStorage.setItem(NAME, JSON.stringify([done, undone])); } catch { /* off or full: while the page stands */ }
  for (const [action, stack] of [["undo", done], ["redo", undone]]) {
    const button = document.querySelector(`[data-action="${action}"]`);
    if (button) button.disabled = !stack.length;
  }
};

const equal = (one, other) => one.target === other.target && one.accepted === other.accepted;

// A person saved. Pauses in typing are no steps of their own: they join with what follows in the same segment.
export const record = (area, before, after, { auto = false } = {}) => {
  if (equal(before, after)) return;
  const last = done.at(-1);
  if (last && last.auto && last.id === area.id && equal(last.after, before)) Object.assign(last, { after, auto });
  else done.push({ id: area.id, before, after, auto });
  if (done.length && equal(done.at(-1).before, done.at(-1).after)) done.pop();
  done = done.slice(-MOST);
  undone = [];
  store();
};

const now = (area) => ({ target: area.dataset.stored, accepted: accepted(area.form) });

// A step whose segment is gone, or says something else by now, can be taken no more: the next one is.
const replay = async (from, to, side, other, name) => {
  boxes().filter(changed).forEach((area) => save(area.form, { auto: true }));
  if (!await settled()) return;
  while (from.length) {
    const step = from.pop(), area = document.getElementById(step.id);
    if (!area || changed(area) || !equal(now(area), step[other])) continue;
    area.value = step[side].target;
    save(area.form, { accept: step[side].accepted, replayed: true });
    to.push({ ...step, auto: false });
    focusOn(area.form, { typing: false });
    await settled();
    say(area.form, "saved", `· ${word(name)}`);
    break;
  }
  store();
};
export const undo = () => replay(done, undone, "before", "after", "undone");
export const redo = () => replay(undone, done, "after", "before", "redone");

export const start = () => {
  try { [done, undone] = JSON.parse(sessionStorage.getItem(NAME)) || [[], []]; } catch { /* off */ }
  store();
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-action="undo"], [data-action="redo"]');
    if (button) (button.dataset.action === "undo" ? undo : redo)();
  });
};
