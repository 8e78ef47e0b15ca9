// What a person is told when a part of a page could not be had. Pure: no page; node tests it.

/** Return the server's own sentence when its answer has one, else the words for no answer at all or for a broken one. */
export function wordsOf(answer, words) {
  if (!answer || answer.status === 0) return words.noAnswer;
  try {
    return JSON.parse(answer.responseText).said || words.broken;
  } catch {
    return words.broken;
  }
}
