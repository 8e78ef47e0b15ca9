import assert from "node:assert/strict";
import { test } from "node:test";
import { unitsOf, walk } from "../../../src/samverkan/web/coding/static/coding/walking.js";

const TEXTS = ["Hur går det?", "Vi litar på varandra. Alltid!", "Bra."];
const said = ({ anchor, focus }) => {
  const [low, high] = anchor.turn < focus.turn || (anchor.turn === focus.turn && anchor.at <= focus.at) ? [anchor, focus] : [focus, anchor];
  return low.turn === high.turn
    ? TEXTS[low.turn].slice(low.at, high.at)
    : [TEXTS[low.turn].slice(low.at), ...TEXTS.slice(low.turn + 1, high.turn), TEXTS[high.turn].slice(0, high.at)].join("|");
};
const steps = (unit, directions, from = null) => {
  let now = from;
  return directions.map(([step, isExtending]) => {
    now = walk(TEXTS, now, step, { unit, isExtending });
    return said(now);
  });
};

test("units of a text stand without the white space around them", () => {
  const text = "Vi litar. Alltid!";
  const of = (unit) => unitsOf(text, unit).map(([start, end]) => text.slice(start, end));
  assert.deepEqual([of("sentence"), of("word"), of("turn")], [["Vi litar.", "Alltid!"], ["Vi", "litar", "Alltid"], [text]]);
});

test("sentences are taken one after the other, over the turns, to the end and back", () => {
  assert.deepEqual(steps("sentence", [[1], [1], [1], [1], [1], [-1]]), [
    "Hur går det?",
    "Vi litar på varandra.",
    "Alltid!",
    "Bra.",
    "Bra.",
    "Alltid!",
  ]);
});

test("turns are taken one after the other", () => {
  assert.deepEqual(steps("turn", [[1], [1], [1], [-1]]), [TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[1]]);
});

test("shift extends word by word and takes words back", () => {
  const from = { anchor: { turn: 1, at: 3 }, focus: { turn: 1, at: 8 } };
  assert.deepEqual(steps("word", [[1, true], [1, true], [-1, true]], from), ["litar på", "litar på varandra", "litar på"]);
});

test("shift extends over the end of a turn", () => {
  const from = { anchor: { turn: 1, at: 22 }, focus: { turn: 1, at: 29 } };
  assert.deepEqual(steps("sentence", [[1, true]], from), ["Alltid!|Bra."]);
});

test("extending backwards from a place takes what stands before it", () => {
  const from = { anchor: { turn: 1, at: 21 }, focus: { turn: 1, at: 21 } };
  assert.deepEqual(steps("word", [[-1, true], [-1, true]], from), ["varandra.", "på varandra."]);
});

test("after a mouse selection in the middle of a word the next unit follows it", () => {
  const from = { anchor: { turn: 1, at: 4 }, focus: { turn: 1, at: 6 } };
  assert.deepEqual(steps("word", [[1]], from), ["på"]);
});

test("an empty text has nowhere to go", () => {
  assert.equal(walk([], null, 1, { unit: "turn" }), null);
});
