// What a key could not do: in our words, beside the button, in place of a line in the console.
const place = document.querySelector("[data-key-failed]");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  place.textContent = place.dataset.keyFailed;
  place.hidden = false;
});
// Enter in the field for a name asks for the key too, as the button does.
document.addEventListener("submit", (event) => {
  const credential = event.target.elements.credential;
  if (event.submitter || !credential || credential.value) return;
  event.preventDefault();
  event.target.querySelector("button[id]").click();
});
