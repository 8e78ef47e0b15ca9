// Which pieces of a text are still the same after it was cut elsewhere. Pure: no page; node tests it.

/**
 * Return the runs in which two cuts of one text agree at both ends, each as short as can be: [from, to) in the one list
 * of lengths and [from, to) in the other. A run of one and one is the same piece.
 */
export function matchPieces(olds, news) {
  const runs = [];
  let [old, fresh] = [0, 0];
  while (old < olds.length && fresh < news.length) {
    const [fromOld, fromNew] = [old, fresh];
    let [oldEnd, newEnd] = [olds[old++], news[fresh++]];
    while (oldEnd !== newEnd && (oldEnd < newEnd ? old < olds.length : fresh < news.length)) {
      if (oldEnd < newEnd) oldEnd += olds[old++];
      else newEnd += news[fresh++];
    }
    runs.push([fromOld, old, fromNew, fresh]);
  }
  if (old < olds.length || fresh < news.length) runs.push([old, olds.length, fresh, news.length]);
  return runs;
}
