// Errors and warnings over time, as a drawing in which a stretch can be chosen.

import { h, svg } from "./dom.js";
import { day, moment, number, offset, stretch, time } from "./format.js";
import { say } from "./words.js";

const height = 72;
const base = 56;
const errorLevels = ["FATAL", "ERROR"];

/** How many columns of a drawing of some width a reader can tell apart. */
export const columns = (width) => Math.max(24, Math.min(240, Math.floor(width / 5)));

export class Timeline {
  /** `onchoose(from, to)` is told the chosen stretch in milliseconds, or nothing. */
  constructor({ onchoose }) {
    this.onchoose = onchoose;
    this.element = h("figure", { class: "timeline" });
  }

  /** Draws an answer of the server, marks (moments with a name) and the stretch chosen. */
  draw(answer, { marks = [], chosen } = {}) {
    Object.assign(this, { answer, marks, chosen });
    const { buckets, start, width } = answer;
    this.zone = offset(answer.from);
    if (!buckets.length) {
      this.element.replaceChildren(h("figcaption", { class: "soft" },
        answer.untimed ? say("timelineUntimed", { n: answer.untimed }) : say("timelineEmpty")));
      return;
    }
    this.count = Math.max(...buckets.map((bucket) => bucket.index)) + 1;
    this.end = start + this.count * width;
    const sums = buckets.map(({ index, levels }) => ({
      index, errors: errorLevels.reduce((sum, level) => sum + (levels[level] ?? 0), 0), warnings: levels.WARN ?? 0,
    }));
    const most = Math.max(1, ...sums.map((sum) => sum.errors + sum.warnings));
    const errors = sums.reduce((sum, bucket) => sum + bucket.errors, 0);
    const warnings = sums.reduce((sum, bucket) => sum + bucket.warnings, 0);
    const caption = say("timelineSum",
      { errors: say("errors", { n: errors }), warnings: say("warnings", { n: warnings }) });
    this.drawing = svg("svg", {
      viewBox: `0 0 1000 ${height}`, preserveAspectRatio: "none", class: "bars", "aria-hidden": "true",
    }, sums.map((sum) => this.bar(sum, most)),
    svg("line", { x1: 0, x2: 1000, y1: base, y2: base, class: "axis" }),
    marks.filter(({ ms }) => ms >= start && ms <= this.end).map(({ ms, name }) => {
      const x = this.x(ms);
      return svg("path", { d: `M${x - 3.5} ${height - 2}L${x} ${base + 4}L${x + 3.5} ${height - 2}Z`, class: "moment" },
        svg("title", {}, name));
    }));
    this.shade = h("div", { class: "shade" });
    this.handles = ["from", "to"].map((edge) => this.handle(edge));
    this.tip = h("output", { class: "tip soft" });
    this.surface = h("div", { class: "surface" }, this.drawing, this.shade, this.handles);
    this.surface.addEventListener("pointerdown", (event) => this.press(event));
    this.surface.addEventListener("pointermove", (event) => this.point(event));
    this.surface.addEventListener("pointerleave", () => { this.tip.textContent = ""; });
    this.sums = new Map(sums.map((sum) => [sum.index, sum]));
    this.element.replaceChildren(
      h("figcaption", {}, h("strong", {}, caption), " ",
        h("span", { class: "soft" }, say("timelineBar", { length: stretch(width) })), this.tip),
      this.surface, this.scale(),
      h("details", { class: "figures" }, h("summary", {}, say("asTable")), this.table(sums)));
    this.paint();
  }

  x(ms) { return Math.min(1000, Math.max(0, ((ms - this.answer.start) / (this.end - this.answer.start)) * 1000)); }

  bar({ index, errors, warnings }, most) {
    const width = 1000 / this.count;
    const tall = (value) => (value ? Math.max(3, (value / most) * (base - 6)) : 0);
    const [bad, doubtful] = [tall(errors), tall(warnings)];
    const box = { x: index * width + width * 0.08, width: width * 0.84 };
    return [
      errors ? svg("rect", { ...box, y: base - bad, height: bad, class: "bad" }) : "",
      warnings ? svg("rect", { ...box, y: Math.max(0, base - bad - doubtful), height: doubtful,
        class: "doubtful" }) : "",
    ];
  }

  scale() {
    const { start } = this.answer;
    const [first, last] = [day(start, this.zone), day(this.end, this.zone)];
    const middle = start + (this.end - start) / 2;
    const isLong = this.end - start > 7 * 86_400_000;
    const label = (ms, isDated) => [isDated || isLong ? day(ms, this.zone) : "",
      isLong ? "" : time(ms, this.zone)].join(" ");
    return h("p", { class: "scale soft", "aria-hidden": "true" }, [start, middle, this.end].map((ms, place) =>
      h("span", {}, label(ms, place === 0 || first !== last))));
  }

  table(sums) {
    return h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": say("asTable") }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("fromTime")),
        h("th", { scope: "col", class: "number" }, "ERROR"), h("th", { scope: "col", class: "number" }, "WARN"))),
      h("tbody", {}, sums.map((sum, place) => h("tr", {}, h("td", {}, moment(this.answer.buckets[place].from)),
        h("td", { class: "number" }, number(sum.errors)), h("td", { class: "number" }, number(sum.warnings)))))));
  }

  /** An end of the chosen stretch, which the arrow keys move. */
  handle(edge) {
    return h("div", {
      class: `handle ${edge}`, role: "slider", tabindex: "0",
      "aria-label": say(edge === "from" ? "stretchFrom" : "stretchTo"),
      "aria-valuemin": 0, "aria-valuemax": this.count,
      onkeydown: (event) => {
        const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10,
          Home: -this.count, End: this.count }[event.key];
        if (event.key === "Escape") this.choose(undefined);
        if (step === undefined) return;
        event.preventDefault();
        const { start, width } = this.answer;
        const range = this.chosen ?? { from: start, to: this.end };
        const moved = Math.min(this.end, Math.max(start, range[edge] + step * width));
        const next = { ...range, [edge]: moved };
        if (next.to - next.from >= width) this.choose(next);
      },
    });
  }

  press(event) {
    if (event.button !== 0) return;
    const box = this.surface.getBoundingClientRect();
    const at = (pointer) => this.answer.start
      + Math.min(1, Math.max(0, (pointer.clientX - box.left) / box.width)) * (this.end - this.answer.start);
    const origin = at(event);
    const { start, width } = this.answer;
    const snap = (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const from = start + Math.floor((low - start) / width) * width;
      return { from, to: Math.min(this.end,
        Math.max(from + width, start + Math.ceil((high - start) / width) * width)) };
    };
    this.surface.setPointerCapture(event.pointerId);
    const move = (pointer) => {
      this.chosen = snap(origin, at(pointer));
      this.paint();
    };
    const release = (pointer) => {
      this.surface.removeEventListener("pointermove", move);
      this.choose(snap(origin, at(pointer)));
    };
    this.surface.addEventListener("pointermove", move);
    this.surface.addEventListener("pointerup", release, { once: true });
  }

  point(event) {
    const box = this.surface.getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / box.width) * this.count);
    const { errors = 0, warnings = 0 } = this.sums.get(index) ?? {};
    this.tip.textContent = `${time(this.answer.start + index * this.answer.width, this.zone)} · ${
      say("timelineSum", { errors: say("errors", { n: errors }), warnings: say("warnings", { n: warnings }) })}`;
  }

  choose(range) {
    const isWhole = range && range.from <= this.answer.start && range.to >= this.end;
    this.chosen = isWhole ? undefined : range;
    this.paint();
    this.onchoose(this.chosen);
  }

  /** Shows which stretch is chosen. */
  paint() {
    if (!this.shade) return;
    const { from, to } = this.chosen ?? { from: this.answer.start, to: this.end };
    const [left, right] = [this.x(from) / 10, this.x(to) / 10];
    this.shade.hidden = !this.chosen;
    this.shade.style.left = `${left}%`;
    this.shade.style.width = `${right - left}%`;
    for (const [handle, ms, place] of [[this.handles[0], from, left], [this.handles[1], to, right]]) {
      handle.style.left = `${place}%`;
      handle.setAttribute("aria-valuenow", Math.round((ms - this.answer.start) / this.answer.width));
      handle.setAttribute("aria-valuetext", time(ms, this.zone));
    }
  }
}
