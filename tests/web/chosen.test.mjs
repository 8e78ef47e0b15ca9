import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOfFiles } from "../../src/samverkan/web/shell/static/shell/chosen.js";

const WORDS = { none: "Nothing is chosen", many: "{count} files: {names} …" };

test("nothing chosen is said as such", () => {
  assert.equal(wordsOfFiles([], WORDS), "Nothing is chosen");
});

test("few files are named", () => {
  assert.equal(wordsOfFiles(["a.txt"], WORDS), "a.txt");
  assert.equal(wordsOfFiles(["a.txt", "b.txt", "c.txt"], WORDS), "a.txt, b.txt, c.txt");
});

test("many files are counted and the first are named", () => {
  assert.equal(wordsOfFiles(["a", "b", "c", "d", "e"], WORDS), "5 files: a, b, c …");
});

test("a name with signs that mean something to the script stays as it is", () => {
  assert.equal(wordsOfFiles(["$&", "{count}", "c", "d"], WORDS), "4 files: $&, {count}, c …");
});
