// Makes elements. Text is always set as text, so nothing that a log says can become markup.

const drawing = "http://www.w3.org/2000/svg";

/** An element with its attributes, its listeners (`onclick: f`) and its children. */
export function h(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/** The same for a drawing. */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(drawing, tag), attributes, children);
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  // `append` makes text nodes of strings; what is absent or false is left out.
  element.append(...children.flat(Infinity).filter((child) => child !== undefined
    && child !== null && child !== false).map((child) => child instanceof Node ? child : String(child)));
  return element;
}

const allowed = new Set(["H1", "H2", "H3", "H4", "H5", "H6", "P", "UL", "OL", "LI", "PRE", "CODE", "STRONG",
  "EM", "B", "I", "A", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "BLOCKQUOTE", "HR", "BR", "DEL", "SPAN", "DIV",
  "DL", "DT", "DD", "SUP", "SUB", "KBD"]);

/**
 * The body of an article, whose HTML the server has written itself.
 *
 * It is built anew from the few tags that articles need, links only to the web, with its headings
 * below the level of the place where it stands; its first heading, the title, is left out.
 */
export function article(html, { level = 2 } = {}) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const body = h("div", { class: "article-body" });
  let hasTitle = false;
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE || !allowed.has(node.tagName)) continue;
      if (node.tagName === "H1" && !hasTitle) {
        hasTitle = true;
        continue;
      }
      const rank = /^H([1-6])$/.exec(node.tagName)?.[1];
      const element = h(rank ? `h${Math.min(6, Number(rank) - 1 + level)}` : node.tagName.toLowerCase());
      const address = node.getAttribute("href");
      if (node.tagName === "A" && /^https?:\/\//i.test(address ?? "")) {
        element.href = address;
        element.rel = "noopener noreferrer";
        element.target = "_blank";
      }
      copy(node, element);
      const isWide = node.tagName === "TABLE" || node.tagName === "PRE";
      if (isWide) element.tabIndex = 0;
      to.append(node.tagName === "TABLE" ? h("div", { class: "wide" }, element) : element);
      if (node.tagName === "TABLE") {
        element.removeAttribute("tabindex");
        element.parentElement.tabIndex = 0;
      }
    }
  };
  copy(parsed.body, body);
  return body;
}

// Controls, marks that turn the direction of writing, and letters without width: shown as what
// they are, so that a line cannot look like another.
const hidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g;

/** A text from the input, with what cannot be seen made visible and `marks` (strings of some length) marked. */
export function quoted(text, marks = [], shortest = 3) {
  const pieces = [];
  const wanted = marks.filter((mark) => mark.length >= shortest);
  let end = 0;
  const plain = (piece) => pieces.push(...marked(piece, wanted));
  for (const match of text.matchAll(hidden)) {
    if (match[0] === "\r" && text[match.index + 1] === "\n") continue;
    plain(text.slice(end, match.index));
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    pieces.push(h("span", { class: "invisible", title: `U+${code}` }, `‹${code}›`));
    end = match.index + match[0].length;
  }
  plain(text.slice(end));
  return pieces;
}

/** A path, which may break after its slashes. */
export const path = (text) => quoted(text).flatMap((piece) => (typeof piece === "string"
  ? piece.split(/(?<=\/)/).flatMap((part) => [part, h("wbr")]).slice(0, -1) : [piece]));

function marked(text, wanted) {
  if (!wanted.length || !text) return [text];
  const pieces = [];
  let rest = text;
  while (rest) {
    const hits = wanted.map((mark) => [rest.indexOf(mark), mark]).filter(([at]) => at >= 0);
    if (!hits.length) break;
    const [at, mark] = hits.reduce((best, hit) => (hit[0] < best[0]
      || (hit[0] === best[0] && hit[1].length > best[1].length) ? hit : best));
    pieces.push(rest.slice(0, at), h("mark", {}, mark));
    rest = rest.slice(at + mark.length);
  }
  return [...pieces, rest];
}

/** Tells a screen reader, and nobody else. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/** A button that copies a text and says so. */
export function copyButton(text, { label, done, attributes = {} }) {
  const button = h("button", {
    type: "button", class: "quiet", ...attributes,
    onclick: async () => {
      const isCopied = await copied(typeof text === "function" ? text() : text);
      if (!isCopied) return;
      button.textContent = done;
      announce(done);
      setTimeout(() => { button.textContent = label; }, 1600);
    },
  }, label);
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where the page has no right to the clipboard (no TLS off loopback), the old way.
    const field = h("textarea", { class: "unseen", value: text });
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    return isDone;
  }
}
