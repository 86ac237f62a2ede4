// Puts what has happened on the page. All of it is text: nothing is ever parsed as HTML.

/** An element. A child is an element or text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, text] of Object.entries(attributes)) made.setAttribute(key, text);
  made.append(...children);
  return made;
}

/** Text whose parts in backticks are code. */
export function marked(text) {
  return text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));
}

const sentence = text => element("p", {}, ...marked(text));

const short = target => target.replace(/[?&]exchange=.*/, "");

function table(caption, lines) {
  const row = line => element("tr", line.matters ? { class: "matters" } : {},
    element("th", { scope: "row" }, line.name), element("td", {}, line.value));
  return element("table", {}, element("caption", {}, caption), element("tbody", {}, ...lines.map(row)));
}

/** Headers that matter first, the others folded away. */
function headers(caption, lines) {
  const matter = lines.filter(line => line.matters);
  const others = lines.filter(line => !line.matters);
  const shown = matter.length ? table(caption, matter) : element("p", { class: "none" }, `${caption}: none that matters`);
  const folded = element("details", {}, element("summary", {}, others.length === 1 ? "1 other" : `${others.length} others`), table("Others", others));
  return element("div", { class: "headers" }, shown, ...(others.length ? [folded] : []));
}

const name = exchange => (exchange.is_preflight ? "Preflight" : "Request");

/** A preflight or a request, as the server saw it. */
export function exchange(exchange) {
  const code = text => element("code", {}, text);
  const line = [code(`${exchange.method} ${short(exchange.target)}`), " → ", code(`${exchange.status} ${exchange.reason}`)];
  return element("section", { class: "exchange" },
    element("h3", {}, `${name(exchange)}: `, ...line),
    element("div", { class: "beside" }, headers("Sent by the browser", exchange.request), headers("Answered", exchange.response)));
}

/** What `explain` says of each. */
export function explained(exchanges) {
  if (!exchanges.length) return [sentence("Nothing has reached the server.")];
  return exchanges.map(exchange => {
    const said = exchange.explain ? [element("q", {}, ...marked(exchange.explain))] : [];
    const note = exchange.note ? sentence(exchange.note) : "";
    return element("div", { class: `said ${exchange.verdict}` }, element("h4", {}, name(exchange)), ...said, note);
  });
}

/** What the page's script gets. */
export function outcome(verdict, outcome) {
  const sentences = verdict.sentences.map(sentence);
  if (outcome.error !== undefined) return sentences;
  const lines = outcome.headers.map(([name, value]) => ({ name, value }));
  const none = element("p", { class: "none" }, "No header that it could read");
  const body = element("pre", { class: "body", tabindex: "0", "aria-label": "Body" }, outcome.body || "(no body)");
  return [...sentences, lines.length ? table("Headers that the page reads", lines) : none, body];
}

/** The call that the page's script makes. */
export function call(url, options) {
  const shown = { ...options, headers: Object.fromEntries(options.headers) };
  if (!options.headers.length) delete shown.headers;
  return `fetch(${JSON.stringify(short(url))}, ${JSON.stringify(shown, null, 2)})`;
}
