// Asking the server: each act as a form, each answer as what is new.
import { delayOf, mayRepeat } from "./retrying.js";

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];

/**
 * Send an act until it is answered, for a server that is lost or busy for a while takes nothing away; `sayStuck` is told
 * the server's words, if it had any, each time it waits. Return {status, ...answer}, with -1 for no answer at all.
 */
export async function sendUntilAnswered(address, fields, sayStuck) {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(address, fields).catch(() => ({ status: -1 }));
    const seconds = mayRepeat(answer.status, address) ? delayOf(attempt) : undefined;
    if (seconds === undefined) return answer;
    isStuck = true;
    sayStuck(answer.said);
    await new Promise((done) => setTimeout(done, 1000 * seconds));
    isStuck = false;
  }
}

let isStuck = false;
addEventListener("beforeunload", (event) => {
  if (isStuck) event.preventDefault();
});

// A session that has ended leads to the log-in page and back.
async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    // As a plain form sends it: one of many parts takes longer to take apart.
    body: new URLSearchParams(fields),
    headers: { "HX-Request": "true", "HX-Current-URL": location.href, "x-csrftoken": token() },
  });
  if (leavesFor(answer)) return { status: 0 };
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, ...(isOurs ? await answer.json() : {}) };
}

/** Return the text of a part of a page; '' when the session has ended. */
export async function fetchPart(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
  return leavesFor(answer) || !answer.ok ? "" : answer.text();
}

/** Return what is new since `tag`, null when nothing is. One who writes is not led away when the session has ended. */
export async function fetchNew(address, tag, mayLeave) {
  const answer = await fetch(address, {
    cache: "no-store",
    headers: { "HX-Request": "true", "HX-Current-URL": location.href, "If-None-Match": `"${tag}"` },
  });
  if (answer.status === 200) return answer.json();
  if (mayLeave) leavesFor(answer);
  return null;
}

function leavesFor(answer) {
  const away = answer.headers.get("HX-Redirect");
  if (away) location.assign(away);
  return Boolean(away);
}
