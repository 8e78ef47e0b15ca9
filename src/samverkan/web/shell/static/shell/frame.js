// The frame: menus close with Escape or by a click beside them; focus goes to what is to be mended; files are named.
import { wordsOfFiles } from "./chosen.js";

const menus = () => document.querySelectorAll("[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// On a phone the rooms stand in a row that scrolls: begin where one is.
const here = document.querySelector(".study-nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.clientWidth / 3;
document.querySelector("[data-problem]")?.focus();
for (const field of document.querySelectorAll("[data-select-all]")) field.addEventListener("focus", () => field.select());
for (const place of document.querySelectorAll("[data-file]")) {
  const field = place.querySelector("input");
  const told = place.querySelector("[data-file-told]");
  const tell = () => {
    told.textContent = wordsOfFiles([...field.files].map((file) => file.name), told.dataset);
  };
  field.addEventListener("change", tell);
  // The field is empty only after the event.
  field.form.addEventListener("reset", () => setTimeout(tell));
  tell();
}
