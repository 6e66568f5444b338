// A value of a vocabulary is found by any part of its name or by its code: type while its field has the focus.
// Without this file a select finds what begins with what is typed.

const tell = (element) => { element.dispatchEvent(new Event("input", { bubbles: true })); element.dispatchEvent(new Event("change", { bubbles: true })); };

// What is typed is shown beside the field, with how many values it can mean.
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
