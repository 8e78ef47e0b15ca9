// Bars beside the text, one per excerpt, drawn only for the turns in sight.
import { rangeOf } from "./text.js";

const WIDTH = 7;
const isWide = matchMedia("(min-width: 60.01rem), print");

const spanOf = (chip) => chip.dataset.span.split(" ").map(Number);

function lanesOf(spans) {
  const free = [];
  return spans.map(([start, end]) => {
    let lane = free.findIndex((one) => one <= start);
    if (lane < 0) lane = free.length;
    free[lane] = end;
    return lane;
  });
}

function measure(turn) {
  const text = turn.querySelector("[data-text]");
  const chips = [...turn.querySelectorAll("[data-excerpt]")];
  const top = text.getBoundingClientRect().top;
  const limits = [Number(text.dataset.start), Number(text.dataset.end)];
  const lanes = lanesOf(chips.map(spanOf));
  const bars = chips.map((chip, place) => {
    const [start, end] = spanOf(chip);
    const box = rangeOf([Math.max(start, limits[0]), Math.min(end, limits[1])], [text])?.getBoundingClientRect();
    return box && { chip, lane: lanes[place], top: box.top - top, height: box.height };
  });
  return { turn, bars: bars.filter(Boolean), count: Math.max(0, ...lanes.map((lane) => lane + 1)) };
}

function put({ turn, bars, count }) {
  const box = turn.querySelector(".bars");
  box.style.width = `${count * WIDTH}px`;
  box.replaceChildren(
    ...bars.map(({ chip, lane, top, height }) => {
      const bar = document.createElement("span");
      bar.className = `bar-of ${[...chip.classList].filter((one) => /^[kp]\d$/.test(one)).join(" ")}`;
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
