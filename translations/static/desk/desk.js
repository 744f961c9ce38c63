// Makes the desk quicker and safer; every action works without it.
"use strict";
(() => {
  const box = (form) => form && form.querySelector("textarea");
  // The box of a form that is being saved; what the memory offers is fetched inside such a form, and is no save.
  const saving = (element) => element.matches && element.matches(".segment") && box(element);
  const key = (area) => "songngu:" + area.dataset.key;
  const changed = (area) => area.value !== area.dataset.stored;

  // A keystroke is kept on this machine until the server has it.
  const keep = (area) => {
    try {
      // The version goes along: restored over somebody's newer text, it must meet the server's conflict check.
      if (changed(area)) localStorage.setItem(key(area), JSON.stringify([area.form.elements.version.value, area.value]));
      else localStorage.removeItem(key(area));
    } catch { /* storage is full or off: the warning on leaving still stands */ }
  };
  const say = (area, text, unsaved) => {
    const status = area.closest("form").querySelector(".saved");
    if (!status) return;
    status.textContent = text;
    status.classList.toggle("unsaved", Boolean(unsaved));
  };
  const wording = document.documentElement.lang === "vi"
    ? { unsaved: "Chưa lưu", kept: "Đã khôi phục phần bạn gõ dở", failed: "Chưa gửi được: phần bạn gõ vẫn giữ trên máy này, bấm lưu để thử lại" }
    : { unsaved: "Not saved yet", kept: "What you had typed is back", failed: "Not sent: your text is kept on this machine; save again to retry" };

  const restore = (area) => {
    let version, text;
    try { [version, text] = JSON.parse(localStorage.getItem(key(area))) || []; } catch { /* off, or not ours */ }
    if (text === undefined || text === area.value) return;
    if (text.trim().split(/\s+/).join(" ") === area.dataset.stored) return keep(area); // it had arrived after all
    area.value = text;
    area.form.elements.version.value = version;
    say(area, wording.kept, true);
  };
  const fit = (area) => {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = area.scrollHeight + 2 + "px";
  };
  const areas = (root) => root.querySelectorAll ? root.querySelectorAll(".segment textarea") : [];
  const prepare = (root) => areas(root).forEach((area) => { carry(area); restore(area); fit(area); });

  const forms = () => [...document.querySelectorAll(".segment")];
  const go = (form, step, wanted) => {
    const all = forms();
    let at = all.indexOf(form) + step;
    while (all[at] && wanted && !wanted(all[at])) at += step;
    const area = box(all[at]);
    if (area) { area.focus(); all[at].scrollIntoView({ block: "center" }); }
  };

  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!area.matches(".segment textarea")) return;
    keep(area); fit(area);
    say(area, changed(area) ? wording.unsaved : "", changed(area));
  });
  document.addEventListener("focusin", (event) => {
    document.querySelectorAll(".segment.current").forEach((form) => form.classList.remove("current"));
    const form = event.target.closest(".segment");
    if (form) form.classList.add("current");
  });
  // Ctrl or ⌘ with Enter accepts and goes on; with the arrows moves; Alt stays free for input methods.
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest(".segment");
    if (event.isComposing || !(event.ctrlKey || event.metaKey) || !form) return;
    if (event.key === "Enter") {
      event.preventDefault();
      form.querySelector(".accept").click(); // not requestSubmit: htmx sends the button that was clicked
      go(form, 1, (next) => !next.classList.contains("accepted"));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      go(form, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...areas(document)].some(changed)) event.preventDefault();
  });
  // What is typed after a request left is not in its answer: it goes on into the box that the answer brings.
  const sent = new Map(), typed = new Map();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const area = saving(event.detail.elt);
    if (area) sent.set(key(area), area.value);
  });
  const carry = (area) => {
    if (!typed.has(key(area))) return;
    area.value = typed.get(key(area));
    typed.delete(key(area));
    keep(area);
    say(area, wording.unsaved, true);
  };
  // Saving again before the first answer: that answer replaces the form, so the second save goes out from the new one.
  const again = new Map();
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".segment .accept, .segment .keep");
    const area = button && box(button.closest(".segment"));
    if (area && sent.has(key(area))) again.set(key(area), button.matches(".accept") ? ".accept" : ".keep");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const area = saving(event.detail.elt);
    if (area) sent.delete(key(area));
  });
  document.addEventListener("htmx:load", (event) => {
    const area = saving(event.detail.elt), button = area && again.get(key(area));
    if (!button) return;
    again.delete(key(area));
    // After the first request is done with, or htmx would drop this one too; a conflict is for the person to settle.
    if (!area.form.querySelector(".conflict")) setTimeout(() => area.form.querySelector(button).click());
  });
  // Theirs instead of mine: the link alone does it where there is no script.
  document.addEventListener("click", (event) => {
    const area = event.target.closest(".theirs") && box(event.target.closest(".segment"));
    if (!area) return;
    area.value = area.dataset.stored;
    keep(area);
    if (document.querySelectorAll(".segment").length === 1) return;
    event.preventDefault();
    event.target.closest(".conflict").remove();
    fit(area); area.focus();
  });
  // From memory into the box, as if it had been typed: undone like typing, kept like typing.
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".insert"), area = button && box(button.closest(".segment"));
    if (!area) return;
    const words = button.closest("li").querySelector(".words").textContent;
    area.focus(); area.select();
    if (!document.execCommand("insertText", false, words)) {
      area.value = words;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const area = saving(event.detail.target);
    if (area && event.detail.xhr.status < 500 && area.value !== sent.get(key(area))) typed.set(key(area), area.value);
    if (area && event.detail.xhr.status === 200) { try { localStorage.removeItem(key(area)); } catch { /* off */ } }
    // The list is not redrawn under someone who is using it.
    if (event.detail.target.id === "list" && event.detail.target.contains(document.activeElement)) event.detail.shouldSwap = false;
  });
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) =>
    document.addEventListener(name, (event) => { const area = saving(event.detail.elt); if (area) { keep(area); say(area, wording.failed, true); } }));
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt.parentNode || document));
  document.addEventListener("DOMContentLoaded", () => prepare(document));
})();
