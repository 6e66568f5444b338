// What is typed is kept in this browser until the server says that it is saved. A draft is a person's own, and
// belongs to the revision that they had open: where the record has another since, nothing is restored over it and
// nothing is thrown away; the person compares both.

const NOT_TYPED = ["csrfmiddlewaretoken", "version", "action", "revision"];
let form, saved, fresh;
let unsaved = false; // this window holds something that was typed here
const nameOf = (draft) => `draft ${draft}`;
const name = () => nameOf(form.dataset.draft);
const typed = (entries) => [...entries].filter(([field]) => !NOT_TYPED.includes(field));
// What a form would send. A `FormData` says the same, and has the browser lay out the page for it.
const sends = (field) => field.name && field.type !== "submit" && !field.matches(":disabled") && (!["checkbox", "radio"].includes(field.type) || field.checked);
const values = () => typed([...form.elements].filter(sends).map((field) => [field.name, field.value]));
const said = (entries) => JSON.stringify(entries);
// What it stands on: the revision; a second reading, which sees none, has only a version.
const stands = (draft) => draft.revision === form.elements.revision.value && (draft.revision || draft.version === form.dataset.version);
const note = () => document.getElementById("draft");
const say = (text) => { if (saved) saved.textContent = text; };

function read() {
  try {
    return JSON.parse(localStorage.getItem(name()));
  } catch {
    return null; // not ours to read: as good as none
  }
}
function keep() {
  const draft = { version: form.dataset.version, revision: form.elements.revision.value, values: values() };
  localStorage.setItem(name(), JSON.stringify(draft));
}
function fill(entries) {
  document.dispatchEvent(new Event("bench:filling"));
  const given = new Map(entries);
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.includes(field.name)) continue;
    if (field.type === "checkbox") field.checked = given.has(field.name);
    else if (given.has(field.name)) field.value = given.get(field.name);
  }
  for (const row of form.querySelectorAll(".extra")) {
    if (row.querySelector("input[type=text]")?.value) row.classList.add("wanted");
  }
  document.dispatchEvent(new Event("bench:filled"));
}
function restore() {
  const draft = read();
  if (!draft || said(draft.values) === fresh) return localStorage.removeItem(name());
  if (!document.getElementById("approve")) return; // decided: it waits until the record is open again
  if (stands(draft)) {
    fill(draft.values);
    unsaved = true;
    say("not saved · your draft");
    return;
  }
  note().hidden = false;
  note().querySelector("[data-revision]").textContent = draft.revision;
}
function compare() {
  const draft = read();
  fill(draft.values);
  form.elements.version.value = draft.version;
  form.elements.revision.value = draft.revision;
  form.requestSubmit(form.querySelector("[value=save]"));
}
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-draft-do]")?.dataset.draftDo;
  if (choice === "compare") compare();
  if (choice === "forget") { localStorage.removeItem(name()); note().hidden = true; }
});
document.addEventListener("input", (event) => {
  if (!form || event.target.closest("#record") !== form) return;
  unsaved = true;
  keep();
  say("not saved yet");
});
// What was typed goes with the record to the one who reads it next.
document.addEventListener("formdata", ({ target, formData }) => {
  if (!unsaved || target === form || !["unsure", "return"].includes(formData.get("action"))) return;
  for (const [field, value] of new FormData(form)) if (!formData.has(field)) formData.append(field, value);
});
// Another window of the same person has the same record open.
addEventListener("storage", (event) => {
  if (!form || event.key !== name()) return;
  if (event.newValue) say("you type in another window too");
  else if (unsaved) { keep(); say("not saved yet; another window saved"); }
});

function opened() {
  for (const message of document.querySelectorAll(".note[class*='saved-']")) {
    localStorage.removeItem(nameOf(message.className.match(/saved-(\S+)/)[1]));
  }
  form = document.getElementById("record");
  if (!form) return; // a page that only says that something is saved
  saved = document.getElementById("saved");
  fresh = form.fresh ??= said(values()); // as it came; it may come back with what was typed
  unsaved = false;
  if (!document.querySelector(".note.bad")) restore();
  else if (read()) { unsaved = true; say("not saved yet"); }
}
document.addEventListener("bench:saved", (event) => localStorage.removeItem(nameOf(event.detail)));
document.addEventListener("bench:opened", opened);
opened();
