import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "../../src/samverkan/web/shell/static/shell/answers.js";

const WORDS = { noAnswer: "The server does not answer.", broken: "Something is broken." };

test("the server's own sentence is told", () => {
  assert.equal(wordsOf({ status: 503, responseText: '{"said": "Wait a moment."}' }, WORDS), "Wait a moment.");
});

test("no answer at all is told as such", () => {
  assert.equal(wordsOf({ status: 0, responseText: "" }, WORDS), WORDS.noAnswer);
  assert.equal(wordsOf(undefined, WORDS), WORDS.noAnswer);
});

test("an answer without a sentence, such as that of a proxy, is told in our own words", () => {
  assert.equal(wordsOf({ status: 502, responseText: "<html>Bad gateway</html>" }, WORDS), WORDS.broken);
  assert.equal(wordsOf({ status: 500, responseText: '{"said": ""}' }, WORDS), WORDS.broken);
  assert.equal(wordsOf({ status: 500, responseText: "null" }, WORDS), WORDS.broken);
});
