// Talks to the server that gave this page, and to nobody else.

import { language } from "./words.js";

/** What the server said is wrong (RFC 9457), in the reader's language. */
export class Problem extends Error {
  constructor(status, { title, detail, errors = [] } = {}, retryAfter) {
    super(detail || title || `HTTP ${status}`);
    this.status = status;
    this.title = title;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

let token;
let bearer = sessionStorage.getItem("aemedic.bearer");
let askForBearer = async () => undefined;

/** Tells what to do when the server wants its token: a function that promises one. */
export function onBearerWanted(ask) { askForBearer = ask; }

/** What the server is and what it keeps; fetched once, and again after it was started anew. */
export async function session() {
  const answer = await json("/v1/session");
  token = answer.token;
  return answer;
}

function headers(method, extra) {
  const sent = { "Accept-Language": language(), ...extra };
  if (bearer) sent.Authorization = `Bearer ${bearer}`;
  if (method !== "GET" && token) sent["X-Aemedic-Token"] = token;
  return sent;
}

/** Sends a request; what is no success is thrown as a `Problem`. */
export async function call(path, { method = "GET", body, type, accept, signal } = {}, isSecondTry = false) {
  const extra = {};
  if (type) extra["Content-Type"] = type;
  if (accept) extra.Accept = accept;
  const response = await fetch(path, { method, body, signal, headers: headers(method, extra), cache: "no-cache" });
  if (response.ok || response.status === 304) return response;
  const problem = await read(response);
  if (response.status === 401 && !isSecondTry) {
    bearer = await askForBearer(problem);
    if (bearer) {
      sessionStorage.setItem("aemedic.bearer", bearer);
      return call(path, { method, body, type, accept, signal }, path === "/v1/session");
    }
  }
  if (response.status === 403 && method !== "GET" && !isSecondTry) {
    // The server was started again since and has drawn another token.
    await session();
    return call(path, { method, body, type, accept, signal }, true);
  }
  if (response.status === 429 && method === "GET" && problem.retryAfter && !isSecondTry) {
    await new Promise((resolve) => setTimeout(resolve, problem.retryAfter * 1000));
    return call(path, { accept, signal }, true);
  }
  throw problem;
}

async function read(response) {
  const details = await response.json().catch(() => ({ title: response.statusText }));
  return new Problem(response.status, details, Number(response.headers.get("Retry-After")) || undefined);
}

/** The JSON at an address, or the answer to what is posted there. */
export async function json(path, { post, signal } = {}) {
  const options = post === undefined ? { signal }
    : { method: "POST", body: JSON.stringify(post), type: "application/json", signal };
  return (await call(path, { accept: "application/json", ...options })).json();
}

/** The same for what the server is still preparing: asks again for as long as it says to. */
export async function patiently(path, { signal, onwait } = {}) {
  for (;;) {
    try {
      return await json(path, { signal });
    } catch (problem) {
      if (problem.status !== 503 || !problem.retryAfter) throw problem;
      onwait?.();
      await new Promise((resolve) => setTimeout(resolve, problem.retryAfter * 1000));
      signal?.throwIfAborted();
    }
  }
}

/** An address with its query; values that are absent or empty are left out, lists joined. */
export function address(path, query) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== undefined && text !== null && text !== "") words.set(name, text);
  }
  return words.size ? `${path}?${words}` : path;
}

/**
 * Reads server-sent events until the server ends them.
 *
 * `EventSource` cannot send the token that a guarded server wants.
 */
export async function* events(path, signal) {
  const response = await call(path, { accept: "text/event-stream", signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value.replaceAll("\r", "");
    for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
      const event = { name: "message", data: "" };
      for (const line of buffer.slice(0, end).split("\n")) {
        if (line.startsWith("event:")) event.name = line.slice(6).trim();
        if (line.startsWith("data:")) event.data += line.slice(5).trim();
      }
      buffer = buffer.slice(end + 2);
      if (event.data) yield { name: event.name, data: JSON.parse(event.data) };
    }
  }
}

/**
 * Uploads an input and promises the number of its diagnosis.
 *
 * `fetch` does not tell how much was sent; the older way does.
 */
export function upload(body, { type, signal, onprogress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/diagnoses?wait=1");
    const extra = type ? { "Content-Type": type } : {};
    for (const [name, value] of Object.entries(headers("POST", extra))) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => onprogress?.(event.loaded, event.total));
    request.addEventListener("load", () => {
      const place = request.getResponseHeader("Location");
      if (request.status < 300 && place) {
        resolve(place.split("/").pop());
        return;
      }
      let details = {};
      try { details = JSON.parse(request.responseText); } catch { details.title = request.statusText; }
      reject(new Problem(request.status, details));
    });
    request.addEventListener("error", () => reject(new Problem(0)));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

/** Saves a text, bytes or an answer of the server as a file. */
export function save(name, content, type = "application/octet-stream") {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
