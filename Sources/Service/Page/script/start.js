// The first page: paste, drop or choose what is to be diagnosed.

import { upload } from "./api.js";
import { h } from "./dom.js";
import { number, size } from "./format.js";
import { uploadView } from "./progress.js";
import { reportList } from "./reports.js";
import { say } from "./words.js";

/** Shows the first page. */
export async function startView(main, { signal, navigate, app }) {
  document.title = `aemedic · ${say("diagnose")}`;
  const chosen = [];
  const paste = h("textarea",
    { id: "paste", rows: "10", class: "code", spellcheck: "false", placeholder: say("pastePlaceholder") });
  const files = h("ul", { class: "files plain", "aria-live": "polite" });
  const go = h("button", { type: "submit", class: "primary" }, say("diagnose"));
  const problemPlace = h("div", { role: "alert" });
  const picker = (attributes, label) => {
    const input = h("input", { type: "file", class: "unseen", multiple: true, tabindex: "-1",
      "aria-label": label, ...attributes,
      onchange: () => { add([...input.files].map((file) =>
        ({ file, path: file.webkitRelativePath || file.name }))); input.value = ""; } });
    return [input, h("button", { type: "button", onclick: () => input.click() }, label)];
  };

  function add(more) {
    chosen.push(...more);
    drawFiles();
    if (more.length) go.focus();
  }
  function drawFiles() {
    files.replaceChildren(...chosen.slice(0, 12).map((item) => h("li", { class: "row" },
      h("code", { class: "quote" }, item.path), h("small", {}, size(item.file.size)),
      h("button", { type: "button", class: "quiet", "aria-label": say("removeFile", { name: item.path }),
        onclick: () => { chosen.splice(chosen.indexOf(item), 1); drawFiles(); } }, "×"))),
    chosen.length > 12 ? h("li", { class: "soft" }, say("moreFiles", { n: chosen.length - 12 })) : "");
    enable();
  }
  const enable = () => { go.disabled = !chosen.length && !paste.value.trim(); };

  async function run(event) {
    event?.preventDefault();
    if (go.disabled) return;
    const stop = new AbortController();
    const text = paste.value;
    let body;
    if (chosen.length) {
      body = new FormData();
      for (const { file, path } of chosen) body.append("file", file, path);
      if (text.trim()) body.append("text", text);
    } else {
      body = new Blob([text]);
    }
    const total = chosen.reduce((sum, { file }) => sum + file.size, text.length);
    const content = [...main.childNodes];
    // Only what takes a while is worth showing.
    let show;
    let sent = [0, total];
    const later = setTimeout(() => {
      show = uploadView(main, { total, names: chosen.length ? chosen.map(({ path }) => path)
        : [say("pastedText")], oncancel: () => stop.abort() });
      show(...sent);
    }, 300);
    go.disabled = true;
    try {
      const id = await upload(body, {
        type: chosen.length ? undefined : "text/plain; charset=utf-8", signal: stop.signal,
        onprogress: (...progress) => {
          sent = progress;
          show?.(...sent);
        },
      });
      clearTimeout(later);
      navigate(`/d/${id}`);
    } catch (problem) {
      clearTimeout(later);
      main.replaceChildren(...content);
      enable();
      if (problem.name === "AbortError") return;
      problemPlace.replaceChildren(h("div", { class: "notice bad" },
        h("p", {}, problem.status ? problem.message : say("notReached"))));
    }
  }

  const drop = h("div", { class: "drop" },
    h("label", { for: "paste" }, h("span", { class: "lead" }, say("pasteOrDrop"))), paste, files,
    h("div", { class: "row" }, go, picker({}, say("chooseFiles")),
      picker({ webkitdirectory: true }, say("chooseFolder")),
      h("small", { class: "soft" },
        say("limits", { size: size(app.limits.uploadBytes), n: number(app.limits.files) }))));
  const form = h("form", { onsubmit: run }, drop, problemPlace);
  paste.addEventListener("input", enable);
  paste.addEventListener("keydown",
    (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event); });
  paste.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) {
      event.preventDefault();
      add(files.map((file) => ({ file, path: file.name })));
    }
  });
  receive(drop, signal, add);

  const heading = h("h1", { tabindex: "-1" }, say("startTitle"));
  const list = h("div");
  main.replaceChildren(h("div", { class: "column start" }, heading, h("p", { class: "lead" }, say("startLead")),
    form, list));
  enable();
  paste.focus({ preventScroll: true });
  list.replaceChildren(await reportList({ signal, navigate, app }));
}

/** Takes what is dropped anywhere on the page, folders with all that is in them. */
function receive(drop, signal, add) {
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.classList.add("over");
  }, { signal });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); }, { signal });
  addEventListener("drop", async (event) => {
    drop.classList.remove("over");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
    // Both must be asked for before the first wait: the list empties itself afterwards.
    const entries = items.map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
    const found = [];
    for (const [entry, file] of entries) {
      if (entry) await walk(entry, found);
      else if (file) found.push({ file, path: file.name });
    }
    add(found);
  }, { signal });
}

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); }).catch(() => undefined);
    if (file) found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const children = await new Promise((resolve) => { reader.readEntries(resolve, () => resolve([])); });
    if (!children.length) return;
    for (const child of children) await walk(child, found);
  }
}
