// Settling a difference by keyboard, and selected words as the passage with other ends.
import { actOfDifference } from "./deciding.js";

const box = document.querySelector("[data-settle]");
const form = box?.querySelector(".settle-form");
const around = box?.querySelector("[data-around]");
const words = box?.querySelector("[name='words']");
const otherEnds = box?.querySelector("[data-other-ends]");
const adjusted = () => [...(form?.querySelectorAll("[name='choice'][value^='adjusted']") ?? [])];

function showEnds() {
  if (otherEnds) otherEnds.hidden = !adjusted().some((one) => one.checked);
}

function takeSelection() {
  const chosen = getSelection();
  if (!words || !chosen.rangeCount || chosen.isCollapsed || !around.contains(chosen.getRangeAt(0).commonAncestorContainer)) return;
  const part = chosen.getRangeAt(0).cloneContents();
  // Who marked a stretch stands in the text for the eye only.
  part.querySelectorAll(".by, strong").forEach((one) => one.remove());
  const picked = part.textContent.trim();
  if (!picked) return;
  words.value = picked;
  if (!adjusted().some((one) => one.checked)) adjusted()[0].checked = true;
  showEnds();
}

const acts = {
  choose: ({ number }) => {
    const option = form?.querySelector(`[data-key="${number}"]`);
    if (!option) return false;
    option.checked = true;
    option.focus();
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
  box.addEventListener("keydown", (event) => {
    const act = actOfDifference(event, event.target);
    if (act && acts[act.act](act)) event.preventDefault();
  });
  // The list moves within itself only, never the page.
  const list = document.querySelector(".differences");
  list.scrollTop = list.querySelector("[aria-current]").offsetTop - list.offsetTop - list.clientHeight / 3;
  // Who comes from another difference goes on where they were.
  if (new URLSearchParams(location.search).has("at")) box.querySelector("h2").focus({ preventScroll: true });
}
