// How far the reading of an input has come, and how to stop it.

import { call, events, json } from "./api.js";
import { announce, h } from "./dom.js";
import { number, percent, size } from "./format.js";
import { say } from "./words.js";

/** Shows progress until the diagnosis ends; promises its last status, or nothing if it was cancelled. */
export async function progressView(main, { base, status, signal, navigate }) {
  const bar = h("progress", { "aria-label": say("progress") });
  const line = h("p", { class: "soft" });
  const file = h("p", { class: "soft quote current" });
  const heading = h("h1", { tabindex: "-1" }, say("reading"));
  main.replaceChildren(h("div", { class: "column progress" }, heading,
    h("p", { class: "eyebrow quote" }, status.sources.join(", ")), bar, line, file,
    h("button", {
      type: "button",
      onclick: async () => {
        await call(base, { method: "DELETE" }).catch(() => undefined);
        announce(say("wasCancelled"));
        navigate("/");
      },
    }, say("cancel"))));
  heading.focus({ preventScroll: true });
  document.title = `${say("reading")} · aemedic`;

  const show = ({ state, read, bytes, current }) => {
    // What is packed reads as more than it weighs; then no share can be told.
    const share = bytes && read <= bytes ? read / bytes : undefined;
    if (share === undefined || state === "waiting") bar.removeAttribute("value");
    else bar.value = share;
    line.textContent = state === "waiting" ? say("waiting")
      : say("readSoFar", { size: size(read) }) + (share === undefined ? "" : ` · ${percent(share)}`);
    file.textContent = current ?? "";
  };
  show(status);
  try {
    for await (const event of events(`${base}/events`, signal)) {
      show(event.data);
      if (["done", "cancelled", "failed"].includes(event.name)) return event.data;
    }
  } catch (problem) {
    if (problem.name === "AbortError") return undefined;
    if (problem.status) throw problem;
  }
  // The stream broke off: ask how it stands until it has ended.
  for (;;) {
    const last = await json(`${base}/status`, { signal });
    show(last);
    if (!["waiting", "running"].includes(last.state)) return last;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    signal.throwIfAborted();
  }
}

/** Shows how much of an upload was sent. */
export function uploadView(main, { total, names, oncancel }) {
  const bar = h("progress", { max: total, value: "0", "aria-label": say("progress") });
  const line = h("p", { class: "soft" }, say("sending"));
  const heading = h("h1", { tabindex: "-1" }, say("sending"));
  main.replaceChildren(h("div", { class: "column progress" }, heading,
    h("p", { class: "eyebrow quote" }, names.slice(0, 4).join(", "), names.length > 4
      ? ` +${number(names.length - 4)}` : ""), bar, line,
    h("button", { type: "button", onclick: oncancel }, say("cancel"))));
  heading.focus({ preventScroll: true });
  return (sent, all) => {
    if (sent === all) {
      // All is there; the server is at work on it.
      bar.removeAttribute("value");
      heading.textContent = say("reading");
      line.textContent = "";
      return;
    }
    bar.max = all;
    bar.value = sent;
    line.textContent = say("sentOf", { sent: size(sent), all: size(all) });
  };
}
