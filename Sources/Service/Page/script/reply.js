// The reply to the customer, as the server words it, in one of three languages.

import { address, call } from "./api.js";
import { copyButton, h } from "./dom.js";
import { language, languages, say } from "./words.js";

/** Opens the reply in a window of its own. */
export function openReply(base, formats) {
  const text = h("textarea", { rows: "16", spellcheck: "false", "aria-label": say("replyText"), class: "reply-text" });
  const state = h("p", { class: "soft", role: "status" });
  const copy = copyButton(() => text.value,
    { label: say("copyReply"), done: say("copied"), attributes: { class: "primary" } });
  const tabs = languages.map(([code, name]) => h("button",
    { type: "button", lang: code, onclick: () => show(code) }, name));
  const dialog = h("dialog", { class: "reply", "aria-labelledby": "reply-title" },
    h("h2", { id: "reply-title" }, say("replyToCustomer")),
    h("div", { class: "row", role: "group", "aria-label": say("language") }, tabs), text, state,
    h("div", { class: "row end" }, h("button", { type: "button", onclick: () => dialog.close() }, say("close")), copy));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  async function show(code) {
    for (const [index, [each]] of languages.entries()) tabs[index].setAttribute("aria-pressed", String(each === code));
    copy.disabled = true;
    text.value = "";
    text.lang = code;
    state.textContent = "";
    try {
      const answer = await call(address(base, { format: "markdown", audience: "customer", lang: code }),
        { accept: "text/markdown" });
      text.value = await answer.text();
      copy.disabled = false;
      copy.focus();
    } catch (problem) {
      state.textContent = problem.message;
    }
  }

  if (formats.some(({ name }) => name === "markdown")) show(language());
  else {
    state.textContent = say("noReply");
    copy.disabled = true;
  }
}
