// The panel of comments beside the draft: focus goes in when it opens, and back where it was when it closes.
const panel = () => document.getElementById("talk");
let before = null;

const close = () => {
  panel().replaceChildren();
  if (before && before.isConnected) before.focus();
  before = null;
};

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target === panel() && !panel().firstElementChild) before = document.activeElement;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.closest("#talk")) panel().querySelector("textarea")?.focus();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#talk [data-close]")) return;
  event.preventDefault();
  close();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || !event.target.closest("#talk")) return;
  event.stopPropagation();
  close();
}, true);
