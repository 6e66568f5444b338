// Words of the page, or of the narrative beside it, become the value and the evidence of the field that was last in
// use: drawn over with the mouse, chosen by touch, or by key alone. The page's own order is the order of reading.

let form, scroll, evidence;
let field = null; // the one that words are for
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const rowOf = () => field?.closest(".field-row");
const say = (text) => { document.getElementById("said").textContent = text; };

// --- The words in the order of reading; lengths are points of the page -----------------------------------
let words = [];
const wordOf = new Map();
function read() {
  words = all(".sheet .words text").map((element) => {
    const size = Number(element.getAttribute("font-size")) / 0.8;
    const x0 = Number(element.getAttribute("x"));
    const bottom = Number(element.getAttribute("y")) + size * 0.22;
    return {
      element, sheet: element.closest(".sheet"), x0, x1: x0 + Number(element.getAttribute("textLength")), bottom,
      top: bottom - size, page: Number(element.closest(".sheet").id.replace("page-", "")), at: element.dataset.at,
    };
  });
  wordOf.clear();
  words.forEach((word, place) => { wordOf.set(word.element, word); word.place = place; });
}
const sameLine = (a, b) => a.page === b.page && Math.abs(a.top + a.bottom - b.top - b.bottom) < b.bottom - b.top;
function between(a, b) {
  const [first, last] = a.place <= b.place ? [a, b] : [b, a];
  const run = words.slice(first.place, last.place + 1);
  // A passage of the narrative goes over the foot of its page, and over whatever else stands there.
  return first.at !== undefined && last.at !== undefined ? run.filter((word) => word.at !== undefined) : run;
}
function boxesOf(run) {
  const lines = [];
  for (const { page, x0, top, x1, bottom } of run) {
    const line = lines.at(-1);
    if (line && sameLine(line, { page, top, bottom }) && x0 >= line.x0 && x0 - line.x1 < 3 * (bottom - top)) {
      Object.assign(line, { x1: Math.max(line.x1, x1), top: Math.min(line.top, top), bottom: Math.max(line.bottom, bottom) });
    } else lines.push({ page, x0, top, x1, bottom });
  }
  return lines.map((line) => Object.fromEntries(Object.entries(line).map(([edge, at]) => [edge, Math.round(at * 10) / 10])));
}
const textOf = (run) => run.map((word) => word.element.textContent.trim()).join(" ");

// --- What is drawn on the page ---------------------------------------------------------------------------
function draw(boxes, attributes) {
  for (const { page, x0, top, x1, bottom } of boxes) {
    const layer = document.querySelector(`#page-${page} svg .words`);
    if (!layer) continue;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const place = { x: x0, y: top, width: x1 - x0, height: bottom - top, rx: 2 };
    for (const [name, value] of Object.entries({ ...place, ...attributes })) rect.setAttribute(name, value);
    layer.before(rect);
  }
}
function show(run) {
  for (const old of all(".sheet .chosen")) old.remove();
  draw(boxesOf(run), { class: "chosen" });
}
const taken = () => JSON.parse(evidence.value || "{}") ?? {};
function paint() {
  for (const [key, boxes] of Object.entries(taken())) {
    for (const old of all(`.sheet .lit[data-key="${key}"]`)) old.remove();
    const row = document.querySelector(`.field-row[data-keys~="${key}"]`);
    const hue = [...(row?.classList ?? [])].find((name) => name.startsWith("hue-")) ?? "";
    draw(boxes, { class: `lit ${hue}`, "data-key": key });
  }
}

// --- Taking them -----------------------------------------------------------------------------------------
function keyOf() {
  if (rowOf().classList.contains("item")) return rowOf().dataset.keys;
  return field.name === "citizenship" ? "citizenship_text" : field.name;
}
const own = (run) => run.every(({ page }) => Number(form.dataset.first) <= page && page <= Number(form.dataset.last));
function setValues(values) {
  for (const [name, value] of Object.entries(values)) {
    const input = rowOf().querySelector(`[name="${name}"], [name$="-${name}"]`);
    if (input?.type === "checkbox") input.checked = Boolean(value);
    else if (input) input.value = value ?? "";
  }
}
async function take(run, target) {
  show([]);
  getSelection().removeAllRanges();
  if (!run.length || !target?.isConnected || target.matches(":disabled")) return;
  field = target;
  const printed = textOf(run);
  const name = field.name.split("-").at(-1);
  const answer = await fetch(`${form.dataset.coded}?${new URLSearchParams({ field: name, text: printed })}`);
  if (field !== target || !target.isConnected) return;
  const values = answer.ok ? await answer.json() : {};
  const silent = !Object.keys(values).length;
  field.focus();
  if (silent && field.matches("input:not([type=checkbox])")) return say(`“${printed}” says nothing for this field.`);
  setValues(values);
  if (own(run)) {
    evidence.value = JSON.stringify({ ...taken(), [keyOf()]: boxesOf(run) });
    paint();
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const kept = own(run) ? "" : " They stand on a page that is not the record’s, so they are no evidence of it.";
  say(`${silent ? "The words for this value now" : "Taken from the page"}: “${printed}”.${kept}`);
}

// --- By mouse --------------------------------------------------------------------------------------------
let drawing = null; // { from, to, target, x, y } while the button is down
let last = null;
function nearest(x, y) {
  const away = (low, value, high) => Math.max(low - value, 0, value - high);
  const distance = (sheet) => { const box = sheet.getBoundingClientRect(); return away(box.top, y, box.bottom); };
  const sheet = all(".sheet").sort((a, b) => distance(a) - distance(b))[0];
  const svg = sheet?.querySelector("svg");
  if (!svg) return null;
  const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
  let best = null;
  let least = Infinity;
  for (const word of words) {
    if (word.sheet !== sheet) continue;
    const far = away(word.x0, at.x, word.x1) + 3 * away(word.top, at.y, word.bottom);
    if (far < least) { least = far; best = word; }
  }
  return best;
}
function follow() {
  if (!drawing) return;
  const view = scroll.getBoundingClientRect();
  const beyond = drawing.y < view.top + 16 ? -10 : drawing.y > view.bottom - 16 ? 10 : 0;
  if (drawing.moved && beyond) scroll.scrollTop += beyond;
  if (drawing.moved) {
    drawing.to = nearest(drawing.x, drawing.y) ?? drawing.to;
    show(between(drawing.from, drawing.to));
  }
  requestAnimationFrame(follow);
}
document.addEventListener("mousedown", (event) => {
  const word = wordOf.get(event.target.closest?.(".words text"));
  if (!word || event.button !== 0) return;
  const again = event.detail > 1 && last;
  const target = again ? last.target : field;
  if (!target) return; // no field: the words are selected as any text is, to be copied
  event.preventDefault(); // the field keeps the focus
  const from = event.shiftKey && last ? last.to : word;
  drawing = { from, to: word, target, x: event.clientX, y: event.clientY, moved: Boolean(again || event.shiftKey) };
  requestAnimationFrame(follow);
});
document.addEventListener("mousemove", (event) => {
  if (!drawing) return;
  const far = Math.hypot(event.clientX - drawing.x, event.clientY - drawing.y) > 3;
  if (far) drawing.moved = true;
  if (drawing.moved) Object.assign(drawing, { x: event.clientX, y: event.clientY });
});
document.addEventListener("mouseup", (event) => {
  if (!drawing) return;
  const { from, target, moved } = drawing;
  const to = moved ? nearest(event.clientX, event.clientY) ?? drawing.to : drawing.to;
  drawing = null;
  last = { to, target };
  if (moved) {
    addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
    setTimeout(() => take(between(from, to), target));
  }
});

// --- What the browser has selected: by touch on the page, or in the narrative ------------------------------
const use = () => document.getElementById("use-words");
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const prose = document.querySelector(".narrative[data-aligned]");
  const range = selection.getRangeAt(0);
  if (!prose?.contains(range.commonAncestorContainer)) {
    return words.filter((word) => selection.containsNode(word.element, true));
  }
  const before = document.createRange();
  before.setStart(prose, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const end = start + range.toString().trimEnd().length;
  return words.filter(({ at, element }) => at !== undefined && Number(at) < end && Number(at) + element.textContent.trim().length > start);
}
let held = []; // while the button is pressed: a tap on it may end what is selected
document.addEventListener("selectionchange", () => {
  if (use() && !held.length) use().hidden = !field || drawing !== null || selected().length === 0;
});
document.addEventListener("pointerdown", (event) => { held = event.target.closest("#use-words") ? selected() : []; });
document.addEventListener("mouseup", (event) => {
  if (event.target.closest?.(".narrative") && field && selected().length) setTimeout(() => take(selected(), field));
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#use-words")) return;
  const run = held.length ? held : selected(); // by key there is no pointer
  held = [];
  use().hidden = true;
  take(run, field);
});

// --- By key: from word to word, Shift chooses on, Enter takes, Escape lets go ---------------------------------
let anchor = null;
let head = null;
function begin() {
  if (!rowOf()) return say("Go to a field first: press its digit. Then choose its words.");
  const lit = document.querySelector(`.sheet .lit[data-key="${keyOf()}"]`);
  const box = lit?.getBBox();
  const sheet = lit?.closest(".sheet");
  const first = box && words.find((word) => word.sheet === sheet && word.x0 >= box.x - 1 && Math.abs(word.top - box.y) < box.height / 2);
  anchor = head = first ?? words.find((word) => word.at !== undefined) ?? words[0] ?? null;
  reach(head, false);
}
function reach(word, extend) {
  if (!word) return;
  head = word;
  if (!extend) anchor = word;
  word.element.setAttribute("tabindex", "-1");
  word.element.focus({ preventScroll: true });
  word.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  show(between(anchor, head));
  say(`${rowOf().getAttribute("aria-label")}: “${textOf(between(anchor, head))}” · ↵ takes it`);
}
// Within the narrative from word to word of it, in the next column and on the next page too; beyond it over the page.
function beside(word, step) {
  for (let place = word.place + step; word.at !== undefined && words[place]; place += step) {
    if (words[place].at !== undefined) return words[place];
  }
  return words[word.place + step];
}
const lineOf = (word) => words.filter((other) => sameLine(other, word) && Math.abs(other.place - word.place) < 60);
const edge = (step) => lineOf(head).at(step < 0 ? 0 : -1);
function onLine(step) {
  const next = beside(edge(step), step);
  if (!next) return null;
  const away = (word) => Math.abs(word.x0 + word.x1 - head.x0 - head.x1);
  return lineOf(next).sort((a, b) => away(a) - away(b))[0];
}
function end() {
  const run = between(anchor, head);
  anchor = head = null;
  return run;
}
const moves = {
  ArrowRight: () => beside(head, 1),
  ArrowLeft: () => beside(head, -1),
  ArrowDown: () => onLine(1),
  ArrowUp: () => onLine(-1),
  Home: () => edge(-1),
  End: () => edge(1),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "F2" && !document.querySelector("dialog[open]")) { event.preventDefault(); begin(); return; }
  if (!head || !wordOf.has(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = field;
  if (moves[event.key]) reach(moves[event.key](), event.shiftKey);
  else if (event.key === "Enter") take(end(), target);
  else if (event.key === "Escape") { end(); show([]); say(""); target.focus(); }
  else if (event.key === "Tab" || event.key === "Shift") return;
  event.preventDefault();
  event.stopPropagation(); // a letter is no key of the desk here
}, true);
document.addEventListener("bench:words", begin);

// --- Which field ---------------------------------------------------------------------------------------------
document.addEventListener("focusin", (event) => {
  if (event.target.closest(".field-row") && event.target.matches("input, select, textarea")) field = event.target;
  else if (head && !wordOf.has(event.target)) { end(); show([]); }
});

function opened() {
  form = document.getElementById("record");
  scroll = document.querySelector(".bench-scroll");
  evidence = document.getElementById("evidence");
  field = drawing = last = anchor = head = null;
  read();
  paint();
}
document.addEventListener("bench:sheet", () => { read(); paint(); });
document.addEventListener("bench:filled", paint);
document.addEventListener("bench:opened", opened);
opened();
