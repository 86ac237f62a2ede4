// Describes what the browser did, from the request, what the page's script sees, and what the server received.

const SAFELISTED_METHODS = ["GET", "HEAD", "POST"];
const SAFELISTED_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
const NEVER_EXPOSED = /^(access-control-.*|vary|set-cookie|date|connection|transfer-encoding)$/;

const value = (headers, name) => headers.find(header => header.name === name)?.value;
const list = text => (text ?? "").split(",").map(name => name.trim()).filter(Boolean);

/** Whether the cross-origin request needs a preflight (Fetch, §4.1 and §2.2.2). */
function needsPreflight({ options }) {
  if (!SAFELISTED_METHODS.includes(options.method)) return true;
  return options.headers.some(([name, text]) => name !== "content-type" || !SAFELISTED_TYPES.includes(text));
}

/** `{ good, headline, sentences }` */
export function describe(sent, outcome, exchanges) {
  const preflight = exchanges.findLast(exchange => exchange.is_preflight);
  const request = exchanges.findLast(exchange => !exchange.is_preflight);
  if (sent.how === "form") return posted(sent, request);
  if (sent.how === "WebSocket") return opened(sent, outcome, request);
  if (outcome.error === undefined) return readable(sent, outcome, preflight, request);
  const headline = `The page gets ${outcome.error}`;
  const sentences = request ? unreadable(sent, request) : preflight ? denied(sent, preflight) : [
    "The browser sent nothing: `fetch` rejects the call itself.",
  ];
  return { good: false, headline, sentences };
}

const isRejected = request => request?.status === 403 && request.decision === "blocked";

/** A form, which needs no CORS, and whose page sees nothing of the response. */
function posted(sent, request) {
  const sentences = ["Forms need no CORS: the browser sends them to any server, without a preflight."];
  if (!request) return { good: false, headline: "The server received no form", sentences };
  sentences.push(isRejected(request)
    ? "The server rejected it, and no handler ran: nothing has changed."
    : `The handler ran, and responded with ${request.status}. The page cannot read the response.`);
  sentences.push(...aboutCookie({ options: { credentials: "include" } }, request));
  const headline = isRejected(request) ? "The form was rejected: 403" : `The form was handled: ${request.status}`;
  return { good: !isRejected(request), headline, sentences };
}

function opened(sent, outcome, request) {
  const sentences = ["WebSockets need no CORS: the browser opens them to any server, and lets the page read what it receives."];
  if (isRejected(request)) sentences.push("The server rejected the handshake: these are always enforced.");
  if (request) sentences.push(...aboutCookie({ options: { credentials: "include" } }, request));
  const headline = outcome.error === undefined ? "The socket is open" : `The page gets ${outcome.error}`;
  return { good: outcome.error === undefined, headline, sentences };
}

/** Responses of layers that the page can read. */
function aboutLayers({ status }) {
  if (status === 401) {
    return ["The login layer is inside CORS: it sees no preflight, and its 401 has the headers of the policy. So the page can read it, and ask the user to log in."];
  }
  if (status === 504) return ["The time limit is a layer inside CORS, so its 504 has the headers of the policy too."];
  return [];
}

function readable(sent, outcome, preflight, request) {
  const sentences = [];
  if (sent.isOwn) {
    sentences.push("The request is same-origin, so CORS does not apply.");
  } else {
    sentences.push(aboutPreflight(sent, preflight));
    const exposed = outcome.headers.map(([name]) => name);
    const hidden = (request?.response ?? []).map(header => header.name)
      .filter(name => !exposed.includes(name) && !NEVER_EXPOSED.test(name));
    if (hidden.length) sentences.push(`The page cannot read ${hidden.join(", ")}: the policy does not expose it.`);
  }
  sentences.push(...aboutLayers(outcome), ...aboutCookie(sent, request));
  return { good: true, headline: `The page reads the response: ${outcome.status}`, sentences };
}

function aboutCookie({ options }, request) {
  if (request && value(request.request, "cookie")) return ["The browser sent the cookie."];
  if (options.credentials !== "include") return [];
  return ["The browser sent no cookie: there is no session, or the request is cross-site (`SameSite=Lax`)."];
}

function aboutPreflight(sent, preflight) {
  if (preflight) return "The browser sent a preflight first, and its response allowed the request.";
  if (needsPreflight(sent)) return "The browser sent no preflight, because an earlier one is still cached.";
  return "This request needs no preflight. The response decides whether the page can read it.";
}

/** A preflight that no request followed. */
function denied({ options }, preflight) {
  const { response } = preflight;
  const notSent = `So the browser did not send the ${options.method}.`;
  if (preflight.status < 200 || preflight.status > 299) {
    return [`The browser sent a preflight first. The response has status ${preflight.status}, which denies the request.`, notSent];
  }
  const origin = value(response, "access-control-allow-origin");
  if (origin === undefined) return ["The preflight response allows no origin.", notSent];
  if (options.credentials === "include") {
    if (origin === "*") return ["`*` does not allow requests with credentials.", notSent];
    if (value(response, "access-control-allow-credentials") !== "true") {
      return ["The preflight response does not allow credentials.", notSent];
    }
  }
  const methods = list(value(response, "access-control-allow-methods"));
  if (!SAFELISTED_METHODS.includes(options.method) && !methods.includes(options.method)) {
    const upper = options.method.toUpperCase();
    const hint = methods.includes(upper) ? ` Methods are case-sensitive: write \`${upper}\`.` : "";
    return [`The server allows ${methods.join(", ")}, not \`${options.method}\`.${hint}`, notSent];
  }
  const names = list(value(response, "access-control-allow-headers")).map(name => name.toLowerCase());
  const missing = list(value(preflight.request, "access-control-request-headers")).filter(name => !names.includes(name));
  if (missing.length) {
    return [`The policy does not allow the request header ${missing.join(", ")}.`, notSent];
  }
  return ["The preflight response allows the request, but the browser did not send it.", notSent];
}

/** A request whose response the page cannot read. */
function unreadable(sent, request) {
  const { options } = sent;
  const origin = value(request.response, "access-control-allow-origin");
  const handled = isRejected(request)
    ? "The browser sent the request without a preflight. The server rejected it, and no handler ran."
    : `The browser sent the request, and the server responded with ${request.status}: CORS hides responses, and does not stop requests.`;
  const isWildcardWithCredentials = options.credentials === "include" && origin === "*";
  const why = origin === undefined ? "The response does not allow any origin"
    : isWildcardWithCredentials ? "The response allows `*`, which does not cover requests with credentials"
    : "The response does not allow this origin";
  return [handled, `${why}, so it is not readable by the page.`, ...aboutCookie(sent, request)];
}
