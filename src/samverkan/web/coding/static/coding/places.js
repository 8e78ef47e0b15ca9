// The municipality concerned, by the first letters of its name: for studies with more of them than there are digits.
import { namesThatBegin } from "./finding.js";

let group = null;
let typed = "";

function leave() {
  group = null;
  typed = "";
}

/** Go to the municipalities of a card: letters then go to the one whose name begins so, and Enter takes it. */
export function choosePlace(card) {
  const places = card?.querySelector(".choices-places");
  if (!places) return;
  leave();
  (places.querySelector("[aria-pressed='true']") ?? places.querySelector("button")).focus();
  group = places;
}

/** Tell whether a key was a letter of a municipality that is being chosen, and go there. */
export function jumpToPlace(event) {
  if (!group?.isConnected || event.target.parentElement !== group) leave();
  if (!group || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter" || event.key === "Escape") leave();
  if (event.key === "Backspace") typed = typed.slice(0, -1);
  else if (event.key.length === 1 && /\p{L}/u.test(event.key)) typed += event.key;
  else return false;
  event.preventDefault();
  const buttons = [...group.querySelectorAll("button")];
  const found = namesThatBegin(buttons.map((button) => button.dataset.name), typed);
  if (found.length) buttons[found[0]].focus();
  else typed = typed.slice(0, -1);
  return true;
}
