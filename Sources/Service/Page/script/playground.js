// A log and a rule side by side: what the rule sees, while one writes it.

import { json, save } from "./api.js";
import { announce, h, quoted } from "./dom.js";
import { number, percent } from "./format.js";
import { findingCard } from "./finding.js";
import { say, worded } from "./words.js";
import { zip } from "./zip.js";

const sampleLog = `20.11.2026 06:14:02.117 *ERROR* [qtp-42] com.example.Payment Payment gateway refused order 4711: timeout after 3000 ms
20.11.2026 06:14:05.260 *INFO* [qtp-42] com.example.Payment retrying
20.11.2026 06:15:01.002 *ERROR* [qtp-51] com.example.Payment Payment gateway refused order 4712: timeout after 3000 ms
`;

/** A rule to begin with, which looks for a text. */
const sampleRule = (text) => `id: my-rule
version: 1
status: draft
severity: error
title:
  en: "The payment gateway does not answer"
  fr: "La passerelle de paiement ne répond pas"
  ja: "決済ゲートウェイが応答しない"
summary:
  en: "What it means and what to do."
  fr: "Ce que cela signifie et ce qu’il faut faire."
  ja: "意味と対処方法を記述します。"
signatures:
  seen:
    in: [error-log, text]
    all: [${JSON.stringify(text)}]
when:
  any:
    - {count: seen, at-least: 2, within: 10m, confidence: 0.8, status: likely}
    - {count: seen, at-least: 1, confidence: 0.5, status: possible}
`;

/** Shows the playground; `?line=` begins with a text to look for. */
export async function playgroundView(main, { query, signal }) {
  document.title = `${say("playground")} · aemedic`;
  const line = query.get("line");
  const draft = line ? undefined : JSON.parse(sessionStorage.getItem("aemedic.draft") ?? "null");
  const rule = new Editor(say("ruleText"), draft?.rule ?? sampleRule(line ?? "Payment gateway refused"));
  const log = new Editor(say("log"),
    draft?.log ?? (line ? `20.11.2026 06:14:02.117 *ERROR* [main] com.example ${line}\n` : sampleLog));
  const result = h("section", { class: "try-result", "aria-label": say("result") });
  const heading = h("h1", { tabindex: "-1" }, say("playground"));
  const caseName = h("input",
    { type: "text", value: "fires-example.log", "aria-label": say("caseName"), spellcheck: "false",
    class: "case-name" });
  const download = h("button",
    { type: "button", disabled: true, onclick: () => pack(rule.text, log.text, caseName.value, last) },
    say("downloadCase"));
  main.replaceChildren(h("div", { class: "playground" },
    h("header", {}, heading, h("p", { class: "lead" }, say("playgroundLead"))),
    h("div", { class: "editors" }, rule.element, log.element),
    h("div", { class: "row" }, h("label", { class: "row" }, say("caseName"), caseName), download), result));
  heading.focus({ preventScroll: true });

  let last;
  let request;
  async function attempt() {
    sessionStorage.setItem("aemedic.draft", JSON.stringify({ rule: rule.text, log: log.text }));
    request?.abort();
    request = new AbortController();
    try {
      last = await json("/v1/rules/try", {
        post: { rule: rule.text, log: log.text, name: caseName.value.replace(/^(fires|silent)-/, "") || "error.log" },
        signal: AbortSignal.any([request.signal, signal]),
      });
      show();
    } catch (problem) {
      if (problem.name !== "AbortError") result.replaceChildren(h("p", { class: "notice bad", role: "alert" },
        problem.message));
    }
  }

  function show() {
    download.disabled = !last.valid;
    rule.mark(new Map((last.problems ?? []).filter((problem) => problem.line).map((problem) => [problem.line,
      "!"])), "bad");
    log.mark(new Map((last.matches ?? []).map((match) => [match.line, match.signature])), "hit");
    const verdict = !last.valid ? say("ruleBroken") : last.speaks ? say("ruleSpeaks") : say("ruleSilent");
    announce(verdict);
    result.replaceChildren(
      h("h2", { class: last.valid ? "" : "bad" }, verdict),
      last.problems?.length ? h("ul", { class: "plain problems" },
        last.problems.map((problem) => h("li", { class: "notice bad" },
        problem.line ? h("button",
          { type: "button", class: "place", onclick: () => rule.goTo(problem.line, problem.column) },
          `${problem.line}:${problem.column ?? 1}`) : "",
        " ", problem.detail, problem.hint ? h("div", { class: "soft" }, problem.hint) : ""))) : "",
      ...(last.valid ? [signatures(last), branches(last), matches(last, log), findings(last, log)] : []));
  }

  let timer;
  main.firstChild.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(attempt, 300);
  });
  await attempt();
}

function signatures({ signatures }) {
  return h("section", {}, h("h3", {}, say("signatures")),
    h("ul", { class: "plain tally" }, signatures.map(({ name, count }) =>
    h("li", {}, h("span", { class: "outcome", "aria-hidden": "true" }, count ? "✓" : "–"), h("code", {}, name),
      h("span", { class: "soft" }, ` ${say("times", { n: count })}`)))));
}

function branches({ branches }) {
  return h("section", {}, h("h3", {}, say("branches")),
    h("ol", {}, branches.map(({ condition, confidence, holds }) => h("li", {},
    h("span", { class: "outcome" }, holds ? "✓" : "–", h("span", { class: "unseen" }, say(holds ? "holds" : "fails"))),
    h("code", {}, condition), h("span", { class: "soft" }, ` ${percent(confidence)}`)))));
}

function matches({ matches }, log) {
  if (!matches.length) return "";
  return h("section", {}, h("h3", {}, say("matches", { n: matches.length })),
    h("ol", { class: "proofs" }, matches.slice(0, 50).map((match) => h("li", {},
    h("button", { type: "button", class: "place", onclick: () => log.goTo(match.line) },
      say("lineNumber", { line: number(match.line) })),
    " ", h("code", { class: "soft" }, match.signature),
    h("pre", { class: "quote", tabindex: "0" }, quoted(match.excerpt, Object.values(match.captures)))))));
}

function findings({ report }, log) {
  if (!report?.findings.length) return "";
  const context = { page: { enter() {} }, goTo: ({ line }) => log.goTo(line), short: (path) => path,
    findings: report.findings };
  return h("section", {}, h("h3", {}, say("asReported")),
    report.findings.map((finding) => findingCard(finding, context).element));
}

/** The folder of a rule: the rule, the log as a case, and what the case must give. */
function pack(rule, log, name, { report }) {
  const id = /^id:\s*["']?([\w-]+)/m.exec(rule)?.[1] ?? "my-rule";
  const clean = name.replace(/[^\w.-]+/g, "-") || "fires-example.log";
  const expected = (report?.findings ?? []).map((finding) => {
    const lines = finding.evidence.map(({ line }) => line).join(", ");
    const articles = finding.articles.map((article) => article.number).join(", ");
    return `{rule: ${finding.rule}, status: ${finding.status}, count: ${finding.count}, `
      + `lines: [${lines}], articles: [${articles}]}`;
  });
  save(`${id}.zip`, zip({
    [`${id}/rule.yaml`]: rule, [`${id}/cases/${clean}`]: log,
    [`${id}/cases/expect.yaml`]: `${clean}: {findings: [${expected.join(", ")}]}\n`,
  }));
}

/** A text field with line numbers, some of them marked. */
class Editor {
  constructor(label, text) {
    this.marks = new Map();
    this.gutter = h("div", { class: "line-numbers", "aria-hidden": "true" });
    this.field = h("textarea", {
      class: "code", spellcheck: "false", autocomplete: "off", wrap: "off", "aria-label": label, value: text,
      oninput: () => this.draw(), onscroll: () => this.draw(),
    });
    this.element = h("section", { class: "editor" }, h("h2", {}, label),
      h("div", { class: "editor-body" }, this.gutter, this.field));
    new ResizeObserver(() => this.draw()).observe(this.field);
  }

  get text() { return this.field.value; }

  mark(marks, kind) {
    Object.assign(this, { marks, kind });
    this.draw();
  }

  /** Draws the numbers of the lines that are seen. */
  draw() {
    const height = parseFloat(getComputedStyle(this.field).lineHeight) || 20;
    const first = Math.floor(this.field.scrollTop / height);
    const lines = this.text.split("\n").length;
    const end = Math.min(lines, first + Math.ceil(this.field.clientHeight / height) + 1);
    const numbers = [];
    for (let line = first + 1; line <= end; line += 1) {
      const mark = this.marks.get(line);
      numbers.push(h("div", { class: mark ? this.kind : "", title: mark }, mark
        ? (this.kind === "bad" ? "! " : "▸ ") : "", String(line)));
    }
    this.gutter.replaceChildren(...numbers);
    this.gutter.style.setProperty("--shift", `${first * height - this.field.scrollTop}px`);
  }

  goTo(line, column = 1) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.field.focus();
    this.field.setSelectionRange(start + column - 1, start + (lines[line - 1] ?? "").length);
    const height = parseFloat(getComputedStyle(this.field).lineHeight) || 20;
    this.field.scrollTop = Math.max(0, (line - 4) * height);
  }
}
