import assert from "node:assert/strict";
import { test } from "node:test";
import { idsAt, lanesOf, lastAtMost } from "../../../src/samverkan/web/coding/static/coding/covering.js";

const EXCERPTS = [
  { id: 7, span: [0, 10] },
  { id: 3, span: [4, 6] },
  { id: 9, span: [10, 12] },
];

test("an excerpt lies over its first code point and not over its end", () => {
  assert.deepEqual([0, 4, 6, 10, 12].map((point) => idsAt(EXCERPTS, point)), [[7], [7, 3], [7], [9], []]);
});

test("excerpts keep the order in which they stand", () => {
  assert.deepEqual(idsAt([...EXCERPTS].reverse(), 5), [3, 7]);
});

test("the last number that is at most a value is found by halves", () => {
  assert.deepEqual([-1, 0, 4, 5, 9, 99].map((value) => lastAtMost([0, 5, 5, 9], value)), [-1, 0, 0, 2, 3, 3]);
  assert.equal(lastAtMost([], 1), -1);
});

test("overlapping spans never share a lane, and a lane that is free is used again", () => {
  assert.deepEqual(lanesOf([[0, 10], [2, 4], [4, 12], [10, 11]]), [0, 1, 1, 0]);
  assert.deepEqual(lanesOf([]), []);
});
