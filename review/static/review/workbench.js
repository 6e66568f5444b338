// The workbench by keyboard. Everything here is also a button or a link that works without this file.

// `opened` runs for every record that comes on the screen: the page's own, and those that `ahead.js` puts in its place.
// `bench:held` says that the server has opened it for this person, `bench:saved` that it has what was typed into a record.

let form, lease;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (element) => element.matches("input:not([type=checkbox]), select, textarea");
document.documentElement.classList.add("js");

// --- A value and its words light each other up ---------------------------------------------------
function light(keys) {
  for (const element of all(".on")) element.classList.remove("on");
  for (const key of keys) {
    for (const element of all(`[data-key~="${key}"], .field-row[data-keys~="${key}"]`)) element.classList.add("on");
  }
}
const keysOf = (element) => (element?.dataset.key ?? element?.dataset.keys ?? "").split(" ").filter(Boolean);
function named({ target, clientX, clientY }) {
  // The words of the page lie over the boxes that are lit.
  const boxes = target.closest(".words") ? document.elementsFromPoint(clientX, clientY) : [];
  return target.closest("[data-key], [data-keys]") ?? boxes.find((element) => element.dataset.key);
}
document.addEventListener("pointerover", (event) => light(keysOf(named(event))));
document.addEventListener("focusin", (event) => light(keysOf(event.target.closest("[data-key], [data-keys]"))));
document.addEventListener("click", (event) => {
  const [key] = keysOf(named(event));
  if (key && !event.target.closest(".field-row") && getSelection().isCollapsed) {
    focusRow(document.querySelector(`.field-row[data-keys~="${key}"]`));
  }
});

// --- Moving about ----------------------------------------------------------------------------------
function focusRow(row) {
  const field = row?.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
  field?.select?.();
}
const doubtfulRows = () => all(".field-row.doubtful");
function nextDoubtful() {
  const here = document.activeElement?.closest?.(".field-row");
  const rows = doubtfulRows();
  const next = rows.find((row) => here == null || here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (next) focusRow(next);
  else press("approve");
}
function toDigit(digit) {
  const place = document.querySelector(`[data-digit="${digit}"]`);
  if (!place) return false;
  focusRow(place.matches(".field-row") ? place : place.nextElementSibling);
  return true;
}
function addRow(hue) {
  const row = document.querySelector(`.extra.hue-${hue}`);
  row?.classList.add("wanted");
  focusRow(row);
}
function undo() {
  const button = document.getElementById("undo");
  if (button?.checkVisibility()) button.click();
  else say("There is no decision of yours to undo.");
}
const say = (text) => { const said = document.getElementById("said"); if (said) said.textContent = text; };
function skip() {
  if (document.getElementById("approve")) submit("skip");
  else press("next-link"); // decided, perhaps by somebody else meanwhile: there is nothing to give back
}
const pressDo = (name) => document.querySelector(`[data-do="${name}"]`)?.click();
const press = (id) => document.getElementById(id)?.click();
const submit = (action) => document.querySelector(`[form=record][value=${action}]`)?.click();

let lastRow = null;
document.addEventListener("focusin", (event) => { lastRow = event.target.closest(".field-row") ?? lastRow; });
function comment() {
  const about = document.getElementById("comment-field");
  const [key] = keysOf(lastRow);
  if (about && [...about.options].some((option) => option.value === key)) about.value = key;
  document.getElementById("comment-text")?.focus();
}

const actions = {
  doubtful: nextDoubtful,
  keys: () => document.getElementById("keys").showModal(),
};
document.addEventListener("click", (event) => actions[event.target.closest("[data-do]")?.dataset.do]?.());

// --- Keys --------------------------------------------------------------------------------------------
let cameFrom = null; // where the focus was when a key opened something
function open(id, field) {
  const popup = document.getElementById(id);
  if (!popup) return;
  cameFrom = document.activeElement;
  popup.open = true;
  popup.querySelector(field).focus();
}
// Out of what is open; else out of a field, onto its row: letters are keys there, and Tab goes on from it.
function leave() {
  const popup = document.querySelector("details.reject[open]");
  const place = popup ? cameFrom ?? popup.querySelector("summary") : lastRow?.isConnected && lastRow;
  if (popup) popup.open = false;
  cameFrom = null;
  rest(place && place !== document.body ? place : heading());
}
const heading = () => document.querySelector("h1");
function rest(element) {
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}
const bindings = JSON.parse(document.getElementById("bindings").textContent);
const does = {
  approve: () => press("approve"),
  wrong: () => open("reject", "button"),
  unsure: () => open("unsure", "[name=note]"),
  skip,
  undo,
  reopen: () => document.querySelector("[value=reopen]")?.click(),
  offense: () => addRow("offense"),
  event: () => addRow("event"),
  comment,
  words: () => document.dispatchEvent(new Event("bench:words")),
  back: () => pressDo("page-back"),
  on: () => pressDo("page-on"),
  closer: () => pressDo("closer"),
  wider: () => pressDo("wider"),
  fit: () => pressDo("fit"),
  keys: actions.keys,
};
const byKey = Object.fromEntries(Object.entries(bindings).map(([name, key]) => [key, does[name]]));
// What a key says; where the layout of a keyboard has no Latin letters or no plain digits there, what others have.
function signOf({ key, code, shiftKey, altKey }) {
  const sign = key.toLowerCase();
  if (sign in byKey || altKey || /^[a-z0-9]$/.test(sign) || key.length > 1) return sign;
  const [, letter, digit] = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code) ?? [];
  return (/[^\x00-\x7f]/.test(sign) && letter?.toLowerCase()) || (!shiftKey && digit) || sign;
}
// A key that is held down decides once, and types nothing into the field to which it led; the page it moves on.
const MOVES = ["back", "on", "closer", "wider"];
let did = ""; // the key that did something and is still down
document.addEventListener("keydown", (event) => {
  if (!event.repeat) { did = ""; return; }
  const sign = signOf(event);
  const inText = typing(event.target);
  if (!inText && MOVES.some((name) => bindings[name] === sign)) return;
  if (event.code === did || (event.key === "Enter" ? !event.target.matches("textarea") : !inText && sign in byKey)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const sign = signOf(event);
  if (event.altKey && (/^[a-z0-9]$/.test(sign) || !(sign in byKey))) return; // brackets may need it
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); press("approve"); return; }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") { leave(); return; }
  const reject = document.getElementById("reject");
  if (reject?.open && /^[1-9]$/.test(sign) && !typing(event.target)) {
    event.preventDefault();
    did = event.code;
    reject.querySelectorAll("button[name=note]")[sign - 1]?.click();
    return;
  }
  if (event.key === "Enter" && !event.target.closest("button, a, summary, textarea, form:not(#record)")) {
    event.preventDefault();
    nextDoubtful();
    return;
  }
  if (typing(event.target)) return;
  const act = /^[1-8]$/.test(sign) ? () => toDigit(sign) : byKey[sign];
  if (act) { event.preventDefault(); did = event.code; act(); }
});

// --- The lease is renewed while somebody works, and says whose the record is -------------------------
let active = true;
let ends = Infinity; // when it does, unless it is renewed
function work() {
  active = true;
  if (Date.now() < ends) return;
  ends = Infinity;
  renew(); // somebody is back: is it still theirs?
}
for (const type of ["keydown", "pointerdown", "wheel"]) document.addEventListener(type, work, { passive: true });
async function renew() {
  if (!active || document.hidden || !lease || !document.getElementById("approve")) return;
  active = false;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(lease.dataset.url, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return; // the next minute asks again
  const { yours, by, until, decided } = await answer.json();
  const time = until && new Date(until).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  lease.textContent = decided || (yours ? `yours until ${time}` : `${by} has this open until ${time}`);
  ends = yours ? Date.parse(until) : Infinity;
  const taken = document.getElementById("taken");
  if (!taken) return;
  taken.hidden = yours;
  if (!yours) taken.querySelector("strong").textContent = decided ? `Meanwhile it was ${decided}.` : `${by} has this record open until ${time}.`;
}
setInterval(renew, 60_000);

function opened() {
  form = document.getElementById("record");
  lease = document.getElementById("lease");
  for (const element of all("[data-key-of]")) element.textContent = bindings[element.dataset.keyOf].toUpperCase();
  lastRow = null;
  cameFrom = null;
  active = true;
}
// A record that was put in place has nothing in focus: what is wrong with it comes first, else what it is called.
function settle() {
  if (document.activeElement !== document.body) return;
  const wrong = document.querySelector("#record .errorlist")?.closest(".input, .field")?.querySelector("input, select, textarea");
  wrong ? wrong.focus() : rest(heading());
}
document.addEventListener("bench:opened", () => { opened(); setTimeout(settle, 150); });
document.addEventListener("bench:held", renew);
opened();
renew();
