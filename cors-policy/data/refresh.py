#!/usr/bin/env python3
"""Refreshes public-suffixes.txt from the PyPI package `publicsuffixlist`.

    python3 -m pip install idna
    python3 refresh.py             # downloads the newest package by pip
    python3 refresh.py some.whl    # or takes this wheel

Writes public-suffixes.txt, LICENSE-MPL-2.0, and the version in README.md. Run the crate's tests afterwards.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import idna

PACKAGE = "publicsuffixlist"
HERE = pathlib.Path(__file__).resolve().parent

HEADER = """\
# This Source Code Form is subject to the terms of the Mozilla Public
# License, v. 2.0. If a copy of the MPL was not distributed with this
# file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
# The rules of the Public Suffix List, https://publicsuffix.org/list/, ICANN and private sections, rearranged by
# refresh.py: without comments, in punycode, labels reversed and separated by a space, sorted by bytes.
# `*` as the last label is a wildcard rule, a trailing `!` marks an exception. See README.md.
#
# Source: PyPI package {package} {release}
# Version: {version}
# Rules: {count}
"""


def main():
    if len(sys.argv) > 1:
        refresh(pathlib.Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--dest", folder, PACKAGE], check=True)
        refresh(next(pathlib.Path(folder).glob("*.whl")))


def refresh(wheel):
    release = wheel.name.split("-")[1]
    with zipfile.ZipFile(wheel) as package:
        source = package.read(f"{PACKAGE}/public_suffix_list.dat").decode()
        licence = package.read(f"{PACKAGE}-{release}.dist-info/licenses/LICENSE").decode()

    version = re.search(r"^// VERSION: (\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_UTC)$", source, re.M)[1]
    lines = sorted({line(rule) for rule in rules(source)})
    check(lines)

    header = HEADER.format(package=PACKAGE, release=release, version=version, count=len(lines))
    write("public-suffixes.txt", header + "".join(f"{each}\n" for each in lines))
    write("LICENSE-MPL-2.0", licence)
    readme = (HERE / "README.md").read_text()
    write("README.md", re.sub(r"^Version: .*$", f"Version: {version}", readme, flags=re.M))
    print(f"{len(lines)} rules, version {version}")


def rules(source):
    """A rule is what stands before the first white space of a line that is no comment."""
    for text in source.splitlines():
        if text.strip() and not text.startswith("//"):
            yield text.split()[0]


def line(rule):
    """`!www.ck` as `ck www !`, `*.ck` as `ck *`."""
    labels = [punycode(label) for label in reversed(rule.removeprefix("!").split("."))]
    return " ".join(labels + ["!"] * rule.startswith("!"))


def punycode(label):
    """By IDNA 2008, as browsers map it; the older IDNA 2003 must agree, or a person has to look."""
    if label.isascii():
        return label
    modern = idna.encode(label, uts46=True).decode()
    assert modern == label.encode("idna").decode(), f"IDNA 2003 and 2008 disagree about {label}"
    assert idna.decode(modern) == label, f"{label} does not survive the round trip"
    return modern


def check(lines):
    """What the look-up relies on."""
    assert lines == sorted(lines, key=str.encode)
    known = set(lines)
    for each in lines:
        assert re.fullmatch(r"[a-z0-9-]+( [a-z0-9-]+)*( [*!])?", each), each
        if each.endswith(" !"):
            host = each.removesuffix(" !")
            assert host not in known, f"both a rule and an exception: {host}"
            assert host.rpartition(" ")[0] + " *" in known, f"an exception to nothing: {host}"
            assert not any(other.startswith(host + " ") for other in known - {each}), f"rules below an exception: {host}"


def write(name, text):
    (HERE / name).write_text(text, newline="\n")


if __name__ == "__main__":
    main()
