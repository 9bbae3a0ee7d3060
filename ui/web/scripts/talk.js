/* Asking: questions, also in other words, and those that are offered. */

import { placeOf } from "./answers.js";
import { all, askFor, make, one, parts, translate, tr } from "./dom.js";
import * as reading from "./reading.js";
import { rest, show } from "./rooms.js";
import { unsay } from "./scope.js";

let led = 0; // counts the questions that were asked for to lead on, likewise

/* After each change. Gradio names a message by its HTML, and its buttons not at all: a screen reader needs better. */
export function tend() {
  for (const message of all("#talk [data-testid][aria-label]")) message.removeAttribute("aria-label");
  one("#talk .panel-wrap")?.setAttribute("tabindex", "0");
  one("#composer .submit-button")?.setAttribute("aria-label", tr("Ask"));
  one("#talk [role=log]")?.setAttribute("aria-label", tr("Conversation"));
  one("#files .upload-container")?.setAttribute("aria-label", tr("Choose files"));
  all("#files .icon-button").forEach((button, place) => {
    button.ariaLabel = button.title = place ? tr("Clear") : tr("Choose files");
  });
  for (const file of all("#files .file")) {
    const label = one(".filename", file)?.ariaLabel ?? "";
    one(".label-clear-button", file)?.setAttribute("aria-label", tr("Remove: {label}", { label }));
  }
  one("#composer .stop-button")?.setAttribute("aria-label", tr("Stop"));
  for (const thumb of all("#talk .thumb")) {
    const pressed = String(thumb.classList.contains("pressed"));
    if (thumb.getAttribute("aria-pressed") !== pressed) thumb.setAttribute("aria-pressed", pressed);
  }
  if (one("#composer .stop-button") || one(".examples")) forgetNext();
  for (const part of ["#composer", ".welcome"]) translate(one(part));
  suggest();
}

export function ask(question) {
  show("talk");
  parts.bridge.trigger("ask", { question });
  rest();
}

/* Ask a question again, in other words: it takes the place of the old one and of all after it. */
export function edit(button) {
  const questions = all("#talk .question");
  const old = button.parentElement.querySelector(".question");
  const dialog = one("dialog.edit");
  const box = one("textarea", dialog);
  box.value = old.innerText;
  askFor(dialog, () => {
    parts.bridge.trigger("again", { place: questions.indexOf(old), question: box.value });
    rest();
  });
  box.focus();
}

// Questions that lead on from the last answer, where it is kept

export async function leadOn() {
  const mine = ++led;
  one(".next").replaceChildren();
  const [conversation, number] = placeOf(all("#talk .answer, #talk .refusal").at(-1));
  if (!conversation) return;
  const answer = await fetch(`/conversation/${conversation}/${number}/next`);
  if (answer.ok && mine === led) offer(one(".next"), await answer.json());
}

function forgetNext() {
  led++;
  if (one(".next").childElementCount) one(".next").replaceChildren();
}

function offer(box, questions) {
  box.append(...questions.map((question) => make("button", { type: "button", textContent: question })));
}

/* Offer questions about the open article, where the conversation is still empty. */
export async function suggest() {
  const box = one(".examples");
  const { article } = one(".page article")?.dataset ?? {};
  if (!box || !article || box.dataset.about === article) return;
  box.dataset.about = article;
  box.replaceChildren();
  const answer = await fetch(`/questions/${article}`);
  if (!answer.ok || box.dataset.about !== article) return;
  offer(box, await answer.json());
}

export function checkQuote() {
  const dialog = one("dialog.check");
  const [quote, speaker] = [one("textarea", dialog), one("input", dialog)];
  quote.value = reading.selected();
  askFor(dialog, () => {
    show("talk");
    parts.bridge.trigger("check", { quote: quote.value, speaker: speaker.value });
  });
}

export function fresh() {
  parts.bridge.trigger("fresh", {});
  unsay();
  type("");
}

export function type(words) {
  show("talk");
  const box = one("#composer textarea");
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  box.setSelectionRange(0, 0);
}
