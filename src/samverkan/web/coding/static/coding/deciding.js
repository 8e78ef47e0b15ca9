// Which act a key stands for in the box of a difference.

const WRITING = new Set(["TEXTAREA", "SELECT"]);
const PRESSED = new Set(["A", "BUTTON", "SUMMARY"]);
const LETTERS = { n: "after", p: "before", u: "undo" };

/** Return the act: {act: "choose", number}, {act: "settle"}, {act: …}, or null for none of ours. */
export function actOfDifference({ key, ctrlKey = false, metaKey = false, altKey = false }, { tagName = "" } = {}) {
  if (key === "Enter" && (ctrlKey || metaKey)) return { act: "settle" };
  if (ctrlKey || metaKey || altKey || WRITING.has(tagName)) return null;
  if (key === "Enter") return PRESSED.has(tagName) ? null : { act: "settle" };
  if (/^[1-9]$/.test(key)) return { act: "choose", number: Number(key) };
  const act = key.length === 1 ? LETTERS[key.toLowerCase()] : undefined;
  return act ? { act } : null;
}

const OF_A_WORD = /[\p{L}\p{M}\p{N}]/u;
const isWithin = (text, place) => place > 0 && place < text.length && OF_A_WORD.test(text[place - 1]) && OF_A_WORD.test(text[place]);

/** Return the words of a text that lie between two places, those cut off made whole; '' for none. */
export function wholeWords(text, start, end) {
  const part = text.slice(start, end);
  let first = start + (part.length - part.trimStart().length);
  let last = start + part.trimEnd().length;
  if (first >= last) return "";
  while (isWithin(text, first)) first -= 1;
  while (isWithin(text, last)) last += 1;
  return text.slice(first, last);
}
