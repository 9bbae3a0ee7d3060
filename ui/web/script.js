/* Brings the page's own parts to life: the library, the sheet for adding, the keyboard, copying. See reading.js. */
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

window.pullquote = (() => {
  const root = document.documentElement;
  const parts = {}; // what Gradio hands over for each part: props, trigger, watch
  const leaving = new Map(); // what is deleted unless someone says undo: its path to its timer
  let shelf = "articles"; // what the list at the left shows
  let listed = 0; // counts the lists asked for, so that a slow one does not replace a later one
  const UNDO_MS = 8000;

  /* Called by each part when Gradio has made it. */
  function mount(name, element, handle) {
    parts[name] = handle;
    if (name === "library") loadShelf();
    if (name === "article") reading.start(one(".page", element));
    if (name === "added") handle.watch("value", () => added(handle.props.value));
    if (name === "tabs") {
      show(root.dataset.view ?? "talk");
      applyTheme(); // again, as Gradio has set the system's
      new MutationObserver(tend).observe(document.body, { childList: true, subtree: true });
    }
    if (name === "extras") document.fonts.ready.then(wrapSheet);
  }

  /* After each change. Gradio names a message by its HTML, and its buttons not at all: a screen reader needs better. */
  function tend() {
    for (const message of all("#talk [data-testid][aria-label]")) message.removeAttribute("aria-label");
    one("#talk .panel-wrap")?.setAttribute("tabindex", "0");
    one("#composer .submit-button")?.setAttribute("aria-label", "Ask");
    one("#composer .stop-button")?.setAttribute("aria-label", "Stop");
    suggest();
  }

  // Rooms: on a phone one at a time

  function show(view) {
    root.dataset.view = view;
    for (const tab of all(".tabs [data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
  }

  function toggleLibrary() {
    const hidden = root.toggleAttribute("data-no-library");
    localStorage.setItem("library", hidden ? "hidden" : "shown");
  }

  // Light and dark: the system's choice, unless the reader makes one

  function applyTheme() {
    const chosen = localStorage.getItem("theme");
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    document.body.classList.toggle("dark", (chosen ?? system) === "dark");
  }

  function switchTheme() {
    localStorage.setItem("theme", document.body.classList.contains("dark") ? "light" : "dark");
    applyTheme();
  }

  // The shelf at the left: articles, or conversations

  async function loadShelf(page = 0) {
    const mine = ++listed;
    const list = one(".shelf");
    const query = encodeURIComponent(one("#find").value);
    const answer = await fetch(`/${shelf}?q=${query}&page=${page}`);
    const items = await answer.text();
    if (mine !== listed) return;
    if (!answer.ok) {
      list.innerHTML = '<li class="none">The library cannot be read. The terminal shows why.</li>';
      return;
    }
    one(".more", list)?.remove();
    if (page) list.insertAdjacentHTML("beforeend", items);
    else list.innerHTML = items;
    const gone = all(".open", list).filter((item) => leaving.has(path(item.dataset)));
    for (const item of gone) item.closest("li").remove();
    const count = Number(answer.headers.get("X-Found")) - gone.length;
    const thing = shelf === "articles" ? "article" : "chat";
    one(".count").textContent = `${count.toLocaleString("en")} ${count === 1 ? thing : thing + "s"}`;
    reading.showCurrent();
    const first = one(".open[data-article]", list);
    if (first) reading.openFirst(first.dataset.article);
  }

  function choose(name) {
    shelf = name;
    one(".shelf").setAttribute("aria-label", name === "articles" ? "Articles" : "Chats");
    for (const tab of all("[data-shelf]")) tab.setAttribute("aria-pressed", String(tab.dataset.shelf === name));
    one("#find").value = "";
    loadShelf();
  }

  function added(state) {
    if (!state?.article) return;
    choose("articles");
    reading.open({ article: state.article });
  }

  function path({ article, conversation }) {
    return article ? `/article/${article}` : `/conversation/${conversation}`;
  }

  function remove(thing, undone) {
    const place = path(thing);
    leaving.set(place, setTimeout(() => removeNow(place), UNDO_MS));
    loadShelf();
    toast(`Deleted: ${thing.title}`, "Undo", () => {
      clearTimeout(leaving.get(place));
      leaving.delete(place);
      loadShelf();
      undone?.();
    });
  }

  async function refresh({ dataset: { article } }) {
    toast("Fetching…");
    const answer = await fetch(`/article/${article}`, { method: "PUT" });
    toast(answer.ok ? (await answer.json()).said : "It could not be fetched. The terminal shows why.");
    reading.open({ article });
  }

  async function removeNow(place) {
    clearTimeout(leaving.get(place));
    await fetch(place, { method: "DELETE", keepalive: true });
    leaving.delete(place);
    loadShelf();
  }

  /* Show a dialog of the page; `done` is called unless it is cancelled. */
  function askFor(dialog, done) {
    dialog.returnValue = "";
    dialog.onclose = () => dialog.returnValue && done();
    dialog.showModal();
  }

  function rename({ conversation, title }) {
    const dialog = one("dialog.rename");
    const input = one("input", dialog);
    input.value = title;
    askFor(dialog, async () => {
      await fetch(`/conversation/${conversation}?title=${encodeURIComponent(input.value)}`, { method: "PATCH" });
      loadShelf();
    });
    input.select();
  }

  // The sheet for adding: Gradio's components inside a real dialog

  function wrapSheet() {
    const sheet = one("#add-sheet");
    if (!sheet || sheet.closest("dialog")) return;
    const dialog = document.createElement("dialog");
    dialog.className = "sheet";
    dialog.setAttribute("aria-labelledby", "add-title");
    sheet.replaceWith(dialog);
    dialog.append(sheet);
  }

  function openSheet() {
    one("dialog.sheet").showModal();
    one("#paste textarea").focus();
  }

  function closeSheet() {
    one("dialog.sheet").close();
  }

  // Asking

  function ask(question) {
    show("talk");
    parts.bridge.trigger("ask", { question });
  }

  /* Offer questions about the open article, where the conversation is still empty. */
  async function suggest() {
    const box = one(".examples");
    const { article } = one(".page article")?.dataset ?? {};
    if (!box || !article || box.dataset.about === article) return;
    box.dataset.about = article;
    box.replaceChildren();
    const answer = await fetch(`/questions/${article}`);
    if (!answer.ok || box.dataset.about !== article) return;
    for (const question of await answer.json()) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = question;
      box.append(button);
    }
  }

  function checkQuote() {
    const dialog = one("dialog.check");
    const [quote, speaker] = [one("textarea", dialog), one("input", dialog)];
    quote.value = reading.selected();
    askFor(dialog, () => {
      show("talk");
      parts.bridge.trigger("check", { quote: quote.value, speaker: speaker.value });
    });
  }

  function fresh() {
    parts.bridge.trigger("fresh", {});
    type("");
  }

  function type(words) {
    show("talk");
    const box = one("#composer textarea");
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.setSelectionRange(0, 0);
  }

  function scopeTo(articles) {
    parts.scope.props.value = { articles };
  }

  // Copying and telling

  async function copy(text, done) {
    await navigator.clipboard.writeText(text);
    toast(done);
  }

  function copyAnswer(button) {
    const message = button.closest(".answer");
    const short = one(".short", message)?.firstChild.textContent ?? "";
    const quotes = all(".pullquote", message).map((quote) => {
      const link = new URL(one("a.cite", quote).hash, location.href);
      return `“${one("blockquote", quote).textContent}” (${one(".from", quote).textContent}) ${link}`;
    });
    copy([short, ...quotes].join("\n\n"), "Answer copied with its sources.");
  }

  function toast(text, action, act) {
    const box = one(".toast");
    box.textContent = text;
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = action;
      button.onclick = () => (box.replaceChildren(), act());
      box.append(button);
    }
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => box.replaceChildren(), UNDO_MS);
  }

  // Events

  const does = {
    add: openSheet,
    check: checkQuote,
    help: () => one("dialog.help").showModal(),
    library: toggleLibrary,
    theme: switchTheme,
    unscope: () => scopeTo([]),
    only: ({ dataset }) => (scopeTo([{ id: dataset.article, title: dataset.title }]), type("")),
    delete: ({ dataset }) => {
      reading.close();
      remove(dataset, () => reading.open({ article: dataset.article }));
    },
    refresh,
    forget: ({ dataset }) => remove(dataset),
    rename: ({ dataset }) => rename(dataset),
    fresh,
    resume: ({ dataset: { conversation } }) => {
      show("talk");
      parts.bridge.trigger("resume", { conversation });
    },
    "copy-link": () => copy(reading.link(), "Link copied."),
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
    if (does[button.dataset.do]) does[button.dataset.do](button);
    else if (article) (show("article"), reading.open({ article, version, changes }));
    else if (page) loadShelf(Number(page));
    else if (button.matches(".examples button")) ask(button.textContent);
    else if (button.matches("#talk .copy")) copyAnswer(button);
    else if (view) show(view);
    else if (button.dataset.shelf) choose(button.dataset.shelf);
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "find") loadShelf();
  });

  const keys = {
    "/": () => type(""),
    "?": does.help,
    a: openSheet,
    b: toggleLibrary,
    j: () => reading.step(1),
    k: () => reading.step(-1),
    n: fresh,
    q: checkQuote,
    s: () => (show("library"), one("#find").focus()),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (event.target.closest("input, textarea, dialog")) return;
    event.preventDefault();
    keys[event.key]();
  });

  window.addEventListener("pagehide", () => [...leaving.keys()].forEach(removeNow));
  window.addEventListener("DOMContentLoaded", applyTheme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);
  root.toggleAttribute("data-no-library", localStorage.getItem("library") === "hidden");

  return { mount, closeSheet, show, kept: () => shelf === "conversations" && loadShelf() };
})();
