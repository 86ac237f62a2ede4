// Sends what the playground's page tells it to, as a page of this frame's origin, and says what came of it.
"use strict";

const main = document.documentElement.dataset.main;
const LONGEST_BODY = 2000;

async function attempt(url, options) {
  try {
    const answer = await fetch(url, options);
    const body = (await answer.text()).slice(0, LONGEST_BODY);
    return { status: answer.status, headers: [...answer.headers], body };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
}

addEventListener("message", async event => {
  if (event.origin !== main || event.source !== parent) return;
  const { number, url, options } = event.data;
  parent.postMessage({ number, outcome: await attempt(url, options) }, main);
});

parent.postMessage({ ready: true }, main);
