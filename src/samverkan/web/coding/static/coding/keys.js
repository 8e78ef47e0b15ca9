// Which act a key stands for while the focus is in the text or on an excerpt.

const ARROWS = { ArrowDown: ["turn", 1], ArrowUp: ["turn", -1], ArrowRight: ["sentence", 1], ArrowLeft: ["sentence", -1] };

/** Return the act: {act: "walk", unit, step, isExtending}, {act: "press", key}, {act: …}, or null for none of ours. */
export function actOf({ key, ctrlKey = false, metaKey = false, altKey = false, shiftKey = false }) {
  const isCommand = ctrlKey || metaKey;
  if (key in ARROWS) {
    const [unit, step] = ARROWS[key];
    const isWord = (isCommand || altKey) && unit === "sentence";
    if ((isCommand || altKey) && !isWord) return null;
    return { act: "walk", unit: isWord ? "word" : unit, step, isExtending: shiftKey };
  }
  if (isCommand && key.toLowerCase() === "z") return { act: shiftKey ? "redo" : "undo" };
  if (isCommand && key.toLowerCase() === "y") return { act: "redo" };
  if (isCommand || altKey) return null;
  if ("+-*".includes(key) || /^[0-9]$/.test(key)) return { act: "press", key };
  const named = { Enter: "find", "/": "find", Delete: "delete", Backspace: "delete", Escape: "leave", "?": "keys" };
  const letters = { n: "next", p: "previous", m: "memo", g: "place", o: "press", e: "press", c: "find" };
  if (named[key]) return { act: named[key] };
  const act = key.length === 1 ? letters[key.toLowerCase()] : undefined;
  if (!act) return null;
  return act === "press" ? { act, key: key.toLowerCase() } : { act };
}
