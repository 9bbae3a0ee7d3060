/* Copying answers, and what a person says of them. */

import { all, askFor, one, toast, tr } from "./dom.js";
import { tend } from "./talk.js";

/* The conversation that a message is kept in, and its number there. */
export const placeOf = (message) => message?.className.match(/ at-(.*)-(\d+)$/)?.slice(1) ?? [];

export async function copy(text, done) {
  await navigator.clipboard.writeText(text);
  toast(done);
}

const plain = (text) => text.replace(/[\\`*_{}[\]<>#+!|~]/g, "\\$&"); // nothing that Markdown reads

/* The short answer without the numbers of its proof. */
const shortText = (short) =>
  short && [...short.childNodes].map(({ nodeName, data = "" }) => (nodeName === "BR" ? "\n" : data)).join("");

/* An answer and its quotes, in three ways to write it down. */
const writes = {
  text: (short, quotes) => [short, ...quotes.map(({ words, from, link }) => `“${words}” (${from}) ${link}`)],
  markdown: (short, quotes) => [
    plain(short).replaceAll("\n", "\\\n"),
    ...quotes.map(({ number, words, from, link }) => `> ${plain(words)}\n>\n> [${number}] ${plain(from)}, <${link}>`),
  ],
  citation: (short, quotes) => quotes.map(({ words, reference }) => `“${words}” (${reference})`),
};

export function copyAnswer(button) {
  const message = button.closest(".answer");
  const short = shortText(one(".short", message)) ?? one(".written", message).innerText;
  const quotes = all(".pullquote", message).map((quote) => ({
    number: one("a.cite", quote).firstChild.textContent,
    words: one("blockquote", quote).textContent,
    from: one(".from", quote).textContent,
    link: new URL(one("a.cite", quote).hash, location.href),
    reference: one(".reference", quote).textContent,
  }));
  copy(writes[button.classList[1]](short, quotes).join("\n\n"), tr("Answer copied with its sources."));
}

// What a person says of an answer

export async function say(button, opinion) {
  const message = button.closest(".answer, .refusal");
  const [conversation, number] = placeOf(message);
  const answer = await fetch(`/conversation/${conversation}/${number}/feedback`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(opinion),
  });
  if (!answer.ok) return toast(tr("This could not be kept. The terminal shows why."));
  for (const thumb of all(".thumb", message)) thumb.classList.toggle("pressed", thumb === button);
  tend();
  toast(tr("Thank you. It is kept with the question and the answer."));
}

export function sayWrong(button) {
  const dialog = one("dialog.wrong");
  one("form", dialog).reset();
  askFor(dialog, () => say(button, { fault: one("input:checked", dialog).value, said: one("textarea", dialog).value }));
}
