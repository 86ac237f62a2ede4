// What the browser did, in plain words, from what the page asked, what it got, and what the server saw.

const SENT_UNASKED = ["GET", "HEAD", "POST"];
const PLAIN_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
const NEVER_SHOWN = /^(access-control-.*|vary|set-cookie|date|connection|transfer-encoding)$/;

const value = (lines, name) => lines.find(line => line.name === name)?.value;
const list = text => (text ?? "").split(",").map(name => name.trim()).filter(Boolean);

/** Whether browsers ask before they send this to another origin (Fetch, §4.1 and §2.2.2). */
function needsPreflight({ options }) {
  if (!SENT_UNASKED.includes(options.method)) return true;
  return options.headers.some(([name, text]) => name !== "content-type" || !PLAIN_TYPES.includes(text));
}

/** `{ good, headline, sentences }` */
export function verdict(asked, outcome, exchanges) {
  const preflight = exchanges.findLast(exchange => exchange.is_preflight);
  const request = exchanges.findLast(exchange => !exchange.is_preflight);
  if (outcome.error === undefined) return read(asked, outcome, preflight, request);
  const headline = `The page gets ${outcome.error}`;
  const because = request ? hidden(asked, request) : preflight ? stopped(asked, preflight) : [
    "The browser has sent nothing: fetch refuses the call itself.",
  ];
  return { good: false, headline, sentences: because };
}

function read(asked, outcome, preflight, request) {
  const sentences = [];
  if (asked.isOwn) {
    sentences.push("The page is of the API's own origin, where CORS has no say.");
  } else {
    sentences.push(asking(asked, preflight));
    const seen = outcome.headers.map(([name]) => name);
    const unseen = (request?.response ?? []).map(line => line.name)
      .filter(name => !seen.includes(name) && !NEVER_SHOWN.test(name));
    if (unseen.length) sentences.push(`It cannot read ${unseen.join(", ")}, which the policy does not expose.`);
  }
  sentences.push(...aboutCookie(asked, request));
  return { good: true, headline: `The page reads the answer: ${outcome.status}`, sentences };
}

function aboutCookie({ options }, request) {
  if (request && value(request.request, "cookie")) return ["The cookie was sent along."];
  if (options.credentials !== "include") return [];
  return ["There was no cookie to send: either nobody is logged in, or the page is of another site (`SameSite=Lax`)."];
}

function asking(asked, preflight) {
  if (preflight) return "The browser has asked first, by a preflight, and was allowed to send it.";
  if (needsPreflight(asked)) return "The browser still remembers that it may send this, and has not asked again.";
  return "Browsers send this without asking; what the answer says decides on whether the page may read it.";
}

/** A preflight without a request behind it. */
function stopped({ options }, preflight) {
  const answer = preflight.response;
  const never = `So the browser has never sent the ${options.method}.`;
  if (preflight.status < 200 || preflight.status > 299) {
    return [`The browser has asked first, by a preflight, and was answered ${preflight.status}, which is a no.`, never];
  }
  const origin = value(answer, "access-control-allow-origin");
  if (origin === undefined) return ["The preflight's answer allows no origin.", never];
  if (options.credentials === "include") {
    if (origin === "*") return ["`*` does not hold for requests with credentials.", never];
    if (value(answer, "access-control-allow-credentials") !== "true") {
      return ["The preflight's answer allows no credentials.", never];
    }
  }
  const methods = list(value(answer, "access-control-allow-methods"));
  if (!SENT_UNASKED.includes(options.method) && !methods.includes(options.method)) {
    const upper = options.method.toUpperCase();
    const hint = methods.includes(upper) ? ` Methods are case-sensitive: it is \`${upper}\`.` : "";
    return [`The server allows ${methods.join(", ")}, and not \`${options.method}\`.${hint}`, never];
  }
  const names = list(value(answer, "access-control-allow-headers")).map(name => name.toLowerCase());
  const missing = list(value(preflight.request, "access-control-request-headers")).filter(name => !names.includes(name));
  if (missing.length) {
    return [`The policy does not allow the request header ${missing.join(", ")}.`, never];
  }
  return ["The preflight was granted, and yet no request has come.", never];
}

/** A request whose answer the page does not see. */
function hidden(asked, request) {
  const { options } = asked;
  const origin = value(request.response, "access-control-allow-origin");
  const done = request.status === 403 && request.verdict === "kept"
    ? "The browser has sent it, as it does without asking. The server has refused it, and run nothing."
    : `The browser has sent it, and the server has answered ${request.status}: CORS hides answers, and stops no requests.`;
  const isForNobody = options.credentials === "include" && origin === "*";
  const why = origin === undefined ? "Nothing in the answer allows this page"
    : isForNobody ? "The answer allows `*`, which does not hold for requests with credentials"
    : "The answer does not allow this page";
  return [done, `${why}, so the browser keeps it.`, ...aboutCookie(asked, request)];
}
