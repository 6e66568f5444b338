// Handing in by drop or by choosing: each file goes on its own, so that a bad one stops no other.
// The server keeps a file before it answers; after that the list below has it, through any reload.

const AT_ONCE = 2;
const SIGNED_OUT = "You were signed out. Sign in again, then hand it in once more.";
const NO_ANSWER = "The server did not answer, so the file was not kept. Hand it in once more.";

const form = document.getElementById("upload");
const field = form.querySelector("input[type=file]");
const address = form.elements.source_url;
const rows = form.querySelector(".uploads");
const announcement = form.querySelector("[role=status]");
const blank = document.getElementById("upload-row");
const waiting = [];
let running = 0;

function add(files) {
  const sourceUrl = address.value.trim();
  for (const file of files) {
    const row = blank.content.firstElementChild.cloneNode(true);
    row.querySelector(".name").textContent = file.name;
    row.querySelector("progress").ariaLabel = `Sending ${file.name}`;
    say(row, "waiting to be sent");
    rows.prepend(row);
    waiting.push({ file, row, sourceUrl });
  }
  rows.hidden = rows.childElementCount === 0;
  next();
}

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    send(waiting.shift());
  }
}

function send({ file, row, sourceUrl }) {
  if (file.size > Number(form.dataset.maxBytes)) {
    end(row, "refused", `The file is larger than ${form.dataset.maxSize}. Split it, or export it with smaller images.`);
    return;
  }
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("source_url", sourceUrl);
  body.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    row.querySelector("progress").value = event.loaded / event.total;
    say(row, event.loaded < event.total ? "sending" : "being checked");
  });
  request.addEventListener("error", () => end(row, "refused", NO_ANSWER));
  request.addEventListener("load", () => {
    if (request.responseURL !== form.action) {
      end(row, "refused", SIGNED_OUT); // it was led to the page for signing in
      return;
    }
    if (!request.getResponseHeader("Content-Type")?.startsWith("application/json")) {
      end(row, "refused", `The server refused the file (${request.status}), and did not keep it.`);
      return;
    }
    const { outcome, message, url } = JSON.parse(request.responseText);
    end(row, outcome, message, url);
  });
  say(row, "sending");
  request.send(body);
}

function end(row, outcome, message, url = "") {
  running -= 1;
  row.classList.add("ended", outcome);
  say(row, message, url);
  announcement.textContent = `${row.querySelector(".name").textContent}: ${message}`;
  if (outcome === "received") {
    row.remove(); // the list shows it from here on, with its stage
    rows.hidden = rows.childElementCount === 0;
    document.body.dispatchEvent(new Event("bulletins-changed"));
  }
  next();
}

function say(row, message, url = "") {
  const said = row.querySelector(".said");
  said.textContent = message;
  if (url) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = "Open it";
    said.append(" ", link);
  }
}

form.classList.add("scripted");
field.addEventListener("change", () => {
  add(field.files);
  field.value = "";
});
form.addEventListener("submit", (event) => event.preventDefault()); // Enter in the address sends nothing by itself
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  form.classList.remove("over");
  add(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => {
  if (running || waiting.length) event.preventDefault();
});
