// Which pieces of a file are still to be sent. Pure: no page, no network; node tests it.

/** Return the [start, end) of each piece from what has been received on. */
export function piecesOf(size, received, length) {
  const pieces = [];
  for (let start = received; start < size; start += length) pieces.push([start, Math.min(start + length, size)]);
  return pieces;
}

/** Return which share of a file is there, 1 for an empty one. */
export const partOf = (size, received) => (size > 0 ? Math.min(received / size, 1) : 1);

/** Return an address with the number of the upload in it, from one with 0. */
export const addressOf = (pattern, id) => pattern.replace("/0/", `/${id}/`);

/** Tell what an answer of the server means: "done", "problem", "signed-out" or "broken-off". */
export function judge(answer) {
  if (answer.redirected || !answer.isJson) return answer.status >= 500 ? "broken-off" : "signed-out";
  if (answer.status === 200) return "done";
  return answer.status === 422 || answer.status === 400 ? "problem" : "broken-off";
}
