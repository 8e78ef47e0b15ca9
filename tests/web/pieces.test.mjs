import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, judge, partOf, piecesOf } from "../../src/samverkan/web/interviews/static/interviews/pieces.js";

test("a file is sent in pieces, and the last is what is left", () => {
  assert.deepEqual(piecesOf(10, 0, 4), [[0, 4], [4, 8], [8, 10]]);
  assert.deepEqual(piecesOf(8, 0, 4), [[0, 4], [4, 8]]);
});

test("what was received is not sent again", () => {
  assert.deepEqual(piecesOf(10, 5, 4), [[5, 9], [9, 10]]);
  assert.deepEqual(piecesOf(10, 10, 4), []);
  assert.deepEqual(piecesOf(0, 0, 4), []);
});

test("the part that is there is never over one, and an empty file is there at once", () => {
  assert.deepEqual([partOf(10, 0), partOf(10, 5), partOf(10, 12), partOf(0, 0)], [0, 0.5, 1, 1]);
});

test("an address gets the number of its upload and nothing else changes", () => {
  assert.equal(addressOf("/s/10/interviews/uploads/0/piece/", 42), "/s/10/interviews/uploads/42/piece/");
});

test("an answer is judged by what it means for the file", () => {
  const ours = { redirected: false, isJson: true };
  assert.equal(judge({ ...ours, status: 200 }), "done");
  assert.deepEqual([400, 422].map((status) => judge({ ...ours, status })), ["problem", "problem"]);
  assert.deepEqual([409, 503].map((status) => judge({ ...ours, status })), ["broken-off", "broken-off"]);
});

test("a page instead of an answer means the log-in, or a server that fell", () => {
  assert.equal(judge({ redirected: true, isJson: true, status: 200 }), "signed-out");
  assert.equal(judge({ redirected: false, isJson: false, status: 200 }), "signed-out");
  assert.equal(judge({ redirected: false, isJson: false, status: 502 }), "broken-off");
});
