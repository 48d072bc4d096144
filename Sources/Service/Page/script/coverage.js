// What was read and what was not, and what is known of the installation.

import { h, path } from "./dom.js";
import { number, size, span } from "./format.js";
import { say, worded } from "./words.js";

/** What was read, and what was not and why. */
export function coverageSection({ sources, skipped }, short) {
  const gaps = skipped.filter(({ relevant }) => relevant);
  const rest = skipped.filter(({ relevant }) => !relevant);
  return h("section", { id: "coverage" }, h("h2", { class: "section" }, say("coverage")),
    gaps.length ? h("div", { class: "notice" }, h("p", {}, say("notRead")), h("ul", {}, gaps.map((file) => h("li", {},
      h("code", { class: "quote" }, path(short(file.path))), ` – ${worded("skip", file.reason)}`)))) : "",
    h("div", { class: "wide files-read", tabindex: "0", role: "region", "aria-label": say("coverage") }, h("table", {},
      h("thead", {}, h("tr", {}, ["file", "kind", "size", "entriesLabel", "period"].map((key, index) =>
        h("th", { scope: "col", class: index === 2 || index === 3 ? "number" : "" }, say(key))))),
      h("tbody", {}, sources.map((source) => h("tr", {},
        h("td", {}, h("code", { class: "quote", title: source.path }, path(short(source.path))),
          remarks(source).map((remark) => h("div", { class: "soft" }, h("small", {}, remark)))),
        h("td", {}, worded("documentKind", source.kind)), h("td", { class: "number" }, size(source.bytes)),
        h("td", { class: "number" }, number(source.entries)),
        h("td", {}, source.from ? span(source.from, source.to) : "")))))),
    rest.length ? h("details", {}, h("summary", {}, say("leftOut", { n: rest.length })), h("ul", {}, rest.map((file) =>
      h("li", {}, h("code", { class: "quote" }, path(short(file.path))), ` – ${worded("skip", file.reason)}`)))) : "");
}

function remarks(source) {
  const levels = Object.entries(source.levels ?? {}).filter(([name]) => ["FATAL", "ERROR", "WARN"].includes(name));
  return [
    levels.length ? levels.map(([name, count]) => `${name} ${number(count)}`).join(" · ") : "",
    source.truncated ? say("truncated") : "", source.unparsed ? say("unparsed", { n: source.unparsed }) : "",
    source.encoding ?? "", source.invalidBytes ? say("invalidBytes", { n: source.invalidBytes }) : "",
    source.sameAs ? say("sameAs", { path: source.sameAs.split("/").pop() }) : "",
    source.zone === "assumed" ? say("zoneAssumed") : "",
  ].filter(Boolean);
}

/** What is known of the installation, each fact with the line that tells it. */
export function environmentSection(environment, page) {
  const facts = Object.entries(environment);
  if (!facts.length) return "";
  return h("section", { id: "environment" }, h("h2", { class: "section" }, say("environment")),
    h("dl", { class: "facts" }, facts.map(([name, { value, evidence }]) => [
      h("dt", {}, worded("fact", name)),
      h("dd", { class: "quote" }, name === "deployment" ? worded("deployment", value) : value,
        evidence && page.status.hasLog ? [" ", h("button", { type: "button", class: "place", onclick: () => page.goTo(evidence) },
          path(page.short(evidence.source)), `:${evidence.line}`)] : ""),
    ])));
}
