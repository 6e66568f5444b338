// Names that are offered while one is typed: of agencies and offices in their fields, of people behind an @ in a
// comment. Without this file they are typed in full.

const form = () => document.getElementById("record");
const list = Object.assign(document.createElement("ul"), { id: "offers", hidden: true });
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Names that may be meant");
let input = null; // the field that the names are for
let offered = null; // what its text asks for
let at = -1;

// --- What a text asks for: where the names come from, the letters of the name, and where it would stand ---------
function asks(field) {
  const text = field.value;
  const name = field.name.split("-").at(-1);
  if (form()?.contains(field) && ["agency", "actor"].includes(name)) {
    const query = { field: name, text: text.trim(), state: form().elements.state?.value ?? "" };
    return text.trim().length < 2 ? null : { address: form().dataset.suggest, query, put: (chosen) => [chosen, chosen.length] };
  }
  const behind = field.id === "comment-text" && /(^|\s)@([\w.+-]*)$/.exec(text.slice(0, field.selectionStart));
  if (!behind) return null;
  const start = field.selectionStart - behind[2].length;
  const rest = text.slice(field.selectionStart).trimStart();
  const put = (chosen) => [`${text.slice(0, start)}${chosen} ${rest}`, start + chosen.length + 1];
  return { address: field.dataset.people, query: { text: behind[2] }, put, first: true };
}
const known = new Map();
async function namesFor({ address, query }) {
  const asked = `${address}?${new URLSearchParams(query)}`;
  if (!known.has(asked)) {
    const answer = await fetch(asked);
    known.set(asked, answer.ok ? (await answer.json()).names : []);
  }
  return known.get(asked);
}

// --- The list ---------------------------------------------------------------------------------------------
function close() {
  list.hidden = true;
  at = -1;
  input?.setAttribute("aria-expanded", "false");
  input?.removeAttribute("aria-activedescendant");
}
function open(names, first) {
  if (!names.length) return close();
  list.replaceChildren(...names.map((name, place) => {
    const item = Object.assign(document.createElement("li"), { id: `offer-${place}`, textContent: name });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    return item;
  }));
  input.after(list);
  list.hidden = false;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "offers"], ["aria-expanded", "true"]]) {
    input.setAttribute(name, value);
  }
  point(first ? 0 : -1);
  list.scrollIntoView({ block: "nearest" });
}
function point(place) {
  const items = [...list.children];
  items[at]?.setAttribute("aria-selected", "false");
  at = place < -1 ? items.length - 1 : place >= items.length ? -1 : place;
  items[at]?.setAttribute("aria-selected", "true");
  items[at]?.scrollIntoView({ block: "nearest" });
  if (at < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `offer-${at}`);
}
function take(name) {
  const [text, caret] = offered.put(name);
  close();
  input.value = text;
  input.setSelectionRange(caret, caret);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  close();
}

document.addEventListener("input", async (event) => {
  const field = event.target;
  if (!field.matches("input[type=text]")) return;
  const asked = asks(field);
  if (!asked) { if (field === input) close(); return; }
  const text = field.value;
  const names = (await namesFor(asked)).filter((name) => name !== text.trim());
  if (field.value !== text || document.activeElement !== field) return; // somebody types on: the answer to that comes
  if (input !== field) close();
  input = field;
  offered = asked;
  open(names, asked.first);
});
document.addEventListener("keydown", (event) => {
  if (list.hidden || event.target !== input || event.ctrlKey || event.metaKey || event.altKey) return;
  const chosen = list.children[at]?.textContent;
  if (event.key === "ArrowDown") point(at + 1);
  else if (event.key === "ArrowUp") point(at - 1);
  else if (event.key === "Escape") close();
  else if (event.key === "Enter" && chosen) take(chosen);
  else if (event.key === "Tab" && chosen && offered.first) take(chosen);
  else { if (event.key === "Enter" || event.key === "Tab") close(); return; }
  event.preventDefault();
  event.stopPropagation();
}, true);
list.addEventListener("mousedown", (event) => {
  event.preventDefault(); // the field keeps the focus
  const name = event.target.closest("li")?.textContent;
  if (name) take(name);
});
document.addEventListener("focusout", (event) => { if (event.target === input) close(); });
document.addEventListener("bench:opened", () => { input = null; list.hidden = true; });
