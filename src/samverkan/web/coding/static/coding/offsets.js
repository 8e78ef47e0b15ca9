// The server counts Unicode code points, the browser UTF-16 units: the only place where one becomes the other.

/** Return how many code points the first `units` UTF-16 units of a text are; half a pair counts as none. */
export function toPoints(text, units) {
  let points = 0;
  for (let at = 0; at < units && at < text.length; points += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at > units) return points;
  }
  return points;
}

/** Return how many UTF-16 units the first `points` code points of a text are. */
export function toUnits(text, points) {
  let units = 0;
  for (let done = 0; done < points && units < text.length; done += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}
