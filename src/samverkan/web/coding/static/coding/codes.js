// The codebook beside the text: search, choose, and what the code at hand means.
import { offerCode, openCode, wireCoining } from "./coining.js";
import { rank } from "./finding.js";

const search = document.querySelector("[data-search]");
const list = document.querySelector("#code-list");
let options = [...(list?.querySelectorAll("[data-code]") ?? [])];
const groups = [...(list?.querySelectorAll("[data-group]") ?? [])];
const abouts = new Map([...document.querySelectorAll("[data-about]")].map((about) => [about.dataset.about, about]));
const none = document.querySelector("[data-none]");
let order = options.map((_, place) => place);
let active = -1;
let shown;

// What is shown already costs nothing: the mouse comes here at each of its steps.
function show(place) {
  active = place;
  const option = options[order[active]];
  if (option === shown) return;
  shown?.setAttribute("aria-selected", "false");
  const before = abouts.get(shown?.dataset.code);
  if (before) before.hidden = true;
  shown = option;
  if (!option) {
    search.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  search.setAttribute("aria-activedescendant", option.id);
  const about = abouts.get(option.dataset.code);
  if (about) about.hidden = false;
}

function filter() {
  order = rank(options.map((option) => option.dataset.words), search.value);
  const found = new Set(order);
  options.forEach((option, place) => (option.hidden = !found.has(place)));
  groups.forEach((group) => (group.hidden = !group.querySelector("[data-code]:not([hidden])")));
  none.hidden = order.length > 0;
  offerCode(order.length ? "" : search.value.trim());
  show(search.value && order.length ? 0 : -1);
}

function clear() {
  search.value = "";
  filter();
}

/** Go to the search field, ready for another word. */
export function startSearch() {
  clear();
  search.focus();
}

const nameOf = (option) => option.querySelector(".option-name").textContent;
const openNew = () => openCode(options.map((option) => [option.dataset.code, nameOf(option)]));

/** Put a new code, as the server draws it, among those of its kind, and show all of them again. */
export function addCode({ kind, after, choice, about }) {
  const template = document.createElement("template");
  template.innerHTML = choice + about;
  const [option, meaning] = template.content.children;
  const before = after && list.querySelector(`[data-code="${CSS.escape(after)}"]`);
  if (before) before.after(option);
  else list.querySelector(`[data-group="${kind}"] .kind`).after(option);
  document.querySelector(".abouts").append(meaning);
  abouts.set(option.dataset.code, meaning);
  options = [...list.querySelectorAll("[data-code]")];
  clear();
}

/** Let a choice of a code that has only its own have all of them, by kind. */
export function fillChoice(select) {
  if (select.length > 1) return;
  const own = select.value;
  const kinds = groups.filter((group) => group.querySelector("[data-code]")).map((group) => {
    const kind = document.createElement("optgroup");
    kind.label = group.querySelector(".kind").textContent;
    const codes = [...group.querySelectorAll("[data-code]")];
    kind.append(...codes.map((code) => new Option(nameOf(code), code.dataset.code)));
    return kind;
  });
  select.replaceChildren(...kinds);
  select.value = own;
}

/**
 * Let `assign(code, {stays})` be called when a code is chosen, `coin(fields)` when a new one is to be made, and
 * `leave()` when the field is left by Escape.
 */
export function wireCodes({ assign, coin, leave }) {
  if (!search) return;
  const clearAndLeave = () => {
    clear();
    leave();
  };
  wireCoining({ open: openNew, coin, leave: clearAndLeave });
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      show(Math.min(Math.max(active + steps[event.key], 0), order.length - 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = options[order[Math.max(active, 0)]];
      const stays = event.shiftKey || event.ctrlKey;
      if (!option) {
        openNew();
        return;
      }
      assign(option.dataset.code, { stays });
      if (stays) startSearch();
      // Whoever goes on by mouse has all codes before them again.
      else clear();
    } else if (event.key === "Escape") {
      event.preventDefault();
      clearAndLeave();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-code]");
    if (!option) return;
    assign(option.dataset.code, { stays: false });
    if (search.value) clear();
    show(order.indexOf(options.indexOf(option)));
  });
  list.addEventListener("mouseover", (event) => {
    const option = event.target.closest("[data-code]");
    if (option && document.activeElement !== search) show(order.indexOf(options.indexOf(option)));
  });
}
