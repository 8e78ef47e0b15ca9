import assert from "node:assert/strict";
import { test } from "node:test";

import { formIn, shownAs } from "../../src/samverkan/web/interviews/static/interviews/showing.js";

test("a name that is decided to be replaced is shown by its pseudonym, without brackets where it speaks", () => {
  const one = { form: "Karin Ek", pseudonym: "[person 1]" };

  assert.deepEqual([shownAs(one, false), shownAs(one, true)], ["[person 1]", "person 1"]);
});

test("a name that is open or kept is shown as the file has it", () => {
  assert.equal(shownAs({ form: "Karin Ek", pseudonym: "" }, true), "Karin Ek");
});

test("the file's own words are found again by the number of the name", () => {
  const forms = [{ number: "0", form: "Karin Ek" }];

  assert.deepEqual([formIn(forms, "0"), formIn(forms, "7")], ["Karin Ek", ""]);
});
