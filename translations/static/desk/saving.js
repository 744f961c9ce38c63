// Sends what was typed: one save after the other, so that counts and digests never run backwards, and again until it
// arrives. A box is never exchanged under the hands in it, and nobody's newer words are overwritten.
import { base, keep, restore } from "./keeping.js";
import { box, boxes, changed, fit, formOf, inConflict, plain, say } from "./segments.js";
import { giveBack, seconds } from "./timing.js";

const PAUSE = 1500; // ms without a keystroke
const PATIENCE = 20_000; // ms for an answer
const LONGEST = 60_000; // ms between two attempts
const waiting = []; // {form: id, url, text, fields, auto, replayed}
const pauses = new Map(); // id of the form → timer
const lost = new Map(); // id of the form → words that were sent and got no answer: they may have arrived all the same
const listeners = new Set();
let sending = null, busy = false, failed = 0, retry = 0, answer = () => {};

const formBy = (id) => document.getElementById(id);
const idle = () => !busy && !waiting.length;
const drop = (id, which = () => true) => {
  for (let at = waiting.length - 1; at >= 0; at--) if (waiting[at].form === id && which(waiting[at])) waiting.splice(at, 1);
};

// Resolves with true once everything typed has reached the server; false when that does not work out in time.
export const settled = (limit = 8000) => new Promise((resolve) => {
  if (idle()) return resolve(true);
  const end = (result) => { clearTimeout(timer); listeners.delete(look); resolve(result); };
  const look = () => { if (idle()) end(true); else if (failed) end(false); };
  const timer = setTimeout(() => end(false), limit);
  listeners.add(look);
  look();
});

// The same words go out already, perhaps as accepted: an auto save behind them would take that back.
const onItsWay = (form, text) => {
  const last = waiting.findLast((each) => each.form === form.id) || (sending?.form === form.id ? sending : null);
  return last !== null && plain(last.text) === plain(text);
};

// `auto` saves keep what is accepted accepted unless its words changed, and ask nobody to choose.
export const save = (form, { accept = false, auto = false, replayed = false, button = null } = {}) => {
  const area = box(form);
  clearTimeout(pauses.get(form.id));
  if (!area || (auto && (!changed(area) || inConflict(form) || onItsWay(form, area.value)))) return;
  const fields = accept ? [["accept", "on"]] : button?.name ? [[button.name, button.value]] : [];
  if (button?.matches(".place")) { // a link goes on the words that are selected now, whenever this is sent
    const { selectionStart: from, selectionEnd: to } = area;
    fields.push(["head", area.value.slice(0, from)], ["words", area.value.slice(from, to)]);
  }
  drop(form.id, (each) => each.auto); // older words of the same box
  if (failed) { keep(area); say(form, "offline"); }
  waiting.push({ form: form.id, url: button?.hasAttribute("formaction") ? button.formAction : form.action, text: area.value, fields, auto, replayed });
  pump();
};

const body = (form, want) => {
  const found = want.url === form.action ? new FormData() : new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "version"]) found.set(name, form.elements[name].value);
  found.set("target", want.text);
  const seen = document.getElementById("seen");
  if (seen) found.set("seen", seen.value);
  if (want.auto) found.set("auto", "on");
  for (const [name, value] of want.fields) found.set(name, value);
  return found;
};

// "done"; "later" without an answer; "last" when the server failed at it: the others go first then.
const send = async (want) => {
  const form = formBy(want.form), area = box(form);
  if (!area) return "done";
  say(form, "saving");
  const spent = seconds(form), data = body(form, want);
  data.set("seconds", spent.toFixed(1));
  want.version = base(form);
  want.lost = lost.get(form.id);
  let response, html;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    response = await fetch(want.url, { method: "POST", body: data, headers: { "HX-Request": "true" }, signal, keepalive: document.hidden });
    html = await response.text();
  } catch { response = null; }
  if (!response || response.status >= 500 || response.status === 429) {
    giveBack(form, spent);
    lost.set(form.id, want.text);
    return response ? "last" : "later";
  }
  lost.delete(form.id);
  answer(form, want, response, html);
  return "done";
};

const pump = async () => {
  if (busy || !waiting.length || (failed && retry)) return;
  busy = true;
  const want = sending = waiting.shift();
  let outcome;
  try { outcome = await send(want); } finally { busy = false; sending = null; }
  if (outcome === "done") failed = 0;
  else postpone(want, outcome);
  listeners.forEach((look) => look());
  if (outcome === "done") pump();
};

const postpone = (want, outcome) => {
  // An auto save gives way to newer words; what a person asked for stands, before what came after it.
  const newer = waiting.some((each) => each.form === want.form);
  if (!newer && outcome === "last") waiting.push(want);
  else if (!newer || !want.auto) waiting.unshift(want);
  failed++;
  for (const { form } of waiting) { const live = formBy(form); if (live) { say(live, "offline"); if (box(live)) keep(box(live)); } }
  retry = setTimeout(again, Math.min(LONGEST, 1000 * 2 ** failed));
};
const again = () => { clearTimeout(retry); retry = 0; pump(); };

export const typed = (area) => {
  const form = area.form;
  keep(area);
  fit(area);
  clearTimeout(pauses.get(form.id));
  if (!changed(area)) drop(form.id, (each) => each.auto);
  if (inConflict(form)) return say(form, "conflict");
  say(form, changed(area) ? (failed ? "offline" : "unsaved") : "");
  if (changed(area)) pauses.set(form.id, setTimeout(() => save(form, { auto: true }), PAUSE));
};

// What a person has typed goes first; false when it cannot.
export const flush = () => {
  boxes().forEach((area) => save(area.form, { auto: true }));
  return settled();
};
export const unsaved = () => !idle() || boxes().some(changed);

// Requests of other buttons in a segment go between two saves, never beside one.
export const pause = () => { busy = true; };
export const resume = () => { busy = false; listeners.forEach((look) => look()); pump(); };
// A conflict, or a segment that is no more: what waits for it would overwrite what the person has not seen.
export const forgetWaiting = (form) => drop(form.id);
export const first = (want) => { waiting.unshift(want); };

// Boxes that have just come into the page.
export const prepare = () => {
  for (const area of boxes()) {
    area.dataset.stored ??= area.defaultValue;
    fit(area);
    if (inConflict(area.form)) continue;
    if (restore(area)) pauses.set(area.form.id, setTimeout(() => save(area.form, { auto: true }), PAUSE));
    else if (changed(area)) typed(area); // before this script was there
  }
};

// `answering` gets (form, want, response, text of the response).
export const start = (answering) => {
  answer = answering;
  prepare();
  document.addEventListener("input", (event) => { if (event.target.matches(".segment .box textarea")) typed(event.target); });
  document.addEventListener("focusout", (event) => { if (event.target.matches(".segment .box textarea")) save(event.target.form, { auto: true }); });
  document.addEventListener("submit", (event) => {
    const form = formOf(event.target), button = event.submitter;
    if (!form || form !== event.target || !box(form)) return;
    event.preventDefault();
    save(form, { accept: button?.name === "accept", button: button?.name === "accept" ? null : button });
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  window.addEventListener("online", again);
};
