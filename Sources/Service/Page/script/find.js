// Finding a text in the log that is shown: a field, and steps from hit to hit.

import { announce, h } from "./dom.js";
import { number } from "./format.js";
import { say } from "./words.js";

const mostCounted = 1000;

export class Finder {
  /**
   * - `rows`: the list in which hits are chosen.
   * - `seek({ words, from, back, count }, signal)`: promises the hits from a row on, `{ hits, next }`: each hit is
   *   `{ row, line }`, `next` the row to go on from if there may be more.
   */
  constructor({ rows, seek }) {
    Object.assign(this, { rows, seek });
    this.request = new AbortController();
    this.words = "";
    this.field = h("input", {
      type: "search", autocomplete: "off", spellcheck: "false", maxlength: "200", "aria-label": say("findInLog"),
      placeholder: say("findInLog"), oninput: () => this.typed(), onkeydown: (event) => this.pressed(event),
    });
    this.state = h("span", { class: "soft", role: "status" });
    const step = (key, sign, back) => h("button",
      { type: "button", class: "quiet", "aria-label": say(key), title: say(key), onclick: () => this.step(back) }, sign);
    this.element = h("form", { class: "find row", role: "search", onsubmit: (event) => event.preventDefault() },
      this.field, step("previousHit", "↑", true), step("nextHit", "↓", false), this.state);
  }

  focus() {
    this.field.focus();
    this.field.select();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.restart(), 200);
  }

  pressed(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.step(event.shiftKey);
  }

  /** Takes what stands in the field, and counts its hits; called again when another list is shown. */
  async restart() {
    clearTimeout(this.timer);
    this.words = this.field.value;
    this.rows.redraw();
    this.state.textContent = "";
    const signal = this.begin();
    if (!this.words) return;
    let count = 0;
    await this.tell(async () => {
      for (let from = 0; from !== undefined && count < mostCounted;) {
        const { hits, next } = await this.seek({ words: this.words, from, count: mostCounted - count }, signal);
        count += hits.length;
        from = next;
        const n = from === undefined ? number(count) : `${number(count)}+`;
        this.state.textContent = count ? say("hitCount", { count: n }) : say(from === undefined ? "noHit" : "seeking");
      }
      announce(this.state.textContent);
    });
  }

  /** Goes to the next hit, or to the one before; behind the last comes the first. */
  async step(back) {
    if (this.field.value !== this.words) await this.restart();
    if (!this.words || !this.rows.total) return;
    const signal = this.begin();
    const { selected, top, total } = this.rows;
    let from = selected < 0 ? Math.floor(top) : selected + (back ? -1 : 1);
    let isAround = false;
    await this.tell(async () => {
      for (;;) {
        const isWithin = from >= 0 && from < total;
        const { hits: [hit], next } = isWithin
          ? await this.seek({ words: this.words, from, back, count: 1 }, signal) : { hits: [] };
        if (hit) {
          await this.rows.select(hit.row);
          this.rows.afterDrawing((row) => row.querySelector("mark")?.scrollIntoView({ block: "nearest", inline: "nearest" }));
          this.state.textContent = say(isAround ? "hitAround" : "hitAt", { line: hit.line });
          announce(this.state.textContent);
          return;
        }
        if (next === undefined && isAround) {
          this.state.textContent = say("noHit");
          return;
        }
        if (next === undefined) isAround = true;
        else this.state.textContent = say("seeking");
        from = next ?? (back ? total - 1 : 0);
      }
    });
  }

  /** The parts of a text that are hits, as they are written in it. */
  marks(text) {
    const found = new Set();
    const [whole, words] = [text.toLowerCase(), this.words.toLowerCase()];
    // Where small letters are not as long as capitals, places would not agree.
    if (!words || whole.length !== text.length) return [];
    for (let at = whole.indexOf(words); at >= 0; at = whole.indexOf(words, at + words.length)) {
      found.add(text.slice(at, at + words.length));
    }
    return [...found];
  }

  /** Sets aside what is still being looked for. */
  begin() {
    this.request.abort();
    this.request = new AbortController();
    return this.request.signal;
  }

  async tell(work) {
    try {
      await work();
    } catch (problem) {
      if (problem.name !== "AbortError") this.state.textContent = problem.message;
    }
  }
}
