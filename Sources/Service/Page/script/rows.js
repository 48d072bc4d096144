// A list of any length of which only what is seen exists: rows are fetched in pieces and drawn
// when they come into view.

import { h } from "./dom.js";

const rowHeight = 21;
const pieceLength = 200;
const mostPieces = 60;

// Browsers draw nothing taller than some ten million pixels. A longer list scrolls in
// proportion instead, and wheel and keys move it row by row.
const tallest = 6_000_000;

export class Rows {
  /**
   * - `label`: what the list is, for who cannot see it.
   * - `fetchPiece(from, count, signal)`: promises the items of a piece; `from` counts from 0.
   * - `draw(item, index)`: promises nothing, gives the parts of a row and its classes.
   * - `onselect(index, item)`: is told which row is chosen.
   */
  constructor({ label, fetchPiece, draw, onselect, onproblem }) {
    Object.assign(this, { fetchPiece, draw, onselect, onproblem });
    this.total = 0;
    this.top = 0;
    this.selected = -1;
    this.pieces = new Map();
    this.wanted = new Map();
    this.sheet = h("div", { class: "rows-sheet", role: "presentation" });
    this.room = h("div", { class: "rows-room", role: "presentation" }, this.sheet);
    this.element = h("div", { class: "rows", role: "listbox", tabindex: "0", "aria-label": label }, this.room);
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.element.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    this.element.addEventListener("click", (event) => {
      const row = event.target.closest("[data-index]");
      if (row && !String(getSelection())) this.select(Number(row.dataset.index));
    });
    new ResizeObserver(() => this.resized()).observe(this.element);
  }

  /** Starts anew with a list of another length. */
  reset(total) {
    for (const request of this.wanted.values()) request.abort();
    this.wanted.clear();
    this.pieces.clear();
    this.total = total;
    this.selected = -1;
    this.top = 0;
    this.height = Math.min(total * rowHeight, tallest);
    this.room.style.height = `${this.height}px`;
    this.element.scrollTop = 0;
    this.element.scrollLeft = 0;
    this.sheet.style.width = "100%";
    this.widest = 0;
    this.redraw();
  }

  /** Keeps the chosen row in view when the room for the list changes. */
  resized() {
    if (this.top > this.last) this.moveTo(this.last);
    if (this.selected >= 0) this.show(this.selected);
    this.redraw();
  }

  get isScaled() { return this.total * rowHeight > tallest; }
  get visible() { return Math.max(1, Math.floor(this.element.clientHeight / rowHeight)); }
  get last() { return Math.max(0, this.total - this.visible); }

  /** Brings a row into view, a third from the top. */
  show(index) {
    if (index < this.top || index > this.top + this.visible - 2) this.moveTo(index - this.visible / 3);
    this.redraw();
  }

  /** Chooses a row, brings it into view and tells who wants to know. */
  async select(index) {
    if (index < 0 || index >= this.total) return;
    this.selected = index;
    this.show(index);
    const item = await this.item(index);
    if (item && this.selected === index) this.onselect(index, item);
  }

  moveTo(top) {
    this.top = Math.min(this.last, Math.max(0, top));
    const room = this.height - this.element.clientHeight;
    const place = this.isScaled ? (this.last ? (this.top / this.last) * room : 0) : this.top * rowHeight;
    // What the browser makes of it comes back as a scroll event, which is ours to ignore.
    this.own = Math.round(place);
    this.element.scrollTop = this.own;
    this.redraw();
  }

  scrolled() {
    const place = this.element.scrollTop;
    if (this.own !== undefined && Math.abs(place - this.own) <= 1) {
      this.own = undefined;
    } else {
      const room = this.height - this.element.clientHeight;
      this.top = this.isScaled ? (place / room) * this.last : place / rowHeight;
    }
    this.redraw();
  }

  wheeled(event) {
    if (!this.isScaled || event.ctrlKey || !event.deltaY) return;
    event.preventDefault();
    const step = [1 / rowHeight, 1, this.visible][event.deltaMode] ?? 1;
    this.moveTo(this.top + event.deltaY * step);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const start = this.selected < 0 ? Math.floor(this.top) : this.selected;
    const target = {
      ArrowDown: this.selected < 0 ? start : start + 1, ArrowUp: start - 1,
      PageDown: start + this.visible, PageUp: start - this.visible, Home: 0, End: this.total - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.select(Math.min(this.total - 1, Math.max(0, target)));
  }

  redraw() {
    if (this.isDrawing) return;
    this.isDrawing = true;
    requestAnimationFrame(() => {
      this.isDrawing = false;
      this.drawNow();
    });
  }

  drawNow() {
    const first = Math.max(0, Math.floor(this.top) - 4);
    const end = Math.min(this.total, first + this.visible + 10);
    const shift = (this.isScaled ? this.element.scrollTop + (first - this.top) * rowHeight : first * rowHeight);
    this.sheet.style.transform = `translateY(${Math.round(Math.max(0, shift))}px)`;
    const rows = [];
    for (let index = first; index < end; index += 1) rows.push(this.row(index));
    this.sheet.replaceChildren(...rows);
    const active = this.selected >= first && this.selected < end ? `row-${this.selected}` : "";
    if (active) this.element.setAttribute("aria-activedescendant", active);
    else this.element.removeAttribute("aria-activedescendant");
    // The list is as wide as the widest line seen so far.
    const width = this.sheet.scrollWidth;
    if (width > this.widest) {
      this.widest = width;
      this.sheet.style.minWidth = `${width}px`;
    }
    this.fetchFor(first, end);
  }

  /** Shows the chosen row as an element, once it is drawn. */
  afterDrawing(act) {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const row = this.sheet.querySelector("[aria-selected=true]");
      if (row) act(row);
    }));
  }

  row(index) {
    const item = this.pieces.get(Math.floor(index / pieceLength))?.[index % pieceLength];
    const { kind = "waiting", parts = ["…"] } = item ? this.draw(item, index) : {};
    return h("div", {
      class: `log-row ${kind}`, id: `row-${index}`, role: "option", "data-index": index,
      "aria-selected": index === this.selected ? "true" : "false",
      "aria-posinset": index + 1, "aria-setsize": this.total,
    }, parts);
  }

  /** The item of a row, fetched if it is not there. */
  async item(index) {
    const piece = Math.floor(index / pieceLength);
    await this.fetch(piece);
    return this.pieces.get(piece)?.[index % pieceLength];
  }

  fetchFor(first, end) {
    const [from, to] = [Math.floor(first / pieceLength), Math.floor((end - 1) / pieceLength)];
    for (const [piece, request] of this.wanted) {
      const isNear = piece >= from - 1 && piece <= to + 1;
      const isChosen = Math.floor(this.selected / pieceLength) === piece;
      if (!isNear && !isChosen) request.abort();
    }
    clearTimeout(this.timer);
    // A thumb that is dragged past a thousand pieces asks for the one where it rests.
    this.timer = setTimeout(() => {
      for (let piece = from; piece <= to; piece += 1) this.fetch(piece);
    }, 40);
  }

  async fetch(piece) {
    const pending = this.wanted.get(piece);
    if (pending) return pending.promise;
    if (this.pieces.has(piece) || piece < 0 || piece * pieceLength >= this.total) return undefined;
    const request = new AbortController();
    this.wanted.set(piece, request);
    request.promise = (async () => {
      try {
        const items = await this.fetchPiece(piece * pieceLength, pieceLength, request.signal);
        if (this.wanted.get(piece) !== request) return;
        this.pieces.set(piece, items);
        // The oldest pieces go first; a map keeps the order in which they came.
        if (this.pieces.size > mostPieces) this.pieces.delete(this.pieces.keys().next().value);
        this.redraw();
      } catch (problem) {
        if (problem.name !== "AbortError") this.onproblem?.(problem);
      } finally {
        if (this.wanted.get(piece) === request) this.wanted.delete(piece);
      }
    })();
    return request.promise;
  }
}
