/* Brings the page's own parts to life: what happens when Gradio has made them, and on every click and key. */

import { added, begun, closeSheet, followAdding, openSheet, stopAdding, wrapSheet } from "./adding.js";
import { copy, copyAnswer, say, sayWrong } from "./answers.js";
import { all, one, parts, root, tr, translate } from "./dom.js";
import * as reading from "./reading.js";
import { applyTheme, isOneAtATime, nextStep, rest, show, switchTheme, toggleLibrary, tour } from "./rooms.js";
import { also, chipOf, chips, scopeTo, showChips, tellScope, unsay } from "./scope.js";
import { applyStrictness, settings } from "./settings.js";
import * as shelves from "./shelf.js";
import { ask, checkQuote, edit, fresh, leadOn, tend, type } from "./talk.js";

/* The page is shown when all of it works: a click on what is not yet listened to would be lost. */
const NEEDED = ["library", "next", "scope", "below", "bridge", "article", "tabs", "added", "extras"];
const MADE_BY_GRADIO = ["#talk [role=log]", "#composer textarea", "#paste textarea", "#files", "#add-folder", "#add-go"];

function showWhenReady() {
  if (root.dataset.ready || !NEEDED.every((name) => parts[name]) || !MADE_BY_GRADIO.every((made) => one(made))) return;
  wrapSheet();
  root.dataset.ready = "yes";
  // On a phone its keyboard would cover the page that has just come.
  if (one(".tour").hidden && !isOneAtATime()) one("#composer textarea").focus();
}

/* Called by each part when Gradio has made it. */
export function mount(name, element, handle) {
  parts[name] = handle;
  translate(element);
  if (name === "library") (shelves.offerLibraries(element), shelves.loadShelf());
  if (name === "article") reading.start(one(".page", element));
  if (name === "added") {
    handle.watch("value", () => added(handle.props.value));
    followAdding();
  }
  if (name === "scope") handle.watch("value", () => (showChips(), tellScope()));
  if (name === "tabs") {
    show(root.dataset.view ?? "talk");
    applyTheme(); // again, as Gradio has set the system's
    new MutationObserver(() => (tend(), showWhenReady())).observe(document.body, { childList: true, subtree: true });
  }
  if (name === "extras" && !localStorage.getItem("toured")) tour();
  showWhenReady();
}

// Events

const MENU_HEIGHT = 160; // pixels that a menu needs above its button

/* Close the menu that an element is in; what it was opened with has the focus again. */
function closeMenu(element) {
  const menu = element.closest(".menu[open]");
  if (menu) (menu.open = false, one("summary", menu).focus());
}

/* A menu closes when something else is clicked. */
document.addEventListener("click", ({ target }) => {
  for (const menu of all(".menu[open]")) menu.open = menu.contains(target);
});

const does = {
  add: openSheet,
  "stop-adding": stopAdding,
  check: checkQuote,
  tour: () => tour(),
  "next-step": nextStep,
  "leave-tour": () => tour(Infinity),
  help: () => one("dialog.help").showModal(),
  library: toggleLibrary,
  theme: switchTheme,
  settings,
  unscope: ({ dataset }) => {
    scopeTo(chips().filter((_, place) => place !== Number(dataset.chip)));
    const left = all(".chip button");
    left.length ? left[Math.min(dataset.chip, left.length - 1)].focus() : rest();
  },
  only: (button) => (scopeTo([chipOf(button)]), type("")),
  also,
  "only-these": shelves.onlyThese,
  file: shelves.file,
  delete: ({ dataset }) => {
    reading.close();
    shelves.remove(dataset, () => reading.open({ article: dataset.article }));
  },
  refresh: shelves.refresh,
  forget: ({ dataset }) => shelves.remove(dataset),
  save: shelves.save,
  share: () => shelves.share("POST"),
  unshare: () => shelves.share("DELETE"),
  rename: ({ dataset }) => shelves.rename(dataset),
  fresh,
  resume: ({ dataset: { conversation } }) => {
    show("talk");
    parts.bridge.trigger("resume", { conversation });
    unsay();
  },
  cancel: (button) => button.closest("dialog").close(),
  "copy-link": () => copy(reading.link(), tr("Link copied.")),
  "ask-about": () => type(` “${reading.selected()}”`),
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show("article");
    reading.openCitation(link);
  }
  const button = event.target.closest("button");
  if (!button) return;
  const { article, version, changes, page, view } = button.dataset;
  if (button.id === "add-go") begun();
  if (does[button.dataset.do]) does[button.dataset.do](button);
  else if (article) (show("article"), reading.open({ article, version, changes }));
  else if (page) shelves.loadShelf(Number(page));
  else if (button.matches(".examples button, .next button")) ask(button.textContent);
  else if (button.matches("#talk .edit")) edit(button);
  else if (button.matches("#talk .correct")) type(one("span", button.parentElement).textContent);
  else if (button.matches("#talk .right")) say(button, {});
  else if (button.matches("#talk .wrong")) sayWrong(button);
  else if (button.matches("#talk .copy")) (copyAnswer(button), closeMenu(button));
  else if (view) show(view);
  else if (button.dataset.shelf) shelves.choose(button.dataset.shelf);
});

document.addEventListener("input", (event) => {
  if (event.target.matches("#find, .filter *")) shelves.search();
});
document.addEventListener("reset", (event) => event.target.closest(".filter") && setTimeout(shelves.loadShelf));
document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".filter[open]")) shelves.loadFilters();
  if (!target.matches(".menu[open]")) return;
  const [menu, choices, room] = [target, one(".choices", target), one("#talk")].map((box) => box.getBoundingClientRect());
  target.classList.toggle("down", menu.top < MENU_HEIGHT);
  target.classList.toggle("back", menu.left + choices.width > room.right);
}, true);

const keys = {
  "/": () => type(""),
  "?": does.help,
  a: openSheet,
  b: toggleLibrary,
  j: () => reading.step(1),
  k: () => reading.step(-1),
  n: fresh,
  q: checkQuote,
  ",": settings,
  s: () => (show("library"), one("#find").focus()),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenu(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  if (event.target.closest("input, textarea, dialog")) return;
  event.preventDefault();
  keys[event.key]();
});

window.addEventListener("pagehide", () => [...shelves.leaving.keys()].forEach(shelves.removeNow));
window.addEventListener("focus", shelves.followLibrary);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);
root.lang = language;
root.dataset.guest = me.guest ? "yes" : "";
applyStrictness();
root.toggleAttribute("data-no-library", localStorage.getItem("library") === "hidden");

/* What Gradio's own buttons and answers call. */
window.pullquote = { closeSheet, kept: () => (leadOn(), shelves.shelf === "conversations" && shelves.loadShelf()) };
