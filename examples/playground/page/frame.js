// Sends the requests of the playground from the origin of this frame, and reports what the page's script sees.
"use strict";

const main = document.documentElement.dataset.main;
const LONGEST_BODY = 2000;

async function attempt(url, options) {
  try {
    const response = await fetch(url, options);
    const body = (await response.text()).slice(0, LONGEST_BODY);
    return { status: response.status, headers: [...response.headers], body };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
}

/** Posts a form into a frame of its own. The page learns nothing of the response. */
async function post(url, { headers, body = "" }) {
  const target = document.createElement("iframe");
  target.name = "posted";
  target.hidden = true;
  const form = document.createElement("form");
  const type = headers.find(([name]) => name === "content-type")?.[1];
  Object.assign(form, { method: "post", action: url, target: target.name, enctype: type ?? "application/x-www-form-urlencoded" });
  for (const [name, value] of new URLSearchParams(body)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(target, form);
  // A response without content does not load.
  const loaded = new Promise(resolve => setTimeout(resolve, 1500));
  const seen = Promise.race([new Promise(resolve => target.addEventListener("load", resolve)), loaded]);
  form.submit();
  await seen;
  target.remove();
  form.remove();
  return {};
}

/** Opens a WebSocket, and waits for the response to one message. */
function openSocket(url, { body }) {
  return new Promise(resolve => {
    const socket = new WebSocket(url.replace("http", "ws"));
    const failed = () => resolve({ error: "an error event: the connection failed" });
    socket.onopen = () => socket.send(body || "hello");
    socket.onmessage = event => resolve({ status: 101, headers: [], body: event.data });
    socket.onerror = failed;
    socket.onclose = failed;
  });
}

const senders = { fetch: attempt, form: post, WebSocket: openSocket };

addEventListener("message", async event => {
  if (event.origin !== main || event.source !== parent) return;
  const { number, url, how, options } = event.data;
  parent.postMessage({ number, outcome: await senders[how](url, options) }, main);
});

parent.postMessage({ ready: true }, main);
