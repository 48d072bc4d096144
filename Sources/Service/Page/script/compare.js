// What changed between two reports.

import { address, json } from "./api.js";
import { h, quoted } from "./dom.js";
import { local, number } from "./format.js";
import { say, worded } from "./words.js";

/** The changes from one report to another, as a part of a page. */
export async function difference(from, to, signal) {
  const answer = await json(address(`/v1/diagnoses/${from}/difference`, { to }), { signal });
  const part = (key, items) => (items.length ? [h("h3", {}, say(key)), h("ul", {}, items)] : []);
  const finding = ({ title, severity, status }) => [
    h("span", { class: `badge severity-${severity}` }, worded("severity", severity)), ` ${local(title)} `,
      h("span", { class: "soft" }, worded("status", status))];
  const error = ({ exception, template, count }) => h("li", { class: "quote" },
    h("code", {}, quoted(exception ?? "")), " ", quoted(template), ` × ${number(count)}`);
  const lists = [
    ...part("newFindings", answer.new.map((item) => h("li", {}, finding(item)))),
    ...part("goneFindings", answer.gone.map((item) => h("li", {}, finding(item)))),
    ...part("changedFindings",
      answer.changed.map(({ before, after }) => h("li", {}, finding(after), h("div", { class: "soft" },
      [before, after].map((each) =>
        worded("status", each.status) + say("comma") + say("times", { n: each.count })).join(" → "))))),
    ...part("newUnknowns", answer.newUnknowns.map(error)), ...part("goneUnknowns", answer.goneUnknowns.map(error)),
  ];
  return h("section", { class: "difference", "aria-labelledby": "difference" },
    h("div", { class: "row" }, h("h2", { id: "difference" }, say("comparison")),
      h("a", { href: `/d/${to}` }, say("openOther")), h("a", { href: `/d/${from}` }, say("endComparison"))),
    answer.partial ? h("p", { class: "notice" }, say("partial")) : "",
    lists.length ? lists : h("p", {}, say("noDifference")),
      h("p", { class: "soft" }, say("unchanged", { n: answer.unchanged })));
}
