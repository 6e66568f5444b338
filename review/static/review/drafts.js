// What is typed is kept in this browser until the server says that it is saved. A draft is a person's own, and
// belongs to the version of the record that they had open: where the record has changed since, nothing is restored
// over it and nothing is thrown away; the person compares both.

const NOT_TYPED = ["csrfmiddlewaretoken", "version", "action", "revision"];
let form, saved, fresh;
const nameOf = (encounter) => `draft ${form.dataset.person} ${encounter}`;
const name = () => nameOf(form.dataset.encounter);
const typed = (entries) => [...entries].filter(([field]) => !NOT_TYPED.includes(field));
const values = () => typed(new FormData(form));
const said = (entries) => JSON.stringify(entries);
const note = () => document.getElementById("draft");

function read() {
  try {
    return JSON.parse(localStorage.getItem(name()));
  } catch {
    return null; // not ours to read: as good as none
  }
}
function fill(entries) {
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
  if (draft.version === form.dataset.version) {
    fill(draft.values);
    if (saved) saved.textContent = "not saved · your draft";
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
  const choice = event.target.closest("[data-draft]")?.dataset.draft;
  if (choice === "compare") compare();
  if (choice === "forget") { localStorage.removeItem(name()); note().hidden = true; }
});
document.addEventListener("input", (event) => {
  if (!form || event.target.closest("#record") !== form) return;
  const draft = { version: form.dataset.version, revision: form.elements.revision.value, values: values() };
  localStorage.setItem(name(), JSON.stringify(draft));
  if (saved) saved.textContent = "not saved yet";
});
addEventListener("storage", (event) => {
  if (form && saved && event.key === name() && event.newValue) saved.textContent = "you type in another window too";
});

function opened() {
  form = document.getElementById("record");
  if (!form) return;
  saved = document.getElementById("saved");
  fresh = said(values());
  for (const message of document.querySelectorAll(".note[class*='saved-']")) {
    localStorage.removeItem(nameOf(message.className.match(/saved-(\d+)/)[1]));
  }
  if (!document.querySelector(".note.bad")) restore();
}
document.addEventListener("bench:saved", () => localStorage.removeItem(name()));
document.addEventListener("bench:opened", opened);
opened();
