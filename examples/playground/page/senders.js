// The frames that send requests, each as a page of its own origin.

const OPENING = 10_000;

let last = 0;
const waiting = new Map();

/** Opens a frame; `sender.opened` is kept once it listens. */
export function open(sender) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = sender.name;
  if (sender.is_sandboxed) frame.sandbox = "allow-scripts";
  sender.opened = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${sender.frame} does not open`)), OPENING);
    addEventListener("message", event => {
      // A sandboxed frame's origin is `null`, as that of all sandboxed frames; so its window is looked at, too.
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

/** Has the frame fetch, and waits for what its page gets. */
export async function send(sender, url, options) {
  await sender.opened;
  const number = ++last;
  // Nothing else can be said to address an opaque origin; what is sent is no secret.
  const target = sender.is_sandboxed ? "*" : sender.origin;
  return new Promise(resolve => {
    waiting.set(number, resolve);
    sender.window.postMessage({ number, url, options }, target);
  });
}
