// Shows what happened. Everything is inserted as text, and nothing is parsed as HTML.

/** An element. A child is an element or text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, text] of Object.entries(attributes)) made.setAttribute(key, text);
  made.append(...children);
  return made;
}

/** Text with its parts in backticks as code. */
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

/** Relevant headers first, the others folded. */
function headers(caption, lines) {
  const matter = lines.filter(header => header.matters);
  const others = lines.filter(header => !header.matters);
  const shown = matter.length ? table(caption, matter) : element("p", { class: "none" }, `${caption}: none relevant`);
  const folded = element("details", {}, element("summary", {}, others.length === 1 ? "1 other" : `${others.length} others`), table("Others", others));
  return element("div", { class: "headers" }, shown, ...(others.length ? [folded] : []));
}

const name = exchange => (exchange.is_preflight ? "Preflight" : "Request");

/** A preflight or a request, as the server received it. */
export function exchange(exchange) {
  const code = text => element("code", {}, text);
  const line = [code(`${exchange.method} ${short(exchange.target)}`), " → ", code(`${exchange.status} ${exchange.reason}`)];
  return element("section", { class: "exchange" },
    element("h3", {}, `${name(exchange)}: `, ...line),
    element("div", { class: "beside" }, headers("Sent by the browser", exchange.request), headers("Sent by the server", exchange.response)));
}

/** What `explain` returns for each. */
export function explained(exchanges) {
  if (!exchanges.length) return [sentence("The server received nothing.")];
  return exchanges.map(exchange => {
    const explanation = exchange.explain ? [element("q", {}, ...marked(exchange.explain))] : [];
    const note = exchange.note ? sentence(exchange.note) : "";
    return element("div", { class: `decision ${exchange.decision}` }, element("h4", {}, name(exchange)), ...explanation, note);
  });
}

/** What the page's script sees. */
export function outcome(described, outcome) {
  const sentences = described.sentences.map(sentence);
  // An error, or a form, of whose response the page sees nothing.
  if (outcome.headers === undefined) return sentences;
  const lines = outcome.headers.map(([name, value]) => ({ name, value }));
  const none = element("p", { class: "none" }, "No readable headers");
  const body = element("pre", { class: "body", tabindex: "0", "aria-label": "Body" }, outcome.body || "(no body)");
  return [...sentences, lines.length ? table("Headers that the page can read", lines) : none, body];
}

/** The call of the page's script, or its form. */
export function call(url, how, options) {
  if (how === "WebSocket") return `new WebSocket(${JSON.stringify(short(url).replace("http", "ws"))})`;
  if (how === "form") {
    const fields = [...new URLSearchParams(options.body ?? "")].map(([name, value]) => `\n  <input name=${JSON.stringify(name)} value=${JSON.stringify(value)}>`);
    return `<form method="post" action=${JSON.stringify(short(url))}>${fields.join("")}\n</form>`;
  }
  const shown = { ...options, headers: Object.fromEntries(options.headers) };
  if (!options.headers.length) delete shown.headers;
  return `fetch(${JSON.stringify(short(url))}, ${JSON.stringify(shown, null, 2)})`;
}

/** The text of the surface as a table, whose cells can wrap. */
export function surfaceTable(text, routes) {
  const [head, ...lines] = text.trimEnd().split("\n");
  const names = head.split(/ {2,}/);
  const starts = names.map(name => head.indexOf(name));
  const cells = line => starts.map((start, i) => line.slice(start, starts[i + 1]).trim());
  const rows = [];
  for (const line of lines) {
    // The other origins of a row are on lines of their own.
    if (line.startsWith(" ") && rows.length) rows.at(-1).forEach((cell, i) => cells(line)[i] && cell.push(cells(line)[i]));
    else rows.push(cells(line).map(cell => [cell]));
  }
  const row = (cells, i) => element("tr", { "data-method": routes[i].method, "data-path": routes[i].path },
    ...cells.map(parts => element("td", {}, ...parts.flatMap((part, i) => (i ? [element("br", {}), part] : [part])))));
  return [
    element("thead", {}, element("tr", {}, ...names.map(name => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.map(row)),
  ];
}
