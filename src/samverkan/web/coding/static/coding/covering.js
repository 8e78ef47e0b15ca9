// Which excerpts lie over a place of the text. Pure: no page; node tests it.

/** Return the numbers of those of `excerpts`, {id, span: [start, end)}, that lie over a code point, in their order. */
export const idsAt = (excerpts, point) =>
  excerpts.filter(({ span: [start, end] }) => start <= point && point < end).map(({ id }) => id);

/** Return the place in a sorted list of the last number that is at most `value`; -1 when none is. */
export function lastAtMost(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Return a lane for each span, in their order, from 0: spans on a lane do not overlap. */
export function lanesOf(spans) {
  const free = [];
  return spans.map(([start, end]) => {
    let lane = free.findIndex((one) => one <= start);
    if (lane < 0) lane = free.length;
    free[lane] = end;
    return lane;
  });
}
