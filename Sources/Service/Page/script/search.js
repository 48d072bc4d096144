// Search with results as you type.

import { address, json } from "./api.js";
import { announce, h } from "./dom.js";
import { languages, say } from "./words.js";

/** Shows what a search finds; `update(query)` shows another search in place. */
export async function searchView(main, { query, signal }) {
  const results = h("div", { class: "results" });
  const heading = h("h1", { tabindex: "-1" }, say("search"));
  const state = h("p", { class: "soft" });
  main.replaceChildren(h("div", { class: "column" }, heading, state, results));
  let request;

  async function show(words) {
    request?.abort();
    request = new AbortController();
    const { signal: own } = request;
    const text = words.trim();
    document.title = text ? `${text} · aemedic` : `${say("search")} · aemedic`;
    if (!text) {
      state.textContent = say("searchHint");
      results.replaceChildren();
      return;
    }
    try {
      const answer = await json(address("/v1/search", { q: text, limit: 20 }),
        { signal: AbortSignal.any([own, signal]) });
      state.replaceChildren(answer.results.length ? say("resultCount", { n: answer.results.length }) : say("noResult"));
      announce(state.textContent);
      if (answer.suggestions.length) {
        state.append(" ", say("didYouMean"), " ", ...answer.suggestions.map(({ word, suggestion }) =>
          h("a", { href: address("/search", { q: text.replace(word, suggestion) }) }, suggestion)));
      }
      results.replaceChildren(h("ol", { class: "plain" }, answer.results.map(result)));
    } catch (problem) {
      if (problem.name === "AbortError") return;
      results.replaceChildren();
      state.textContent = problem.message;
    }
  }
  await show(query.get("q") ?? "");
  return { update: show, keys: { j: () => step(results, 1), k: () => step(results, -1) } };
}

function result({ number, language, fallback, title, snippet }) {
  return h("li", { class: "result" },
    h("h2", {}, h("a", { href: `/article/${number}`, lang: language }, title)),
    h("p", { lang: language, class: "snippet" }, snippet),
    h("p", {}, h("small", {}, number, fallback ? ` · ${languages.find(([code]) => code === language)?.[1]}` : "")));
}

function step(results, by) {
  const links = [...results.querySelectorAll("h2 a")];
  const index = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, index + by))]?.focus();
}
