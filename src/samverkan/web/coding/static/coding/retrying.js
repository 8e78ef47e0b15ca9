// Whether an act that was not answered is sent again, and when. Pure: no page, no network; node tests it.
const SECONDS = [1, 2, 4, 8, 15, 15, 15, 15, 15, 15];
const NO_ANSWER = -1;
const NOT_SAVED = [503, 507];

/** Tell whether an act may be sent again after an answer with this status; NO_ANSWER is -1. */
export function mayRepeat(status, address) {
  // The server says that nothing was saved.
  if (NOT_SAVED.includes(status)) return true;
  // It may have been saved before the server was lost. Marks and versions are held against what is there; a step
  // back is not, and would go two steps.
  return status === NO_ANSWER && !/^(undo|redo)\//.test(address);
}

/** Return after how many seconds an act is sent again; undefined when that has been done often enough. */
export const delayOf = (attempt) => SECONDS[attempt];
