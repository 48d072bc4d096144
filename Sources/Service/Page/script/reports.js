// The reports that the server has: opened, compared, exported, deleted.

import { address, call, json, save } from "./api.js";
import { h } from "./dom.js";
import { here, list, size } from "./format.js";
import { say, worded } from "./words.js";

/** The list of reports; nothing if there is none. */
export async function reportList({ signal, navigate, app }) {
  const { diagnoses } = await json("/v1/diagnoses", { signal });
  if (!diagnoses.length) return "";
  const chosen = [];
  const state = h("p", { class: "soft", role: "status" });
  const compare = h("button", {
    type: "button", disabled: true,
    // Older first: what is asked is what has changed since.
    onclick: () => {
      const [older, newer] = diagnoses.filter(({ id }) => chosen.includes(id)).map(({ id }) => id).reverse();
      navigate(address(`/d/${older}`, { to: newer }));
    },
  }, say("compare"));
  const choose = (id, isChosen) => {
    if (isChosen) chosen.push(id);
    else chosen.splice(chosen.indexOf(id), 1);
    compare.disabled = chosen.length !== 2;
    state.textContent = chosen.length === 1 ? say("chooseOther") : "";
  };
  const body = h("tbody", {}, diagnoses.map((status) => row(status, { choose, app, state })));
  return h("section", { class: "reports", "aria-labelledby": "reports" },
    h("div", { class: "row" }, h("h2", { id: "reports" }, say("reports")), state, compare),
    h("p", { class: "soft" }, say(app.session.keeps ? "reportsKept" : "reportsNotKept")),
    h("div", { class: "wide" }, h("table", {}, h("thead", {}, h("tr", {},
      h("th", {}, h("span", { class: "unseen" }, say("compare"))),
      ["when", "input", "verdict"].map((key) => h("th", { scope: "col" }, say(key))),
        h("th", {}, h("span", { class: "unseen" }, say("actions"))))), body)));
}

function row(status, { choose, app, state }) {
  const { id, sources, created, verdict, state: stage, kept } = status;
  const name = list(sources.length > 3 ? [...sources.slice(0, 3), "…"] : sources) || id.slice(0, 8);
  const isDone = stage === "done";
  const line = h("tr", {},
    h("td", {}, h("input", { type: "checkbox", disabled: !isDone,
      "aria-label": say("chooseToCompare", { name }), onchange: (event) => choose(id, event.target.checked) })),
    h("td", {}, here(created)),
    h("td", {}, h("a", { href: `/d/${id}`, class: "quote" }, name), " ",
      h("small", {}, size(status.bytes), kept ? ` · ${say("kept")}` : "")),
    h("td", {}, isDone ? worded("verdict", verdict) : worded("state", stage)),
    h("td", {}, h("div", { class: "row" },
      isDone ? h("button", {
        type: "button", class: "quiet", "aria-label": say("exportNamed", { name }),
        onclick: async () => {
          try {
            save(`aemedic-${id.slice(0, 8)}.json`, await (await call(`/v1/diagnoses/${id}?format=json`)).blob());
          } catch (problem) { state.textContent = problem.message; }
        },
      }, "JSON") : "",
      h("button", {
        type: "button", class: "quiet", "aria-label": say("deleteNamed", { name }),
        onclick: async () => {
          if (!confirm(say("confirmDelete"))) return;
          try {
            await call(`/v1/diagnoses/${id}`, { method: "DELETE" });
            line.remove();
          } catch (problem) { state.textContent = problem.message; }
        },
      }, say("delete")))));
  return line;
}
