// The next records are fetched, and their pages drawn, while one is read; a decision then puts the next in its place.
// A record that is saved is put in its own place, and what is ahead stays.
// Nothing is shown as decided before the server says so. Where this cannot go on, the form is posted as without it.

const DEPTH = 2;
const TRIES = 20;
const GOES_ON = ["approve", "reject", "unsure", "skip", "return"];

const ready = []; // { id, version, url, title, body }, the next first
let filling = false;
let busy = false; // a decision is on its way
let plain = false; // this one goes the plain way
let staying = false; // the page is left by a form of its own: what is ahead is still wanted

const noted = () => { document.documentElement.dataset.ahead = ready.length; };
const record = (root = document) => root.querySelector("#record");
const token = () => record().querySelector("[name=csrfmiddlewaretoken]").value;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

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
  const next = { id, version, url: answer.url, title: page.title, body: document.adoptNode(page.body) };
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
function show({ body, title, url }, said = "") {
  document.body.replaceWith(body);
  document.title = title;
  if (url !== location.href) history.pushState({}, "", url);
  if (said) document.getElementById("said").textContent = said;
  document.dispatchEvent(new Event("bench:opened"));
  setTimeout(fill, 50);
}
const undoing = () => document.getElementById("undo")?.form;
function showNext(answer, decided) {
  const next = ready.shift();
  noted();
  if (next.version !== String(answer.version)) {
    staying = true;
    location.assign(next.url);
    return;
  }
  const could = undoing()?.hidden === false;
  show(next, answer.said);
  const progress = document.querySelector(".who progress");
  Object.assign(progress, { max: answer.total, value: answer.decided });
  progress.previousElementSibling.textContent = `${answer.decided} of ${answer.total} decided`;
  undoing().hidden = !(decided || could);
}

// --- Deciding ------------------------------------------------------------------------------------------
const addressOf = (form) => new URL(form.getAttribute("action") ?? "", location.href);
const actionOf = (form, button) => (button?.name === "action" ? button : form.querySelector("[type=hidden][name=action]"))?.value;

async function decide(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  if (ready.length) body.set("ahead", ready[0].id);
  const answer = await fetch(addressOf(form), { method: "POST", body });
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
    const action = actionOf(form, button);
    if (action === "approve") document.dispatchEvent(new Event("bench:saved"));
    showNext(await answer.json(), action !== "skip");
    return;
  }
  const page = await parsed(answer);
  if (record(page)) show({ body: document.adoptNode(page.body), title: page.title, url: answer.url });
  else if (answer.redirected) { staying = true; location.assign(answer.url); }
  else postPlainly(form, button);
}
function postPlainly(form, button) {
  plain = true;
  form.requestSubmit(button);
}
document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (busy && !plain) { event.preventDefault(); return; }
  const action = addressOf(form).pathname === location.pathname ? actionOf(form, button) : "";
  const here = action === "save" || (GOES_ON.includes(action) && ready.length);
  if (plain || !here) { staying = form.method !== "dialog"; return; }
  event.preventDefault();
  busy = true;
  try {
    await decide(form, button);
  } catch {
    postPlainly(form, button);
  } finally {
    busy = false;
  }
});

// --- Leaving -------------------------------------------------------------------------------------------
function giveBack(ids) {
  const address = record()?.dataset.leave;
  if (!address) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  for (const id of ids) data.append("encounter", id);
  navigator.sendBeacon(address, data);
}
addEventListener("pagehide", () => {
  if (!staying) giveBack([record().dataset.encounter, ...ready.map((next) => next.id)]);
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
addEventListener("popstate", () => location.reload());

setTimeout(fill, 200);
setInterval(fill, 30_000);
