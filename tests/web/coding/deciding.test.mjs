// Keys in the box of a difference.
import assert from "node:assert/strict";
import { test } from "node:test";

import { actOfDifference, wholeWords } from "../../../src/samverkan/web/coding/static/coding/deciding.js";

const on = (key, tagName = "H2", more = {}) => actOfDifference({ key, ...more }, { tagName });

test("a digit chooses, Enter settles, and letters go on, back and undo", () => {
  assert.deepEqual(["3", "Enter", "n", "P", "u"].map((key) => on(key)), [
    { act: "choose", number: 3 },
    { act: "settle" },
    { act: "after" },
    { act: "before" },
    { act: "undo" },
  ]);
});

test("what is typed into a text is never an act, but for Ctrl and Enter", () => {
  assert.deepEqual(["1", "n", "Enter"].map((key) => on(key, "TEXTAREA")), [null, null, null]);
  assert.deepEqual(on("Enter", "TEXTAREA", { ctrlKey: true }), { act: "settle" });
});

test("Enter on a link or a button is its own, and the browser's commands stay the browser's", () => {
  assert.deepEqual(["A", "BUTTON", "SUMMARY"].map((tag) => on("Enter", tag)), [null, null, null]);
  assert.deepEqual([on("p", "H2", { ctrlKey: true }), on("1", "H2", { altKey: true }), on("x")], [null, null, null]);
});

test("a radio button settles with Enter and takes digits", () => {
  assert.deepEqual([on("Enter", "INPUT"), on("2", "INPUT")], [{ act: "settle" }, { act: "choose", number: 2 }]);
});

test("selected words are made whole, without the spaces around them", () => {
  const text = "Vi litar på 25 åar.";
  assert.deepEqual(
    [[4, 6], [2, 9], [4, 13], [16, 17], [0, 19], [8, 9]].map(([start, end]) => wholeWords(text, start, end)),
    ["litar", "litar", "litar på 25", "åar", text, ""],
  );
});

test("half a word inside a passage reaches no further than the word", () => {
  assert.equal(wholeWords("att gå, sade hon", 5, 6), "gå");
  assert.equal(wholeWords("ensam", 2, 3), "ensam");
});
