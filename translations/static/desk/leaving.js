// Before an action that reads the draft from the server (publish, accept the rest, repair …), what was typed goes there.
import { formOf } from "./segments.js";
import { remember } from "./moving.js";
import { flush, unsaved } from "./saving.js";

let passing = null; // the control that has waited already

const leads = (link) => {
  const href = link.getAttribute("href");
  return !href.startsWith("#") && link.target !== "_blank" && !link.matches(".theirs, [hx-get]");
};
const commands = (button) =>
  formOf(button) ? button.matches("[formaction], [hx-post], [hx-put], [hx-delete]") : button.type === "submit" && button.form?.method === "post";
const waits = (control) => (control.matches("a") ? leads(control) : commands(control));

// The answer to a save may have put another button in the place of the one that was clicked.
const again = (control, form) => {
  const now = control.isConnected ? control : document.getElementById(form)?.querySelector(`[data-action="${control.dataset.action}"]`);
  if (!now) return;
  passing = now;
  now.click();
  passing = null;
};

const hold = async (event) => {
  const control = event.target instanceof Element && event.target.closest("a[href], button");
  if (!control || control === passing || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (control.type === "submit" && !formOf(control)) remember();
  if (!waits(control) || !unsaved()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const form = formOf(control)?.id;
  await flush();
  again(control, form); // what could not be sent is kept here, and the browser asks
};

export const start = () => {
  document.addEventListener("click", hold, { capture: true });
  window.addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
};
