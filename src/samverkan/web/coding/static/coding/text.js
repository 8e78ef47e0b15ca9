// The text on the page: from selections to spans of code points and back to ranges.
import { idsAt, lastAtMost } from "./covering.js";
import { toPoints, toUnits } from "./offsets.js";

// Each act asks for all texts and for where they begin; to look through thousands of elements each time is slow.
let known = [];
/** Return the texts of all turns, in order. */
export function texts() {
  if (!known.length || !known[0].isConnected) known = [...document.querySelectorAll("[data-text]")];
  return known;
}

/** Let a turn's new text stand for its old one. */
export function renewText(old, fresh) {
  const place = known.indexOf(old);
  if (place >= 0) known[place] = fresh;
}

const numberOf = (element, name) => Number(element.getAttribute(`data-${name}`));
const places = new WeakMap();
function placeOf(element) {
  if (!places.has(element)) places.set(element, [numberOf(element, "start"), numberOf(element, "end")]);
  return places.get(element);
}

function unitsBefore(element, node, offset) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Return the places {turn, at} at which a range begins and ends within the texts; null when it holds none. */
export function placesOf(range, elements = texts()) {
  const first = elements.findIndex((one) => range.intersectsNode(one));
  if (first < 0) return null;
  let last = first;
  while (last + 1 < elements.length && range.intersectsNode(elements[last + 1])) last += 1;
  const begins = elements[first].contains(range.startContainer);
  const ends = elements[last].contains(range.endContainer);
  return {
    start: { turn: first, at: begins ? unitsBefore(elements[first], range.startContainer, range.startOffset) : 0 },
    end: {
      turn: last,
      at: ends ? unitsBefore(elements[last], range.endContainer, range.endOffset) : elements[last].textContent.length,
    },
  };
}

/** Return the position in the whole text, in code points, of a place. */
export function pointOf({ turn, at }, elements = texts()) {
  const element = elements[turn];
  return placeOf(element)[0] + toPoints(element.textContent, at);
}

/** Return [start, end) in code points of what is selected in the texts; null when nothing is. */
export function spanOf(selection) {
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const elements = texts();
  const places = placesOf(selection.getRangeAt(0), elements);
  if (!places) return null;
  const span = [pointOf(places.start, elements), pointOf(places.end, elements)];
  return span[0] < span[1] ? span : null;
}

function nodeAt(element, units) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = units;
  let node = walker.nextNode();
  for (let next = node; next; next = walker.nextNode()) {
    node = next;
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return node ? [node, node.length] : [element, 0];
}

/** Return the node and offset of a place. */
export const nodeOf = ({ turn, at }, elements = texts()) => nodeAt(elements[turn], at);

/** Return a function that finds the node and offset of a code point of the whole text in one turn's text, many times. */
export function finderIn(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const [nodes, starts] = [[], []];
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push(node);
    starts.push(length);
    length += node.length;
  }
  const [first, end] = placeOf(element);
  const text = end - first === length ? null : element.textContent;
  return (point) => {
    const units = text === null ? point - first : toUnits(text, point - first);
    const place = Math.max(0, lastAtMost(starts, units));
    return [nodes[place], units - starts[place]];
  };
}

/** Return the numbers of the excerpts over a mark, in the order in which they stand beside the text. */
export function idsOf(mark) {
  const turn = mark.closest(".turn");
  const element = mark.closest("[data-text]");
  const point = placeOf(element)[0] + toPoints(element.textContent, unitsBefore(element, mark.firstChild, 0));
  const chips = [...turn.querySelectorAll(".chip")];
  return idsAt(chips.map((chip) => ({ id: numberOf(chip, "excerpt"), span: spanOfChip(chip) })), point);
}

/** Return [start, end) of an excerpt from what stands beside the text. */
export const spanOfChip = (chip) => chip.getAttribute("data-span").split(" ").map(Number);

/** Return the range of a span of code points. */
export function rangeOf([start, end], elements = texts()) {
  const within = elements.filter((one) => placeOf(one)[1] > start && placeOf(one)[0] < end);
  if (!within.length) return null;
  const first = within[0];
  const last = within[within.length - 1];
  const range = document.createRange();
  range.setStart(...nodeAt(first, toUnits(first.textContent, Math.max(0, start - placeOf(first)[0]))));
  range.setEnd(...nodeAt(last, toUnits(last.textContent, end - placeOf(last)[0])));
  return range;
}

/** Paint ranges as a transient layer; none takes it away. */
export function paint(name, spans) {
  if (!globalThis.CSS?.highlights) return;
  const ranges = spans.map((span) => rangeOf(span)).filter(Boolean);
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}
