// The coding board: select, assign, change, undo; and what others do meanwhile.
import { fetchNew, fetchPart, sendUntilAnswered } from "./asking.js";
import { drawBars, forgetBars, watchBars } from "./bars.js";
import { addCode, fillChoice, startSearch, wireCodes } from "./codes.js";
import { actOf } from "./keys.js";
import { choosePlace, jumpToPlace } from "./places.js";
import { liken, renewTurn } from "./renewing.js";
import { idsOf, nodeOf, paint, placesOf, rangeOf, renewText, spanOf, spanOfChip, texts } from "./text.js";
import { putBack, unsavedIn } from "./typing.js";
import { walk } from "./walking.js";

const POLL = 2500;
const board = document.querySelector("[data-board]");
const reading = document.querySelector("[data-reading]");
const panel = document.querySelector("[data-panel]");
const side = document.querySelector("[data-side]");
const sideToggle = document.querySelector("[data-side-toggle]");
const saying = document.querySelector("[data-said]");
const mayEdit = board.dataset.mayEdit === "yes";
const query = board.dataset.query;
const here = (path) => `${path}${query}`;
const state = { span: null, chosen: [], current: 0, isDown: false, isSaving: new Set(), lit: [], tag: board.dataset.tag, seen: board.dataset.seen };

const whenIdle = window.requestIdleCallback ?? setTimeout;
const chipOf = (id) => document.getElementById(`x${id}`);
const card = () => panel.querySelector(`[data-card="${state.current}"]`) ?? panel.querySelector("[data-card]");

let quiet = 0;
function say(words, isBad = false, stays = false) {
  clearTimeout(quiet);
  saying.textContent = words ?? "";
  saying.toggleAttribute("data-bad", isBad);
  if (!stays) quiet = setTimeout(() => (saying.textContent = ""), isBad ? 9000 : 3500);
}

// What is chosen

function showChosen() {
  const chips = state.chosen.map(chipOf).filter(Boolean);
  state.lit.filter((chip) => !chips.includes(chip)).forEach((chip) => chip.removeAttribute("data-on"));
  chips.forEach((chip) => chip.setAttribute("data-on", ""));
  state.lit = chips;
  paint("coding-chosen", chips.filter((chip) => Number(chip.dataset.excerpt) === state.current).map(spanOfChip));
  panel.querySelectorAll("[data-card]").forEach((one) => {
    one.toggleAttribute("data-current", state.chosen.length > 1 && Number(one.dataset.card) === state.current);
  });
  const isOther = (span) => state.span && card() && span !== state.span.join(" ");
  panel.querySelectorAll("[data-move]").forEach((button) => {
    button.hidden = !isOther(button.closest("[data-card]").dataset.span) || !state.isFresh;
  });
}

function showPanel(html, ids) {
  if (html === undefined) return;
  const typed = unsavedIn(panel);
  const template = document.createElement("template");
  template.innerHTML = `<div class="panel" data-panel>${html}</div>`;
  liken(panel, template.content.firstElementChild);
  panel.querySelectorAll("textarea").forEach((area) => (area.value = area.defaultValue));
  document.dispatchEvent(new Event("samverkan:shown"));
  typed.forEach((one) => putBack(one, state.isSaving));
  state.chosen = ids;
  if (!ids.includes(state.current)) state.current = ids[0] ?? 0;
  // The address can wait until what was done is painted: another one lets the browser look through all links.
  whenIdle(showAddress);
  showChosen();
}

function showAddress() {
  const address = new URL(location);
  if (state.chosen.length) address.searchParams.set("x", state.chosen.join(","));
  else address.searchParams.delete("x");
  if (address.href !== location.href) history.replaceState(null, "", address);
}

async function choose(ids, { current } = {}) {
  const chips = ids.map(chipOf).filter(Boolean);
  const length = (chip) => spanOfChip(chip)[1] - spanOfChip(chip)[0];
  const shortest = chips.sort((one, other) => length(one) - length(other))[0];
  state.current = current ?? Number(shortest?.dataset.excerpt ?? 0);
  state.span = chipOf(state.current) ? spanOfChip(chipOf(state.current)) : state.span;
  state.isFresh = false;
  const start = state.span && rangeOf(state.span);
  if (start) getSelection().collapse(start.startContainer, start.startOffset);
  state.chosen = ids;
  showChosen();
  const html = await fetchPart(here(`excerpts/`) + `&x=${ids.join(",")}`);
  if (html && state.chosen === ids) showPanel(html, ids);
}

function step(direction) {
  const chips = [...reading.querySelectorAll(".chip[id]")];
  const place = chips.findIndex((chip) => Number(chip.dataset.excerpt) === state.current);
  const next = chips[place < 0 ? (direction > 0 ? 0 : chips.length - 1) : place + direction];
  if (!next) return;
  const id = Number(next.dataset.excerpt);
  const mark = reading.querySelector(`mark[aria-describedby~="x${id}"]`) ?? next;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  choose([id]);
}

// What is new

function replaceTurns(turns) {
  const selection = getSelection();
  const selected = selection.rangeCount && !selection.isCollapsed ? placesNow() : null;
  const focused = document.activeElement;
  const marks = focused?.closest?.("mark, .chip") && { id: focused.id, turn: focused.closest(".turn")?.id };
  const fresh = [];
  for (const { id, print, html } of turns) {
    const old = document.getElementById(id);
    if (!old || old.dataset.print === print) continue;
    const template = document.createElement("template");
    template.innerHTML = html;
    const text = old.querySelector("[data-text]");
    const now = renewTurn(old, template.content.firstElementChild);
    if (now !== old) renewText(text, now.querySelector("[data-text]"));
    fresh.push(now);
  }
  if (!fresh.length) return;
  watchBars(fresh);
  forgetBars(fresh);
  // Right before the frame, when all else is in its place.
  requestAnimationFrame(() => drawBars(fresh.filter((turn) => turn.isConnected)));
  if (marks && !(focused.isConnected && focused.matches("[tabindex], [href]"))) {
    const again = document.getElementById(marks.id) ?? document.querySelector(`#${marks.turn} mark[tabindex]`);
    (again ?? reading).focus({ preventScroll: true });
  }
  if (selected?.anchor && fresh.some((turn) => [selected.anchor, selected.focus].some((one) => texts()[one.turn] === turn.querySelector("[data-text]")))) {
    select(selected);
  }
}

async function poll() {
  if (document.hidden || state.isDown) return;
  const address = here("changes/") + `&seen=${encodeURIComponent(state.seen)}`;
  const fresh = await fetchNew(address, state.tag, unsavedIn(panel).length === 0).catch(() => null);
  if (!fresh) return;
  if ((fresh.hides ? "yes" : "no") !== board.dataset.hides) {
    location.reload();
    return;
  }
  state.tag = fresh.tag;
  state.seen = fresh.seen;
  replaceTurns(fresh.turns);
  showChosen();
}

// One act after the other. An act that had to wait for one's own was meant for what that one leaves behind.
let queue = Promise.resolve();
let waiting = 0;
function act(address, fields, settings = {}) {
  const send = () => actNow(address, fields, settings);
  const follow = () => {
    const id = fields.get("excerpt");
    const now = id && panel.querySelector(`[data-card="${id}"]`);
    if (now) fields.set("version", now.dataset.version);
    return send();
  };
  // With nothing before it, it is on its way before the page shows that it is.
  const turn = waiting > 0 ? queue.then(follow) : send();
  waiting += 1;
  queue = turn.catch(() => false).finally(() => (waiting -= 1));
  return turn;
}

const sayStuck = (words) => say(`${words ?? board.dataset.unanswered} ${board.dataset.again}`, true, true);

// The tag and the time stay those of the last poll: others may have written between it and this answer.
async function actNow(address, fields, { keepsSpan = false, leaves = false } = {}) {
  const answer = await sendUntilAnswered(here(address), fields, sayStuck);
  paint("coding-pending", []);
  if (answer.status === 0) return false;
  // To take up a selection again that is then left would lay the page out once more.
  if (leaves && answer.status === 200) getSelection().removeAllRanges();
  if (answer.turns) replaceTurns(answer.turns);
  if (answer.code) addCode(answer.code);
  if (!keepsSpan) state.span = null;
  if (answer.panel !== undefined) {
    state.current = answer.excerpts[0] ?? 0;
    showPanel(answer.panel, answer.excerpts);
  }
  // Last: what comes before asks where things are, which has to wait for what was changed.
  if (answer.status === -1 || answer.status >= 500) say(answer.said ?? board.dataset.offline, true);
  else say(answer.said, answer.status !== 200);
  return answer.status === 200;
}

async function coin(fields) {
  if (!state.span) {
    say(board.dataset.selectFirst, true);
    return;
  }
  fields.set("start", state.span[0]);
  fields.set("end", state.span[1]);
  if (await act("mark-new/", fields, { keepsSpan: true, leaves: true })) {
    paint("coding-kept-selection", []);
    backToText();
  }
}

async function assign(code, { stays }) {
  if (!mayEdit) return;
  if (!state.span) {
    say(board.dataset.selectFirst, true);
    return;
  }
  const fields = new FormData();
  fields.set("start", state.span[0]);
  fields.set("end", state.span[1]);
  fields.append("code", code);
  const leaving = !stays;
  performance.mark("coding-assign");
  const answered = act("mark/", fields, { keepsSpan: true, leaves: leaving });
  paint("coding-pending", [state.span]);
  if (leaving) backToText();
  await answered;
  performance.measure("coding-assigned", "coding-assign");
  paint("coding-kept-selection", stays ? [state.span] : []);
}

// Selecting

function placesNow() {
  const selection = getSelection();
  if (!selection.rangeCount || !reading.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const places = placesOf(range);
  if (!places) return null;
  const isBackward = selection.anchorNode === range.endContainer && selection.anchorOffset === range.endOffset;
  return isBackward && !selection.isCollapsed
    ? { anchor: places.end, focus: places.start }
    : { anchor: places.start, focus: places.end };
}

// Once a passage is coded nothing is selected; the next step goes on from there.
function placesLeft() {
  const range = state.span && rangeOf(state.span);
  const places = range && placesOf(range);
  return places && { anchor: places.start, focus: places.end };
}

function select({ anchor, focus }) {
  const elements = texts();
  getSelection().setBaseAndExtent(...nodeOf(anchor, elements), ...nodeOf(focus, elements));
}

function firstInSight() {
  const top = reading.getBoundingClientRect().top > 0 ? 0 : 140;
  return Math.max(0, texts().findIndex((one) => one.getBoundingClientRect().bottom > top));
}

function take({ unit, step: direction, isExtending }) {
  const elements = texts();
  const now = placesNow() ?? placesLeft() ?? { anchor: { turn: firstInSight(), at: 0 }, focus: { turn: firstInSight(), at: 0 } };
  const settings = { unit, language: board.dataset.language, isExtending };
  const next = walk(elements.map((one) => one.textContent), now, direction, settings);
  if (!next) return;
  select(next);
  takeSpan();
  const element = elements[next.focus.turn];
  const node = nodeOf(next.focus, elements);
  const edge = document.createRange();
  edge.setStart(...node);
  const box = edge.getBoundingClientRect().height ? edge.getBoundingClientRect() : element.getBoundingClientRect();
  if (box.top < 150 || box.bottom > innerHeight - 80) scrollBy({ top: box.top - innerHeight / 3 });
}

// The browser tells of a new selection somewhat later, and keys may be faster.
function takeSpan() {
  const selection = getSelection();
  if (!selection.anchorNode || !reading.contains(selection.anchorNode)) return;
  const span = spanOf(selection);
  if (!span || (state.isFresh && span.join() === state.span?.join())) return;
  state.span = span;
  state.isFresh = true;
  showChosen();
}
document.addEventListener("selectionchange", takeSpan);

function backToText() {
  reading.focus({ preventScroll: true });
}

function openSide(isOpen) {
  side.toggleAttribute("data-open", isOpen);
  sideToggle.setAttribute("aria-expanded", String(isOpen));
}

function find() {
  takeSpan();
  if (state.span) paint("coding-kept-selection", [state.span]);
  openSide(true);
  startSearch();
}

// Keys and clicks

const ACTS = {
  walk: take,
  find,
  next: () => step(1),
  previous: () => step(-1),
  undo: () => document.querySelector("[data-undo]")?.click(),
  redo: () => document.querySelector("[data-redo]")?.click(),
  delete: () => card()?.querySelector("[data-delete] button")?.click(),
  press: ({ key }) => card()?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click(),
  place: () => choosePlace(card()),
  memo() {
    const memo = card()?.querySelector("[data-memo]");
    if (memo) memo.open = true;
    memo?.querySelector("textarea").focus();
  },
  keys() {
    const keys = document.querySelector("[data-keys]");
    keys.open = !keys.open;
  },
  leave: backToText,
};

document.addEventListener("keydown", (event) => {
  const target = event.target;
  const isTyping = target.matches("input, textarea, select");
  if (isTyping) {
    if (event.key === "Escape" && panel.contains(target)) backToText();
    if (event.key === "Enter" && event.ctrlKey && target.form?.matches("[data-act]")) target.form.requestSubmit();
    return;
  }
  if (jumpToPlace(event)) return;
  const wanted = actOf(event);
  const isUndo = wanted?.act === "undo" || wanted?.act === "redo";
  if (!wanted || !(isUndo || target.closest("[data-reading], [data-panel]"))) return;
  if (event.key === "Enter" && target.matches("button, summary, a")) return;
  if (event.key === "Enter" && target.matches("mark")) {
    choose(idsOf(target));
    return;
  }
  event.preventDefault();
  ACTS[wanted.act](wanted);
});

reading.addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  const mark = event.target.closest("mark");
  if (chip) {
    event.preventDefault();
    choose([Number(chip.dataset.excerpt)]);
  } else if (mark && getSelection().isCollapsed) {
    choose(idsOf(mark));
    openSide(true);
  }
});
reading.addEventListener("focusin", (event) => {
  if (event.target.matches("mark:focus-visible")) choose(idsOf(event.target));
});
for (const kind of ["mouseover", "focusin"]) {
  reading.addEventListener(kind, (event) => {
    const chip = event.target.closest?.(".chip");
    paint("coding-hover", chip ? [spanOfChip(chip)] : []);
  });
}
addEventListener("pointerdown", () => (state.isDown = true));
addEventListener("pointerup", () => (state.isDown = false));

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  const isInPanel = panel.contains(form);
  const area = form.querySelector("textarea")?.id;
  if (area) state.isSaving.add(area);
  const again = event.submitter?.name && { name: event.submitter.name, key: event.submitter.dataset.key };
  act(form.getAttribute("action").split("/").slice(-2).join("/"), fields, { keepsSpan: true }).then((isKept) => {
    document.dispatchEvent(new CustomEvent("samverkan:answered", { detail: { form, isKept } }));
    if (area) state.isSaving.delete(area);
    const isWritten = area && isKept && form.contains(document.activeElement);
    if (!isInPanel || (panel.contains(document.activeElement) && !isWritten)) return;
    const button = again?.key && card()?.querySelector(`[data-key="${CSS.escape(again.key)}"]`);
    (button ?? reading).focus({ preventScroll: true });
  });
});
panel.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  const one = event.target.closest("[data-card]");
  if (one && state.current !== Number(one.dataset.card)) {
    state.current = Number(one.dataset.card);
    showChosen();
  }
  if (!button || !state.span) return;
  const fields = new FormData();
  fields.set("excerpt", one.dataset.card);
  fields.set("version", one.dataset.version);
  fields.set("start", state.span[0]);
  fields.set("end", state.span[1]);
  act("move/", fields);
  backToText();
});
panel.addEventListener("toggle", ({ target }) => target.matches(".recode[open]") && fillChoice(target.querySelector("select")), true);
sideToggle.addEventListener("click", () => openSide(!side.hasAttribute("data-open")));
// Another choice of what is shown loads the page again, at the turn that one is at.
const placeNow = () => texts()[firstInSight()]?.closest(".turn")?.id ?? "";
document.querySelectorAll("a[data-keep-place]").forEach((link) => link.addEventListener("click", () => (link.hash = placeNow())));
document.querySelector("form[data-keep-place]").addEventListener("submit", ({ target }) => target.setAttribute("action", `#${placeNow()}`));

// What stands beside the text begins below the head, on however many lines that is.
const head = document.querySelector(".board-head");
new ResizeObserver(() => board.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);
wireCodes({ assign, coin, leave: backToText });
watchBars([...document.querySelectorAll(".turn")]);
const asked = new URL(location).searchParams.get("x");
if (asked) {
  state.chosen = asked.split(",").map(Number);
  state.current = state.chosen[0];
  const chip = chipOf(state.current);
  if (chip) state.span = spanOfChip(chip);
  showChosen();
}
setInterval(poll, POLL);
board.setAttribute("data-ready", "");
// Words may have been selected before this script was here.
takeSpan();
