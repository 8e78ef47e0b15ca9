// An act that was not saved is sent again, but never so that it could be done twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { delayOf, mayRepeat } from "../../../src/samverkan/web/coding/static/coding/retrying.js";

test("what the server says it has not saved is sent again", () => {
  for (const address of ["mark/", "change/", "undo/"]) assert.ok(mayRepeat(503, address) && mayRepeat(507, address));
});
test("a mark that nobody answered is sent again: the same mark cannot stand twice", () =>
  assert.equal(mayRepeat(-1, "mark/"), true));
test("a step back that nobody answered is not sent again: it may have been taken", () =>
  assert.deepEqual([mayRepeat(-1, "undo/"), mayRepeat(-1, "redo/")], [false, false]));
test("a refusal, a conflict and a bug are answers", () =>
  assert.deepEqual([200, 0, 409, 422, 500].map((one) => mayRepeat(one, "mark/")), [false, false, false, false, false]));
test("it waits longer and longer, and ends", () => {
  const delays = Array.from({ length: 11 }, (_, attempt) => delayOf(attempt));
  assert.deepEqual(delays.slice(0, 4), [1, 2, 4, 8]);
  assert.equal(delays[10], undefined);
});
