"""Asks a cache for several origins in turn, and compares each answer with what the server itself says to that origin.

    check.py SERVER CACHE

Prints, for each path, "right" or what somebody was given that was stored for somebody else; the exit status is 1 if any
path is wrong, and 2 if the cache has stored nothing, so that nothing was shown.
"""

import http.client
import itertools
import sys

APP, ADMIN = "https://app.example.com", "https://admin.example.com"
EVIL = "https://app.example.com.evil.example"

# Each path, and whom its policy admits beside APP.
PATHS = {
    "/everybody": ADMIN,
    "/exact": ADMIN,
    "/credentials": ADMIN,
    "/subdomains": "https://shop.partner.example",
    "/labels": "https://pr-1.preview.example",
    "/ports": "https://admin.example.com:8443",
    "/opaque": "null",
    "/insecure": "http://admin.example.com",
    "/enforced": ADMIN,
    "/unenforced": ADMIN,
    "/shared": ADMIN,
    "/only-post": ADMIN,
    "/meddling": ADMIN,
    "/missing": ADMIN,
    "/conditional": ADMIN,
    "/plain": ADMIN,
    "/dynamic": ADMIN,
    "/service": ADMIN,
    "/files/a": ADMIN,
}

# Who asks without an Origin, as Fetch Metadata and the language tell them apart.
NO_ORIGIN = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    {"Accept-Language": "de"},
]


def ask(connection, method, path, headers):
    """What CORS has to do with of an answer, and whether the cache had it stored."""
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    ours = sorted(
        f"{name.lower()}: {value}"
        for name, value in response.getheaders()
        if name.lower() == "vary" or name.lower().startswith("access-control-")
    )
    return (response.status, tuple(ours), body), response.getheader("X-Cache")


def orders(askers):
    """Every asker first, and every asker right behind every other."""
    rotated = [askers[at:] + askers[:at] for at in range(len(askers))]
    return rotated + [list(reversed(order)) for order in rotated]


def check(server, cache, path, second):
    """What went wrong on one path, and how many answers came out of the cache."""
    askers = [APP, second, EVIL, "https://evil.example", "null"]
    askers = [{"Origin": origin} for origin in dict.fromkeys(askers)] + NO_ORIGIN
    wrong, stored = [], 0
    for number, order in enumerate(orders(askers)):
        # Another query is another page, of which nothing is stored yet.
        page = f"{path}?{number}"
        methods = itertools.cycle(["GET", "GET", "HEAD"])
        for asker, method in [(asker, next(methods)) for _ in range(3) for asker in order]:
            expected, _ = ask(server, method, page, asker)
            given, state = ask(cache, method, page, asker)
            stored += state == "HIT"
            if given != expected:
                wrong.append(f"{method} for {asker}: {given} instead of {expected}")
    return wrong, stored


def main():
    server, cache = (http.client.HTTPConnection(address, timeout=10) for address in sys.argv[1:3])
    all_stored, all_wrong = True, []
    for path, second in PATHS.items():
        wrong, stored = check(server, cache, path, second)
        print(f"{path}: {'right' if not wrong else f'{len(wrong)} wrong, such as {wrong[0]}'}; {stored} from the cache")
        all_stored = all_stored and stored > 0
        all_wrong += [path] if wrong else []
    if not all_stored:
        sys.exit(2)
    sys.exit(1 if all_wrong else 0)


if __name__ == "__main__":
    main()
