// Bars beside the text, one per excerpt, drawn only for the turns in sight.
import { lanesOf } from "./covering.js";
import { arrange } from "./renewing.js";
import { finderIn, spanOfChip } from "./text.js";

const WIDTH = 7;
let layout = 0;
const isWide = matchMedia("(min-width: 60.01rem), print");

// One letter at each end tells how high a bar is; the boxes of all its words would have to be gathered first.
function letterBox(find, point) {
  const [node, at] = find(point);
  const letter = document.createRange();
  letter.setStart(node, Math.min(at, node.length - 1));
  letter.setEnd(node, Math.min(at + 1, node.length));
  return letter.getBoundingClientRect();
}

// The room for the bars is made first: it may leave less for the words.
function makeRoom(turn) {
  const chips = [...turn.querySelectorAll(".chip")];
  const spans = chips.map(spanOfChip);
  const lanes = lanesOf(spans);
  const width = `${Math.max(0, ...lanes.map((lane) => lane + 1)) * WIDTH}px`;
  const room = turn.querySelector(".bars").style;
  if (room.width !== width) room.width = width;
  return { turn, chips, spans, lanes };
}

// Marks take no room of their own: as long as the words have the same, each line is where it was.
const boxes = new WeakMap();
function boxesOf(turn) {
  const known = boxes.get(turn);
  const width = turn.querySelector(".bars").style.width;
  if (known?.layout === layout && known.width === width) return known.found;
  boxes.set(turn, { layout, width, found: new Map() });
  return boxes.get(turn).found;
}

function measure({ turn, chips, spans, lanes }) {
  const text = turn.querySelector("[data-text]");
  const [first, end] = [Number(text.dataset.start), Number(text.dataset.end)];
  const found = boxesOf(turn);
  const lacking = spans.filter((span) => !found.has(span.join()));
  if (lacking.length) {
    const top = text.getBoundingClientRect().top;
    const find = finderIn(text);
    for (const [start, stop] of lacking) {
      const from = letterBox(find, Math.max(start, first)).top - top;
      const to = letterBox(find, Math.min(stop, end) - 1).bottom - top;
      found.set(`${start},${stop}`, { top: from, height: to - from });
    }
  }
  const bars = chips.map((chip, place) => ({ chip, lane: lanes[place], ...found.get(spans[place].join()) }));
  return { turn, bars };
}

const barOf = new WeakMap();
function put({ turn, bars }) {
  const drawn = bars.map(({ chip, lane, top, height }) => {
    const bar = barOf.get(chip) ?? document.createElement("span");
    barOf.set(chip, bar);
    const look = `bar-of ${chip.className.match(/k\d p\d/)}`;
    const place = `top: ${top}px; height: ${Math.max(height, 8)}px; left: ${lane * WIDTH}px`;
    if (bar.className !== look) bar.className = look;
    if (bar.dataset.place !== place) bar.style.cssText = bar.dataset.place = place;
    return bar;
  });
  arrange(turn.querySelector(".bars"), drawn);
}

const seen = new Set();
const drawn = new WeakMap();

/** Draw the bars of those of these turns that lack them; all are drawn anew when the window has another size. */
export function drawBars(turns) {
  if (!isWide.matches) return;
  const lacking = turns.filter((turn) => drawn.get(turn) !== layout);
  // All room first, then all boxes, then all bars: the page is laid out twice, not once for each turn.
  lacking.map(makeRoom).map(measure).forEach(put);
  lacking.forEach((turn) => drawn.set(turn, layout));
}

/** Let the bars of these turns be drawn anew: what is coded in them has changed. */
export const forgetBars = (turns) => turns.forEach((turn) => drawn.delete(turn));

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    drawBars(entries.filter((one) => one.isIntersecting).map((one) => one.target));
  },
  { rootMargin: "400px" },
);

/** Keep the bars of these turns drawn from now on. */
export const watchBars = (turns) => turns.forEach((turn) => observer.observe(turn));

let later = 0;
addEventListener("resize", () => {
  layout += 1;
  cancelAnimationFrame(later);
  later = requestAnimationFrame(() => drawBars([...seen].filter((turn) => turn.isConnected)));
});
