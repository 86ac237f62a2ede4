#!/usr/bin/env python3
"""What handler-cors costs its users' compiler. Prints the tables of the README.

    benches/compile.py builds      a clean build of an axum app, without and with handler-cors
    benches/compile.py handlers    `cargo check` of 500 handlers: plain, with `debug_handler`, with `#[cors]`
    benches/compile.py pieces      the same 500, with parts of the expansion left out
    benches/compile.py binary      what a handler adds to the program

Counts CPU seconds (user and system) of rustc, crate by crate: the script is its own RUSTC_WRAPPER. Of several runs the
lowest counts; whatever else the machine does can only add to it. Needs cargo and what it has downloaded; standard library
only.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
RUNS = int(os.environ.get("RUNS", "5"))
HANDLERS = 500
LOG = "COMPILE_LOG"

AXUM = """\
axum = { version = "0.8.9", features = ["macros"] }
serde = { version = "1", features = ["derive"] }
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
"""
OURS = f'handler-cors = {{ path = "{REPOSITORY}" }}\n'


def wrap(command):
    """Runs rustc, and writes down what it cost."""
    # cargo hands its jobserver to rustc in open files.
    child = subprocess.Popen(command, close_fds=False)
    _, status, usage = os.wait4(child.pid, 0)
    name = command[command.index("--crate-name") + 1] if "--crate-name" in command else "?"
    with open(os.environ[LOG], "a") as log:
        log.write(json.dumps([name, usage.ru_utime + usage.ru_stime]) + "\n")
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


def cargo(folder, *arguments, **environment):
    """The CPU seconds of each crate that cargo had rustc compile."""
    log = folder / "log"
    log.unlink(missing_ok=True)
    environment = os.environ | {
        "CARGO_TARGET_DIR": str(folder / "target"),
        "RUSTC_WRAPPER": str(Path(__file__).resolve()),
        LOG: str(log),
    } | environment
    subprocess.run(["cargo", *arguments, "--quiet"], cwd=folder, env=environment, check=True)
    seconds = {}
    for line in log.read_text().splitlines() if log.exists() else []:
        name, cost = json.loads(line)
        seconds[name] = seconds.get(name, 0) + cost
    return seconds


def project(folder, dependencies, main):
    """A program in a folder of its own. Its Cargo.lock is this repository's, as far as it goes."""
    (folder / "src").mkdir(parents=True, exist_ok=True)
    manifest = f'[workspace]\n[package]\nname = "app"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n{dependencies}'
    (folder / "Cargo.toml").write_text(manifest)
    (folder / "src/main.rs").write_text(main)
    shutil.copy(REPOSITORY / "Cargo.lock", folder / "Cargo.lock")
    return folder


def lowest(runs):
    """Of several runs, for each crate the lowest."""
    runs = list(runs)
    return {name: min(run.get(name, 0) for run in runs) for name in runs[0]}


# A clean build


def builds(folder):
    bare = project(folder / "bare", AXUM, program("plain", 1))
    ours = project(folder / "ours", AXUM + OURS, program("cors", 1))
    print("\n| a clean build, CPU seconds | debug | release |\n|---|--:|--:|")
    columns = [clean_builds(bare, ours, flags) for flags in ([], ["--release"])]
    for row in columns[0]:
        print(f"| {row} |", " | ".join(f"{column[row]:.2f}" for column in columns), "|")


def clean_builds(bare, ours, flags):
    without, with_ours = ([clean_build(app, flags) for _ in range(min(RUNS, 3))] for app in (bare, ours))
    without, with_ours = lowest(without), lowest(with_ours)
    own = {name: cost for name, cost in with_ours.items() if name not in without}
    rows = {"axum app without CORS": sum(without.values())}
    rows |= {f"`{name}`": own[name] for name in sorted(own)}
    rows["the app's own crate: more for the one handler"] = with_ours["app"] - without["app"]
    rows["added by the dependency"] = sum(own.values())
    return rows


def clean_build(app, flags):
    shutil.rmtree(app / "target", ignore_errors=True)
    return cargo(app, "build", *flags, CARGO_INCREMENTAL="0")


# Many handlers

# What rustc has to warn about would be measured along.
HEAD = {
    "plain": "#![allow(warnings)]\nuse axum::{Router, routing::get};\n",
    "debug_handler": "#![allow(warnings)]\nuse axum::{Router, routing::get, debug_handler};\n",
    "cors": "#![allow(warnings)]\nuse handler_cors::{CorsRouter, cors};\n",
}
COMMON = """\
use axum::{Json, extract::{Path, State}};
use serde::{Deserialize, Serialize};
#[derive(Clone)]
struct Db;
#[derive(Serialize, Deserialize)]
struct Widget {
    name: String,
}
"""
ATTRIBUTE = {
    "plain": "",
    "debug_handler": "#[debug_handler(state = Db)]\n",
    "cors": '''\
#[cors(origins = ["https://app.example.com", "https://*.partner.example"], methods = [GET], credentials)]
''',
}
HANDLER = """\
async fn handler_{at}(State(_db): State<Db>, Path(id): Path<u32>) -> Json<Widget> {{
    Json(Widget {{ name: format!("widget {{id}} of {at}") }})
}}
"""
SERVE = """\
#[tokio::main]
async fn main() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    axum::serve(listener, app().into_make_service()).await.unwrap();
}
"""


def program(kind, count, registered=True, handler=HANDLER):
    handlers = "".join(ATTRIBUTE[kind] + handler.format(at=at) for at in range(count))
    return HEAD[kind] + COMMON + handlers + router(kind, count if registered else 1) + SERVE


def router(kind, count):
    """In statements: one expression of 500 calls would measure the nesting."""
    new, route = ("CorsRouter", "{}") if kind == "cors" else ("Router", "get({})")
    lines = (f'    let app = app.route("/{at}/{{id}}", {route.format(f"handler_{at}")});\n' for at in range(count))
    return f"fn app() -> {new} {{\n    let app = {new}::new();\n{''.join(lines)}    app.with_state(Db)\n}}\n"


def handlers(folder):
    print(f"\n| {HANDLERS} handlers, CPU seconds | plain | `debug_handler` | `#[cors]` | `#[cors]` ÷ `debug_handler` |")
    print("|---|--:|--:|--:|--:|")
    for registered in (False, True):
        where = "declared and registered" if registered else "declared"
        rows = [checks(folder, kind, registered) for kind in HEAD]
        for name, costs in zip(("check", "incremental check after a change of one body"), zip(*rows)):
            plain, debug, cors = costs
            print(f"| {where}: {name} | {plain:.2f} | {debug:.2f} | {cors:.2f} | {cors / debug:.2f} |")


def checks(folder, kind, registered):
    """A check from nothing, and one after a change, of the program alone."""
    app = project(folder / "app", AXUM + OURS, program(kind, HANDLERS, registered))
    cargo(app, "check")
    full = [check_again(app, program(kind, HANDLERS, registered), run) for run in range(RUNS)]
    incremental = []
    for run in range(RUNS + 1):
        changed = program(kind, HANDLERS, registered).replace('widget {id} of 250"', f'{run} widget {{id}}"')
        touched(app, changed)
        incremental.append(cargo(app, "check", CARGO_INCREMENTAL="1")["app"])
    # The first has nothing to build upon.
    return min(full), min(incremental[1:])


def touched(app, main):
    (app / "src/main.rs").write_text(main)


# The parts of the expansion


def pieces(folder):
    whole = (Path(__file__).parent / "expansion.txt").read_text().splitlines()
    names = [name for line in whole if line.startswith("//- ") for name in members(line)]
    written = checked(folder, edited(whole, None))
    print(f"\n| `cargo check` of {HANDLERS} handlers, declared | CPU seconds | less than whole |\n|---|--:|--:|")
    print(f"| plain handlers | {checked(folder, HANDLER):.2f} | |")
    print(f"| `#[cors]` | {checked(folder, ATTRIBUTE['cors'] + HANDLER):.2f} | |")
    print(f"| its expansion, written out | {written:.2f} | |")
    for name in dict.fromkeys(names):
        cost = checked(folder, edited(whole, name))
        print(f"| … without {name} | {cost:.2f} | {written - cost:.2f} |")


def members(line):
    return [name for name in line.removeprefix("//- ").split("; ") if name != "end"]


def edited(whole, left_out):
    """The expansion without one of its pieces, as a pattern for `str.format`."""
    kept, names = [], []
    for line in whole:
        if line.startswith("//- "):
            names = members(line)
        elif line.startswith("//+ "):
            if left_out == next(iter(names), ""):
                kept.append(line.removeprefix("//+ "))
        elif left_out not in names:
            kept.append(line)
    text = "\n".join(kept) + "\n"
    return text.replace("{", "{{").replace("}", "}}").replace("handler_0", "handler_{at}")


def checked(folder, handler):
    handlers = "".join(handler.format(at=at) for at in range(HANDLERS))
    main = "#![allow(warnings)]\nuse handler_cors::cors;\n" + COMMON + handlers + "fn main() {}\n"
    app = project(folder / "app", AXUM + OURS, main)
    cargo(app, "check")
    return min(check_again(app, main, run) for run in range(RUNS))


def check_again(app, main, run):
    touched(app, main + f"// {run}\n")
    return cargo(app, "check", CARGO_INCREMENTAL="0")["app"]


# The program


def binary(folder):
    print("\n| release program | bytes | for each handler |\n|---|--:|--:|")
    for kind in ("plain", "cors"):
        sizes = [program_size(folder, kind, count) for count in (1, HANDLERS)]
        each = (sizes[1] - sizes[0]) / (HANDLERS - 1)
        print(f"| {HANDLERS} handlers, {kind} | {sizes[1]:,} | {each:,.0f} |")


def program_size(folder, kind, count):
    app = project(folder / "app", AXUM + OURS + "[profile.release]\nstrip = true\n", program(kind, count))
    cargo(app, "build", "--release", CARGO_INCREMENTAL="0")
    return (app / "target/release/app").stat().st_size


def main():
    if LOG in os.environ:
        wrap(sys.argv[1:])
    tables = {table.__name__: table for table in (builds, handlers, pieces, binary)}
    table = tables.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if table is None:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        table(Path(folder))


main()
