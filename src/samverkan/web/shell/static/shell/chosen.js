// Which files are chosen, in the words of the page: those of the browser are in the browser's own language.
export const SHOWN = 3;

export function wordsOfFiles(names, words) {
  if (names.length === 0) return words.none;
  if (names.length <= SHOWN) return names.join(", ");
  return words.many.replace("{count}", names.length).replace("{names}", () => names.slice(0, SHOWN).join(", "));
}
