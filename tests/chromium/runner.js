// Fetches what the cases ask for, in the page that this stands in, and reports what came of it.

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function body(ask) {
  const bytes = new TextEncoder().encode(ask.body);
  if (ask.body_is === "bytes") return { body: bytes };
  if (ask.body_is === "stream") return { body: new Blob([bytes]).stream(), duplex: "half" };
  return { body: ask.body };
}

async function outcome(number, ask) {
  const init = {
    method: ask.method,
    headers: ask.headers,
    credentials: ask.credentials,
    mode: ask.mode,
    redirect: ask.redirect,
  };
  if (ask.body !== null) Object.assign(init, body(ask));
  try {
    const answer = await fetch(`${ask.at}/c/${number}${ask.path}`, init);
    if (answer.type === "opaque" || answer.type === "opaqueredirect") return { kind: answer.type };
    const { status, type, url, redirected } = answer;
    return { kind: "read", status, type, url, redirected, headers: [...answer.headers], body: await answer.text() };
  } catch (error) {
    return { kind: "blocked", why: String(error) };
  }
}

// `take(number)` gives what the server was sent for a case.
async function runCase({ number, asks }, take) {
  const seen = [];
  for (const ask of asks) {
    await sleep(ask.wait);
    const came = await outcome(number, ask);
    seen.push({ outcome: came, sent: await take(number) });
  }
  return [number, seen];
}

async function run(cases, take) {
  const results = [];
  const worker = async () => {
    for (let next; (next = cases.shift()); ) results.push(await runCase(next, take));
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return results;
}
