// Asking the server: each act as a form, each answer as what is new.

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];

/** Send an act; return {status, ...answer}. A session that has ended leads to the log-in page and back. */
export async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    body: fields,
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

/** Return what is new since `tag`, null when nothing is. */
export async function fetchNew(address, tag) {
  const answer = await fetch(address, {
    cache: "no-store",
    headers: { "HX-Request": "true", "HX-Current-URL": location.href, "If-None-Match": `"${tag}"` },
  });
  return answer.status === 200 && !leavesFor(answer) ? answer.json() : null;
}

function leavesFor(answer) {
  const away = answer.headers.get("HX-Redirect");
  if (away) location.assign(away);
  return Boolean(away);
}
