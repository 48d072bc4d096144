// The keyboard: one letter each, which can be switched off for who dictates or types by other means.

import { h } from "./dom.js";
import { say } from "./words.js";

const setting = "aemedic.keys";
const isOn = () => localStorage.getItem(setting) !== "off";

/** Listens to the keys of a page; `current()` gives what they do in the view that is open. */
export function listen(current) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !isOn()) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const action = event.key === "?" ? help : event.key === "/" ? search : current()?.[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function search() {
  const field = document.getElementById("search");
  field.focus();
  field.select();
}

const keys = [["/", "keySearch"], ["j", "keyNextFinding"], ["k", "keyPreviousFinding"], ["n", "keyNextStep"],
  ["p", "keyPreviousStep"], ["e", "keyErrors"], ["f", "keyFind"], ["l", "keyLog"], ["c", "keyReply"], ["?", "keyHelp"],
    ["Esc", "keyEscape"]];

/** Shows what the keys do. */
export function help() {
  const toggle = h("input",
    { type: "checkbox", onchange: () => localStorage.setItem(setting, toggle.checked ? "on" : "off") });
  toggle.checked = isOn();
  const dialog = h("dialog", { "aria-labelledby": "help-title" }, h("h2", { id: "help-title" }, say("keyboard")),
    h("dl", { class: "keys" },
      keys.map(([key, meaning]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, say(meaning))])),
    h("p", { class: "soft" }, say("keysInLog")), h("label", {}, toggle, say("keysOn")),
    h("div", { class: "row end" },
      h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, say("close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
