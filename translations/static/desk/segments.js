// What the other modules know of the page: its segments, their boxes, and the words it may say.

export const forms = () => [...document.querySelectorAll(".segment")];
export const formOf = (node) => (node instanceof Element ? node.closest(".segment") : null);
export const box = (form) => (form ? form.querySelector(".box textarea") : null);
export const boxes = () => [...document.querySelectorAll(".segment .box textarea")];
export const current = () => document.querySelector(".segment.current");

// As the server stores it: white space collapsed. Only what differs then is a change.
export const plain = (text) => text.trim().split(/\s+/u).join(" ");
export const changed = (area) => plain(area.value) !== area.dataset.stored;
export const accepted = (form) => form.classList.contains("accepted");
export const inConflict = (form) => Boolean(form.querySelector(".conflict"));

export const word = (name) => {
  const found = document.getElementById("words").content.querySelector(`[data-word="${name}"]`);
  return found ? found.textContent : name;
};

const UNSAVED = new Set(["unsaved", "offline", "back", "conflict", "refused", "signed-out", "gone"]);

// The state of a segment, beside its buttons.
export const say = (form, name, more = "") => {
  const status = form.querySelector(".saved");
  if (!status) return;
  const text = name ? [word(name), more].filter(Boolean).join(" ") : "";
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("unsaved", UNSAVED.has(name));
};

// Something about the whole page, for those who do not see it.
export const tell = (name) => { document.getElementById("tell").textContent = name ? word(name) : ""; };

export const fit = (area) => {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};

// Like typing: the browser's own undo takes it back, and everyone who listens to input hears it.
export const type = (area, text, { whole = false } = {}) => {
  area.focus();
  if (whole) area.select();
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};
