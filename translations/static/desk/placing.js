// Links and emphasis go on the words that are selected in the box: the server is told which, and what stands before them.
import { box, formOf } from "./segments.js";

export const start = () => {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest(".place"), form = button && formOf(button);
    const area = form && box(form);
    if (!area) return;
    form.elements.head.value = area.value.slice(0, area.selectionStart);
    form.elements.words.value = area.value.slice(area.selectionStart, area.selectionEnd);
  }, { capture: true });
};
