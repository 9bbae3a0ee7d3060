/* Settings: kept in this browser. */

import { askFor, one, root, toast, tr } from "./dom.js";
import { applyTheme } from "./rooms.js";

const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1];

export async function settings() {
  const answer = await fetch("/choices");
  if (!answer.ok) return toast(tr("The settings cannot be read. The terminal shows why."));
  const dialog = one("dialog.settings");
  const { elements } = one("form", dialog);
  one(".account", dialog).hidden = !me.name;
  one(".account p", dialog).textContent = tr("Logged in as {name}.", me);
  for (const [name, choices] of Object.entries(await answer.json()))
    elements[name].replaceChildren(...Object.entries(choices).map(([value, label]) => new Option(label, value)));
  elements.language.value = language;
  elements.theme.value = localStorage.getItem("theme") ?? "";
  elements.strictness.value = localStorage.getItem("strictness") ?? "";
  elements.sureness.value = cookie("sureness") ?? "";
  if (elements.sureness.selectedIndex < 0) elements.sureness.value = "";
  const chosen = decodeURIComponent(cookie("answerer") ?? "");
  if (chosen) offerModels(elements.answerer, [chosen]);
  elements.answerer.value = chosen || elements.answerer.options[0].value;
  fetch("/models").then(async (found) => found.ok && offerModels(elements.answerer, await found.json()));
  askFor(dialog, () => apply(Object.fromEntries(new FormData(one("form", dialog)))));
}

function offerModels(select, models) {
  const offered = new Set([...select.options].map(({ value }) => value));
  select.append(...models.filter((model) => !offered.has(model)).map((model) => new Option(model, model)));
}

function apply({ language: chosen, theme, strictness, answerer, sureness }) {
  const year = 365 * 24 * 3600;
  for (const [name, value] of Object.entries({ language: chosen, answerer, sureness }))
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${year}; SameSite=Strict`;
  for (const [name, value] of Object.entries({ theme, strictness }))
    value ? localStorage.setItem(name, value) : localStorage.removeItem(name);
  applyTheme();
  applyStrictness();
  if (chosen !== language) location.reload();
}

export function applyStrictness() {
  root.dataset.strictness = localStorage.getItem("strictness") ?? "";
}
