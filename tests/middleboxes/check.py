"""Probes a server behind each set-up of each middlebox, and compares the findings with what is wrong there.

    check.py PROBE SURFACE SERVER CA NAME=PORT...

Exit status 1 if a set-up that is right has a finding, or one that is wrong has not exactly its own.
"""

import json
import subprocess
import sys

# Each set-up, and the kinds of its findings.
EXPECTED = {
    "NONE": set(),
    "NGINX_RIGHT": set(),
    "NGINX_ADD_HEADER": {"header_doubled", "wider"},
    "NGINX_HIDE_HEADER": {"header_missing"},
    "NGINX_CACHE": {"cached_for_another_origin"},
    "NGINX_OPTIONS": {"options_swallowed"},
    "NGINX_LOGIN": {"login_required"},
    "NGINX_HTTPS": {"redirected_to_https"},
    "NGINX_SLASH": {"redirected_to_slash"},
    "NGINX_TLS": set(),
    "NGINX_VERSIONS": {"method_not_allowed", "versions_differ"},
    "HAPROXY_RIGHT": set(),
    "HAPROXY_VARY": {"vary_stripped"},
    "VARNISH_RIGHT": set(),
    "VARNISH_WRONG": {"vary_stripped", "cached_for_another_origin"},
}
TLS = {"NGINX_TLS", "NGINX_VERSIONS"}

GETS = ["/any-origin", "/exact", "/credentials", "/subdomains", "/ports", "/enforced", "/missing", "/meddling", "/dynamic", "/files/*"]
ARGUMENTS = ["--json", "--rate", "5000", "--max-requests", "20000", "--path", "/files/*=/files/a.css"]
# The predicate of the server allows it.
ARGUMENTS += ["--origin", "https://app.example.com"]


def report(probe, surface, url, more):
    command = [probe, url, surface, *ARGUMENTS, *more]
    for path in GETS:
        command += ["--get", path]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    found = json.loads(ended.stdout)
    if found["stopped"] or ended.returncode != (1 if found["findings"] else 0):
        sys.exit(f"{url}: exit status {ended.returncode}, stopped: {found['stopped']}")
    return found


def main():
    probe, surface, server, ca, *ports = sys.argv[1:]
    ports = dict(port.split("=") for port in ports) | {"NONE": server.rsplit(":", 1)[1]}
    if set(ports) != set(EXPECTED):
        sys.exit(f"set-ups that are not expected, or not started: {set(ports) ^ set(EXPECTED)}")
    wrong = 0
    for name, expected in EXPECTED.items():
        scheme, more = ("https", ["--ca", ca]) if name in TLS else ("http", [])
        # The name in the certificate.
        found = report(probe, surface, f"{scheme}://localhost:{ports[name]}", more)
        kinds = {finding["kind"] for finding in found["findings"]}
        is_right = kinds == expected
        wrong += not is_right
        said = ", ".join(sorted(kinds)) or "nothing"
        print(f"{name}: {said}; {found['requests']} requests{'' if is_right else f', instead of {sorted(expected)}'}")
        for finding in [] if is_right else found["findings"]:
            print("   ", {key: finding[key] for key in ("kind", "method", "path", "times", "expected", "seen")})
        for finding in found["findings"]:
            if not finding["culprit"] or found["requests"] < 500:
                sys.exit(f"{name}: too few requests, or no culprit")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
