// The next records are fetched, and their pages drawn, while one is read; a decision then puts the next in its place
// while the server is told. A record that is saved is put in its own place, and what is ahead stays.
// Nothing is called decided before the server says so: where it says otherwise, or nothing, the record comes back as it
// was left, to be decided again. Where this cannot go on, the form is posted as without it. `bench:opened` says that a
// record is on the screen, `bench:held` that the server has opened it for this person.

const DEPTH = 2;
const TRIES = 20;
const GOES_ON = ["approve", "reject", "unsure", "skip", "return"];

const ready = []; // { id, version, body, rest, title, url }, the next first
let filling = false;
let busy = false; // a decision is on its way
let decided = ""; // the record that it is about
let pressed = null; // what was pressed meanwhile: { form, button }
let plain = false; // this one goes the plain way
let staying = false; // the page is left by a form of its own: what is ahead is still wanted

const noted = () => { document.documentElement.dataset.ahead = ready.length; };
const record = (root = document) => root.querySelector("#record");
const token = () => record().querySelector("[name=csrfmiddlewaretoken]").value;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
function opening(page, url) {
  const body = document.adoptNode(page.body);
  return { body, rest: lightened(body), title: page.title, url };
}

// --- Fetching ------------------------------------------------------------------------------------------
async function fill() {
  if (filling || document.hidden) return;
  filling = true;
  try {
    while (ready.length < DEPTH && await fetchBehind(ready.at(-1)?.body ?? document.body));
  } catch {
    // Offline, or signed out: the next decision goes the plain way, and says so.
  } finally {
    filling = false;
  }
}
async function fetchBehind(body) {
  const address = record(body)?.dataset.ahead;
  if (!address) return false;
  const headers = { "X-CSRFToken": token(), "X-Ahead": "1" };
  const answer = await fetch(address, { method: "POST", headers, priority: "low" });
  if (answer.status !== 200) return false;
  const page = await parsed(answer);
  if (!record(page)) return false;
  const { encounter: id, version } = record(page).dataset;
  if (ready.some((next) => next.id === id)) return false; // the queue has no more: it begins anew
  await draw(page);
  const next = { id, version, ...opening(page, answer.url) };
  await Promise.all([...next.body.querySelectorAll(".sheet img")].map((image) => image.decode().catch(() => {})));
  if ((ready.at(-1)?.body ?? document.body) !== body || record().dataset.encounter === id) {
    giveBack([id]);
    return false;
  }
  ready.push(next);
  noted();
  return true;
}

// Pictures are asked for in the width that this screen uses; 202 means that the painter has others to serve first.
async function draw(page) {
  const shown = document.querySelector(".sheet img")?.currentSrc;
  const width = shown ? new URL(shown).searchParams.get("width") : null;
  for (const image of page.querySelectorAll(".sheet img")) {
    const address = new URL(image.getAttribute("src"), location.href);
    if (width) address.searchParams.set("width", width);
    for (let count = 0; count < TRIES; count += 1) {
      const answer = await fetch(address, { headers: { "X-Ahead": "1" }, priority: "low" });
      if (answer.status !== 202) break;
      await pause(500);
    }
  }
}

// --- Showing -------------------------------------------------------------------------------------------
function show({ body, rest, title, url }, way = "pushState") {
  complete();
  document.body.replaceWith(body);
  document.title = title;
  if (url !== location.href) history[way]({}, "", url);
  missing = rest;
  document.dispatchEvent(new Event("bench:opened"));
  requestAnimationFrame(() => setTimeout(complete, 150));
}
const say = (text) => { document.getElementById("said").textContent = text; };
function held() {
  document.dispatchEvent(new Event("bench:held"));
  setTimeout(fill, 50);
}
const undoing = () => document.getElementById("undo")?.form;

// The words over a page cannot be seen, nor can what a list does not show; yet they are most of what a browser lays
// out. So a body is put in place without them, and they come behind the first frame, or before the first key.
let missing = []; // what puts each of them back
function lightened(body) {
  const rest = [];
  for (const layer of body.querySelectorAll(".sheet .words")) {
    const words = [...layer.childNodes];
    layer.replaceChildren();
    rest.push(() => layer.append(...words));
  }
  for (const list of body.querySelectorAll(".field-row select")) {
    const options = [...list.options];
    const at = list.selectedIndex;
    if (at < 0) continue; // nothing is chosen, so nothing of it would stay
    for (const option of options) if (option !== options[at]) option.remove();
    rest.push(() => { options[at].before(...options.slice(0, at)); options[at].after(...options.slice(at + 1)); });
  }
  return rest;
}
function complete() {
  if (!missing.length) return;
  for (const putBack of missing.splice(0)) putBack();
  document.dispatchEvent(new Event("bench:sheet"));
}
for (const type of ["keydown", "pointerdown"]) addEventListener(type, complete, { capture: true });
document.addEventListener("bench:filling", complete);

// --- Deciding ------------------------------------------------------------------------------------------
const addressOf = (form) => new URL(form.getAttribute("action") ?? "", location.href);
const actionOf = (form, button) => (button?.name === "action" ? button : form.querySelector("[type=hidden][name=action]"))?.value;
const isJson = (answer) => answer.headers.get("Content-Type")?.startsWith("application/json");
// A page that is closed meanwhile has sent what was decided all the same. Null where nothing answers, or only what
// stands before a server that is being started.
const post = (form, body) => fetch(addressOf(form), { method: "POST", body, keepalive: true })
  .then((answer) => (answer.status < 500 ? answer : null), () => null);
function unheard() {
  say("");
  const note = document.getElementById("unheard");
  note.hidden = false;
  note.scrollIntoView({ block: "nearest" });
}

async function save(form, button) {
  const at = document.activeElement.id;
  say("Sending …");
  const answer = await post(form, new URLSearchParams(new FormData(form, button)));
  if (!answer) return unheard();
  const page = await parsed(answer);
  if (!record(page)) return answer.redirected ? leaveFor(answer.url) : postPlainly(form, button);
  const saved = opening(page, answer.url);
  const shown = [...document.querySelectorAll(".sheet img")];
  for (const image of saved.body.querySelectorAll(".sheet img")) { // drawn already: no other has to be decoded for it
    const there = shown.find((old) => old.src === image.src);
    if (there) image.replaceWith(there);
  }
  show(saved);
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
  return held();
}
async function decide(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const next = ready.shift();
  const before = { body: document.body, rest: [], title: document.title, url: location.href };
  decided = record().dataset.encounter;
  const { draft } = record().dataset;
  const action = actionOf(form, button);
  const could = undoing()?.hidden === false;
  body.set("ahead", next.id);
  noted();
  const sent = post(form, body);
  show(next);
  undoing().hidden = !(could || action !== "skip"); // pressed at once, it waits for the answer
  say("Sending …");
  const comeBack = () => {
    show(before, "replaceState");
    ready.unshift(next);
    noted();
  };
  try {
    const answer = await sent;
    if (!answer) {
      comeBack();
      return unheard();
    }
    if (isJson(answer)) {
      const { version, said, total, decided: count } = await answer.json();
      if (action !== "skip" && body.has("narrative")) document.dispatchEvent(new CustomEvent("bench:saved", { detail: draft }));
      if (next.version !== String(version)) return leaveFor(next.url);
      say(said);
      const progress = document.querySelector(".who progress");
      Object.assign(progress, { max: total, value: count });
      progress.previousElementSibling.textContent = `${count} of ${total} decided`;
      return held();
    }
    const page = await parsed(answer);
    if (!record(page) && answer.redirected) return leaveFor(answer.url);
    comeBack();
    if (!record(page)) return postPlainly(form, button);
    if (answer.redirected) giveBack([ready.shift().id]); // decided, and the server opened another one
    noted();
    show(opening(page, answer.url), "replaceState");
    return held();
  } catch {
    comeBack();
    return postPlainly(form, button);
  }
}
// The browser is about to go to another page. Where nobody answers it would show one of its own, without the record.
async function go(form, button) {
  say("Sending …");
  const answered = await fetch(record().dataset.coded, { method: "HEAD" }).then(({ status }) => status < 500, () => false);
  return answered ? postPlainly(form, button) : unheard();
}
function leaveFor(url) {
  staying = true;
  location.assign(url);
}
function postPlainly(form, button) {
  plain = true;
  form.requestSubmit(button);
}
document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (busy && !plain) { // it waits for the one before
    event.preventDefault();
    pressed = { form, button };
    return;
  }
  const action = addressOf(form).pathname === location.pathname ? actionOf(form, button) : "";
  const goesOn = GOES_ON.includes(action) && ready.length;
  if (plain || form.method === "dialog") { staying = plain; return; }
  event.preventDefault();
  busy = true;
  try {
    await (goesOn ? decide : action === "save" ? save : go)(form, button);
  } catch {
    postPlainly(form, button);
  } finally {
    busy = false;
    decided = "";
  }
  const waited = pressed;
  pressed = null;
  if (waited?.form.isConnected && !plain && !staying) waited.form.requestSubmit(waited.button);
});

// --- Leaving -------------------------------------------------------------------------------------------
// What is on its way when the page goes has no answer any more: the server gives back after the decision on `decided`,
// and whatever else is ahead where one was being fetched.
function giveBack(ids, { ahead = false } = {}) {
  const address = record()?.dataset.leave;
  if (!address) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  for (const id of ids) data.append("encounter", id);
  if (ahead) data.set("ahead", "all");
  navigator.sendBeacon(address, data);
}
addEventListener("pagehide", () => {
  const held = [record().dataset.encounter, ...ready.map((next) => next.id)];
  if (!staying) giveBack(decided ? [decided, ...held] : held, { ahead: filling });
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
addEventListener("popstate", () => location.reload());

setTimeout(fill, 200);
setInterval(fill, 30_000);
