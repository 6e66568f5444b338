// In every page of the measurement: when did the person press, and when was what came of it painted?

window.desk = {};
{
  const KEY = "desk pressed";
  const now = () => performance.timeOrigin + performance.now();
  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
  });
  const pictures = () => Promise.all([...document.querySelectorAll(".sheet img")].map((image) => image.decode().catch(() => {})));

  const root = () => document.documentElement;
  desk.shown = () => Number(root().dataset.shown);
  desk.told = () => Number(root().dataset.told);
  desk.forget = () => { delete root().dataset.shown; delete root().dataset.told; };

  let pressed = 0; // of the last key or click, since the epoch
  let reaction;
  const note = (event) => {
    pressed = performance.timeOrigin + event.timeStamp;
    sessionStorage.setItem(KEY, pressed);
    reaction = painted().then(() => now() - pressed);
  };
  for (const type of ["keydown", "click"]) addEventListener(type, (event) => { if (event.isTrusted) note(event); }, { capture: true });
  desk.reacted = () => reaction;

  const shown = async (since) => { await pictures(); await painted(); root().dataset.shown = now() - since; };
  document.addEventListener("bench:opened", () => shown(pressed));
  document.addEventListener("bench:held", async () => { await painted(); root().dataset.told = now() - pressed; });
  addEventListener("load", () => {
    const since = Number(sessionStorage.getItem(KEY)) || performance.timeOrigin;
    sessionStorage.removeItem(KEY);
    shown(since);
  });

  desk.claim = async () => {
    const { url } = document.getElementById("lease").dataset;
    const headers = { "X-CSRFToken": document.querySelector("#record [name=csrfmiddlewaretoken]").value, Accept: "application/json" };
    const start = performance.now();
    const { yours } = await (await fetch(url, { method: "POST", headers })).json();
    if (!yours) throw new Error("the record is in another's hands");
    return performance.now() - start;
  };
}
