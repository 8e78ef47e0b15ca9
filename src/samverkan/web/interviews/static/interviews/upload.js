// Uploading many files, one after the other, each in pieces; a file that was broken off goes on where it stopped.
import { addressOf, judge, partOf, piecesOf } from "./pieces.js";

const form = document.querySelector("[data-upload]");
const lines = document.querySelector("[data-upload-lines]");
const status = document.querySelector("[data-upload-status]");
const template = document.querySelector("[data-upload-template]");
const words = form.dataset;
const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
let isSending = false;

class Stopped extends Error {}

async function ask(address, body, type) {
  let answer;
  try {
    const headers = { "x-csrftoken": token, ...(type ? { "content-type": type } : {}) };
    answer = await fetch(address, { method: "POST", body, headers });
  } catch {
    throw new Stopped(words.brokenOff);
  }
  const isJson = (answer.headers.get("content-type") ?? "").startsWith("application/json");
  const verdict = judge({ status: answer.status, redirected: answer.redirected, isJson });
  if (verdict === "signed-out") throw new Stopped(words.signedOut);
  if (verdict === "broken-off") throw new Stopped(words.brokenOff);
  const found = await answer.json();
  if (verdict === "problem") throw new Stopped(found.problem);
  return found;
}

function addLine(file) {
  const line = template.content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = file.name;
  lines.append(line);
  document.querySelector("[data-upload-none]")?.remove();
  return line;
}

function show(line, part) {
  line.querySelector("progress").value = part;
  line.querySelector("[data-part]").textContent = percent.format(part);
}

function say(line, name, text, isWrong = false) {
  const place = line.querySelector("[data-words]");
  place.textContent = text;
  place.classList.toggle("error", isWrong);
  if (isWrong) line.querySelector("[data-meter]").hidden = true;
  status.textContent = `${name}: ${text}`;
}

async function send(file, line) {
  const order = new URLSearchParams({
    name: file.name,
    size: file.size,
    changed: String(file.lastModified),
    encoding: form.elements.encoding.value,
  });
  const begun = await ask(words.start, order);
  document.querySelector(`[data-upload-line="${begun.id}"]`)?.remove();
  show(line, partOf(file.size, begun.received));
  for (const [start, end] of piecesOf(file.size, begun.received, Number(words.pieceBytes))) {
    const address = `${addressOf(words.piece, begun.id)}?offset=${start}`;
    const { received } = await ask(address, file.slice(start, end), "application/octet-stream");
    show(line, partOf(file.size, received));
  }
  say(line, file.name, words.reading);
  const finished = await ask(addressOf(words.finish, begun.id), new URLSearchParams());
  const made = document.createRange().createContextualFragment(finished.line).firstElementChild;
  line.replaceWith(made);
  status.textContent = made.querySelector(".upload-what").textContent.trim();
}

async function sendAll(files) {
  if (isSending || files.length === 0) return;
  isSending = true;
  const queue = [...files].map((file) => ({ file, line: addLine(file) }));
  for (const { file, line } of queue) {
    try {
      if (file.size > Number(words.mostBytes)) throw new Stopped(`${file.name} ${words.tooLarge}`);
      await send(file, line);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      say(line, file.name, error.message, true);
    }
  }
  isSending = false;
  form.reset();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sendAll(form.elements.files.files);
});
form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("is-over");
});
form.addEventListener("dragleave", () => form.classList.remove("is-over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("is-over");
  sendAll(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => {
  if (isSending) event.preventDefault();
});
