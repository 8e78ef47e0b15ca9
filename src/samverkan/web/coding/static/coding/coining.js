// A code that is not there yet: offered for the words that were looked for, and made together with its first excerpt.
import { proposeId } from "./naming.js";

const box = document.querySelector("[data-coin]");
const form = box?.querySelector("[data-coin-form]");
const opener = box?.querySelector("[data-coin-open]");
let words = "";

/** Offer a code with this name; none for ''. */
export function offerCode(name) {
  if (!box) return;
  words = name;
  box.hidden = !name;
  box.querySelector("[data-coin-name]").textContent = name;
  closeForm();
}

function closeForm() {
  form.hidden = true;
  opener.hidden = false;
}

/** Open the form of the code that is offered; `codes` are the (key, name) that it may stand under. */
export function openCode(codes) {
  if (!words) return;
  form.hidden = false;
  opener.hidden = true;
  form.elements.name.value = words;
  form.elements.key.value = proposeId(words, codes.map(([key]) => key));
  form.elements.parent.replaceChildren(new Option("–", ""), ...codes.map(([key, name]) => new Option(name, key)));
  form.elements.name.focus();
  form.scrollIntoView({ block: "nearest" });
}

/** Let `coin(fields)`, which tells whether it was made, be called when the form is sent, and `leave()` by Escape. */
export function wireCoining({ open, coin, leave }) {
  if (!box) return;
  opener.addEventListener("click", open);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.submitter.disabled = true;
    await coin(new FormData(form));
    event.submitter.disabled = false;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
}
