// The review by keyboard: one key decides, while the focus is in the box and not in a field; M takes a missed name.
import { formIn, shownAs } from "./showing.js";

const box = () => document.querySelector("[data-review]");
const isTyping = (place) => place.matches("input, textarea, select");

function selectedWords() {
  const selection = window.getSelection();
  const transcript = document.querySelector("[data-transcript]");
  if (!selection?.rangeCount || !transcript.contains(selection.anchorNode)) return "";
  // What is missed is looked for in the file, where the names stand that the text shows no longer.
  const words = selection.getRangeAt(0).cloneContents();
  for (const place of words.querySelectorAll("[data-item]")) place.textContent = formIn(forms(), place.dataset.item);
  return words.textContent.trim();
}

function forms() {
  return [...box().querySelectorAll("[data-form]")].map((line) => ({
    number: line.dataset.form,
    form: line.querySelector(".review-name").textContent,
    pseudonym: line.dataset.pseudonym,
  }));
}

function showDecided() {
  const all = new Map(forms().map((one) => [one.number, one]));
  for (const place of document.querySelectorAll("[data-transcript] [data-item]")) {
    const one = all.get(place.dataset.item);
    if (!one) continue;
    const words = shownAs(one, place.matches("[data-speaks]"));
    if (place.textContent.replace(/\s+/g, " ") !== words) place.textContent = words;
    place.classList.toggle("is-replaced", one.pseudonym !== "");
  }
}

function takeMissed() {
  const field = document.querySelector("#missed");
  const words = selectedWords();
  if (words) field.value = words.replace(/\s+/g, " ");
  field.focus();
}

function act(place) {
  if (place.matches("[data-edit]")) {
    const field = box().querySelector("[data-replacement]");
    field.focus();
    field.setSelectionRange(1, Math.max(1, field.value.length - 1));
  } else place.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const from = event.target;
  if (event.key === "Escape" && from.matches("[data-replacement]")) {
    box().focus();
    return;
  }
  if (isTyping(from)) return;
  const isInText = from.closest("[data-transcript]") !== null;
  if (event.key.toLowerCase() === "m" && (isInText || box().contains(from) || selectedWords())) {
    event.preventDefault();
    takeMissed();
    return;
  }
  if (!box().contains(from)) return;
  const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
  const place = box().querySelector(`[data-key="${key}"]`);
  if (!place) return;
  event.preventDefault();
  act(place);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-edit]")) act(event.target.closest("[data-edit]"));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // A decision that cannot stand comes back in the box, with what was typed.
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
const settle = () => {
  (box().querySelector("[data-done]") ?? box()).focus({ preventScroll: true });
  const current = box().querySelector("li [aria-current]");
  const list = current?.closest(".review-list");
  if (list) list.scrollTop = current.offsetTop - list.clientHeight / 2;
};
document.addEventListener("htmx:afterSettle", () => {
  showDecided();
  settle();
});
settle();
