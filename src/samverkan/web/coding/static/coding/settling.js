// Settling a difference by keyboard, and selected words as the passage with other ends.
import { actOfDifference, wholeWords } from "./deciding.js";

const box = document.querySelector("[data-settle]");
const form = box?.querySelector(".settle-form");
const around = box?.querySelector("[data-around]");
const words = box?.querySelector("[name='words']");
const otherEnds = box?.querySelector("[data-other-ends]");
const BETWEEN_TURNS = "\n\n";
// What was selected last: it is taken once, so that what is then typed stays.
let taken = "";
const adjusted = () => [...(form?.querySelectorAll("[name='choice'][value^='adjusted']") ?? [])];

function showEnds() {
  if (otherEnds) otherEnds.hidden = !adjusted().some((one) => one.checked);
}

/** Return the texts of the turns shown, without who marked them and who speaks, which stand there for the eye only. */
function textsShown() {
  const found = [];
  for (const turn of around.querySelectorAll(".around-text")) {
    const walker = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest(".by")) found.push({ node: walker.currentNode, turn });
    }
  }
  return found;
}

/** Return the text shown, and from where to where in it something is selected; null when nothing is. */
function readSelection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!around.contains(range.commonAncestorContainer)) return null;
  const places = [];
  let text = "";
  let before = null;
  for (const { node, turn } of textsShown()) {
    if (before && before !== turn) text += BETWEEN_TURNS;
    before = turn;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (range.intersectsNode(node) && from < to) places.push(text.length + from, text.length + to);
    text += node.data;
  }
  return places.length ? { text, start: places[0], end: places.at(-1) } : null;
}

/** Take what is selected as the passage, when other ends are what is chosen; who only reads changes nothing. */
function takeSelection() {
  const selected = words && adjusted().some((one) => one.checked) ? readSelection() : null;
  const picked = selected ? wholeWords(selected.text, selected.start, selected.end) : "";
  if (!picked || picked === taken) return;
  taken = picked;
  words.value = picked;
  words.dispatchEvent(new Event("input", { bubbles: true }));
}

const acts = {
  choose: ({ number }) => {
    const option = form?.querySelector(`[data-key="${number}"]`);
    if (!option) return false;
    option.checked = true;
    option.focus();
    // A draft is kept of what is chosen by a key, too.
    option.dispatchEvent(new Event("input", { bubbles: true }));
    showEnds();
    return true;
  },
  settle: () => {
    form?.requestSubmit();
    return Boolean(form);
  },
  after: () => follow("[data-after]"),
  before: () => follow("[data-before]"),
  undo: () => {
    const undo = document.querySelector("[data-undo]");
    undo?.requestSubmit();
    return Boolean(undo);
  },
};

function follow(selector) {
  const link = box.querySelector(selector);
  link?.click();
  return Boolean(link);
}

if (box) {
  box.querySelector("[data-keys]")?.removeAttribute("hidden");
  showEnds();
  form?.addEventListener("change", showEnds);
  around?.addEventListener("mouseup", takeSelection);
  around?.addEventListener("keyup", takeSelection);
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body && !box.contains(event.target)) return;
    const act = actOfDifference(event, event.target);
    if (act && acts[act.act](act)) event.preventDefault();
  });
  // The list moves within itself only, never the page.
  const list = document.querySelector(".differences");
  list.scrollTop = list.querySelector("[aria-current]").offsetTop - list.offsetTop - list.clientHeight / 3;
  // Who comes from another difference goes on where they were.
  if (new URLSearchParams(location.search).has("at")) box.querySelector("h2").focus({ preventScroll: true });
}
