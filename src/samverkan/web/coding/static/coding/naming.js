// An id for a new code, from its name. Pure: no page; node tests it.
const MOST_LETTERS = 40;

/** Return the name as one word in capitals that is not taken yet; '' when there is no letter in it. */
export function proposeId(name, taken) {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  const key = plain.replace(/[^\p{L}\p{N}]+/gu, "_").slice(0, MOST_LETTERS).replace(/^_+|_+$/g, "");
  if (!key) return "";
  let [proposed, number] = [key, 2];
  for (; taken.includes(proposed); number += 1) proposed = `${key.slice(0, MOST_LETTERS - 3)}_${number}`;
  return proposed;
}
