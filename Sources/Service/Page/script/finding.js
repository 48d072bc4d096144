// A finding as a card: what it is, why we think so, how sure we are, where to read on, what to do.

import { articlePanel } from "./article.js";
import { copyButton, h, path, quoted } from "./dom.js";
import { local, moment, number, percent, span } from "./format.js";
import { remedyPanel } from "./remedy.js";
import { say, worded } from "./words.js";

const mostProofs = 5;

// What is seen again and again is quoted this often; then its lines suffice.
const mostQuoted = 2;

/** A card that opens and closes, with the places in the log that it leads to. */
function card({ head, kind, places, isOpen, page, fill }) {
  const content = h("div", { class: "card-content" });
  const heading = h("summary", {}, head);
  const element = h("details", { class: `card ${kind}`, open: isOpen }, heading, content);
  let isFilled = false;
  const grow = () => {
    if (isFilled) return;
    isFilled = true;
    content.append(...fill());
  };
  if (isOpen) grow();
  element.addEventListener("toggle", () => { if (element.open) grow(); });
  element.addEventListener("focusin", () => page.enter(element));
  element.addEventListener("pointerdown", () => page.enter(element));
  return {
    element, heading, places,
    open() { grow(); element.open = true; },
    point(index) {
      this.open();
      for (const item of content.querySelectorAll("[data-step]")) {
        item.classList.toggle("pointed", Number(item.dataset.step) === index);
      }
    },
  };
}

/** A finding of a rule. */
export function findingCard(finding, { page, goTo, short, findings, isFirst }) {
  const status = worded("status", finding.status);
  const severity = worded("severity", finding.severity);
  const head = [
    h("span", { class: "badges" },
      h("span", { class: `badge severity-${finding.severity}` }, severity),
      finding.baseline ? h("span", { class: "badge" }, worded("baseline", finding.baseline)) : ""),
    h("h3", { class: "card-title" }, local(finding.title)),
    h("span", { class: "standing soft" }, [
      status + brackets(say("sure", { share: percent(finding.confidence) })), seen(finding),
    ].filter(Boolean).join(" · ")),
  ];
  return card({
    head, kind: isFirst ? "first" : "", places: finding.evidence, isOpen: isFirst, page,
    fill: () => [
      finding.explainedBy.length ? h("p", {}, say("consequenceOf"), " ", names(finding.explainedBy, findings)) : "",
      h("p", { class: "summary" }, local(finding.summary)),
      block("why", proofs(finding, { goTo, short, hasLog: page.status?.hasLog })),
      course(finding, { goTo, short }),
      block("howSure", sureness(finding)),
      deciding(finding),
      ...finding.articles.map((article) => articlePanel(article, { isOpen: isFirst })),
      ...finding.remedies.map((remedy) => remedyPanel(remedy)),
      h("p", { class: "soft" },
        h("small", {}, `${say("rule", { id: finding.rule, version: finding.version })} · ${finding.fingerprint}`)),
    ].filter(Boolean),
  });
}

/** A kind of error that no rule knows. */
export function unknownCard(error, { page, goTo, short, isOpen = false }) {
  const name = error.exception ?? error.logger ?? error.template;
  return card({
    kind: "unknown", places: error.evidence, isOpen, page,
    head: [
      h("span", { class: "badges" }, error.level
        ? h("span", { class: `badge level-${error.level.toLowerCase()}` }, error.level) : ""),
      h("h3", { class: "card-title quote" }, h("code", {}, quoted(name))),
      h("span", { class: "standing soft quote" }, say("times", { n: error.count }),
        name === error.template ? "" : [" · ", quoted(error.template)]),
    ],
    fill: () => [
      error.firstSeen ? h("p", { class: "soft" }, span(error.firstSeen, error.lastSeen), zone(error)) : "",
      h("ol", { class: "proofs" }, error.evidence.map((place, index) => h("li", { "data-step": index },
        placeLink(place, { goTo, short }), index === 0
          ? h("pre", { class: "quote", tabindex: "0" }, quoted(error.excerpt)) : ""))),
      error.suggestions.length ? block("perhaps", [h("ul", { class: "plain" }, error.suggestions.map((article) =>
        h("li", {}, h("a", { href: `/article/${article.number}`, lang: article.language },
          `${article.number} ${article.title}`))))]) : "",
      h("p", {}, h("a", { href: `/playground?line=${encodeURIComponent(error.template)}` }, say("writeRule"))),
    ].filter(Boolean),
  });
}

const block = (key, content) =>
  (content.length ? h("section", { class: "block" }, h("h4", {}, say(key)), content) : "");

function seen(finding) {
  const times = say("times", { n: finding.count });
  if (!finding.firstSeen) return times;
  return times + say("comma") + span(finding.firstSeen, finding.lastSeen) + zone(finding);
}

const brackets = (text) => say("brackets", { text });

const zone = (item) => (item.zone === "assumed" ? brackets(say("zoneAssumed")) : "");

function names(rules, findings) {
  return rules.map((rule) => local(findings.find((finding) => finding.rule === rule)?.title) || rule).join(" · ");
}

function placeLink({ source, line }, { goTo, short }) {
  return h("button", { type: "button", class: "place", title: source, onclick: () => goTo({ source, line }) },
    path(short(source)), `:${line}`);
}

/** Each thing that was seen, with its line; the first ones at once, the others on demand. */
function proofs(finding, context) {
  const isQuoted = (index) => !context.hasLog || finding.evidence.slice(0, index)
    .filter(({ signature }) => signature === finding.evidence[index].signature).length < mostQuoted;
  const item = (evidence, index) => h("li", { "data-step": index },
    h("span", { class: "row proof-head" }, placeLink(evidence, context),
      evidence.time ? h("span", { class: "soft" }, moment(evidence.time)) : "",
        h("code", { class: "soft" }, evidence.signature)),
    isQuoted(index) ? [h("pre", { class: "quote", tabindex: "0" },
      quoted(evidence.excerpt, Object.values(evidence.captures))),
      captures(evidence)] : "",
    evidence.repairs?.length ? h("p", { class: "soft" },
      h("small", {}, evidence.repairs.map((repair) => worded("repair", repair)).join(" · "))) : "");
  const items = finding.evidence.map(item);
  const list = h("ol", { class: "proofs" }, items);
  if (items.length <= mostProofs) return [list];
  for (const hidden of items.slice(mostProofs)) hidden.hidden = true;
  const more = h("button", {
    type: "button", class: "quiet",
    onclick: () => {
      for (const hidden of items) hidden.hidden = false;
      more.remove();
    },
  }, say("showAll", { n: items.length }));
  return [list, more];
}

function captures({ captures }) {
  const values = Object.entries(captures);
  return values.length ? h("dl", { class: "captures" }, values.map(([name, value]) =>
    [h("dt", {}, name), h("dd", { class: "quote" }, quoted(value))])) : "";
}

/** How it came about, where an occurrence has several steps. */
function course(finding, context) {
  const shown = finding.occurrences.filter(({ steps }) => steps.length > 1);
  if (!shown.length) return "";
  return h("details", { class: "block" }, h("summary", {}, say("occurrences", { n: finding.occurrences.length })),
    h("ol", {}, shown.map(({ steps, stepCount, key }) => h("li", {},
      key ? h("code", {}, Object.entries(key).map((pair) => pair.join(" = ")).join(", ")) : "",
      h("ul", { class: "plain" }, steps.map((step) => h("li", {}, placeLink(step, context), " ",
        step.time ? h("span", { class: "soft" }, moment(step.time)) : "", " ",
          h("code", { class: "soft" }, step.signature)))),
      stepCount > steps.length ? h("p", { class: "soft" }, say("moreSteps", { n: stepCount - steps.length })) : ""))));
}

function sureness(finding) {
  const sign = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", signDisplay: "exceptZero" });
  const items = finding.confidenceItems;
  return [
    h("p", {}, h("meter", { min: 0, max: 1, value: String(finding.confidence), "aria-label": say("confidence") }),
      ` ${percent(finding.confidence)} · ${worded("status", finding.status)}`),
    items.length > 1 ? h("table", {}, h("tbody", {}, items.map((item, index) => h("tr", {},
      h("td", { class: "number" }, (index ? sign : { format: percent }).format(item.amount)),
      h("td", {}, worded("contribution", item.name), item.detail
        ? [" ", h("code", { class: "soft" }, item.detail)] : ""))))) : "",
    finding.checks.length ? h("ul", { class: "plain" }, finding.checks.map((check) => h("li", {},
      h("span", { class: "outcome", "aria-hidden": "true" }, { passed: "✓", unknown: "?", vetoed: "✕" }[check.outcome]),
      ` ${worded("outcome", check.outcome)}${say("colon")}`, h("code", {}, check.demand),
      check.fact ? ` → ${check.fact}` : "", check.vetoes ? ` × ${number(check.vetoes)}` : ""))) : "",
    finding.caveats.length ? h("ul", {}, finding.caveats.map((caveat) => h("li", {}, worded("caveat", caveat)))) : "",
  ].filter(Boolean);
}

/** What was not seen, and what to ask for to be sure. */
function deciding(finding) {
  if (finding.status === "confirmed" || !(finding.missing.length || finding.requests.length)) return "";
  return h("section", { class: "block" }, h("h4", {}, say("wouldDecide")),
    finding.requests.length ? h("ol", {}, finding.requests.map(request)) : "",
    finding.missing.length ? h("p", { class: "soft" }, `${say("notSeen")} `,
      finding.missing.map((part) => [h("code", {}, part), " "])) : "");
}

/** A request; lines that start with spaces are commands. */
function request({ text }) {
  const lines = local(text).split("\n");
  return h("li", {}, lines.map((line) => {
    if (!line.startsWith(" ")) return h("p", {}, line);
    const command = line.trim();
    return h("div", { class: "command" }, h("pre", { tabindex: "0" }, command),
      copyButton(command, { label: say("copy"), done: say("copied") }));
  }));
}
