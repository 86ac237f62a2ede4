// Requests that show something.

const JSON_TYPE = "application/json";
const widget = { type: JSON_TYPE, body: '{"name": "cog"}' };

export const presets = [
  { name: "Everybody may read", sender: "stranger", method: "GET", path: "/widgets" },
  { name: "Our page's JSON POST", sender: "app", method: "POST", path: "/widgets", ...widget, id: true },
  { name: "A stranger's JSON POST", sender: "stranger", method: "POST", path: "/widgets", ...widget },
  { name: "A stranger's plain POST", sender: "stranger", method: "POST", path: "/widgets", type: "text/plain", body: '{"name": "bomb"}' },
  { name: "The same, unenforced", sender: "stranger", method: "POST", path: "/orders", type: "text/plain", body: "1000 bombs" },
  { name: "A forgotten header", sender: "app", method: "POST", path: "/widgets", ...widget, header: ["x-trace", "on"] },
  { name: "PATCH that nobody answers", sender: "app", method: "PATCH", path: "/widgets", ...widget },
  { name: "Our page's cookie", sender: "app", method: "GET", path: "/account", credentials: "include" },
  { name: "`*` and a cookie", sender: "app", method: "GET", path: "/widgets", credentials: "include" },
  { name: "A stranger with your cookie", sender: "stranger", method: "POST", path: "/widgets", type: "text/plain", body: '{"name": "bomb"}', credentials: "include" },
  { name: "A neighbour with your cookie", sender: "neighbour", method: "POST", path: "/tenant", type: "text/plain", body: "bombs", credentials: "include" },
  { name: "A stranger's GET, enforced", sender: "stranger", method: "GET", path: "/report" },
  { name: "Ask a predicate", sender: "app", method: "GET", path: "/tenant" },
  { name: "Too slow", sender: "app", method: "GET", path: "/slow" },
  { name: "A sandboxed frame", sender: "sandboxed", method: "GET", path: "/report" },
  { name: "A route without a policy", sender: "app", method: "GET", path: "/plain" },
];
