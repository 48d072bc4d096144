// The log pane: a source line by line, or the entries that pass the filters.

import { address, json, patiently } from "./api.js";
import { announce, copyButton, h, quoted } from "./dom.js";
import { Finder } from "./find.js";
import { day, number, offset, shortener, time } from "./format.js";
import { Rows } from "./rows.js";
import { columns, Timeline } from "./timeline.js";
import { say } from "./words.js";

const levels = ["FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"];
const failures = ["FATAL", "ERROR"];

export class LogPane {
  /** `marks` maps a source to the lines that prove something, each with the name of the finding. */
  constructor(id, { marks, moments, onleave }) {
    Object.assign(this, { base: `/v1/diagnoses/${id}`, marks, moments, onleave });
    // Of sources: `undefined` follows the one that is open, "" is all of them.
    this.filter = { source: undefined, level: new Set(), thread: "", range: undefined };
    this.rows = new Rows({
      label: say("log"), draw: (item) => this.drawn(item), onselect: (_, item) => this.chosen(item),
      fetchPiece: (from, count, signal) => this.piece(from, count, signal),
      onproblem: (problem) => { this.state.textContent = problem.message; },
    });
    this.finder = new Finder({ rows: this.rows, seek: (wish, signal) => this.seek(wish, signal) });
    this.timeline = new Timeline({ onchoose: (range) => this.change({ range }) });
    this.state = h("p", { class: "state soft", role: "status" });
    this.detail = h("div", { class: "detail", hidden: true });
    this.controls = h("div", { class: "controls" });
    this.element = h("section", { class: "pane", "aria-label": say("log"), id: "log" },
      this.timeline.element, this.controls, this.finder.element, this.state, this.rows.element, this.detail);
  }

  /** Asks what there is to see; a large log is still being indexed for a while. */
  async open(signal) {
    const answer = await patiently(`${this.base}/sources`, {
      signal, onwait: () => { this.state.textContent = say("indexing"); },
    });
    this.sources = answer.sources.filter((source) => source.lines > 0);
    if (!this.sources.length) {
      this.element.replaceChildren(h("p", { class: "soft" }, say("noLog")));
      return;
    }
    this.short = shortener(this.sources.map(({ source }) => source));
    // The marks begin with what proves the root finding.
    const marked = [...this.marks.keys()].map((name) =>
      this.sources.find(({ source }) => source === name)).find(Boolean);
    const first = marked ?? this.sources.reduce((best, source) =>
      ((source.levels.ERROR ?? 0) > (best.levels.ERROR ?? 0) ? source : best));
    this.source = first.source;
    this.drawControls();
    await this.drawTimeline();
    const line = Math.min(...(this.marks.get(this.source)?.keys() ?? [1]));
    await this.list();
    this.rows.moveTo(Math.max(0, line - 5));
  }

  // MARK: What is shown

  get isFiltered() {
    const { source, level, thread, range } = this.filter;
    return level.size > 0 || source === "" || Boolean(thread) || Boolean(range);
  }

  query(extra = {}) {
    const { source, level, thread, range } = this.filter;
    const time = range ? { from: Math.floor(range.from), to: Math.ceil(range.to) } : {};
    return { source, level: [...level], thread, ...time, ...extra };
  }

  /** Changes a part of the filter and shows what passes. */
  async change(part) {
    Object.assign(this.filter, part);
    if ("source" in part && part.source) this.source = part.source;
    if ("source" in part) this.filter.thread = "";
    this.drawControls();
    if (!("range" in part)) this.drawTimeline();
    else this.timeline.chosen = this.filter.range;
    this.timeline.paint();
    await this.list();
  }

  async list() {
    this.detail.hidden = true;
    const turn = this.turn = Symbol("turn");
    try {
      if (!this.isFiltered) {
        const known = this.sources.find(({ source }) => source === this.source);
        this.rows.reset(known.lines);
        this.state.textContent = `${this.short(known.source)} · ${say("lines", { n: known.lines })}`;
        this.finder.restart();
        return;
      }
      const { total } = await patiently(address(`${this.base}/entries`, this.query({ count: 1 })));
      if (this.turn !== turn) return;
      this.rows.reset(total);
      this.state.textContent = total ? say("entriesPass", { n: total }) : say("noEntryPasses");
      announce(this.state.textContent);
      this.finder.restart();
    } catch (problem) {
      this.state.textContent = problem.message;
    }
  }

  /** Looks for a text in what is shown, from a row on. */
  async seek({ words, from, back = false, count }, signal) {
    if (this.isFiltered) {
      const wish = this.query({ q: words, offset: from, back, count });
      const { entries, next } = await patiently(address(`${this.base}/entries`, wish), { signal });
      return { hits: entries.map(({ position, found }) => ({ row: position, line: found })), next };
    }
    const wish = { source: this.source, q: words, from: from + 1, back, count };
    const { lines, next } = await patiently(address(`${this.base}/lines`, wish), { signal });
    return { hits: lines.map(({ line }) => ({ row: line - 1, line })), next: next === undefined ? next : next - 1 };
  }

  async piece(from, count, signal) {
    if (this.isFiltered) {
      return (await json(address(`${this.base}/entries`, this.query({ offset: from, count })), { signal })).entries;
    }
    const source = this.source;
    const answer = await json(address(`${this.base}/lines`, { source, from: from + 1, count }), { signal });
    return answer.lines.map((line) => ({ ...line, source }));
  }

  drawn({ source, line, text, level, start, cut }) {
    const mark = this.marks.get(source)?.get(line);
    const isNamed = this.isFiltered && this.sources.length > 1;
    const isEntry = start === undefined ? this.isFiltered : start;
    const kind = [level ? `level-${level.toLowerCase()}` : "", mark ? "proof" : "", isEntry ? "" : "rest",
      isNamed ? "named" : ""].join(" ");
    const origin = isNamed ? h("span", { class: "origin" }, this.short(source).split("/").pop()) : "";
    return {
      kind,
      parts: [
        h("span", { class: "gutter" }, mark ? h("span", { class: "pointer", title: mark }, "▸") : "", origin,
          String(line)),
        h("span", { class: "level", title: level ?? "" }, isEntry && level ? level[0] : ""),
        h("span", { class: "text quote" }, quoted(text, this.finder.marks(text), 1), cut ? h("span", { class: "soft" }, ` ${say("lineCut")}`) : ""),
      ],
    };
  }

  // MARK: A line

  /** The part of an address that leads to a line: `S1L40` is line 40 of the first source. */
  anchor(source, line) {
    const index = this.sources.findIndex((known) => known.source === source);
    return `#S${index + 1}L${line}`;
  }

  /** Goes where an anchor points; tells whether it points anywhere. */
  async follow(hash) {
    const [, index, line] = /^#S(\d+)L(\d+)$/.exec(hash) ?? [];
    const source = this.sources?.[Number(index) - 1];
    if (!source) return false;
    await this.goTo(source.source, Number(line));
    return true;
  }

  /** Shows a line among its neighbours, filters set aside. */
  async goTo(source, line) {
    const known = this.sources?.find((each) => each.source === source);
    if (!known) return;
    const isElsewhere = this.isFiltered || this.source !== source;
    this.source = source;
    if (isElsewhere) {
      Object.assign(this.filter, { level: new Set(), thread: "", range: undefined, source: undefined });
      this.drawControls();
      this.timeline.chosen = undefined;
      this.timeline.paint();
      await this.list();
    }
    await this.rows.select(Math.min(known.lines, line) - 1);
  }

  chosen({ source, line, text, level }) {
    const anchor = this.anchor(source, line);
    history.replaceState(history.state, "", anchor);
    const link = () => new URL(anchor, location.href).href;
    this.detail.hidden = false;
    this.detail.replaceChildren(
      h("div", { class: "row" },
        h("strong", {}, say("place", { source: this.short(source), line: number(line) })),
        level ? h("span", { class: `badge level-${level.toLowerCase()}` }, level) : "",
        this.isFiltered ? h("button",
          { type: "button", class: "quiet", onclick: () => this.goTo(source, line) }, say("inContext")) : "",
        copyButton(text, { label: say("copyLine"), done: say("copied") }),
        copyButton(link, { label: say("copyLink"), done: say("copied") }),
        h("button", { type: "button", class: "quiet", onclick: () => this.onleave() }, say("backToFinding")),
        h("button", { type: "button", class: "quiet close", "aria-label": say("close"),
          onclick: () => { this.detail.hidden = true; } }, "×")),
      h("pre", { class: "quote", tabindex: "0" }, quoted(text)));
  }

  // MARK: Filters

  drawControls() {
    const { source, level, thread, range } = this.filter;
    const shown = this.sources.filter((each) => !source || each.source === source);
    const counts = {};
    const threads = new Map();
    for (const each of shown) {
      for (const [name, count] of Object.entries(each.levels)) counts[name] = (counts[name] ?? 0) + count;
      for (const { name, count } of each.threads) threads.set(name, (threads.get(name) ?? 0) + count);
    }
    const isErrorsOnly = level.size > 0 && [...level].every((name) => failures.includes(name));
    const pick = (name) => {
      const next = new Set(level);
      if (!next.delete(name)) next.add(name);
      this.change({ level: next });
    };
    const focused = document.activeElement?.dataset?.control;
    this.controls.replaceChildren(
      h("div", { class: "row" },
        h("button", { type: "button", "data-control": "errors", "aria-pressed": String(isErrorsOnly),
          onclick: () => this.toggleErrors() }, say("errorsOnly")),
        h("fieldset", { class: "levels" }, h("legend", { class: "unseen" }, say("severity")),
          levels.filter((name) => counts[name]).map((name) => h("button", {
            type: "button", "data-control": name, class: `level-${name.toLowerCase()}`,
              "aria-pressed": String(level.has(name)),
            onclick: () => pick(name),
          }, name, " ", h("span", { class: "soft" }, number(counts[name])))))),
      h("div", { class: "row" },
        h("label", { class: "field" }, h("span", { class: "unseen" }, say("source")), h("select", {
          "data-control": "source", onchange: (event) => this.change({ source: event.target.value }),
        }, h("option", { value: "" }, say("allSources", { n: this.sources.length })), this.sources.map((each) =>
          h("option", { value: each.source,
            selected: (source ?? (this.isFiltered ? "" : this.source)) === each.source }, this.short(each.source))))),
        threads.size ? h("label", { class: "field" }, h("span", { class: "unseen" }, say("thread")), h("select", {
          "data-control": "thread", onchange: (event) => this.change({ thread: event.target.value }),
        }, h("option", { value: "" }, say("allThreads")),
          [...threads].sort((one, other) => other[1] - one[1]).map(([name, count]) =>
          h("option", { value: name, selected: name === thread },
            `${name.length > 60 ? `${name.slice(0, 60)}…` : name} (${number(count)})`)))) : "",
        range ? h("button", { type: "button", "data-control": "range", "aria-label": say("anyTime"),
          onclick: () => this.change({ range: undefined }) },
          `${this.clock(range.from)} – ${this.clock(range.to)} ×`) : "",
        this.isFiltered ? h("button", {
          type: "button", class: "quiet", "data-control": "clear",
          onclick: () => this.change({ level: new Set(), thread: "", range: undefined, source: undefined }),
        }, say("clearFilters")) : ""));
    if (focused) this.controls.querySelector(`[data-control="${focused}"]`)?.focus();
  }

  clock(ms) {
    const zone = offset(this.timeline.answer?.from);
    const { start } = this.timeline.answer ?? { start: ms };
    return day(ms, zone) === day(start, zone) ? time(ms, zone) : `${day(ms, zone)} ${time(ms, zone)}`;
  }

  /** Shows errors only, or everything again. */
  toggleErrors() {
    const isOn = this.filter.level.size > 0;
    this.change({ level: new Set(isOn ? [] : failures) });
  }

  async drawTimeline() {
    const { source, thread } = this.filter;
    try {
      const answer = await patiently(address(`${this.base}/timeline`, {
        source, thread, level: [...failures, "WARN"], buckets: columns(this.element.clientWidth || 700),
      }));
      this.timeline.draw(answer, { marks: this.moments, chosen: this.filter.range });
    } catch (problem) {
      this.timeline.element.replaceChildren(h("figcaption", { class: "soft" }, problem.message));
    }
  }
}
