// What a flag speaks of is marked in the box too: a mirror of its text lies behind it. Between two answers of the server
// the marks move with the words around them, and a mark whose own words were changed goes.
import { boxes } from "./segments.js";

// "3,7,critical;…": offsets count characters there, and UTF-16 units here.
const spans = (area) => {
  const found = (area.dataset.marks || "").split(";").filter(Boolean).map((each) => each.split(","));
  const wide = /[\ud800-\udfff]/.test(area.dataset.stored) ? [...area.dataset.stored] : null;
  const unit = (at) => (wide ? wide.slice(0, at).join("").length : Number(at));
  return found.map(([from, to, severity]) => ({ from: unit(from), to: unit(to), severity })).sort((a, b) => a.from - b.from);
};

// Where the spans of `before` stand in `after`: what both begin with stays, what both end with has moved.
export const moved = (found, before, after) => {
  if (before === after) return found;
  const shorter = Math.min(before.length, after.length);
  let head = 0, tail = 0;
  while (head < shorter && before[head] === after[head]) head++;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const by = after.length - before.length;
  return found.flatMap((span) => {
    if (span.to < head || (span.to === head && head === after.length)) return [span];
    if (span.from > before.length - tail) return [{ ...span, from: span.from + by, to: span.to + by }];
    return [];
  });
};

const marked = (area) => moved(spans(area), area.dataset.stored, area.value);

// Whoever goes into a doubtful box begins where the doubt is: what is typed replaces the wrong number.
export const selectDoubt = (area) => {
  const [first] = marked(area);
  if (!first || area.dataset.met === area.dataset.marks) return;
  area.dataset.met = area.dataset.marks;
  area.setSelectionRange(first.from, first.to);
};

const mirror = (area) => {
  let found = area.parentElement.querySelector(".mirror");
  if (!found) {
    found = document.createElement("div");
    found.className = "mirror";
    found.setAttribute("aria-hidden", "true");
    area.before(found);
  }
  return found;
};

export const highlight = (area) => {
  if (!area.dataset.marks && !area.parentElement.querySelector(".mirror")) return;
  const glass = mirror(area), text = area.value, parts = [];
  let at = 0;
  for (const { from, to, severity } of marked(area)) {
    if (from < at) continue; // inside one that is drawn
    const mark = document.createElement("mark");
    mark.className = severity;
    mark.textContent = text.slice(from, to);
    parts.push(text.slice(at, from), mark);
    at = to;
  }
  glass.replaceChildren(...parts, `${text.slice(at)}\n`);
  glass.scrollTop = area.scrollTop;
};

export const refresh = () => boxes().forEach(highlight);

export const start = () => {
  refresh();
  document.addEventListener("input", (event) => { if (event.target.matches(".segment .box textarea")) highlight(event.target); });
  document.addEventListener("scroll", (event) => {
    const glass = event.target instanceof HTMLTextAreaElement && event.target.parentElement.querySelector(".mirror");
    if (glass) glass.scrollTop = event.target.scrollTop;
  }, { capture: true, passive: true });
};
