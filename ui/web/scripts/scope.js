/* Which articles may answer: chips, all of which hold. */

import { make, one, parts, toast, tr } from "./dom.js";

export const chips = () => parts.scope.props.value.chips;
let told = ""; // the scope that a question said, as it was told last

/* A question has said what it asks: tell so, as the chips show. */
export function tellScope() {
  const labels = chips().filter(({ said }) => said).map(({ label }) => label).join(", ");
  if (labels && labels !== told) toast(tr("Your question set what is asked: {labels}", { labels }));
  told = labels;
}

/* Another conversation: what a question of this one said no longer holds. */
export function unsay() {
  scopeTo(chips().filter(({ said }) => !said));
}

export function scopeTo(chips) {
  const named = chips.map((chip) => ({ ...chip, remove: tr("Remove: {label}", chip) }));
  parts.scope.props.value = { chips: named };
  showChips();
}

export function showChips() {
  const shown = chips().map(({ label, remove }, place) => {
    const button = make("button", { type: "button", textContent: "×" });
    button.setAttribute("aria-label", remove);
    Object.assign(button.dataset, { do: "unscope", chip: place });
    return make("span", { className: "chip" }, make("span", { textContent: label }), button);
  });
  one(".scope").replaceChildren(...shown);
}

export const chipOf = ({ dataset }) => ({ kind: "article", key: dataset.article, label: tr("Only: {title}", dataset) });

/* Let one more article answer. */
export function also(button) {
  const chip = chipOf(button);
  const others = chips().filter(({ kind, key }) => kind === "article" && key !== chip.key);
  scopeTo([...others, chip]);
  const count = others.length + 1;
  toast(count === 1 ? tr("Only this article will be asked.") : tr("Only {count} articles will be asked.", { count }));
}
