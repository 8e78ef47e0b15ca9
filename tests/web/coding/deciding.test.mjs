// Keys in the box of a difference.
import assert from "node:assert/strict";
import { test } from "node:test";

import { actOfDifference } from "../../../src/samverkan/web/coding/static/coding/deciding.js";

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
