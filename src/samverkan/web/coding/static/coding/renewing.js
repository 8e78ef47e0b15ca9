// What has changed on the page: only what is new in it is put there, for the browser styles and lays out all that is put.
import { matchPieces } from "./matching.js";

/** Let a parent have these elements, in this order; those that stand there already stay. */
export function arrange(parent, elements) {
  const wanted = new Set(elements);
  [...parent.children].filter((one) => !wanted.has(one)).forEach((one) => one.remove());
  let place = parent.firstElementChild;
  for (const one of elements) {
    if (one === place) place = place.nextElementSibling;
    else parent.insertBefore(one, place);
  }
}

function takeOver(old, fresh, kept = "") {
  for (const { name } of [...old.attributes]) {
    if (name !== kept && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** Make what stands on the page like what has come: where both have the same parts, each part, else anew. */
export function liken(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (!old.attributes) {
    old.data = fresh.data;
    return;
  }
  takeOver(old, fresh);
  const [olds, news] = [[...old.childNodes], [...fresh.childNodes]];
  if (olds.length === news.length && olds.every((one, place) => one.nodeName === news[place].nodeName)) {
    olds.forEach((one, place) => liken(one, news[place]));
  } else old.replaceChildren(...news);
}

const lengthOf = (piece) => (piece.firstChild ?? piece).length;

function renewPieces(old, fresh) {
  const [olds, news] = [[...old.childNodes], [...fresh.childNodes]];
  for (const [fromOld, toOld, fromNew, toNew] of matchPieces(olds.map(lengthOf), news.map(lengthOf))) {
    const [was, now] = [olds[fromOld], news[fromNew]];
    if (was.isEqualNode(now)) continue;
    const isSame = toOld - fromOld === 1 && toNew - fromNew === 1 && was.nodeName === now.nodeName;
    if (!isSame) {
      was.before(...news.slice(fromNew, toNew));
      olds.slice(fromOld, toOld).forEach((one) => one.remove());
    } else if (was.attributes) takeOver(was, now);
  }
}

function renewChip(old, fresh) {
  if (old.isEqualNode(fresh)) return old;
  takeOver(old, fresh, "data-on");
  if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
  return old;
}

function renewChips(old, fresh, turn) {
  if (!old || !fresh) {
    old?.remove();
    if (fresh) turn.append(fresh);
    return;
  }
  const known = new Map([...old.children].map((chip) => [chip.dataset.excerpt, chip]));
  const chips = [...fresh.children].map((chip) => {
    const same = known.get(chip.dataset.excerpt);
    return same ? renewChip(same, chip) : chip;
  });
  arrange(old, chips);
}

/** Return the turn that now stands on the page: the old one, made like the fresh one, or the fresh one for another text. */
export function renewTurn(old, fresh) {
  const part = (selector) => [old.querySelector(selector), fresh.querySelector(selector)];
  const [text, freshText] = part("[data-text]");
  const [head, freshHead] = part(".turn-head");
  const isSame = text.dataset.start === freshText.dataset.start && text.textContent === freshText.textContent;
  if (!isSame || head.textContent !== freshHead.textContent) {
    old.replaceWith(fresh);
    return fresh;
  }
  renewPieces(text, freshText);
  renewChips(...part(".chips"), old);
  takeOver(old, fresh);
  return old;
}
