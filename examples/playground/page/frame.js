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

addEventListener("message", async event => {
  if (event.origin !== main || event.source !== parent) return;
  const { number, url, options } = event.data;
  parent.postMessage({ number, outcome: await attempt(url, options) }, main);
});

parent.postMessage({ ready: true }, main);
