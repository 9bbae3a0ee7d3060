/* The rooms of the page and how they look: one at a time on a phone, light and dark, and the tour through them. */

import { all, one, root } from "./dom.js";

// Rooms: on a phone one at a time

export function show(view) {
  root.dataset.view = view;
  for (const tab of all(".tabs [data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
}

/* A swipe goes to the room beside this one, unless it scrolls something sideways or selects words. */
const ROOMS = ["library", "talk", "article"];
const SWIPE = 60; // pixels, and twice as far sideways as up or down
let touched = null;

function swipe({ changedTouches: [{ clientX, clientY }] }) {
  const [x, y] = touched ? [clientX - touched.clientX, clientY - touched.clientY] : [0, 0];
  touched = null;
  if (Math.abs(x) < SWIPE || Math.abs(x) < 2 * Math.abs(y) || !getSelection().isCollapsed) return;
  const room = ROOMS[ROOMS.indexOf(root.dataset.view) - Math.sign(x)];
  if (room) show(room);
}

export const isOneAtATime = () => matchMedia("(max-width: 860px)").matches;

document.addEventListener("touchstart", ({ touches, target }) => {
  const still = touches.length === 1 && isOneAtATime() && !target.closest(".next, dialog, input, textarea, select");
  touched = still ? touches[0] : null;
}, { passive: true });
document.addEventListener("touchend", swipe, { passive: true });

export function toggleLibrary() {
  const hidden = root.toggleAttribute("data-no-library");
  localStorage.setItem("library", hidden ? "hidden" : "shown");
}

/* Where the focus goes when what had it is gone; on a phone the box to type in would bring the keyboard up. */
export function rest() {
  (isOneAtATime() ? one("#talk .panel-wrap") : one("#composer textarea"))?.focus();
}

// Light and dark: the system's choice, unless the reader makes one

export function applyTheme() {
  const chosen = localStorage.getItem("theme");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.body.classList.toggle("dark", (chosen ?? system) === "dark");
}

export function switchTheme() {
  localStorage.setItem("theme", document.body.classList.contains("dark") ? "light" : "dark");
  applyTheme();
}

// The tour: what the three rooms are for, once

export function tour(step = 0) {
  const steps = all(".tour [data-step]");
  one(".tour").hidden = step >= steps.length;
  localStorage.setItem("toured", "yes");
  steps.forEach((each, place) => (each.hidden = place !== step));
  root.dataset.step = steps[step]?.dataset.step ?? "";
  if (steps[step]) show(root.dataset.step);
  else if (root.dataset.view !== "talk") show("talk");
}

export const nextStep = () => tour(all(".tour [data-step]").findIndex((each) => !each.hidden) + 1);
