/* What all scripts of the page use: its elements, its words, its dialogs. */

export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* A text in the language of the interface, with values in its braces; see language.py. */
export const tr = (text, values = {}) => (words[text] ?? text).replace(/{(\w+)}/g, (place, name) => values[name] ?? place);

/* An ISO day as a reader writes it: 20 February 2025. */
export const day = (iso) =>
  new Date(`${iso}T00:00`).toLocaleDateString(language === "en" ? "en-GB" : language, { dateStyle: "long" });

/* Make an element. What is put into it is text: nothing that anyone has written goes through Gradio's templates, which
   would run what it says in ${…}. */
export function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

export const root = document.documentElement;
export const parts = {}; // what Gradio hands over for each part: props, trigger, watch

// The language: what stands in the parts is English until they are shown

export function translate(element) {
  if (!element || language === "en") return;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const english = texts.currentNode.data.trim().replace(/\s+/g, " ");
    if (words[english]) texts.currentNode.data = texts.currentNode.data.replace(/\S.*\S|\S/s, words[english]);
  }
  for (const name of ["aria-label", "placeholder"])
    for (const named of all(`[${name}]`, element)) {
      const translated = words[named.getAttribute(name)];
      if (translated) named.setAttribute(name, translated);
    }
}

/* Show a dialog of the page; `done` is called unless it is cancelled. */
export function askFor(dialog, done) {
  dialog.returnValue = "";
  dialog.onclose = () => dialog.returnValue && done();
  dialog.showModal();
}

/* How long something is told, and can be undone. */
export const TOLD_MS = 8000;

export function toast(text, action, act) {
  const box = one(".toast");
  box.textContent = text;
  if (action) {
    const onclick = () => (box.replaceChildren(), act());
    box.append(make("button", { type: "button", textContent: action, onclick }));
  }
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => box.replaceChildren(), TOLD_MS);
}
