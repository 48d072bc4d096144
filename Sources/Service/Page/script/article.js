// An article of the knowledge base, on its own page or inside a finding.

import { address, call, json } from "./api.js";
import { announce, article as built, h } from "./dom.js";
import { list } from "./format.js";
import { languages, language, say, worded } from "./words.js";

const fetched = (number, code, signal) =>
  json(address(`/v1/articles/${encodeURIComponent(number)}`, { lang: code }), { signal });

/** The page of an article. */
export async function articleView(main, { id, signal }) {
  const content = h("div");
  main.replaceChildren(h("div", { class: "column" }, content));
  const show = async (code) => {
    const found = await fetched(id, code, signal);
    document.title = `${found.title} · aemedic`;
    const heading = h("h1", { tabindex: "-1", lang: found.language }, found.title);
    content.replaceChildren(
      h("div", { class: "row" }, h("p", { class: "eyebrow" }, found.number), switcher(found, show)), heading,
        about(found),
      ...body(found, 1), feedback(found),
      found.nearDuplicates?.length
        ? h("section", {}, h("h2", { class: "section" }, say("likeThis")),
        h("ul", {}, found.nearDuplicates.map((like) =>
        h("li", {}, h("a", { href: `/article/${like.number}` }, `${like.number} ${like.title ?? ""}`))))) : "");
    heading.focus({ preventScroll: true });
    announce(found.title);
  };
  await show(language());
}

/** An article inside a finding; it is fetched when it is opened. */
export function articlePanel(reference, { isOpen }) {
  const title = h("span", { lang: reference.language }, reference.title);
  const content = h("div", { class: "article-inline" }, h("p", { class: "soft" }, say("loading")));
  const show = async (code) => {
    try {
      const found = await fetched(reference.number, code);
      title.textContent = found.title;
      title.lang = found.language;
      content.replaceChildren(h("div", { class: "row" }, switcher(found, show),
        h("a", { href: `/article/${found.number}` }, say("ownPage")), source(found)), ...body(found, 4),
          feedback(found));
    } catch (problem) {
      content.replaceChildren(h("p", { class: "notice bad" }, problem.message));
    }
  };
  const panel = h("details", { class: "block article-panel" },
    h("summary", {}, h("h4", {}, say("article")), " ", h("span", { class: "soft" }, reference.number), " ",
      title), content);
  let isAsked = false;
  panel.addEventListener("toggle", () => {
    if (!panel.open || isAsked) return;
    isAsked = true;
    show(language());
  });
  panel.open = isOpen;
  return panel;
}

function switcher(found, show) {
  return h("div", { class: "languages", role: "group", "aria-label": say("articleLanguage") }, languages
    .filter(([code]) => found.languages?.includes(code) ?? code === found.language)
    .map(([code, name]) => h("button",
      { type: "button", class: "quiet", lang: code, "aria-pressed": String(code === found.language),
      onclick: () => show(code) }, name)));
}

const source = ({ url }) => (/^https?:/.test(url ?? "")
  ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, say("original")) : "");

function about(found) {
  const facts = [found.product, worded("articleState", found.state), found.date].filter(Boolean);
  return h("p", { class: "soft" }, facts.join(" · "), found.keywords?.length
    ? [h("br"), h("small", {}, list(found.keywords.slice(0, 12)))] : "", " ", source(found));
}

function body(found, level) {
  return [
    found.fallback ? h("p", { class: "notice" }, say("notInLanguage")) : "",
    h("div", { lang: found.language }, built(found.html, { level })),
  ].filter(Boolean);
}

/** Whether the article helped, kept on this machine only. */
function feedback({ number }) {
  const state = h("span", { class: "soft", role: "status" });
  const tell = (verdict) => h("button", {
    type: "button", class: "quiet",
    onclick: async () => {
      try {
        await call("/v1/feedback",
          { method: "POST", type: "application/json", body: JSON.stringify({ article: number, verdict }) });
        state.textContent = say("thanks");
      } catch (problem) { state.textContent = problem.message; }
    },
  }, say({ useful: "useful", "not-useful": "notUseful", wrong: "isWrong" }[verdict]));
  return h("div", { class: "row feedback no-print" }, h("span", { class: "soft" }, say("didItHelp")),
    tell("useful"), tell("not-useful"), tell("wrong"), state);
}
