// A value of a vocabulary is found by any part of its name or by its code: type while its field has the focus.
// Without this file a select finds what begins with what is typed, and an agency is typed in full.

const form = () => document.getElementById("record");
const tell = (element) => { element.dispatchEvent(new Event("input", { bubbles: true })); element.dispatchEvent(new Event("change", { bubbles: true })); };

// --- Selects: what is typed is shown beside the field, with how many values it can mean ----------------
const shown = Object.assign(document.createElement("span"), { className: "typed" });
shown.setAttribute("role", "status");
let typed = "";
let found = [];
let place = 0;

function rank(option, text) {
  const label = option.text.toLowerCase();
  if (option.value.toLowerCase() === text) return 0;
  const at = label.indexOf(text);
  if (at < 0) return null;
  const name = label.split(" · ").at(-1);
  if (name.startsWith(text) || at === 0) return 1;
  return /\w/.test(label[at - 1]) ? 3 : 2;
}
function look(select, text) {
  typed = text;
  const ranked = [...select.options].filter((option) => option.value)
    .map((option) => [rank(option, text), option]).filter(([how]) => how !== null);
  found = ranked.sort(([a], [b]) => a - b).map(([, option]) => option);
  show(select, 0);
}
function show(select, at) {
  place = (at + found.length) % (found.length || 1);
  if (found.length && select.value !== found[place].value) { select.value = found[place].value; tell(select); }
  shown.textContent = found.length ? `${typed} · ${place + 1} of ${found.length}` : `${typed} · none`;
  select.parentElement.append(shown);
}
function forget() {
  typed = "";
  found = [];
  shown.remove();
}
document.addEventListener("keydown", (event) => {
  const select = event.target;
  if (!select.matches?.(".field-row select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.key.length === 1 && (event.key !== " " || typed);
  const acts = {
    Backspace: () => (typed.length > 1 ? look(select, typed.slice(0, -1)) : forget()),
    ArrowDown: () => show(select, place + 1),
    ArrowUp: () => show(select, place - 1),
    Escape: forget,
  };
  if (letter) look(select, (typed + event.key.toLowerCase()));
  else if (typed && acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("focusout", forget);

// --- Names of agencies and offices: offered while they are typed ---------------------------------------
const list = Object.assign(document.createElement("datalist"), { id: "names" });
const offer = () => document.body.append(list);
document.addEventListener("bench:opened", offer);
offer();
const known = new Map();
async function namesFor(field, text, state) {
  const query = new URLSearchParams({ field, text, state }).toString();
  if (!known.has(query)) {
    const answer = await fetch(`${form().dataset.suggest}?${query}`);
    known.set(query, answer.ok ? (await answer.json()).names : []);
  }
  return known.get(query);
}
document.addEventListener("input", async (event) => {
  const input = event.target;
  const field = input.name?.split("-").at(-1);
  if (!["agency", "actor"].includes(field) || !form()?.contains(input)) return;
  input.setAttribute("list", "names");
  const text = input.value.trim();
  const names = text.length < 2 ? [] : await namesFor(field, text, form().elements.state?.value ?? "");
  if (input.value.trim() !== text) return; // somebody types on: the answer to that comes
  list.replaceChildren(...names.filter((name) => name !== text).map((name) => new Option("", name)));
});
