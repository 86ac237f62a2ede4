// The form, and what happens when it is sent.

import { presets } from "/presets.js";
import { open, send } from "/senders.js";
import { describe } from "/describe.js";
import { call, element, exchange, explained, marked, outcome, surfaceTable } from "/view.js";

const at = id => document.getElementById(id);
const form = at("form");
const field = form.elements;
const METHODS_WITHOUT_BODY = ["GET", "HEAD"];

let setup;
/** The id of the last request, and how many of its exchanges have been shown. */
let last = { id: "", url: "", seen: 0 };
let sent = 0;

const sender = () => setup.senders.find(sender => sender.id === field.sender.value);

function headers() {
  const lines = [];
  if (field.type.value) lines.push(["content-type", field.type.value]);
  if (field.request_id.checked) lines.push(["x-request-id", "42"]);
  const name = field.header_name.value.trim();
  if (name) lines.push([name.toLowerCase(), field.header_value.value]);
  return lines;
}

/** Forms post, and handshakes of WebSockets are GET. */
const METHODS = { form: "POST", WebSocket: "GET" };

function options() {
  const method = METHODS[field.how.value] ?? field.method.value;
  const options = { method, credentials: field.credentials.value, headers: headers() };
  const hasBody = !METHODS_WITHOUT_BODY.includes(method) || field.how.value === "WebSocket";
  if (hasBody && field.body.value) options.body = field.body.value;
  return options;
}

/** Updates what depends on the form. */
function refresh() {
  const [path, how] = [field.path.value, field.how.value];
  const method = METHODS[how] ?? field.method.value;
  field.method.disabled = how in METHODS;
  field.credentials.disabled = how !== "fetch";
  field.body.disabled = METHODS_WITHOUT_BODY.includes(method) && how !== "WebSocket";
  at("call").textContent = call(setup.api + path, how, options());
  at("again").disabled = last.url !== setup.api + path;
  const handled = method === "HEAD" ? "GET" : method;
  for (const row of at("surface").tBodies[0].rows) {
    const isPath = row.dataset.path === path;
    row.className = isPath && row.dataset.method === handled ? "selected" : isPath ? "of-path" : "";
  }
  const route = setup.routes.find(route => route.path === path && route.method === handled);
  at("code").textContent = route?.code ?? `// No handler with \`#[cors]\` serves ${method} ${path}.`;
}

async function fire(again) {
  if (!again) last = { id: crypto.randomUUID(), url: setup.api + field.path.value, seen: 0 };
  const [number, current] = [++sent, last];
  const from = sender();
  const request = { how: field.how.value, options: options(), isOwn: from.origin === setup.api };
  const kind = { fetch: "", form: " by a form", WebSocket: " by a WebSocket" }[request.how];
  at("what").textContent = `${request.options.method} ${field.path.value}${kind} from ${from.name}, ${from.origin}`;
  at("result").setAttribute("aria-busy", "true");
  try {
    const got = await send(from, `${current.url}?exchange=${current.id}`, request.how, request.options);
    const all = await (await fetch(`/exchanges/${current.id}`)).json();
    const exchanges = all.slice(current.seen);
    current.seen = all.length;
    // Unless another request has been sent meanwhile.
    if (number === sent) show(request, got, exchanges);
  } catch (error) {
    if (number !== sent) return;
    at("details").hidden = true;
    showHeadline({ good: false, headline: `The playground failed: ${error.message}` });
  }
}

function showHeadline({ good, headline }) {
  at("headline").textContent = headline;
  at("headline").className = good ? "good" : "bad";
  at("result").setAttribute("aria-busy", "false");
  refresh();
}

function show(request, got, exchanges) {
  const described = describe(request, got, exchanges);
  at("browser").replaceChildren(...outcome(described, got));
  at("policy").replaceChildren(...explained(exchanges));
  at("exchanges").replaceChildren(...exchanges.map(exchange));
  at("details").hidden = false;
  showHeadline(described);
  const isBelow = at("result").getBoundingClientRect().top > innerHeight * 0.6;
  if (isBelow) at("result").scrollIntoView();
}

function fill(preset) {
  field.sender.value = preset.sender;
  field.how.value = preset.how ?? "fetch";
  field.method.value = preset.method;
  field.path.value = preset.path;
  field.type.value = preset.type ?? "";
  field.request_id.checked = preset.id ?? false;
  [field.header_name.value, field.header_value.value] = preset.header ?? ["", ""];
  field.body.value = preset.body ?? "";
  field.credentials.value = preset.credentials ?? "same-origin";
  refresh();
}

async function setSession(method) {
  await fetch("/session", { method });
  setup.is_logged_in = (await (await fetch("/setup")).json()).is_logged_in;
  showSession();
}

function showSession() {
  at("session").textContent = setup.is_logged_in ? "This browser has a session cookie." : "This browser has no cookie.";
  at("log_in").disabled = setup.is_logged_in;
  at("log_out").disabled = !setup.is_logged_in;
}

function showSenders() {
  const choices = setup.senders.map((sender, i) => {
    const radio = element("input", { type: "radio", name: "sender", value: sender.id, disabled: "" });
    radio.checked = i === 0;
    const label = element("label", {}, radio, element("span", {}, sender.name), element("code", {}, sender.origin));
    open(sender);
    sender.opened.then(() => (radio.disabled = false), error => label.append(` (${error.message})`));
    return label;
  });
  at("senders").append(...choices);
}

function showRoutes() {
  const paths = new Set([...setup.routes.map(route => route.path), setup.plain]);
  field.path.append(...[...paths].map(path => element("option", {}, path)));
  at("surface").append(...surfaceTable(setup.surface, setup.routes));
}

function showPresets() {
  at("presets").append(...presets.map(preset => {
    const button = element("button", { type: "button" }, ...marked(preset.name));
    button.addEventListener("click", async () => {
      fill(preset);
      at("result").setAttribute("aria-busy", "true");
      if (preset.login !== undefined && preset.login !== setup.is_logged_in) await setSession(preset.login ? "POST" : "DELETE");
      fire(false);
    });
    return element("li", {}, button);
  }));
}

setup = await (await fetch("/setup")).json();
showSenders();
showRoutes();
showPresets();
showSession();
refresh();
form.addEventListener("input", refresh);
form.addEventListener("submit", event => {
  event.preventDefault();
  fire(event.submitter === at("again"));
});
field.body.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(at("send"));
});
at("log_in").addEventListener("click", () => setSession("POST"));
at("log_out").addEventListener("click", () => setSession("DELETE"));
