// What is typed in a form is given back only to who typed it, and only when the server has not got it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DAYS, judge, losing, mayKeep } from "../../src/samverkan/web/shell/static/shell/drafts.js";

const NOW = 1_800_000_000_000;
const draft = { account: "1", path: "/new/", at: NOW - 1000 };
const page = { account: "1", path: "/new/", isSignedOut: false, now: NOW };

test("a draft comes back on its page", () => assert.equal(judge(draft, page), "restore"));
test("a draft waits on other pages", () => assert.equal(judge(draft, { ...page, path: "/" }), "leave"));
test("a draft is for its own account", () => assert.equal(judge(draft, { ...page, account: "2" }), "leave"));
test("what was sent is dropped", () => assert.equal(judge({ ...draft, isSent: true }, page), "drop"));
test("what was sent and met a log-in page comes back", () =>
  assert.equal(judge(losing({ ...draft, isSent: true }), page), "restore"));
test("the log-in page itself leaves everything", () =>
  assert.equal(judge({ ...draft, isSent: true }, { ...page, account: "", isSignedOut: true }), "leave"));
test("an old draft is dropped", () =>
  assert.equal(judge(draft, { ...page, now: NOW + (DAYS + 1) * 86_400_000 }), "drop"));
test("passwords and tokens are never kept", () => {
  assert.equal(mayKeep({ name: "password", type: "password" }), false);
  assert.equal(mayKeep({ name: "csrfmiddlewaretoken", type: "hidden" }), false);
  assert.equal(mayKeep({ name: "title", type: "text" }), true);
});
