// From sentence to sentence. After a correction, the sentences that it touched come first.
import { accepted, box, current, formOf, forms, tell } from "./segments.js";

const typingIn = () => document.activeElement instanceof HTMLTextAreaElement;

// Where the eyes are, the page stands still: it is scrolled only for a sentence near the edge of what is seen.
const atEase = (form) => {
  const { top, bottom } = form.getBoundingClientRect();
  const bar = parseFloat(document.documentElement.style.getPropertyValue("--bar")) || 0;
  return top > bar + innerHeight / 10 && bottom < innerHeight * 0.85;
};

export const focusOn = (form, { typing = typingIn() } = {}) => {
  if (!form) return;
  ((typing && box(form)) || form).focus({ preventScroll: true });
  if (!atEase(form)) form.scrollIntoView({ block: "center" });
};

export const step = (form, by, options) => {
  const all = forms();
  focusOn(form ? all[all.indexOf(form) + by] : all[0], options);
};

const touched = (form) => form.classList.contains("touched");
const inDoubt = (form) => !accepted(form) && (touched(form) || form.classList.contains("doubtful"));

// The next of `wanted` behind `form` in direction `by`, going round; those that a correction touched before all others.
const following = (form, wanted, by = 1) => {
  const all = by > 0 ? forms() : forms().reverse();
  const turned = [...all.slice(all.indexOf(form) + 1), ...all.slice(0, all.indexOf(form) + 1)];
  const found = turned.filter((each) => each !== form && wanted(each));
  return found.find(touched) || found[0];
};

export const nextToDo = (form) => following(form, (each) => !accepted(each));

export const goToNext = (form, options) => {
  const next = nextToDo(form);
  if (next) return focusOn(next, options);
  tell("nothing-left");
  focusOn(form, { typing: false }); // where one letter publishes
};

export const goToDoubt = (by) => {
  const form = current(), next = following(form, inDoubt, by);
  if (next) focusOn(next, { typing: false });
  else if (form && inDoubt(form)) focusOn(form, { typing: false });
  else tell("no-doubts");
};

const mark = (form) => {
  const before = current();
  if (before === form) return;
  const top = form.getBoundingClientRect().top;
  if (before) { before.classList.remove("current"); before.removeAttribute("aria-current"); }
  form.classList.add("current");
  form.setAttribute("aria-current", "true");
  // What the sentence before had open closes, and must not pull this one away from under the eyes and the pointer.
  window.scrollBy({ top: form.getBoundingClientRect().top - top, behavior: "instant" });
};

// The sticky bar must not cover what has the focus, however high it is.
const watchBar = () => {
  const bar = document.querySelector(".bar.sticky");
  if (!bar) return;
  new ResizeObserver(() => {
    const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    document.documentElement.style.setProperty("--bar", `${height}px`);
  }).observe(bar);
};

const RETURN = "songngu-return:"; // where the person was, when an action of the page loads it again
export const remember = () => {
  const form = current();
  try { if (form) sessionStorage.setItem(RETURN + location.pathname, form.id); } catch { /* off */ }
};
const arrive = () => {
  const early = formOf(document.activeElement); // somebody was quicker than this script
  if (early) mark(early);
  if (document.activeElement !== document.body) return;
  let back = "";
  try {
    back = sessionStorage.getItem(RETURN + location.pathname) || "";
    sessionStorage.removeItem(RETURN + location.pathname);
  } catch { /* off */ }
  const there = document.getElementById(location.hash.slice(1) || back);
  if (there?.matches(".segment")) return focusOn(there, { typing: false });
  const all = forms().filter((form) => box(form)), todo = all.filter((form) => !accepted(form));
  const first = todo.find(touched) || todo[0] || all[0];
  if (first) first.focus({ preventScroll: !touched(first) });
};

export const start = () => {
  document.addEventListener("focusin", (event) => { const form = formOf(event.target); if (form) mark(form); });
  // Buttons that a sentence shows under the pointer stay where they are until they have been clicked.
  document.addEventListener("mousedown", (event) => {
    const control = event.target instanceof Element && event.target.closest(".segment .buttons > *");
    if (control && formOf(control) !== current()) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const control = event.target instanceof Element && event.target.closest(".segment .buttons > *");
    if (control && event.isTrusted && formOf(control) !== current()) formOf(control).focus({ preventScroll: true });
  }, { capture: true });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-action="next-doubtful"]')) return;
    event.preventDefault();
    goToDoubt(1);
  });
  watchBar();
  arrive();
};
