import assert from "node:assert/strict";
import { test } from "node:test";
import { matchPieces } from "../../../src/samverkan/web/coding/static/coding/matching.js";

test("pieces that are cut alike are the same, each by itself", () => {
  assert.deepEqual(matchPieces([3, 4], [3, 4]), [[0, 1, 0, 1], [1, 2, 1, 2]]);
});

test("a piece that is cut in three stands for them, and its neighbours stay", () => {
  assert.deepEqual(matchPieces([2, 9, 5], [2, 3, 4, 2, 5]), [[0, 1, 0, 1], [1, 2, 1, 4], [2, 3, 4, 5]]);
});

test("where the cuts cross, the run is as short as can be", () => {
  assert.deepEqual(matchPieces([4, 4, 7], [2, 5, 1, 7]), [[0, 2, 0, 3], [2, 3, 3, 4]]);
});

test("nothing is left out when the one is longer than the other", () => {
  assert.deepEqual(matchPieces([], [3]), [[0, 0, 0, 1]]);
  assert.deepEqual(matchPieces([3, 4], [3]), [[0, 1, 0, 1], [1, 2, 1, 1]]);
  assert.deepEqual(matchPieces([5], [3]), [[0, 1, 0, 1]]);
});
