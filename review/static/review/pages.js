// The pages in view: zoom, fit, turn; beyond the record's own pages, those of its bulletin are fetched as they are
// turned to. `bench:sheet` says that one more is there, or the words of one.

let form, scroll;
let fetching = false;
const sheets = () => [...document.querySelectorAll(".sheet")];
const numberOf = (sheet) => Number(sheet.id.replace("page-", ""));

// --- Zoom ----------------------------------------------------------------------------------------------
let zoom = 1;
function setZoom(value) {
  zoom = Math.min(4, Math.max(0.5, value));
  scroll.style.setProperty("--zoom", zoom);
  if (zoom !== 1) for (const image of scroll.querySelectorAll("img")) image.sizes = `${image.offsetWidth}px`;
}
function showNarrative() {
  const frame = scroll.querySelector(".frame");
  if (!frame) return;
  const there = frame.getBoundingClientRect();
  const view = scroll.getBoundingClientRect();
  scroll.scrollTop += there.top - view.top - Math.max(24, (view.height - there.height) / 2);
  scroll.scrollLeft += there.left - view.left - 12;
}

// --- Turning -------------------------------------------------------------------------------------------
function inView() {
  const middle = scroll.getBoundingClientRect().top + scroll.clientHeight / 3;
  return Math.max(0, sheets().findLastIndex((sheet) => sheet.getBoundingClientRect().top <= middle));
}
async function fetched(number) {
  const answer = await fetch(form.dataset.sheet.replace("/0/", `/${number}/`));
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".sheet") : null;
}
async function more(step) {
  const edge = sheets().at(step < 0 ? 0 : -1);
  const number = edge ? numberOf(edge) + step : 0;
  if (fetching || number < 1 || number > Number(form.dataset.pages)) return null;
  fetching = true;
  const record = form;
  try {
    const sheet = await fetched(number);
    if (!sheet || form !== record) return null; // another record came meanwhile
    step < 0 ? edge.before(sheet) : edge.after(sheet);
    document.dispatchEvent(new Event("bench:sheet"));
    return sheet;
  } finally {
    fetching = false;
  }
}
async function turn(step) {
  const all = sheets();
  const at = inView() + step;
  const sheet = at >= 0 && at < all.length ? all[at] : await more(step).catch(() => null);
  if (!sheet) return;
  scroll.scrollTop += sheet.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  sayWhere();
}
function sayWhere() {
  const sheet = sheets()[inView()];
  if (sheet) document.getElementById("page-here").textContent = numberOf(sheet);
}

const does = {
  "page-back": () => turn(-1),
  "page-on": () => turn(1),
  fit: () => { setZoom(1); showNarrative(); },
  closer: () => setZoom(zoom * 1.25),
  wider: () => setZoom(zoom / 1.25),
};
document.addEventListener("click", (event) => does[event.target.closest("[data-do]")?.dataset.do]?.());

function opened() {
  form = document.getElementById("record");
  scroll = document.querySelector(".bench-scroll");
  scroll.addEventListener("scroll", sayWhere, { passive: true });
  setZoom(zoom);
  requestAnimationFrame(showNarrative); // where things are is asked for once, when everything is in its place
}
document.addEventListener("bench:opened", opened);
opened();
