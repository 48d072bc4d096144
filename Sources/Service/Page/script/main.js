// Starts the page: what stands at its head, and which view belongs to which address.

import { address, json, onBearerWanted, session } from "./api.js";
import { articleView } from "./article.js";
import { announce, h, svg } from "./dom.js";
import { help, listen } from "./keys.js";
import { playgroundView } from "./playground.js";
import { reportView } from "./report.js";
import { searchView } from "./search.js";
import { startView } from "./start.js";
import { language, languages, say, speak } from "./words.js";

const views = [
  [/^\/$/, startView, "diagnose"],
  [/^\/d\/([0-9a-f]+)$/, reportView, "diagnose"],
  [/^\/search$/, searchView, "search"],
  [/^\/article\/([\w-]+)$/, articleView, "search"],
  [/^\/playground$/, playgroundView, "playground"],
];

const main = document.getElementById("main");
const app = {};
let view;
let opened;
let leaving = new AbortController();

/** Goes to an address of the page. */
function navigate(to, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", to);
  return open();
}

/** Opens the view that belongs to the address. */
async function open() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  view = undefined;
  opened = location.pathname + location.search;
  const [found, show, name] = views.map(([pattern, show, name]) => [pattern.exec(location.pathname), show, name])
    .find(([found]) => found) ?? [];
  drawHead(name);
  scrollTo(0, 0);
  if (!show) {
    complain(say("noSuchPage"));
    return;
  }
  main.setAttribute("aria-busy", "true");
  try {
    const query = new URLSearchParams(location.search);
    const shown = await show(main, { id: found[1], query, signal, navigate, app });
    if (!signal.aborted) view = shown;
  } catch (problem) {
    if (signal.aborted || problem.name === "AbortError") return;
    complain(problem.status === undefined ? String(problem) : problem.message || say("notReached"));
    if (problem.status === undefined) throw problem;
  } finally {
    if (leaving.signal === signal) main.removeAttribute("aria-busy");
  }
}

function complain(text) {
  main.replaceChildren(h("div", { class: "column" }, h("h1", { tabindex: "-1" }, say("wentWrong")),
    h("div", { class: "notice bad", role: "alert" }, h("p", {}, text)),
      h("p", {}, h("a", { href: "/" }, say("startAgain")))));
}

// MARK: The head of the page

function drawHead(name) {
  const head = document.getElementById("masthead");
  const link = (to, key) => h("a", { href: to, "aria-current": key === name ? "page" : undefined }, say(key));
  const field = h("input", {
    type: "search", id: "search", name: "q", autocomplete: "off", placeholder: say("searchPlaceholder"),
      "aria-label": say("search"),
    value: location.pathname === "/search" ? new URLSearchParams(location.search).get("q") ?? "" : "",
  });
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(field.value), 120);
  });
  // The same head serves a search as it goes on, so that the field keeps its cursor.
  if (head.childElementCount && location.pathname === "/search" && head.dataset.language === language()) {
    for (const each of head.querySelectorAll("nav a")) each.removeAttribute("aria-current");
    head.querySelector("nav a[href='/search']").setAttribute("aria-current", "page");
    const old = document.getElementById("search");
    if (document.activeElement !== old) old.value = field.value;
    return;
  }
  head.dataset.language = language();
  head.replaceChildren(
    h("a", { href: "/", class: "name", "aria-label": say("home") }, mark(), "aemedic"),
    h("nav", { "aria-label": say("pages") }, link("/", "diagnose"), link("/search", "search"),
      link("/playground", "playground")),
    h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); search(field.value); } }, field),
    choice("languageLabel", languages, language(),
      (code) => { speak(code); localStorage.setItem("aemedic.language", code); drawShell(); open(); }),
    choice("theme", [["", say("themeAuto")], ["light", say("themeLight")], ["dark", say("themeDark")]],
      localStorage.getItem("aemedic.theme") ?? "",
        (theme) => { localStorage.setItem("aemedic.theme", theme); dress(); }),
    h("button", { type: "button", "aria-label": say("keyboard"), onclick: help }, "?"));
}

function choice(key, options, current, change) {
  return h("select", { "aria-label": say(key), onchange: (event) => change(event.target.value) },
    options.map(([value, name]) => h("option", { value, selected: value === current }, name)));
}

function mark() {
  return svg("svg", { viewBox: "0 0 32 32", "aria-hidden": "true", class: "logo" },
    svg("path", { d: "M3 17h7l3.4-10 5.4 17 3.2-7h7", fill: "none", "stroke-width": "2.6",
      "stroke-linecap": "round", "stroke-linejoin": "round" }));
}

function search(words) {
  const to = address("/search", { q: words });
  if (location.pathname === "/search" && view?.update) {
    history.replaceState(null, "", to);
    opened = to;
    view.update(words);
  } else {
    navigate(to);
  }
}

// MARK: Start

function dress() {
  const theme = localStorage.getItem("aemedic.theme");
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function drawShell() {
  document.documentElement.lang = language();
  document.getElementById("skip").textContent = say("skip");
}

function askForBearer(problem) {
  return new Promise((resolve) => {
    const field = h("input", { type: "password", autocomplete: "off", "aria-label": say("bearer") });
    const dialog = h("dialog", { "aria-labelledby": "bearer-title" },
      h("h2", { id: "bearer-title" }, say("bearer")), h("p", {}, problem.message),
      h("form", { method: "dialog" }, field,
        h("div", { class: "row end" }, h("button", { class: "primary" }, say("go")))));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(field.value.trim() || undefined); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || link.target || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.getAttribute("href").startsWith("/v1") || link.getAttribute("href").startsWith("/api")) return;
  event.preventDefault();
  navigate(link.getAttribute("href"));
});
addEventListener("popstate", () => {
  if (opened === location.pathname + location.search) view?.follow?.();
  else open();
});
listen(() => view?.keys);

dress();
speak(localStorage.getItem("aemedic.language") ?? navigator.languages.map((tag) => tag.slice(0,
  2)).find((code) => languages.some(([known]) => known === code)) ?? "en");
drawShell();
onBearerWanted(askForBearer);
try {
  [app.session, app.limits] = [await session(), await json("/v1/limits")];
  await open();
} catch (problem) {
  drawHead();
  complain(problem.message || say("notReached"));
  announce(say("notReached"));
}
