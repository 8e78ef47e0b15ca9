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

function measure(turn) {
  const text = turn.querySelector("[data-text]");
  const chips = [...turn.querySelectorAll(".chip")];
  const spans = chips.map(spanOfChip);
  const lanes = lanesOf(spans);
  const [first, end] = [Number(text.dataset.start), Number(text.dataset.end)];
  const top = text.getBoundingClientRect().top;
  const find = finderIn(text);
  const bars = chips.map((chip, place) => {
    const from = letterBox(find, Math.max(spans[place][0], first)).top;
    const to = letterBox(find, Math.min(spans[place][1], end) - 1).bottom;
    return { chip, lane: lanes[place], top: from - top, height: to - from };
  });
  return { turn, bars, count: Math.max(0, ...lanes.map((lane) => lane + 1)) };
}

function put({ turn, bars, count }) {
  const box = turn.querySelector(".bars");
  box.style.width = `${count * WIDTH}px`;
  box.replaceChildren(
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

/** Draw the bars of these turns anew. */
export function drawBars(turns) {
  if (isWide.matches) turns.map(measure).forEach(put);
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
  cancelAnimationFrame(later);
  later = requestAnimationFrame(() => drawBars([...seen].filter((turn) => turn.isConnected)));
});
