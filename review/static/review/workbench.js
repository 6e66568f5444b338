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
const open = (id, field) => {
  const popup = document.getElementById(id);
  if (popup) { popup.open = true; popup.querySelector(field).focus(); }
};
const bindings = JSON.parse(document.getElementById("bindings").textContent);
const does = {
  approve: () => press("approve"),
  wrong: () => open("reject", "button"),
  unsure: () => open("unsure", "[name=note]"),
  skip: () => submit("skip"),
  undo: () => press("undo"),
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
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); press("approve"); return; }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") { for (const popup of all("details.reject")) popup.open = false; document.activeElement?.blur(); return; }
  const reject = document.getElementById("reject");
  if (reject?.open && /^[1-9]$/.test(event.key) && !typing(event.target)) {
    event.preventDefault();
    reject.querySelectorAll("button[name=note]")[event.key - 1]?.click();
    return;
  }
  if (event.key === "Enter" && !event.target.closest("button, a, summary, textarea, form:not(#record)")) {
    event.preventDefault();
    nextDoubtful();
    return;
  }
  if (typing(event.target)) return;
  const act = /^[1-8]$/.test(event.key) ? () => toDigit(event.key) : byKey[event.key.toLowerCase()];
  if (act) { event.preventDefault(); act(); }
});

// --- The lease is renewed while somebody works, and says whose the record is -------------------------
let active = true;
for (const type of ["keydown", "pointerdown", "wheel"]) document.addEventListener(type, () => { active = true; }, { passive: true });
async function renew() {
  if (!active || document.hidden || !lease || !document.getElementById("approve")) return;
  active = false;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(lease.dataset.url, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" } });
  if (!answer.ok) return;
  const { yours, by, until } = await answer.json();
  const time = until && new Date(until).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  lease.textContent = yours ? `yours until ${time}` : `${by} has this open until ${time}`;
}
setInterval(renew, 60_000);

function opened() {
  form = document.getElementById("record");
  lease = document.getElementById("lease");
  for (const element of all("[data-key-of]")) element.textContent = bindings[element.dataset.keyOf].toUpperCase();
  lastRow = null;
  active = true;
}
document.addEventListener("bench:opened", opened);
document.addEventListener("bench:held", renew);
opened();
renew();
