// Walking through a text by turns, sentences and words. A place is {turn, at}: which turn, and the UTF-16 unit in it.

const segmenters = new Map();

function segmenterOf(language, unit) {
  const key = `${language}:${unit}`;
  if (!segmenters.has(key)) segmenters.set(key, new Intl.Segmenter(language, { granularity: unit }));
  return segmenters.get(key);
}

/** Return the units of one turn's text as [start, end] pairs, without the white space around them. */
export function unitsOf(text, unit, language = "sv") {
  if (unit === "turn") return text.trim() ? [[0, text.length]] : [];
  const found = [];
  for (const part of segmenterOf(language, unit).segment(text)) {
    if (unit === "word" ? !part.isWordLike : !part.segment.trim()) continue;
    const start = part.index + part.segment.length - part.segment.trimStart().length;
    found.push([start, start + part.segment.trim().length]);
  }
  return found;
}

const before = (one, other) => one.turn < other.turn || (one.turn === other.turn && one.at < other.at);

function* outward(texts, from, step, unit, language) {
  for (let turn = from; turn >= 0 && turn < texts.length; turn += step) {
    const units = unitsOf(texts[turn], unit, language).map(([start, end]) => ({
      start: { turn, at: start },
      end: { turn, at: end },
    }));
    yield* step > 0 ? units : units.reverse();
  }
}

function seek(texts, from, step, unit, language, fits) {
  for (const one of outward(texts, from, step, unit, language)) if (fits(one)) return one;
  return null;
}

/**
 * Return the selection after a step: {anchor, focus}, or the same one at the end of the text.
 * `step` is 1 or -1; `walk` has the unit, the language, and whether the selection is extended.
 */
export function walk(texts, selection, step, { unit, language = "sv", isExtending = false }) {
  if (!selection) {
    const first = seek(texts, step > 0 ? 0 : texts.length - 1, step, unit, language, () => true);
    return first && { anchor: first.start, focus: first.end };
  }
  const { anchor, focus } = selection;
  if (!isExtending) {
    const [low, high] = before(focus, anchor) ? [focus, anchor] : [anchor, focus];
    const next =
      step > 0
        ? seek(texts, high.turn, 1, unit, language, (one) => !before(one.start, high))
        : seek(texts, low.turn, -1, unit, language, (one) => !before(low, one.end));
    return next ? { anchor: next.start, focus: next.end } : selection;
  }
  const isAhead = !before(focus, anchor);
  const edge = (one) => (isAhead ? one.end : one.start);
  const next =
    step > 0
      ? seek(texts, focus.turn, 1, unit, language, (one) => before(focus, edge(one)))
      : seek(texts, focus.turn, -1, unit, language, (one) => before(edge(one), focus));
  if (!next) return selection;
  // Drawn back to where it began, the selection turns round and takes the unit on the other side.
  const there = edge(next);
  if (isAhead && step < 0 && !before(anchor, there)) return { anchor, focus: next.start.turn === anchor.turn && next.start.at === anchor.at ? anchor : next.start };
  return { anchor, focus: there };
}
