"""Runs the checks of CORScanner on servers that act as named hosts, as the HTTP proxies of the scanner.

    scan.py SERVER WRONG_SERVER

It must find only what a policy allows on purpose on SERVER, and the mistake of each path on WRONG_SERVER.
"""

import gevent.monkey

gevent.monkey.patch_all()

import os
import pathlib
import sys

import tldextract

# The list of public suffixes of the package. Otherwise it would be downloaded.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

import CORScanner

sys.path.insert(0, str(pathlib.Path(CORScanner.__file__).parent))
from common.corscheck import CORSCheck
from common.logger import Log

# The checks for targets without TLS; `https_trust_http` needs it.
CHECKS = [
    "reflect_origin",
    "prefix_match",
    "suffix_match",
    "trust_null",
    "include_match",
    "not_escape_dot",
    "custom_third_parties",
    "special_characters_bypass",
    "trust_any_subdomain",
]

# Each URL, and the expected findings.
OURS = {
    "http://app.example.com/any-origin": [],
    "http://app.example.com/exact": [],
    "http://app.example.com/credentials": [],
    "http://app.example.com/subdomains": [],
    "http://app.example.com/labels": [],
    "http://app.example.com/ports": [],
    "http://app.example.com/unenforced": [],
    "http://app.example.com/meddling": [],
    "http://app.example.com/shared": [],
    "http://app.example.com/missing": [],
    "http://app.example.com/plain": [],
    "http://app.example.com/nowhere": [],
    "http://admin.example.com/insecure": [],
    "http://app.example.com/http/exact": [],
    "http://app.example.com/http/credentials": [],
    "http://app.example.com/http/labels": [],
    "http://app.example.com/http/ports": [],
    "http://app.example.com/http/enforced": [],
    "http://shop.partner.example.com/http/exact": [],
    # These policies allow it on purpose: `dangerously(null_origin)`, and a wildcard for subdomains.
    "http://app.example.com/opaque": ["trust_null"],
    "http://example.com/http/subdomains": ["trust_any_subdomain"],
    "http://app.example.com/http/subdomains": ["trust_any_subdomain"],
}

WRONG = {
    "http://app.example.com/reflects": CHECKS,
    "http://app.example.com/begins": ["prefix_match", "special_characters_bypass"],
    "http://app.example.com/ends": ["suffix_match", "trust_any_subdomain"],
    "http://app.example.com/null": ["trust_null"],
    "http://app.example.com/contains": ["include_match", "suffix_match", "trust_any_subdomain"],
    "http://app.example.com/dots": ["not_escape_dot"],
    "http://app.example.com/third-party": ["custom_third_parties"],
    "http://app.example.com/lenient": ["special_characters_bypass"],
    "http://app.example.com/subdomains": ["trust_any_subdomain"],
    "http://app.example.com/right": [],
}


class Counted(CORSCheck):
    """Counts responses: the scanner treats a request without one as one without a finding."""

    sent = received = 0

    def send_req(self, url, origin):
        response = super().send_req(url, origin)
        Counted.sent += 1
        Counted.received += response is not None and response.status_code in (200, 403, 404)
        return response


def findings(url):
    check = Counted(url, {"logger": Log(None, print_level=4), "headers": None})
    for name in CHECKS:
        getattr(check, f"test_{name}")()
    return sorted({finding["type"] for finding in check.all_results})


def scan(proxy, pages):
    os.environ["http_proxy"] = f"http://{proxy}"
    os.environ["no_proxy"] = ""
    wrong = 0
    for url, expected in pages.items():
        found = findings(url)
        is_right = found == sorted(expected)
        wrong += not is_right
        print(f"{url}: {', '.join(found) or 'nothing'}{'' if is_right else f', instead of {sorted(expected)}'}")
    return wrong


def main():
    ours, wrong = sys.argv[1:3]
    print("== handler-cors")
    differences = scan(ours, OURS)
    print("== deliberately wrong")
    differences += scan(wrong, WRONG)
    print(f"{Counted.received} of {Counted.sent} requests got a response; {differences} URLs are not as expected")
    sys.exit(1 if differences or Counted.sent != Counted.received or Counted.sent < 1000 else 0)


if __name__ == "__main__":
    main()
