// Runs the fetches of the cases in this page, and reports the results.

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function body(call) {
  const bytes = new TextEncoder().encode(call.body);
  if (call.body_is === "bytes") return { body: bytes };
  if (call.body_is === "stream") return { body: new Blob([bytes]).stream(), duplex: "half" };
  return { body: call.body };
}

async function outcome(number, call) {
  const init = {
    method: call.method,
    headers: call.headers,
    credentials: call.credentials,
    mode: call.mode,
    redirect: call.redirect,
  };
  if (call.body !== null) Object.assign(init, body(call));
  try {
    const response = await fetch(`${call.at}/c/${number}${call.path}`, init);
    if (response.type === "opaque" || response.type === "opaqueredirect") return { kind: response.type };
    const { status, type, url, redirected } = response;
    return { kind: "read", status, type, url, redirected, headers: [...response.headers], body: await response.text() };
  } catch (error) {
    return { kind: "blocked", why: String(error) };
  }
}

// `take(number)` returns the requests that the server received for a case.
async function runCase({ number, calls }, take) {
  const seen = [];
  for (const call of calls) {
    await sleep(call.wait);
    const came = await outcome(number, call);
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
