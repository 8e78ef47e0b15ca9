import assert from "node:assert/strict";
import { test } from "node:test";
import { namesThatBegin, rank } from "../../../src/samverkan/web/coding/static/coding/finding.js";
import { proposeId } from "../../../src/samverkan/web/coding/static/coding/naming.js";
import { actOf } from "../../../src/samverkan/web/coding/static/coding/keys.js";

const CODES = ["TECH Teknik Technology & interoperability", "TRUST Förtroende och tillit", "G_ECON Ekonomi", "COSTKEY Kostnadsnyckel, rättvisa"];

test("nothing asked gives everything in order", () => {
  assert.deepEqual(rank(CODES, "  "), [0, 1, 2, 3]);
});

test("the beginning of a word comes before its middle", () => {
  assert.deepEqual(rank(["abc tillit", "tillsyn"], "till"), [1, 0]);
  assert.deepEqual(rank(CODES, "econ"), [2]);
  assert.deepEqual(rank(CODES, "nyckel"), [3]);
});

test("every word must be there", () => {
  assert.deepEqual(rank(CODES, "tillit för"), [1]);
  assert.deepEqual(rank(CODES, "tillit teknik"), []);
});

test("å, ä and ö are letters of their own", () => {
  assert.deepEqual(rank(["Malmö", "Malmo"], "malmö"), [0]);
});

test("a municipality is found by its first letters, whatever their size", () => {
  const names = ["Ale", "Åmål", "Alingsås", "Öckerö"];

  assert.deepEqual(namesThatBegin(names, "al"), [0, 2]);
  assert.deepEqual(namesThatBegin(names, "Å"), [1]);
  assert.deepEqual(namesThatBegin(names, "x"), []);
});

test("a new code's id is its name in capitals, and one that is not taken", () => {
  assert.equal(proposeId("Lokal stolthet", []), "LOKAL_STOLTHET");
  assert.equal(proposeId(" för/nära? ", ["FOR_NARA", "FOR_NARA_2"]), "FOR_NARA_3");
  assert.equal(proposeId("a".repeat(60), []).length, 40);
  assert.equal(proposeId("a".repeat(60), ["A".repeat(40)]), `${"A".repeat(37)}_2`);
  assert.equal(proposeId("–!", []), "");
});

test("keys stand for acts", () => {
  const acts = [{ key: "ArrowDown" }, { key: "ArrowLeft", shiftKey: true }, { key: "ArrowRight", ctrlKey: true }, { key: "z", ctrlKey: true }, { key: "Z", ctrlKey: true, shiftKey: true }, { key: "+" }, { key: "3" }, { key: "O" }, { key: "m" }, { key: "g" }];
  assert.deepEqual(acts.map(actOf), [
    { act: "walk", unit: "turn", step: 1, isExtending: false },
    { act: "walk", unit: "sentence", step: -1, isExtending: true },
    { act: "walk", unit: "word", step: 1, isExtending: false },
    { act: "undo" },
    { act: "redo" },
    { act: "press", key: "+" },
    { act: "press", key: "3" },
    { act: "press", key: "o" },
    { act: "memo" },
    { act: "place" },
  ]);
});

test("the browser keeps its own keys", () => {
  const others = [{ key: "c", ctrlKey: true }, { key: "ArrowDown", ctrlKey: true }, { key: "Tab" }, { key: "x" }, { key: "0", ctrlKey: true }];
  assert.deepEqual(others.map(actOf), [null, null, null, null, null]);
});
