// The picture of a page that is slow, or does not come. The words of the page stand over it in their places, where
// nobody sees them; then they are shown in its stead, so that there is something to compare with, and the picture can
// be asked for again.

const SLOW = 1000; // ms
const SAYS = {
  slow: "The picture of this page is on its way. These are its words.",
  absent: "The picture of this page did not come. These are its words.",
};
const isPicture = (element) => element.matches?.(".sheet img, .image img");
const arrived = (image) => image.complete && image.naturalWidth > 0;
const failed = (image) => image.complete && !image.naturalWidth;

function show(image, state) {
  const sheet = image.parentElement;
  if (sheet.dataset.picture === state) return;
  sheet.dataset.picture = state;
  sheet.querySelector(".picture")?.remove();
  if (state === "here") return;
  const note = document.createElement("p");
  note.className = "picture";
  note.setAttribute("role", "status");
  sheet.prepend(note);
  note.append(SAYS[state]);
  if (state === "absent") {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "plain";
    again.textContent = "Ask for it again";
    again.addEventListener("click", () => { ask(image); wait(image); });
    note.append(" ", again);
  }
}
function ask(image) { // saying what it says already has the browser fetch it anew
  image.srcset = image.getAttribute("srcset") ?? "";
  image.src = image.getAttribute("src");
}
function wait(image) {
  setTimeout(() => { if (!image.complete) show(image, "slow"); }, SLOW);
}

// A picture that nobody has scrolled to yet is not asked for, and so is not waited for either.
const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    if (arrived(target)) continue;
    failed(target) ? show(target, "absent") : wait(target);
  }
});
function watch() {
  for (const image of document.querySelectorAll(".sheet img, .image img")) near.observe(image);
}
for (const type of ["load", "error"]) {
  document.addEventListener(type, ({ target }) => {
    if (isPicture(target)) show(target, arrived(target) ? "here" : "absent");
  }, true);
}
for (const type of ["bench:opened", "bench:sheet"]) document.addEventListener(type, watch);
watch();
