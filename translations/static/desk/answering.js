// What the server answered to a save, or to another command of a segment, put into the page around the box.
import { forget, keep, takeTheirs } from "./keeping.js";
import { highlight } from "./highlighting.js";
import { morph } from "./morph.js";
import { accepted, box, changed, fit, formOf, plain, say } from "./segments.js";
import { remember } from "./moving.js";
import { first, forgetWaiting, pause, resume, settled, typed } from "./saving.js";
import { record } from "./undo.js";

const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const state = (area) => ({ target: area.dataset.stored, accepted: accepted(area.form) });

// Counts and digests that came along.
const aside = (page) => {
  for (const fresh of page.querySelectorAll("[hx-swap-oob]")) document.getElementById(fresh.id)?.replaceWith(fresh);
};

// Parsed apart from the page: nothing in it loads or runs.
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

const refresh = (area, fresh) => {
  area.dataset.stored = fresh.dataset.stored ?? fresh.defaultValue;
  area.dataset.marks = fresh.dataset.marks || "";
};

// The box takes the server's words only where nobody has typed others since.
const settle = (area, sent) => {
  if (plain(area.value) === plain(sent) && area.value !== area.dataset.stored) {
    const same = !changed(area), inUse = area === document.activeElement || area.selectionStart !== area.selectionEnd;
    if (!same || !inUse) area.value = area.dataset.stored; // a space at the caret, and a selection, are left to the person
  }
  if (changed(area)) return typed(area);
  forget(area);
  say(area.form, "saved", clock());
};

const conflict = (area, want) => {
  const form = area.form;
  if (want.lost !== undefined && plain(want.lost) === area.dataset.stored) {
    // The "somebody else" is this page: a save that got no answer had arrived. The newer words go on top of it.
    form.querySelector(".conflict")?.remove();
    return first(want);
  }
  forgetWaiting(form);
  form.dataset.base = want.version;
  keep(area);
  say(form, "conflict");
};

const into = (form, fresh, want, status) => {
  const area = box(form), before = state(area);
  const there = fresh.querySelector(".box textarea");
  morph(form, fresh);
  window.htmx?.process(form);
  if (!there) return; // no longer open: what was typed stands in the answer
  refresh(area, there);
  fit(area);
  if (status === 409) conflict(area, want);
  else if (status >= 400) say(form, "refused");
  else {
    delete form.dataset.base;
    if (!want.replayed) record(area, before, state(area), want);
    settle(area, want.text);
  }
  highlight(area);
};

export const answer = (form, want, response, html) => {
  const area = box(form), leave = response.headers.get("HX-Redirect");
  const page = parse(html), fresh = page.getElementById(form.id);
  if (leave || response.headers.has("HX-Refresh")) return void settled().then(() => { // split and merge: other segments
    remember();
    if (leave) location.assign(leave);
    else location.reload();
  });
  if (fresh?.matches(".segment")) {
    into(form, fresh, want, response.status);
    return aside(page);
  }
  keep(area);
  if (page.querySelector("[name=password]")) return say(form, "signed-out");
  // Stored, but under another number: somebody split or merged sentences meanwhile, and this page is out of order.
  if (response.ok && page.querySelector(".segment")) { forget(area); return location.reload(); }
  if (response.ok && want.url !== form.action) return location.assign(response.url);
  say(form, response.status === 404 ? "gone" : "refused");
};

// Commands that htmx sends (repair, not an error, …) are answered in the same way.
const commands = () => {
  const sent = new Map();
  const inside = (event) => event.detail.requestConfig?.verb !== "get" && formOf(event.detail.elt);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = inside(event);
    if (!form) return;
    sent.set(form.id, box(form)?.value || "");
    pause();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.target;
    if (!form.matches?.(".segment") || !box(form)) return;
    const { xhr, serverResponse } = event.detail, page = parse(serverResponse), fresh = page.getElementById(form.id);
    if (!fresh || xhr.status >= 500 || page.querySelectorAll(".segment").length > 1) return;
    event.detail.shouldSwap = false;
    into(form, fresh, { text: sent.get(form.id) ?? box(form).value, version: form.elements.version.value }, xhr.status);
    aside(page);
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (inside(event)) resume(); });
};

const theirs = (event) => {
  const link = event.target instanceof Element && event.target.closest(".theirs"), form = link && formOf(link);
  if (!form || !box(form)) return;
  takeTheirs(form);
  if (document.querySelectorAll(".segment").length === 1) return; // a page of its own: the link leads to the draft
  event.preventDefault();
  form.querySelector(".conflict").remove();
  say(form, "");
  fit(box(form));
  highlight(box(form));
  box(form).focus();
};

export const start = () => {
  commands();
  document.addEventListener("click", theirs);
};
