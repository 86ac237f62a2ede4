// Example requests.

const JSON_TYPE = "application/json";
const widget = { type: JSON_TYPE, body: '{"name": "cog"}' };

export const presets = [
  { name: "GET from any origin", sender: "cross_site", method: "GET", path: "/widgets" },
  { name: "JSON POST from our app", sender: "app", method: "POST", path: "/widgets", ...widget, id: true },
  { name: "Cross-site JSON POST", sender: "cross_site", method: "POST", path: "/widgets", ...widget },
  { name: "Cross-site plain POST", sender: "cross_site", method: "POST", path: "/widgets", type: "text/plain", body: '{"name": "bomb"}' },
  { name: "Cross-site plain POST, not enforced", sender: "cross_site", method: "POST", path: "/orders", type: "text/plain", body: "1000 bombs" },
  { name: "Header that is not allowed", sender: "app", method: "POST", path: "/widgets", ...widget, header: ["x-trace", "on"] },
  { name: "Method without a handler", sender: "app", method: "PATCH", path: "/widgets", ...widget },
  { name: "Without a login", sender: "app", method: "GET", path: "/account", credentials: "include", login: false },
  { name: "Credentials from our app", sender: "app", method: "GET", path: "/account", credentials: "include", login: true },
  { name: "`*` with credentials", sender: "app", method: "GET", path: "/widgets", credentials: "include", login: true },
  { name: "Cross-site POST with credentials", sender: "cross_site", method: "POST", path: "/widgets", type: "text/plain", body: '{"name": "bomb"}', credentials: "include", login: true },
  { name: "Same-site POST with credentials", sender: "same_site", method: "POST", path: "/tenant", type: "text/plain", body: "bombs", credentials: "include", login: true },
  { name: "Same-site form post", how: "form", sender: "same_site", method: "POST", path: "/tenant", body: "item=bomb", login: true },
  { name: "Cross-site form post, not enforced", how: "form", sender: "cross_site", method: "POST", path: "/orders", body: "item=bomb" },
  { name: "WebSocket from our app", how: "WebSocket", sender: "app", method: "GET", path: "/echo", body: "hello", login: true },
  { name: "WebSocket from a cross-site page", how: "WebSocket", sender: "cross_site", method: "GET", path: "/echo", body: "hello" },
  { name: "Cross-site GET, enforced", sender: "cross_site", method: "GET", path: "/report" },
  { name: "Predicate", sender: "app", method: "GET", path: "/tenant" },
  { name: "Timeout", sender: "app", method: "GET", path: "/slow" },
  { name: "Sandboxed frame", sender: "sandboxed", method: "GET", path: "/report" },
  { name: "Route without a policy", sender: "app", method: "GET", path: "/plain" },
];
