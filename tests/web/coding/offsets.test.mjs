import assert from "node:assert/strict";
import { test } from "node:test";
import { toPoints, toUnits } from "../../../src/samverkan/web/coding/static/coding/offsets.js";

const TEXTS = ["", "Vi litar på varandra.", "Bra 👍🏽 på Åland", "𝒜𝒷", "e\u0301 och é", "👩‍👩‍👧"];

test("code points and UTF-16 units are the same where there are no pairs", () => {
  assert.deepEqual([toPoints("Åmål", 3), toUnits("Åmål", 3)], [3, 3]);
});

test("a pair is one code point", () => {
  assert.deepEqual([toPoints("a👍b", 3), toPoints("a👍b", 4), toUnits("a👍b", 2)], [2, 3, 3]);
});

test("half a pair counts as none", () => {
  assert.equal(toPoints("a👍b", 2), 1);
});

test("there and back again is the same at every code point, as Array.from counts them", () => {
  for (const text of TEXTS) {
    const points = [...text];
    for (let at = 0; at <= points.length; at += 1) {
      const units = points.slice(0, at).join("").length;
      assert.equal(toUnits(text, at), units);
      assert.equal(toPoints(text, units), at);
    }
  }
});

test("beyond the end is the end", () => {
  assert.deepEqual([toPoints("a👍", 99), toUnits("a👍", 99)], [2, 3]);
});
