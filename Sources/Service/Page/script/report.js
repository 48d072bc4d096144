// The page of a report: the answer first, then why, then what to do, then everything else.

import { address, call, json, patiently, Problem, save } from "./api.js";
import { environmentSection, coverageSection } from "./coverage.js";
import { difference } from "./compare.js";
import { announce, h } from "./dom.js";
import { findingCard, unknownCard } from "./finding.js";
import { list, local, seconds, shortener } from "./format.js";
import { LogPane } from "./log.js";
import { progressView } from "./progress.js";
import { openReply } from "./reply.js";
import { say } from "./words.js";

/** Shows the diagnosis of an id: its progress while it runs, then its report. */
export async function reportView(main, { id, query, signal, navigate, app }) {
  const base = `/v1/diagnoses/${id}`;
  let status = await json(`${base}/status`, { signal });
  if (["waiting", "running"].includes(status.state)) {
    status = await progressView(main, { base, status, signal, navigate });
    if (!status) return undefined;
  }
  if (status.state !== "done") {
    main.replaceChildren(failure(status));
    return undefined;
  }
  const report = await patiently(`${base}?format=json`, { signal });
  const page = new ReportPage(main, { id, base, status, report, navigate, app, signal });
  await page.open();
  const other = query.get("to");
  if (other) page.addFirst(await difference(id, other, signal));
  return page;
}

function failure(status) {
  const { title, detail } = status.problem ?? {};
  return h("div", { class: "column" },
    h("h1", { tabindex: "-1" }, say(status.state === "cancelled" ? "wasCancelled" : "hasFailed")),
    h("p", { class: "soft" }, status.sources.join(", ")),
    status.problem ? h("div", { class: "notice bad" }, h("p", {}, detail ?? title ?? String(status.problem))) : "",
    h("p", {}, h("a", { href: "/" }, say("startAgain"))));
}

class ReportPage {
  constructor(main, parts) {
    Object.assign(this, { main, ...parts });
    const { findings, coverage, unknowns } = this.report;
    this.short = shortener([...coverage.sources, ...coverage.skipped].map(({ path }) => path));
    this.roots = findings.filter((finding) => !finding.explainedBy.length);
    this.consequences = findings.filter((finding) => finding.explainedBy.length);
    const ordered = [...this.roots.slice(0, 1), ...this.consequences, ...this.roots.slice(1)];
    const context = { page: this, goTo: (place) => this.goTo(place), short: this.short, findings };
    this.cards = [
      ...ordered.map((finding, index) => findingCard(finding, { ...context, isFirst: index === 0 })),
      // Where no rule speaks, the most telling error is what there is to say.
      ...unknowns.map((error, index) => unknownCard(error, { ...context, isOpen: !findings.length && index === 0 })),
    ];
    // In none yet: the first step leads to the first.
    this.current = -1;
    this.step = -1;
  }

  async open() {
    const { report, status } = this;
    document.title = `${this.verdict} · aemedic`;
    this.heading = h("h1", { tabindex: "-1" }, this.verdict);
    const body = h("div", { class: "report" },
      h("header", { class: "report-head" },
        h("p", { class: "eyebrow quote" }, list(status.sources.length ? status.sources : [status.id])),
        this.heading,
        report.partial && report.verdict !== "unreadable" ? h("p", { class: "notice" }, say("partial")) : "",
        h("p", { class: "soft" }, this.summary), this.actions()),
      this.sections());
    this.body = body;
    if (!status.hasLog) {
      this.main.replaceChildren(h("div", { class: "column" }, body));
      this.heading.focus({ preventScroll: true });
      return;
    }
    this.log = new LogPane(this.id, { marks: this.marks(), moments: this.moments(), onleave: () => this.focusCard() });
    this.main.replaceChildren(h("div", { class: "bench" }, body, this.log.element));
    this.heading.focus({ preventScroll: true });
    announce(this.verdict);
    this.isOpen = this.log.open(this.signal).then(() => this.follow()).catch((problem) => {
      if (problem.name !== "AbortError") this.log.state.textContent = problem.message;
    });
  }

  addFirst(element) { this.body.prepend(element); }

  get verdict() {
    const { verdict, findings, coverage } = this.report;
    if (verdict === "known-problem"
      && findings.every(({ severity }) => severity === "notice")) return say("verdictNotice");
    if (verdict === "nothing-found" && !coverage.sources.length) return say("verdictEmpty");
    return say({ "known-problem": "verdictKnown", "possible-problem": "verdictPossible",
      "nothing-found": "verdictNothing", unreadable: "verdictUnreadable" }[verdict]);
  }

  get summary() {
    const { findings, unknownCount, coverage } = this.report;
    const entries = coverage.sources.reduce((sum, { entries }) => sum + entries, 0);
    return [
      say("findingCount", { n: findings.length }), say("unknownCount", { n: unknownCount }),
      say("readCount", { files: say("files", { n: coverage.sources.length }),
        entries: say("entries", { n: entries }) }),
      this.status.seconds === undefined ? "" : seconds(this.status.seconds),
    ].filter(Boolean).join(" · ");
  }

  actions() {
    const { formats } = this.app.limits;
    return h("div", { class: "row no-print actions" },
      h("button", { type: "button", class: "primary", onclick: () => this.reply() }, say("replyToCustomer"),
        " ", h("kbd", { "aria-hidden": "true" }, "c")),
      h("label", { class: "field" }, h("span", { class: "unseen" }, say("export")), h("select", {
        onchange: async (event) => {
          const form = formats.find(({ name }) => name === event.target.value);
          event.target.value = "";
          await this.export(form);
        },
      }, h("option", { value: "" }, say("export")),
        formats.map(({ name, extension }) => h("option", { value: name }, `${name} (.${extension})`)))),
      h("button", { type: "button", class: "quiet", onclick: () => this.remove() }, say("delete")));
  }

  sections() {
    const { report, roots, consequences, cards } = this;
    const isKnown = roots.length > 0;
    const rest = 1 + consequences.length;
    const section = (key, content) => (content.length
      ? h("section", {}, h("h2", { class: "section" }, say(key)), content) : "");
    return [
      section("rootFinding", isKnown ? [cards[0].element] : []),
      section("consequences", cards.slice(1, rest).filter(() => isKnown).map(({ element }) => element)),
      section("otherFindings", cards.slice(rest, report.findings.length).map(({ element }) => element)),
      section("unknownErrors", [
        ...cards.slice(report.findings.length).map(({ element }) => element),
        report.unknownCount > report.unknowns.length
          ? h("p", { class: "soft" }, say("moreUnknowns", { n: report.unknownCount - report.unknowns.length })) : "",
      ].filter(Boolean)),
      coverageSection(report.coverage, this.short), environmentSection(report.environment, this),
      report.notes.length ? section("notes",
        [h("ul", {}, report.notes.map((note) => h("li", {}, local(note.text))))]) : "",
    ];
  }

  /** Which lines prove something, for the margin of the log. */
  marks() {
    const marks = new Map();
    for (const finding of this.report.findings) {
      for (const { source, line } of finding.evidence) {
        if (!marks.has(source)) marks.set(source, new Map());
        if (!marks.get(source).has(line)) marks.get(source).set(line, local(finding.title));
      }
    }
    return marks;
  }

  moments() {
    return this.report.findings.flatMap((finding) => finding.evidence.filter(({ time }) => time)
      .map(({ time }) => ({ ms: Date.parse(time), name: local(finding.title) })));
  }

  // MARK: Moving about

  /** Shows a line in the log, and where the screen is narrow goes there. */
  async goTo({ source, line }) {
    if (!this.log) return;
    await this.isOpen;
    await this.log.goTo(source, line);
    const box = this.log.rows.element.getBoundingClientRect();
    if (box.top < 0 || box.top > innerHeight * 0.75) this.log.rows.element.scrollIntoView({ block: "start" });
    this.log.rows.element.focus({ preventScroll: true });
  }

  /** Goes where the address points; called again when it changes. */
  follow() {
    if (location.hash) this.log?.follow(location.hash);
  }

  move(step) {
    if (!this.cards.length) return;
    this.current = Math.min(this.cards.length - 1, Math.max(0, this.current + step));
    this.step = -1;
    this.focusCard();
  }

  focusCard() {
    const card = this.cards[Math.max(0, this.current)];
    if (!card) return;
    card.open();
    card.heading.focus({ preventScroll: true });
    card.element.scrollIntoView({ block: "start" });
  }

  moveStep(direction) {
    this.current = Math.max(0, this.current);
    const card = this.cards[this.current];
    if (!card?.places.length) return;
    this.step = (this.step + direction + card.places.length) % card.places.length;
    if (this.step < 0) this.step = 0;
    const place = card.places[this.step];
    announce(say("stepOf", { n: this.step + 1, total: card.places.length }));
    card.point(this.step);
    this.goTo(place);
  }

  /** Remembers in which card the reader is. */
  enter(element) {
    const index = this.cards.findIndex((card) => card.element === element);
    if (index >= 0 && index !== this.current) Object.assign(this, { current: index, step: -1 });
  }

  /** What the keys do here. */
  get keys() {
    return {
      j: () => this.move(1), k: () => this.move(-1), n: () => this.moveStep(1), p: () => this.moveStep(-1),
      c: () => this.reply(), e: () => this.log?.toggleErrors(), f: () => this.log?.finder.focus(),
      l: () => this.log?.rows.element.focus(),
    };
  }

  // MARK: What can be done with it

  reply() { openReply(this.base, this.app.limits.formats); }

  async export(form) {
    try {
      const answer = await call(address(this.base, { format: form.name, download: 1 }), { accept: form.type });
      save(`aemedic-${this.id.slice(0, 8)}.${form.extension}`, await answer.blob());
    } catch (problem) {
      this.complain(problem);
    }
  }

  async remove() {
    if (!confirm(say("confirmDelete"))) return;
    try {
      await call(this.base, { method: "DELETE" });
      this.navigate("/");
    } catch (problem) {
      this.complain(problem);
    }
  }

  complain(problem) {
    if (!(problem instanceof Problem)) throw problem;
    this.addFirst(h("p", { class: "notice bad", role: "alert" }, problem.message));
  }
}
