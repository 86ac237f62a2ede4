// The frames that send requests, each from its own origin.

const OPENING = 10_000;

let last = 0;
const waiting = new Map();

/** Opens a frame; `sender.opened` resolves once it listens. */
export function open(sender) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = sender.name;
  if (sender.is_sandboxed) frame.sandbox = "allow-scripts allow-forms";
  sender.opened = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${sender.frame} does not open`)), OPENING);
    addEventListener("message", event => {
      // Every sandboxed frame has the origin `null`, so the window is compared too.
      if (event.source !== frame.contentWindow || event.origin !== sender.origin) return;
      if (event.data.ready) return resolve();
      waiting.get(event.data.number)?.(event.data.outcome);
      waiting.delete(event.data.number);
    });
  });
  frame.src = sender.frame;
  document.body.append(frame);
  sender.window = frame.contentWindow;
}

/** Has the frame send a request, and waits for what its script sees. */
export async function send(sender, url, how, options) {
  await sender.opened;
  const number = ++last;
  // Only `*` addresses an opaque origin, and the message is not secret.
  const target = sender.is_sandboxed ? "*" : sender.origin;
  return new Promise(resolve => {
    waiting.set(number, resolve);
    sender.window.postMessage({ number, url, how, options }, target);
  });
}
