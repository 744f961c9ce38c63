// What a page asks for again and again, it asks for only while somebody looks at it.
"use strict";

const ALIVE = new Set(["tabs", "present"]);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && (ALIVE.has(event.detail.elt.id) || event.detail.elt.matches(".empty"))) event.preventDefault();
});


// The sign that somebody is here says in which sentence.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "present") return;
  const at = document.querySelector(".segment.current");
  if (at && /^s\d+$/.test(at.id)) event.detail.parameters.set("position", at.id.slice(1));
});
