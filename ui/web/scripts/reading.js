/* The article pane: opens an article at a passage, moves between marks, and knows what is selected. */

import { all, one, tr } from "./dom.js";
import { show } from "./rooms.js";

let page = null; // the element that holds the article
let empty = ""; // what it shows without one
let asked = 0; // counts the articles asked for, so that a slow one does not replace a later one

export function start(element) {
  page = element;
  empty = page.innerHTML;
  openAddress();
}

/* Show an article. `marks` are spans such as "12-40"; `active` is the one to bring into view. */
export async function open({ article, version = null, changes = null, marks = [], active = null }) {
  const mine = ++asked;
  const path = ["", "article", article, version, changes && "changes"].filter((part) => part !== null).map(encodeURIComponent).join("/");
  const answer = await fetch(`${path}?marks=${marks.join(",")}`);
  const body = await answer.text();
  if (mine !== asked) return;
  const giveFocusBack = holdFocus();
  page.innerHTML = answer.ok ? body : `<p class="empty">${tr("This article is no longer in the library.")}</p>`;
  page.scrollTop = 0;
  giveFocusBack();
  if (active) activate(active);
  else if (mine > 1) setAddress({ article });
  showCurrent();
}

/* When the page has just been opened and nothing is asked for: show the newest article. */
export function openFirst(article) {
  if (!asked) open({ article });
}

/* Likewise for the buttons of an article: what does the same gets the focus again, or else the whole article. */
function holdFocus() {
  const focused = document.activeElement;
  if (!page.contains(focused)) return () => {};
  return () => (all("[data-do]", page).find(({ dataset }) => dataset.do === focused.dataset.do) ?? page).focus();
}

export function close() {
  const giveFocusBack = holdFocus();
  page.innerHTML = empty;
  giveFocusBack();
  setAddress({});
  showCurrent();
}

/* Make the mark of one span the strong one, and bring it into view. */
function activate(span) {
  for (const mark of all("mark", page)) mark.classList.toggle("active", mark.dataset.spans.split(" ").includes(span));
  const { article, version } = one("article", page)?.dataset ?? {};
  if (!article) return;
  one("mark.active", page)?.scrollIntoView({ block: "center" });
  setAddress({ article, version, span });
}

export function step(by) {
  const spans = [...new Set(all("mark", page).flatMap((mark) => mark.dataset.spans.split(" ")))];
  if (!spans.length) return;
  const now = one("mark.active", page)?.dataset.spans.split(" ") ?? [];
  const at = spans.findIndex((span) => now.includes(span));
  activate(spans[(at + by + spans.length) % spans.length]);
}

// Addresses such as "#a=0123456789ab&v=1&s=12-40" name an article, a version and a span

function place(address) {
  const values = new URLSearchParams(address.slice(1));
  return { article: values.get("a"), version: values.get("v"), span: values.get("s") };
}

function address({ article, version, span }) {
  const values = Object.entries({ a: article, v: version, s: span }).filter(([, value]) => value);
  return values.length ? `#${new URLSearchParams(values)}` : location.pathname;
}

function setAddress(to) {
  history.replaceState(null, "", address(to));
}

function openAddress() {
  const { article, version, span } = place(location.hash);
  if (!article || !page) return;
  show("article");
  open({ article, version, marks: span ? [span] : [], active: span });
}

/* Open the article of a citation with all citations of the same answer marked. */
export function openCitation(link) {
  const { article, version, span } = place(link.hash);
  const message = link.closest(".answer, .refusal");
  const places = all("a.cite", message).map((other) => place(other.hash));
  const marks = places.filter((other) => other.article === article && other.version === version);
  open({ article, version, marks: [...new Set(marks.map((mark) => mark.span))], active: span });
}

export function showCurrent() {
  const current = one("article", page)?.dataset.article;
  for (const item of all(".shelf .open[data-article]")) {
    if (item.dataset.article === current) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
}

// What is selected: counted in characters as Python counts them, not in UTF-16 units

export function selected() {
  return getSelection().toString().trim();
}

function offset(node, units) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, units);
  return Number(paragraph.dataset.start) + [...before.toString()].length;
}

/* The address of the selected words, or of the open passage when nothing is selected. */
export function link() {
  const shown = one("article", page);
  const selection = getSelection();
  if (!shown || selection.isCollapsed || !shown.contains(selection.anchorNode)) return location.href;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  const span = start !== null && end > start ? `${start}-${end}` : null;
  const { article, version } = shown.dataset;
  return new URL(address({ article, version, span }), location.href).href;
}

function offerSelection() {
  const menu = one(".selection");
  const selection = getSelection();
  const inside = selection.rangeCount && !selection.isCollapsed && one("article", page)?.contains(selection.anchorNode);
  menu.hidden = !inside || !selected();
  if (menu.hidden) return;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  menu.style.top = `${Math.max(8, box.top - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.min(Math.max(8, box.left), innerWidth - menu.offsetWidth - 8)}px`;
}

/* The card with a citation's quote stands beside its number, wherever that is on the screen. */
function placeCard(event) {
  const number = event.target.closest?.("a.cite");
  if (!number) return;
  const box = number.getBoundingClientRect();
  const card = one(".card", number);
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 340))}px`;
  if (box.top > innerHeight / 2) Object.assign(card.style, { top: "auto", bottom: `${innerHeight - box.top + 6}px` });
  else Object.assign(card.style, { top: `${box.bottom + 6}px`, bottom: "auto" });
}

document.addEventListener("selectionchange", () => page && offerSelection());
document.addEventListener("pointerover", placeCard);
document.addEventListener("focusin", placeCard);
window.addEventListener("hashchange", openAddress);
