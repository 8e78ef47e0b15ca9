// Finding a code in the codebook: those that do not fit are put away.
import { rank } from "./finding.js";

const field = document.querySelector("[data-find-code]");
const lines = [...document.querySelectorAll("[data-words]")];
const none = document.querySelector("[data-none]");

if (field) {
  field.hidden = false;
  field.addEventListener("input", () => {
    const found = new Set(rank(lines.map((line) => line.dataset.words), field.value));
    lines.forEach((line, place) => (line.hidden = !found.has(place)));
    document.querySelectorAll("[data-kind]").forEach((kind) => (kind.hidden = !kind.querySelector("[data-words]:not([hidden])")));
    none.hidden = found.size > 0;
  });
}
