// Forms with data-keep: what was typed is still there after the session has ended, or after it could not be saved.
import { judge, losing, mayKeep, nameOf } from "./drafts.js";

const PREFIX = "samverkan:draft:";
const account = document.body.dataset.account;
const page = { account, path: location.pathname, isSignedOut: !account, now: Date.now() };
// A page that says that something was not saved, or the log-in page in its place.
const isInVain = page.isSignedOut || Boolean(document.querySelector("[data-not-saved]"));

const keysOfDrafts = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const load = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const store = (key, draft) => {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only means that nothing is kept.
  }
};
const keyOf = (form) => nameOf(account, page.path, form.dataset.keep);

function fieldsOf(form) {
  return [...form.elements].filter(mayKeep);
}

function valuesOf(form) {
  return fieldsOf(form).map((field) =>
    field.type === "checkbox" || field.type === "radio"
      ? { name: field.name, value: field.value, isOn: field.checked }
      : { name: field.name, value: field.value },
  );
}

function keep(form, changes = {}) {
  store(keyOf(form), { account, path: page.path, at: Date.now(), values: valuesOf(form), ...changes });
}

function restore(form, draft) {
  let isChanged = false;
  for (const kept of draft.values) {
    for (const field of fieldsOf(form).filter((one) => one.name === kept.name)) {
      if (kept.isOn === undefined && field.value !== kept.value) {
        field.value = kept.value;
        field.closest("details")?.setAttribute("open", "");
        isChanged = true;
      } else if (kept.isOn !== undefined && field.value === kept.value && field.checked !== kept.isOn) {
        field.checked = kept.isOn;
        isChanged = true;
      }
    }
  }
  const note = form.querySelector("[data-kept-note]") ?? document.querySelector("[data-kept-note]");
  if (isChanged && note) note.hidden = false;
}

function sweep() {
  for (const key of keysOfDrafts()) {
    const found = load(key);
    if (!found) {
      localStorage.removeItem(key);
      continue;
    }
    const draft = isInVain ? losing(found) : found;
    if (draft !== found) store(key, draft);
    const form = [...document.querySelectorAll("form[data-keep]")].find((one) => keyOf(one) === key);
    const verdict = judge(draft, page);
    if (verdict === "drop") localStorage.removeItem(key);
    if (verdict === "restore" && form && !form.querySelector("[data-problem]")) restore(form, draft);
  }
}

const keptForm = (event) => event.target.closest?.("form[data-keep]");

document.addEventListener("input", (event) => {
  const form = keptForm(event);
  if (form && account) keep(form);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget]")) for (const key of keysOfDrafts()) localStorage.removeItem(key);
  const form = keptForm(event);
  if (form && account) keep(form, { isSent: true });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = keptForm(event);
  if (!form) return;
  const answer = event.detail.xhr;
  const isAway = answer?.getResponseHeader("HX-Redirect");
  if (event.detail.successful && !isAway) localStorage.removeItem(keyOf(form));
  else keep(form, { isSent: Boolean(isAway) });
});
// Scripts that send a form by themselves tell how it went, and when they have put new forms on the page.
document.addEventListener("samverkan:answered", ({ detail: { form, isKept } }) => {
  if (!form.matches("[data-keep]") || !account) return;
  if (isKept) localStorage.removeItem(keyOf(form));
  else keep(form);
});
document.addEventListener("samverkan:shown", sweep);
document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-kept-discard]")) return;
  for (const form of document.querySelectorAll("form[data-keep]")) localStorage.removeItem(keyOf(form));
  location.reload();
});
sweep();
