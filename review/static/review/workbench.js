// The workbench by keyboard. Everything here is also a button or a link that works without this file.

// `opened` runs for every record that comes on the screen: the page's own, and those that `ahead.js` puts in its place.
// `bench:saved` says that the server has what was typed into the record that is still on the screen.

let form, scroll, evidence, lease;
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
for (const type of ["pointerover", "focusin"]) {
  document.addEventListener(type, (event) => light(keysOf(event.target.closest("[data-key], [data-keys]"))));
}
document.addEventListener("click", (event) => {
  const [key] = keysOf(event.target.closest("[data-key]"));
  if (key) focusRow(document.querySelector(`.field-row[data-keys~="${key}"]`));
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
const press = (id) => document.getElementById(id)?.click();
const submit = (action) => document.querySelector(`[form=record][value=${action}]`)?.click();

// --- Words that are selected on the page become the value of the field that had the focus ----------
let lastField = null;
document.addEventListener("focusin", (event) => {
  if (event.target.closest(".field-row")) lastField = event.target;
});
function selectedWords() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  return all(".sheet .words text").filter((word) => selection.containsNode(word, true));
}
function boxesOf(words) {
  const lines = [];
  for (const word of words) {
    const page = Number(word.closest(".sheet").id.replace("page-", ""));
    const box = word.getBBox();
    const edges = { page, x0: box.x, top: box.y, x1: box.x + box.width, bottom: box.y + box.height };
    const line = lines.at(-1);
    const middle = (edges.top + edges.bottom) / 2;
    if (line && line.page === page && line.top < middle && middle < line.bottom && edges.x0 >= line.x0) {
      Object.assign(line, { x1: Math.max(line.x1, edges.x1), top: Math.min(line.top, edges.top), bottom: Math.max(line.bottom, edges.bottom) });
    } else lines.push(edges);
  }
  return lines;
}
async function fillFromPage() {
  const words = selectedWords();
  const row = lastField?.closest(".field-row");
  if (!words.length || !row) return;
  const printed = words.map((word) => word.textContent.trim()).join(" ");
  const name = lastField.name.split("-").at(-1);
  const answer = await fetch(`${form.dataset.coded}?${new URLSearchParams({ field: name, text: printed })}`);
  const values = answer.ok ? await answer.json() : {};
  if (!Object.keys(values).length) return say(`\u201c${printed}\u201d says nothing for this field.`);
  for (const [field, value] of Object.entries(values)) {
    const input = row.querySelector(`[name$="${field}"]`);
    if (input) input.value = value ?? "";
  }
  const key = row.classList.contains("item") ? row.dataset.keys : name === "citizenship" ? "citizenship_text" : name;
  evidence.value = JSON.stringify({ ...JSON.parse(evidence.value || "{}"), [key]: boxesOf(words) });
  document.getSelection().removeAllRanges();
  lastField.focus();
  form.dispatchEvent(new Event("input", { bubbles: true }));
  say(`Taken from the page: \u201c${printed}\u201d.`);
}
const say = (text) => { document.getElementById("said").textContent = text; };
document.addEventListener("pointerup", (event) => {
  if (event.target.closest(".bench-scroll")) setTimeout(fillFromPage);
});

// --- The page image ----------------------------------------------------------------------------------
let zoom = 1;
function setZoom(value) {
  zoom = Math.min(4, Math.max(0.5, value));
  scroll.style.setProperty("--zoom", zoom);
  if (zoom !== 1) for (const image of all(".sheet img")) image.sizes = `${image.offsetWidth}px`;
}
function turn(step) {
  const sheets = all(".sheet");
  const at = sheets.findLastIndex((sheet) => sheet.offsetTop - scroll.offsetTop <= scroll.scrollTop + 4);
  sheets[Math.min(sheets.length - 1, Math.max(0, at + step))]?.scrollIntoView({ block: "start" });
}
function showNarrative() {
  const frame = document.querySelector(".sheet .frame");
  if (!frame) return;
  const there = frame.getBoundingClientRect();
  const view = scroll.getBoundingClientRect();
  scroll.scrollTop += there.top - view.top - Math.max(24, (view.height - there.height) / 2);
  scroll.scrollLeft += there.left - view.left - 12;
}

const actions = {
  "page-back": () => turn(-1),
  "page-on": () => turn(1),
  fit: () => setZoom(1),
  closer: () => setZoom(zoom * 1.25),
  wider: () => setZoom(zoom / 1.25),
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
  comment: () => document.getElementById("comment-text").focus(),
  back: actions["page-back"],
  on: actions["page-on"],
  closer: actions.closer,
  wider: actions.wider,
  fit: actions.fit,
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
  scroll = document.querySelector(".bench-scroll");
  evidence = document.getElementById("evidence");
  lease = document.getElementById("lease");
  for (const element of all("[data-key-of]")) element.textContent = bindings[element.dataset.keyOf].toUpperCase();
  lastField = null;
  setZoom(zoom);
  showNarrative();
  active = true;
  renew();
}
document.addEventListener("bench:opened", opened);
opened();
