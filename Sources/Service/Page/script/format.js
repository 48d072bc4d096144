// Numbers, sizes and times as each language writes them.

import { language, say } from "./words.js";

/** A number with its digits in groups. */
export const number = (value) => new Intl.NumberFormat(language()).format(value);

/** A share as a percentage. */
export const percent = (share) => new Intl.NumberFormat(language(), { style: "percent" }).format(share);

/** A number of bytes. */
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const rank = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language(), {
    style: "unit", unit: units[rank], unitDisplay: rank ? "short" : "long",
    maximumFractionDigits: rank > 1 ? 1 : 0,
  }).format(bytes / 1000 ** rank);
}

/** A length of time in seconds. */
export const seconds = (value) => new Intl.NumberFormat(language(), {
  style: "unit", unit: "second", unitDisplay: "short", maximumFractionDigits: value < 10 ? 2 : 0,
}).format(value);

/** How far a zone lies from UTC, in milliseconds, from a moment in ISO 8601. */
export function offset(moment) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(moment ?? "") ?? [];
  return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}

// A log's clock is shown as the log wrote it, never moved to the zone of the reader.
function clock(ms, zone, options) {
  return new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), { timeZone: "UTC", ...options })
    .format(new Date(ms + zone));
}

/** The time of day of a moment in milliseconds. */
export const time = (ms, zone = 0) => clock(ms, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The day of a moment in milliseconds. */
export const day = (ms, zone = 0) => clock(ms, zone, { day: "numeric", month: "short", year: "numeric" });

/** Day and time of a moment in ISO 8601. */
export function moment(text) {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : `${day(ms, offset(text))} ${time(ms, offset(text))}`;
}

/** From a moment to another, the day said once if it is the same. */
export function span(from, to) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const [first, last] = [day(start, offset(from)), day(end, offset(to))];
  if (start === end) return moment(from);
  const opening = `${first} ${time(start, offset(from))}`;
  const ending = first === last ? time(end, offset(to)) : `${last} ${time(end, offset(to))}`;
  return `${opening} – ${ending}`;
}

/** A length of time in milliseconds, in its largest whole unit. */
export function stretch(ms) {
  const [unit, length] = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]]
    .find(([, length]) => ms >= length * 1.5) ?? ["millisecond", 1];
  return new Intl.NumberFormat(language(), {
    style: "unit", unit, unitDisplay: "long", maximumFractionDigits: ms / length < 10 ? 1 : 0,
  }).format(ms / length);
}

/** A moment of this machine's own clock, such as when a report was made. */
export const here = (text) => new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), {
  dateStyle: "medium", timeStyle: "short",
}).format(new Date(text));

/** Names in a row. */
export const list = (names) => new Intl.ListFormat(language(), { type: "conjunction", style: "narrow" }).format(names);

/** A text of the server that is there in three languages. */
export const local = (texts) => texts?.[language()] ?? texts?.en ?? "";

/** Shortens paths by the folder that all of them share. */
export function shortener(paths) {
  const folders = paths.map((path) => path.split("/").slice(0, -1));
  let shared = 0;
  while (folders[0]?.[shared] !== undefined
    && folders.every((folder) => folder[shared] === folders[0][shared])) shared += 1;
  return (path) => path.split("/").slice(shared).join("/") || path;
}

/** “file, line 12” as each language says it, with the file's own name only. */
export const place = (source, line) => say("place", { source: source.split("/").pop(), line: String(line) });
