"""Answers like the servers that CORScanner was made for: a mistake at each path. Prints its address."""

import http.server
import re
import urllib.parse

HOST = "app.example.com"


def of_one_host(origin):
    return origin == f"http://{HOST}"


# Which origins each path allows.
MISTAKES = {
    "/reflects": lambda origin: True,
    "/begins": lambda origin: origin.startswith(f"http://{HOST}"),
    "/ends": lambda origin: origin.endswith("example.com"),
    "/null": lambda origin: origin == "null",
    "/contains": lambda origin: "xample.com" in origin and not origin.endswith("evil.com"),
    "/dots": lambda origin: re.fullmatch(f"http://{HOST}", origin),
    "/third-party": lambda origin: origin == "https://whatever.github.io",
    "/lenient": lambda origin: origin.startswith(f"http://{HOST}`"),
    "/subdomains": lambda origin: origin.endswith(f".{HOST}"),
    "/right": of_one_host,
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        origin = self.headers.get("Origin", "")
        is_admitted = MISTAKES[urllib.parse.urlsplit(self.path).path]
        self.send_response(200)
        if is_admitted(origin):
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Credentials", "true")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print("%s:%d" % server.server_address, flush=True)
    server.serve_forever()
