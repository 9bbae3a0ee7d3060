/* Adding goes on in the server: the page asks how far it is, from when it is loaded until all is there. */

import { make, one, root, toast, tr, translate } from "./dom.js";
import * as reading from "./reading.js";
import { choose } from "./shelf.js";

let mine = false; // whether this page has seen articles being added
let following = false; // whether the page asks how far the adding is
const ADDING_MS = 500;

export async function followAdding() {
  if (following) return;
  following = true;
  try {
    let state;
    do {
      if (state) await new Promise((go) => setTimeout(go, ADDING_MS));
      const answer = await fetch("/adding");
      state = answer.ok ? await answer.json() : { lines: [] };
      added(state);
    } while (state.running);
  } finally {
    following = false; // also where the server could not be reached: the next time asks again
  }
}

/* Say in the sheet how far it is, what was added and what could not be. */
function tellAdded({ running, done, total, stopped, earlier, more, lines, waiting = [], words = {} }) {
  const sheet = one("#added-part");
  const say = (selector, text) => Object.assign(one(selector, sheet), { hidden: !text, textContent: text || "" });
  one(".progress", sheet).hidden = !total;
  const bar = Object.assign(one("progress", sheet), { hidden: !running, max: total || 1, value: done ?? 0 });
  bar.setAttribute("aria-label", words.so_far ?? "");
  one(".progress span", sheet).textContent = words.done ?? "";
  Object.assign(one(".progress button", sheet), { hidden: !running, textContent: words.stop ?? "" });
  say(".stopped", stopped && words.stopped);
  say(".earlier", earlier > 0 && words.earlier);
  say(".more", more > 0 && words.more);
  const list = one(".added", sheet);
  const items = [...lines, ...waiting.map((text) => ({ text, kind: "waits" }))];
  while (list.children.length > items.length) list.lastChild.remove();
  items.forEach(({ text, kind }, place) => {
    const item = list.children[place] ?? list.appendChild(make("li"));
    if (item.textContent !== text) item.textContent = text; // what has not changed is not read aloud again
    item.className = kind;
  });
}

/* The library says how far it is; at the end of what this page has seen being added, it shows the last article. */
export function added(state) {
  const { running, done, total, article } = state;
  tellAdded(state);
  const tell = one(".library .adding");
  tell.hidden = !running;
  tell.textContent = running ? tr("Adding: {done} of {total}", { done, total }) : "";
  mine ||= running;
  if (running) return followAdding();
  if (!mine) return;
  mine = false;
  if (!article) return;
  choose("articles");
  reading.open({ article });
}

export async function stopAdding() {
  await fetch("/adding", { method: "DELETE" });
  followAdding();
}

// The sheet for adding: Gradio's components inside a real dialog

export function wrapSheet() {
  const sheet = one("#add-sheet");
  if (!sheet || sheet.closest("dialog")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "add-title");
  sheet.replaceWith(dialog);
  dialog.append(sheet);
  translate(sheet);
  root.style.setProperty("--drop", JSON.stringify(tr("Drop files here, or choose them")));
}

export function openSheet() {
  if (me.guest) return toast(tr("Guests may ask and read, but not add or delete."));
  one("dialog.sheet").showModal();
  one("#paste textarea").focus();
}

export function closeSheet() {
  one("dialog.sheet").close();
}

/* Something was given to add: at its end, the page shows the last article. */
export function begun() {
  mine = true;
}
