// Bars beside the text, one per excerpt, drawn only for the turns in sight.
import { lanesOf } from "./covering.js";
import { finderIn, spanOfChip } from "./text.js";

const WIDTH = 7;
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
  turn.querySelector(".bars").style.width = `${Math.max(0, ...lanes.map((lane) => lane + 1)) * WIDTH}px`;
  return { turn, chips, spans, lanes };
}

function measure({ turn, chips, spans, lanes }) {
  const text = turn.querySelector("[data-text]");
  const [first, end] = [Number(text.dataset.start), Number(text.dataset.end)];
  const top = text.getBoundingClientRect().top;
  const find = finderIn(text);
  const bars = chips.map((chip, place) => {
    const from = letterBox(find, Math.max(spans[place][0], first)).top;
    const to = letterBox(find, Math.min(spans[place][1], end) - 1).bottom;
    return { chip, lane: lanes[place], top: from - top, height: to - from };
  });
  return { turn, bars };
}

function put({ turn, bars }) {
  turn.querySelector(".bars").replaceChildren(
    ...bars.map(({ chip, lane, top, height }) => {
      const bar = document.createElement("span");
      bar.className = `bar-of ${chip.className.match(/k\d p\d/)}`;
      bar.style.top = `${top}px`;
      bar.style.height = `${Math.max(height, 8)}px`;
      bar.style.left = `${lane * WIDTH}px`;
      return bar;
    }),
  );
}

const seen = new Set();
const drawn = new WeakMap();
let layout = 0;

/** Draw the bars of those of these turns that lack them; all are drawn anew when the window has another size. */
export function drawBars(turns) {
  if (!isWide.matches) return;
  const lacking = turns.filter((turn) => drawn.get(turn) !== layout);
  // All room first, then all boxes, then all bars: the page is laid out twice, not once for each turn.
  lacking.map(makeRoom).map(measure).forEach(put);
  lacking.forEach((turn) => drawn.set(turn, layout));
}

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
