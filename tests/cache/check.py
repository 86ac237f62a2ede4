"""Sends requests with several origins to a cache, and compares each response with that of the server itself to that origin.

    check.py SERVER CACHE

Prints, for each path, "right" or a response that was stored for another origin; the exit status is 1 if any
path is wrong, and 2 if the cache stored nothing, so that nothing was tested.
"""

import http.client
import itertools
import sys

APP, ADMIN = "https://app.example.com", "https://admin.example.com"
EVIL = "https://app.example.com.evil.example"

# Each path, and the origin that its policy allows besides APP.
PATHS = {
    "/any-origin": ADMIN,
    "/exact": ADMIN,
    "/credentials": ADMIN,
    "/subdomains": "https://shop.partner.example",
    "/labels": "https://pr-1.preview.example",
    "/ports": "https://admin.example.com:8443",
    "/opaque": "null",
    "/insecure": "http://admin.example.com",
    "/enforced": ADMIN,
    "/navigable": ADMIN,
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

# Requests without an Origin, distinguished by Fetch Metadata and the language.
NO_ORIGIN = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Purpose": "prefetch;prerender"},
    {"Accept-Language": "de"},
]


def send(connection, method, path, headers):
    """The part of a response that is relevant to CORS, and whether it came from the cache."""
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    ours = sorted(
        f"{name.lower()}: {value}"
        for name, value in response.getheaders()
        if name.lower() == "vary" or name.lower().startswith("access-control-")
    )
    return (response.status, tuple(ours), body), response.getheader("X-Cache")


def orders(senders):
    """Every sender first, and every sender right after every other."""
    rotated = [senders[at:] + senders[:at] for at in range(len(senders))]
    return rotated + [list(reversed(order)) for order in rotated]


def check(server, cache, path, second):
    """The wrong responses of one path, and the number of responses from the cache."""
    senders = [APP, second, EVIL, "https://evil.example", "null"]
    senders = [{"Origin": origin} for origin in dict.fromkeys(senders)] + NO_ORIGIN
    wrong, stored = [], 0
    for number, order in enumerate(orders(senders)):
        # Another query is another resource, which is not cached yet.
        page = f"{path}?{number}"
        methods = itertools.cycle(["GET", "GET", "HEAD"])
        for sender, method in [(sender, next(methods)) for _ in range(3) for sender in order]:
            expected, _ = send(server, method, page, sender)
            given, state = send(cache, method, page, sender)
            stored += state == "HIT"
            if given != expected:
                wrong.append(f"{method} for {sender}: {given} instead of {expected}")
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
