// How long somebody worked in a segment: while it has the focus and something happens there. A pause of more than a
// minute was no work.
import { formOf } from "./segments.js";

const IDLE = 60_000; // ms
const spent = new Map(); // id of the form → ms
let at = null, last = 0;

const tick = () => {
  const now = performance.now();
  const gap = now - last;
  if (at && gap <= IDLE && document.contains(at)) spent.set(at.id, (spent.get(at.id) || 0) + gap);
  last = now;
};
const enter = (form) => { tick(); at = form; };

// Seconds since the last save, and from here on they count anew.
export const seconds = (form) => {
  tick();
  const found = (spent.get(form.id) || 0) / 1000;
  spent.delete(form.id);
  return found;
};
// What a save that did not arrive had taken along.
export const giveBack = (form, amount) => spent.set(form.id, (spent.get(form.id) || 0) + amount * 1000);

export const start = () => {
  document.addEventListener("focusin", (event) => enter(formOf(event.target)));
  window.addEventListener("blur", () => enter(null));
  document.addEventListener("visibilitychange", () => enter(document.hidden ? null : formOf(document.activeElement)));
  for (const name of ["keydown", "pointerdown", "pointermove", "wheel", "input"])
    document.addEventListener(name, tick, { passive: true });
};
