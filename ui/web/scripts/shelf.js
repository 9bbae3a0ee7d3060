/* The shelf at the left: articles or conversations, searched, narrowed, named, filed, shared and deleted. */

import { all, askFor, day, one, toast, TOLD_MS, tr } from "./dom.js";
import { copy } from "./answers.js";
import * as reading from "./reading.js";
import { scopeTo } from "./scope.js";
import { type } from "./talk.js";

export const leaving = new Map(); // what is deleted unless someone says undo: its path to its timer
export let shelf = "articles"; // what the list at the left shows
let listed = 0; // counts the lists asked for, so that a slow one does not replace a later one
let finding = 0; // the timer of the search for what is being typed
const PAUSE_MS = 200; // without a key: whoever types has paused

/* Offer the library of one's own to who may have one. */
export function offerLibraries(element) {
  one(".whose", element).hidden = !whose;
  for (const button of all(".whose button", element)) button.setAttribute("aria-pressed", String(button.value === whose));
}

/* Another tab may have changed to the other library: this one would show articles of both. */
export function followLibrary() {
  const chosen = /(?:^|; )library=own/.test(document.cookie) ? "own" : "shared";
  if (whose && whose !== chosen) location.reload();
}

export async function loadShelf(page = 0) {
  const mine = ++listed;
  const list = one(".shelf");
  const asked = new URLSearchParams({ q: one("#find").value, page });
  if (shelf === "articles") for (const [name, value] of new FormData(one(".filter form"))) asked.append(name, value);
  const answer = await fetch(`/${shelf}?${asked}`);
  const items = await answer.text();
  if (mine !== listed) return;
  const giveFocusBack = holdFocus(list);
  if (!answer.ok) {
    list.innerHTML = `<li class="none">${tr("The library cannot be read. The terminal shows why.")}</li>`;
    return;
  }
  one(".more", list)?.remove();
  if (page) list.insertAdjacentHTML("beforeend", items);
  else list.innerHTML = items;
  const gone = all(".open", list).filter((item) => leaving.has(path(item.dataset)));
  for (const item of gone) item.closest("li").remove();
  const count = Number(answer.headers.get("X-Found")) - gone.length;
  const shown = { count: count.toLocaleString(language) };
  const things = shelf === "articles" ? [tr("1 article"), tr("{count} articles", shown)] : [tr("1 chat"), tr("{count} chats", shown)];
  one(".count").textContent = things[Number(count !== 1)];
  giveFocusBack();
  reading.showCurrent();
  const first = one(".open[data-article]", list);
  if (first) reading.openFirst(first.dataset.article);
}

const same = (one, other) => ["do", "article", "conversation"].every((key) => one.dataset[key] === other.dataset[key]);

/* A list that is written anew loses the focus: give it back to what had it, or else to what stands in its place. */
function holdFocus(list) {
  const focused = document.activeElement;
  const place = [...list.children].indexOf(focused?.closest(".shelf > li"));
  if (place < 0) return () => {};
  return () => {
    const again = all("[data-article], [data-conversation]", list).find((button) => same(button, focused));
    const beside = list.children[Math.min(place, list.children.length - 1)];
    (again ?? one(".open", beside ?? list) ?? one("#find")).focus();
  };
}

/* The publishers and tags to choose from, as there are now; what was chosen stays chosen. */
export async function loadFilters() {
  const answer = await fetch("/filters");
  if (!answer.ok) return;
  for (const [name, options] of Object.entries(await answer.json())) {
    const select = one(`.filter [name=${name}]`);
    const chosen = select.value;
    select.innerHTML = options;
    select.value = chosen;
    if (select.selectedIndex < 0) select.value = "";
  }
}

/* Let only the articles of the filter answer. */
export function onlyThese() {
  const { publisher, since, until } = Object.fromEntries(new FormData(one(".filter form")));
  const chips = [
    publisher && { kind: "publisher", key: publisher, label: publisher },
    since && { kind: "since", key: since, label: tr("From {day}", { day: day(since) }) },
    until && { kind: "until", key: until, label: tr("Until {day}", { day: day(until) }) },
  ].filter(Boolean);
  if (!chips.length) return toast(tr("Choose a publisher or days first."));
  scopeTo(chips);
  type("");
}

export async function file({ dataset: { article, tags } }) {
  const dialog = one("dialog.tags");
  const input = one("input", dialog);
  input.value = tags;
  askFor(dialog, async () => {
    await fetch(`/article/${article}/tags?tags=${encodeURIComponent(input.value)}`, { method: "PUT" });
    reading.open({ article });
    loadShelf();
    loadFilters();
  });
}

export function choose(name) {
  shelf = name;
  one(".filter").hidden = name !== "articles";
  one(".shelf").setAttribute("aria-label", name === "articles" ? tr("Articles") : tr("Chats"));
  for (const tab of all("[data-shelf]")) tab.setAttribute("aria-pressed", String(tab.dataset.shelf === name));
  one("#find").value = "";
  one(".shelf").replaceChildren(); // the rows of the other list would be clicked as if they were of this one
  loadShelf();
}

function path({ article, conversation }) {
  return article ? `/article/${article}` : `/conversation/${conversation}`;
}

export function remove(thing, undone) {
  const place = path(thing);
  leaving.set(place, setTimeout(() => removeNow(place), TOLD_MS));
  loadShelf();
  toast(tr("Deleted: {title}", thing), tr("Undo"), () => {
    clearTimeout(leaving.get(place));
    leaving.delete(place);
    undone?.();
    loadShelf().then(() => all(".shelf .open").find(({ dataset }) => path(dataset) === place)?.focus());
  });
}

export async function refresh({ dataset: { article } }) {
  toast(tr("Fetching…"));
  const answer = await fetch(`/article/${article}`, { method: "PUT" });
  const { said, version } = answer.ok ? await answer.json() : { said: tr("It could not be fetched. The terminal shows why.") };
  toast(said);
  reading.open(version ? { article, version, changes: "yes" } : { article });
}

export async function removeNow(place) {
  clearTimeout(leaving.get(place));
  await fetch(place, { method: "DELETE", keepalive: true });
  leaving.delete(place);
  loadShelf();
}

export function rename({ conversation, title }) {
  const dialog = one("dialog.rename");
  const input = one("input", dialog);
  input.value = title;
  askFor(dialog, async () => {
    await fetch(`/conversation/${conversation}?title=${encodeURIComponent(input.value)}`, { method: "PATCH" });
    loadShelf();
  });
  input.select();
}

export function save({ dataset: { conversation } }) {
  const dialog = one("dialog.save");
  dialog.dataset.conversation = conversation;
  for (const link of all("[data-kind]", dialog)) link.href = `/conversation/${conversation}.${link.dataset.kind}`;
  dialog.showModal();
}

export async function share(method) {
  const dialog = one("dialog.save");
  const answer = await fetch(`/conversation/${dialog.dataset.conversation}/share`, { method });
  dialog.close();
  if (!answer.ok) return toast(tr("The link could not be made. The terminal shows why."));
  if (method === "DELETE") return toast(tr("Nobody else can read this chat now."));
  copy(new URL((await answer.json()).path, location.href).href, tr("Link to a page of this chat copied."));
}

/* Search when whoever types has paused. */
export function search() {
  clearTimeout(finding);
  finding = setTimeout(loadShelf, PAUSE_MS);
}
