/* Brings the page's own parts to life: the library list, the article pane with its marks, and the keyboard. */
"use strict";

window.pullquote = (() => {
  const parts = {};
  const root = document.documentElement;
  let page = null; // the element that holds the article

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Parts of the page, as Gradio makes them

  function mount(name, element, handle) {
    parts[name] = { element, ...handle };
    if (name === "library") loadArticles();
    if (name === "article") {
      page = one(".page", element);
      openFromAddress();
    }
    if (name === "added") handle.watch("value", () => added(handle.props.value));
    if (name === "tabs") show(root.dataset.view ?? "talk");
  }

  function show(view) {
    root.dataset.view = view;
    all(".tabs [data-view]").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.view === view)));
  }

  // The library

  async function loadArticles(number = 0) {
    const query = one("#find")?.value ?? "";
    const answer = await fetch(`/articles?q=${encodeURIComponent(query)}&page=${number}`);
    const list = one(".articles");
    if (!list || !answer.ok) return;
    const items = await answer.text();
    if (number) {
      one(".more", list)?.remove();
      list.insertAdjacentHTML("beforeend", items);
    } else {
      list.innerHTML = items;
    }
    const count = Number(answer.headers.get("X-Articles"));
    one(".count").textContent = count === 1 ? "1 article" : `${count.toLocaleString("en")} articles`;
    showCurrent();
  }

  function added(state) {
    if (!state?.article) return;
    loadArticles();
    open({ article: state.article });
  }

  // The article pane

  async function open({ article, version, marks = [], active = null }) {
    const path = version ? `/article/${encodeURIComponent(article)}/${version}` : `/article/${encodeURIComponent(article)}`;
    const answer = await fetch(`${path}?marks=${marks.join(",")}`);
    if (answer.ok) {
      page.innerHTML = await answer.text();
    } else {
      page.innerHTML = '<p class="empty">This article is no longer in the library.</p>';
    }
    page.scrollTop = 0;
    activate(active);
    showCurrent();
  }

  /* Make the mark of one span, "12-40", the strong one, and bring it into view. */
  function activate(span) {
    all("mark.active", page).forEach((mark) => mark.classList.remove("active"));
    if (!span) return;
    const marks = all(`mark[data-spans~="${span}"]`, page);
    marks.forEach((mark) => mark.classList.add("active"));
    marks[0]?.scrollIntoView({ block: "center" });
    const shown = one("article", page);
    if (shown) history.replaceState(null, "", `#a=${shown.dataset.article}&v=${shown.dataset.version}&s=${span}`);
  }

  function step(by) {
    const spans = [...new Set(all("mark", page).flatMap((mark) => mark.dataset.spans.split(" ")))];
    if (!spans.length) return;
    const now = one("mark.active", page)?.dataset.spans.split(" ") ?? [];
    const at = spans.findIndex((span) => now.includes(span));
    activate(spans[(at + by + spans.length) % spans.length]);
  }

  /* Read an address such as "#a=0123456789ab&v=1&s=12-40". */
  function place(address) {
    const asked = new URLSearchParams(address.slice(address.indexOf("#") + 1));
    return { article: asked.get("a"), version: asked.get("v"), span: asked.get("s") };
  }

  function openCitation(link) {
    const { article, version, span } = place(link.hash);
    const message = link.closest(".answer, .refusal") ?? document;
    const places = all("a.cite", message).map((other) => place(other.hash));
    const marks = places.filter((p) => p.article === article && p.version === version).map((p) => p.span);
    show("article");
    open({ article, version, marks: [...new Set(marks)], active: span });
  }

  function openFromAddress() {
    const { article, version, span } = place(location.hash);
    if (!article) return;
    show("article");
    open({ article, version, marks: span ? [span] : [], active: span });
  }

  function showCurrent() {
    const current = one("article", page ?? document)?.dataset.article;
    all(".articles .open").forEach((item) => {
      if (item.dataset.article === current) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    });
  }

  // Asking

  function ask(question) {
    show("talk");
    parts.bridge.trigger("ask", { question });
  }

  function scopeTo(articles) {
    parts.scope.props.value = { articles };
  }

  function openSheet() {
    root.dataset.sheet = "add";
    one("#paste textarea")?.focus();
  }

  function closeSheet() {
    delete root.dataset.sheet;
  }

  // Events

  const actions = {
    add: openSheet,
    theme: () => document.body.classList.toggle("dark"),
    help: () => {},
    unscope: () => scopeTo([]),
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openCitation(link);
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    const data = button.dataset;
    if (button.matches(".articles .open")) (show("article"), open({ article: data.article }));
    else if (button.matches(".articles .only")) (scopeTo([{ id: data.article, title: data.title }]), show("talk"));
    else if (button.matches(".more button")) loadArticles(Number(data.page));
    else if (button.matches(".examples button")) ask(button.textContent);
    else if (data.view) show(data.view);
    else if (actions[data.do]) actions[data.do](button);
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "find") loadArticles();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSheet();
    if (event.target.closest("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });

  window.addEventListener("hashchange", openFromAddress);

  return { mount, closeSheet };
})();
