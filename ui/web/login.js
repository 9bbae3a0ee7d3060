/* The page where people log in has the colors that they chose, or those of the system. */
"use strict";

const chosen = localStorage.getItem("theme");
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.body.classList.toggle("dark", (chosen ?? system) === "dark");
