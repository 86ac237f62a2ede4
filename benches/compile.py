#!/usr/bin/env python3
"""What handler-cors costs its users' compiler. Prints the tables of the README.

    benches/compile.py builds      a clean build of an axum app, without and with handler-cors
    benches/compile.py handlers    `cargo check` of 500 handlers: plain, with `debug_handler`, with `#[cors]`
    benches/compile.py pieces      the same for parts of the expansion: what each of them costs
    benches/compile.py literals    `cargo check` of one handler with 10,000 origins
    benches/compile.py expansion   what the attributes add to the source
    benches/compile.py binary      what a handler adds to the program

Counts CPU seconds (user and system) of rustc, crate by crate: the script is its own RUSTC_WRAPPER. Of several runs the
lowest counts; whatever else the machine does can only add to it. Needs cargo and what it has downloaded; standard library
only.
"""

import json
import os
import re
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
TOWER_HTTP = 'tower-http = { version = "0.7.1", default-features = false, features = ["cors"] }\n'


def wrap(command):
    """Runs rustc, and writes down what it cost."""
    name = command[command.index("--crate-name") + 1] if "--crate-name" in command else "?"
    if name.startswith("handler_cors"):
        # As cargo compiles what comes from a registry.
        command += ["--cap-lints", "allow"]
    # cargo hands its jobserver to rustc in open files.
    child = subprocess.Popen(command, close_fds=False)
    _, status, usage = os.wait4(child.pid, 0)
    features = [argument for argument in command if argument.startswith("feature=")]
    with open(os.environ[LOG], "a") as log:
        log.write(json.dumps([name, features, usage.ru_utime + usage.ru_stime]) + "\n")
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


def cargo(folder, *arguments, **environment):
    """The CPU seconds of each crate that cargo had rustc compile."""
    log = folder / "log"
    log.unlink(missing_ok=True)
    run(folder, arguments, environment | {"RUSTC_WRAPPER": str(Path(__file__).resolve()), LOG: str(log)})
    seconds = {}
    for name, _, cost in logged(folder):
        seconds[name] = seconds.get(name, 0) + cost
    return seconds


def logged(folder):
    log = folder / "log"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def run(folder, arguments, environment):
    """What cargo writes to the standard output."""
    environment = os.environ | {"CARGO_TARGET_DIR": str(folder / "target")} | environment
    command = ["cargo", "--quiet", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


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
    tower_http = project(folder / "tower-http", AXUM + TOWER_HTTP, layered(program("plain", 1)))
    print("\n| a clean build, CPU seconds | debug | release |\n|---|--:|--:|")
    columns = [clean_builds(bare, ours, tower_http, flags) for flags in ([], ["--release"])]
    for row in columns[0]:
        print(f"| {row} |", " | ".join(f"{column[row]:.2f}" for column in columns), "|")


def layered(main):
    layer = 'CorsLayer::new().allow_origin(["https://app.example.com".parse().unwrap()]).allow_credentials(true)'
    imported = main.replace("use axum::", "use tower_http::cors::CorsLayer;\nuse axum::", 1)
    return imported.replace("with_state(Db)", f"layer({layer}).with_state(Db)")


def clean_builds(bare, ours, tower_http, flags):
    """From nothing once, then of what differs alone."""
    without, with_ours, with_layer = (
        cargo(app, "build", *flags, CARGO_INCREMENTAL="0") for app in (bare, ours, tower_http)
    )
    own = sorted(with_ours.keys() - without.keys())
    layers = sorted(with_layer.keys() - without.keys())
    changed = sorted({name for name, *_ in features(ours) - features(bare)} - {*own, "build_script_build"})
    costs = lowest(build_again(ours, [*own, "app"], flags) for _ in range(RUNS))
    plain = lowest(build_again(bare, ["app"], flags) for _ in range(RUNS))
    layer = lowest(build_again(tower_http, [*layers, "app"], flags) for _ in range(RUNS))
    rows = {"axum app without CORS": sum(without.values())}
    rows |= {f"`{name}`": costs[name] for name in own}
    rows["added by the dependency"] = sum(costs[name] for name in own)
    rows |= {f"`{name}`, with other features: more": with_ours[name] - without[name] for name in changed}
    rows["the app's own crate: more for the one handler"] = costs["app"] - plain["app"]
    rows["tower-http's `CorsLayer` in its place: added by the dependency"] = sum(layer[name] for name in layers)
    rows["the app's own crate: more for the layer"] = layer["app"] - plain["app"]
    return rows


def features(app):
    return {(name, *enabled) for name, enabled, _ in logged(app)}


def build_again(app, crates, flags):
    packages = [argument for name in crates for argument in ("--package", name.replace("_", "-"))]
    run(app, ["clean", *flags, *packages], {})
    return cargo(app, "build", *flags, CARGO_INCREMENTAL="0")


# Many handlers

# Warnings would be measured too.
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
impl Db {
    fn widgets(&self, _: u32) -> Vec<Widget> {
        Vec::new()
    }
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
    Json(Widget {{ name: format!("widget {{id}} of {{}}", {at}_u32) }})
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
        columns = [checks(folder, program(kind, HANDLERS, registered)) for kind in HEAD]
        for name in columns[0]:
            plain, debug, cors = (column[name] for column in columns)
            print(f"| {where}: {name} | {plain:.2f} | {debug:.2f} | {cors:.2f} | {cors / debug:.2f} |", flush=True)


def checks(folder, main):
    """Of the program alone: a check from nothing, and those after a change of one handler's body."""
    app = project(folder / "app", AXUM + OURS, main)
    cargo(app, "check")
    return {
        "`check`": full_check(app, main),
        "incremental `check`, one body changed": incremental_check(app, main, "{}_u32"),
        "incremental `check`, one body a line longer": incremental_check(app, main, "\n{}_u32"),
    }


def full_check(app, main):
    return min(checked(app, main + f"// {run}\n", incremental=0) for run in range(RUNS))


def incremental_check(app, main, body):
    costs = []
    for run in range(RUNS):
        checked(app, main, incremental=1)
        costs.append(checked(app, main.replace("250_u32", body.format(900 + run)), incremental=1))
    return min(costs)


def checked(app, main, incremental):
    (app / "src/main.rs").write_text(main)
    return cargo(app, "check", CARGO_INCREMENTAL=str(incremental))["app"]


# The parts of the expansion

# A test of the macro keeps this up to date: the handler in comments, and its expansion.
SNAPSHOT = REPOSITORY / "cors-macros/tests/expansion/list_widgets.rs"
BODY = "Json(db.widgets())"

# What is removed, and its replacement.
ORIGINAL = (r"impl ::handler_cors::Original<.*?>,\n", "::handler_cors::__private::GET,\n")
PIECES = {
    "the table in the docs": [(r"^#\[doc = .*?\]\n", "")],
    "the policy": [(r"&__cors::DeclaredPolicy \{.*?^ {8}\},", "&__cors::DEFAULTS,")],
    "file and line": [(r"::core::file!\(\)", '""'), (r"::core::line!\(\)", "0")],
    "whether extractors read cookies": [(r"^            let _ = .*?;\n", "")],
    "what the extractors read": [(r"reads: \{.*?^        \},", "reads: &[],")],
    "the static": [(r"^    static __CORS.*?^    \};\n", ""), ("&__CORS", "::core::todo!()")],
    "the check that it is a handler": [ORIGINAL, (r"register\(list_widgets", "register(__cors::GET")],
}


def pieces(folder):
    snapshot = SNAPSHOT.read_text()
    source = "".join(line.removeprefix("// ") for line in snapshot.splitlines(True) if line.startswith("// "))
    whole = snapshot.partition("\n\n")[2]
    _, _, plain = source.partition("\n")
    rows = {"plain handlers": plain, "`#[cors]`": source, "its expansion, written out": whole}
    rows |= {f"… without {name}": edited(whole, edits) for name, edits in PIECES.items()}
    found = {name: checks(folder, handlers_of(text)) for name, text in rows.items()}
    columns = list(found["plain handlers"])
    print(f"\n| {HANDLERS} handlers, declared; CPU seconds | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}")
    written = found["its expansion, written out"]
    for name, costs in found.items():
        less = name.startswith("…")
        cells = (f"{costs[at]:.2f}" + (f" ({costs[at] - written[at]:+.2f})" if less else "") for at in columns)
        print(f"| {name} | {' | '.join(cells)} |")


def edited(text, edits):
    for pattern, instead in edits:
        text, count = re.subn(pattern, instead, text, flags=re.DOTALL | re.MULTILINE)
        if not count:
            sys.exit(f"{SNAPSHOT} has no {pattern}")
    return text


def handlers_of(text):
    one = text.replace("list_widgets", "handler_AT").replace(BODY, "Json(db.widgets(AT_u32))")
    many = "".join(one.replace("AT", str(at)) for at in range(HANDLERS))
    return "#![allow(warnings)]\nuse handler_cors::cors;\n" + COMMON + many + "fn main() {}\n"


# A long list


def literals(folder):
    entries = {"exact origins": "https://app-{at:05}.example.com", "subdomain patterns": "https://*.tenant-{at:05}.example"}
    print("\n| `cargo check` of a program with one handler, CPU seconds | 1 | 10,000 | more |\n|---|--:|--:|--:|")
    for name, entry in entries.items():
        one, many = (listed(folder, [entry.format(at=at) for at in range(count)]) for count in (1, 10_000))
        print(f"| {name} | {one:.2f} | {many:.2f} | {many - one:.2f} |")


def listed(folder, origins):
    main = program("cors", 1).replace('"https://app.example.com", "https://*.partner.example"', ",\n".join(map(json.dumps, origins)))
    app = project(folder / "app", AXUM + OURS, main)
    cargo(app, "check")
    return full_check(app, main)


# The source


def expansion(folder):
    print("\n| source of a handler after expansion | bytes | more than plain |\n|---|--:|--:|")
    sizes = {kind: expanded_size(folder, kind) for kind in HEAD}
    for kind, size in sizes.items():
        print(f"| {kind} | {size:,.0f} | {size - sizes['plain']:,.0f} |")


def expanded_size(folder, kind):
    one, many = (expanded(folder, program(kind, count, registered=False)) for count in (1, HANDLERS))
    return (many - one) / (HANDLERS - 1)


def expanded(folder, main):
    app = project(folder / "app", AXUM + OURS, main)
    arguments = ("rustc", "--profile", "check", "--", "-Zunpretty=expanded")
    return len(run(app, arguments, {"RUSTC_BOOTSTRAP": "app"}).encode())


# The program


def binary(folder):
    print(f"\n| program of {HANDLERS} handlers | bytes, release | for each handler | CPU seconds to build it, debug | release |")
    print("|---|--:|--:|--:|--:|")
    for kind in ("plain", "cors"):
        (one, _), (many, release) = (built(folder, kind, count, ["--release"]) for count in (1, HANDLERS))
        _, debug = built(folder, kind, HANDLERS, [])
        print(f"| {kind} | {many:,} | {(many - one) / (HANDLERS - 1):,.0f} | {debug:.2f} | {release:.2f} |")


def built(folder, kind, count, flags):
    """The size of a program, and what its own crate has cost, once."""
    app = project(folder / "app", AXUM + OURS + "[profile.release]\nstrip = true\n", program(kind, count))
    costs = cargo(app, "build", *flags, CARGO_INCREMENTAL="0")
    return (app / "target" / ("release" if flags else "debug") / "app").stat().st_size, costs["app"]


def main():
    if LOG in os.environ:
        wrap(sys.argv[1:])
    tables = {table.__name__: table for table in (builds, handlers, pieces, literals, expansion, binary)}
    table = tables.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if table is None:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        table(Path(folder))


main()
