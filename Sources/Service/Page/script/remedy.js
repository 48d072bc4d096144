// What a remedy would do: a preview and the command to run. Nothing is carried out from here.

import { json } from "./api.js";
import { copyButton, h } from "./dom.js";
import { local } from "./format.js";
import { say, worded } from "./words.js";

let known;

/** The remedies of the server, asked for once. */
async function remedies() {
  known ??= json("/v1/remedies").then((answer) => answer.remedies);
  return known;
}

/** A word as a shell takes it literally. */
const quote = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** A remedy that a finding offers. */
export function remedyPanel(offer) {
  const name = h("h4", {}, say("remedy"));
  const about = h("p", {});
  const command = h("pre", { tabindex: "0" });
  const preview = h("div", { class: "preview", "aria-live": "polite" });
  const form = h("form", { class: "plan" });
  const panel = h("section", { class: "block remedy" }, name, about, h("p", { class: "soft" }, say("remedyHint")),
    form, h("div", { class: "command" }, command,
      copyButton(() => command.textContent, { label: say("copy"), done: say("copied") })), preview);

  const field = (label, attributes) => {
    const input = h("input", { type: "text", autocomplete: "off", spellcheck: "false", ...attributes });
    return h("label", { class: "field" }, h("span", {}, label), input);
  };

  const build = (action) => {
    const needs = action?.needs ?? ["instance", "url"];
    // Where the upload lay on the customer's machine nobody knows; its own name is a hint at best.
    form.replaceChildren(
      needs.includes("instance")
        ? field(say("instanceFolder"), { name: "instance", placeholder: "/opt/aem/crx-quickstart" }) : "",
      needs.includes("url") ? field(say("instanceAddress"),
        { name: "url", type: "text", inputmode: "url", placeholder: "http://localhost:4502" }) : "",
      ...(action?.parameters ?? []).map((parameter) => field(local(parameter.title) || parameter.name, {
        name: `parameter ${parameter.name}`, value: offer.parameters[parameter.name] ?? parameter.default ?? "",
      })),
      h("label", { class: "field" }, h("span", {}, say("deployment")), h("select", { name: "deployment" },
        ["", "onprem", "ams", "sdk",
          "cloud"].map((kind) => h("option", { value: kind }, kind ? worded("deployment", kind) : say("notSaid"))))),
      h("label", { class: "check" }, h("input", { type: "checkbox", name: "production" }), say("isProduction")),
      h("button", { type: "submit" }, say("previewPlan")));
    write();
  };

  const wish = () => {
    const wanted = { remedy: offer.plugin, action: offer.action, parameters: {} };
    for (const [key, value] of new FormData(form)) {
      if (key === "production") wanted.production = true;
      else if (key.startsWith("parameter ")) { if (value) wanted.parameters[key.slice(10)] = value; }
      else if (value) wanted[key] = value;
    }
    return wanted;
  };

  const write = () => {
    const { remedy, action, instance, url, deployment, production, parameters } = wish();
    const words = ["aemedic", "remedy", "plan", remedy, "--action", action];
    if (form.elements.instance) words.push("--instance", instance ?? "DIR");
    if (form.elements.url) words.push("--url", url ?? "URL");
    if (deployment) words.push("--deployment", deployment);
    if (production) words.push("--production");
    for (const [key, value] of Object.entries(parameters)) words.push("--param", `${key}=${value}`);
    command.textContent = words.map(quote).join(" ");
  };

  form.addEventListener("input", write);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    preview.replaceChildren(h("p", { class: "soft" }, say("planning")));
    try {
      const answer = await json("/v1/plans", { post: wish() });
      command.textContent = answer.command;
      preview.replaceChildren(h("pre", { tabindex: "0", class: "quote" }, answer.text));
    } catch (problem) {
      preview.replaceChildren(h("p", { class: "notice bad" }, problem.message));
    }
  });

  build();
  remedies().then((all) => {
    const action = all.find(({ id }) => id === offer.plugin)?.actions.find(({ id }) => id === offer.action);
    about.replaceChildren(h("strong", {}, local(action?.title) || offer.plugin), " ",
      h("span", { class: "badge risk" }, worded("risk", offer.risk)));
    if (action) about.after(h("p", {}, local(action.summary)));
    build(action);
  }).catch((problem) => about.replaceChildren(problem.message));
  return panel;
}
