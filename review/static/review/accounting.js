// Words are chosen on the page or by the line; every line is also a checkbox that works without this file.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const form = document.getElementById("mark");
const status = document.getElementById("status");
const aside = document.getElementById("aside");
const reason = document.getElementById("reason");
document.documentElement.classList.add("js");

// --- Places: "2:14-25,27" is words 14 to 25 and 27 of page 2 ------------------------------------------
function readPlaces(written) {
  const [page, runs] = written.split(":");
  return runs.split(",").flatMap((run) => {
    const [first, last = first] = run.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => `${page}:${first + i}`);
  });
}
const boxes = all("input[name=words][type=checkbox]");
const placesOf = new Map(boxes.map((box) => [box, readPlaces(box.value)]));
const boxesAt = new Map();
for (const [box, places] of placesOf) {
  for (const place of places) boxesAt.set(place, [...(boxesAt.get(place) ?? []), box]);
}
const wordAt = new Map();
for (const svg of all(".image svg")) {
  for (const word of all("[data-word]", svg)) wordAt.set(`${svg.dataset.page}:${word.dataset.word}`, word);
}

// --- What is chosen -----------------------------------------------------------------------------------
const chosen = new Set(boxes.filter((box) => box.checked).flatMap((box) => placesOf.get(box)));
function choose(places, on = true) {
  for (const place of places) on ? chosen.add(place) : chosen.delete(place);
  show();
}
function show() {
  for (const layer of all(".image .chosen")) layer.replaceChildren();
  const pages = new Map();
  for (const place of chosen) {
    const page = place.split(":")[0];
    pages.set(page, (pages.get(page) ?? 0) + 1);
    const word = wordAt.get(place);
    if (!word) continue;
    const { x, y, width, height } = word.getBBox();
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ x, y, width, height, rx: 1 })) mark.setAttribute(name, value);
    word.ownerSVGElement.querySelector(".chosen").append(mark);
  }
  for (const [box, places] of placesOf) {
    const count = places.filter((place) => chosen.has(place)).length;
    box.checked = count === places.length;
    box.indeterminate = count > 0 && count < places.length;
  }
  say([...pages].map(([page, count]) => `${count} word${count === 1 ? "" : "s"} chosen on page ${page}`).join(", ")
    || "Choose words or lines, then say what they are.");
}
function say(text) {
  if (status) status.textContent = text;
}
for (const box of boxes) {
  box.addEventListener("change", () => { choose(placesOf.get(box), box.checked); showLine(box); });
}

// --- On the page: click a line, or draw over words -----------------------------------------------------
function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  return [...wordAt].filter(([, word]) => selection.containsNode(word, true)).map(([place]) => place);
}
function onPage(event) {
  const drawn = selected();
  document.getSelection().removeAllRanges();
  const word = event.target.closest?.("[data-word]");
  if (drawn.length > 1) {
    if (!event.shiftKey) chosen.clear();
    choose(drawn);
  } else if (word) {
    const place = `${word.ownerSVGElement.dataset.page}:${word.dataset.word}`;
    const [line] = boxesAt.get(place) ?? [];
    if (line) choose(placesOf.get(line), !line.checked);
    else say("These words belong to a record, or somebody has marked them.");
  }
}
if (form) for (const image of all(".image")) image.addEventListener("pointerup", (event) => setTimeout(() => onPage(event)));

// --- Lines by key; the one with the focus is framed on the page ------------------------------------------
const lineAt = new Map(all("rect[data-line]").map((rect) => [rect.dataset.line, rect]));
function showLine(box) {
  lineAt.get(box.value)?.scrollIntoView({ block: "nearest" });
}
document.addEventListener("focusin", (event) => {
  for (const rect of all(".here")) rect.classList.remove("here");
  if (!boxes.includes(event.target)) return;
  lineAt.get(event.target.value)?.classList.add("here");
  // Not while a mouse is down on it: what moves away from under a mouse is not ticked.
  if (event.target.matches(":focus-visible")) showLine(event.target);
});
function step(by, extend) {
  const lines = boxes.filter((box) => box.checkVisibility());
  const here = lines.indexOf(document.activeElement);
  const next = lines[here < 0 ? 0 : here + by];
  if (!next) return;
  if (extend) choose([...(here < 0 ? [] : placesOf.get(lines[here])), ...placesOf.get(next)]);
  next.focus();
}
function turn(by) {
  const leaves = all(".leaf");
  const at = leaves.findLastIndex((leaf) => leaf.getBoundingClientRect().top <= 12);
  leaves[Math.min(leaves.length - 1, Math.max(0, at + by))]?.scrollIntoView();
}
function mark(kind) {
  if (!chosen.size) return say("Choose words or lines first.");
  form.querySelector(`[name=kind][value=${kind}]:not([tabindex])`).click();
}
function askWhy() {
  if (!chosen.size) return say("Choose words or lines first.");
  aside.open = true;
  reason.focus();
}
function undoLast() {
  const button = document.getElementById("undo-last");
  button ? button.click() : say("There is no mark on these pages to undo.");
}
let sending = false;
function letGo() {
  if (aside.open) { aside.open = false; aside.querySelector("summary").focus(); return; }
  sending = false; // it stops the browser too
  chosen.clear();
  show();
}
const does = {
  words_encounter: () => mark("encounter"),
  words_boilerplate: () => mark("boilerplate"),
  words_aside: askWhy,
  words_undo: undoLast,
  words_back: () => turn(-1),
  words_on: () => turn(1),
  words_keys: () => document.getElementById("keys").showModal(),
};
const fixed = {
  ArrowDown: (event) => step(1, event.shiftKey),
  ArrowUp: (event) => step(-1, event.shiftKey),
  Escape: letGo,
};
const bindings = JSON.parse(document.getElementById("bindings")?.textContent ?? "{}");
const byKey = Object.fromEntries(Object.entries(bindings).map(([name, key]) => [key, does[name]]));
document.getElementById("show-keys")?.addEventListener("click", does.words_keys);
const typing = (element) => element.matches("input:not([type=checkbox]), select, textarea");
document.addEventListener("keydown", (event) => {
  if (!form || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (typing(event.target) && event.key !== "Escape") return;
  const act = fixed[event.key] ?? byKey[event.key.toLowerCase()];
  if (act && event.repeat && !fixed[event.key]) event.preventDefault(); // held down, it marks and undoes once
  else if (act) { event.preventDefault(); act(event); }
});

// --- What is sent: one field a page, words in their order; the checkboxes would only say it twice -------
form?.addEventListener("submit", (event) => {
  if (sending) return event.preventDefault(); // pressed again while the server is asked
  sending = true;
  say("Sending …");
  const pages = Map.groupBy(chosen, (place) => place.split(":")[0]);
  for (const old of all("[data-sent]", form)) old.remove();
  for (const [page, places] of pages) {
    const field = document.createElement("input");
    const words = places.map((place) => place.split(":")[1]).join(",");
    Object.assign(field, { type: "hidden", name: "words", value: `${page}:${words}` });
    field.dataset.sent = "";
    form.append(field);
  }
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
if (form) show();
