// A part of a page that htmx asked for and did not get: the server's sentence stands among the messages until one comes.
import { wordsOf } from "./answers.js";

const place = document.querySelector("[data-failed]");
const tell = (words) => {
  // A part that is asked for every second is not to be read aloud every second.
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
};
const fail = (event) => tell(wordsOf(event.detail.xhr, place.dataset));

document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:timeout", fail);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) tell("");
});
