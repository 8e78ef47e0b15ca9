// What is typed in a form, kept until the server has it. Pure: no page, no storage; node tests it.
export const DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const LEFT_OUT = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);

/** Return the name under which a form's text is kept: whose it is, on which page, which form. */
export const nameOf = (account, path, form) => `samverkan:draft:${account}:${path}:${form}`;

/** Tell whether what stands in a field may be kept. */
export const mayKeep = (field) =>
  Boolean(field.name) && !LEFT_OUT.has(field.type) && field.name !== "csrfmiddlewaretoken" && !field.disabled;

/** Return what to do with a draft on a page that has just come: "restore", "drop" or "leave". */
export function judge(draft, page) {
  if (page.now - draft.at > DAYS * DAY) return "drop";
  if (page.isSignedOut) return "leave";
  if (draft.account !== page.account) return "leave";
  // It was sent, and no log-in page came between: the server has it, or shows it again with its errors.
  if (draft.isSent && !draft.isLost) return "drop";
  return draft.path === page.path ? "restore" : "leave";
}

/** Return the draft as it is once a log-in page has come instead of the answer. */
export const losing = (draft) => (draft.isSent ? { ...draft, isLost: true } : draft);
