// How a name is shown in the whole text of a review. Pure: no page, no network; node tests it.

/** Return what stands in the text for a form: its pseudonym once it is decided to be replaced, else the form. */
export function shownAs({ form, pseudonym }, isSpeaker) {
  if (!pseudonym) return form;
  return isSpeaker ? pseudonym.replace(/^\[|\]$/g, "") : pseudonym;
}

/** Return the form with this number as the file has it, "" when there is none. */
export const formIn = (forms, number) => forms.find((one) => one.number === number)?.form ?? "";
