// The editor of a draft: what there is, in the order in which it begins. Every action works without it.
import * as answering from "./answering.js";
import * as highlighting from "./highlighting.js";
import * as inserting from "./inserting.js";
import * as keys from "./keys.js";
import * as leaving from "./leaving.js";
import * as moving from "./moving.js";
import * as saving from "./saving.js";
import * as timing from "./timing.js";
import * as undo from "./undo.js";

timing.start();
leaving.start();
answering.start();
saving.start(answering.answer);
highlighting.start();
inserting.start();
undo.start();
keys.start();
moving.start();

// A whole list of segments that a command brought (split, merge) has new boxes in it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches(".segments, .segment")) { saving.prepare(); highlighting.refresh(); }
});
