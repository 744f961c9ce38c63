// A keystroke is kept on this machine until the server has it.
import { box, changed, plain, say } from "./segments.js";

const name = (area) => `songngu:${area.dataset.key}`;

// The version that somebody's words started from. A conflict shows the newest version, but what is kept must meet the
// conflict again when the page is loaded again: the person has not chosen yet.
export const base = (form) => form.dataset.base || form.elements.version.value;

export const forget = (area) => {
  try { localStorage.removeItem(name(area)); } catch { /* storage is off */ }
};

export const keep = (area) => {
  if (!changed(area)) return forget(area);
  try { localStorage.setItem(name(area), JSON.stringify([base(area.form), area.value])); } catch {
    /* full or off: the warning on leaving still stands */
  }
};

const kept = (area) => {
  try { return JSON.parse(localStorage.getItem(name(area))) || []; } catch { return []; }
};

// True when words were brought back that the server does not have.
export const restore = (area) => {
  const [version, text] = kept(area);
  if (typeof text !== "string") return false;
  if (plain(text) === area.dataset.stored) { forget(area); return false; } // it had arrived after all
  area.value = text;
  area.form.elements.version.value = version;
  say(area.form, "back");
  return true;
};

// Theirs instead of mine: the link alone does it where there is no script.
export const takeTheirs = (form) => {
  const area = box(form);
  area.value = area.dataset.stored;
  delete form.dataset.base;
  forget(area);
};
