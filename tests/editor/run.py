#!/usr/bin/env python3
"""What an editor shows of handlers and policies, by rust-analyzer: hover, definitions, renaming, completion, diagnostics.

Needs rust-analyzer and, of nightly, the standard library's sources: beside the stable compiler these would add lines to its messages,
which the UI cases do not have. Copies the crate `sample` below
`target/editor`, and changes only the copy's text in the server's memory.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from client import Server  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "target" / "editor"


def standard_library():
    command = ["rustc", "+nightly", "--print", "sysroot"]
    sysroot = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()
    return str(pathlib.Path(sysroot, "lib/rustlib/src/rust/library"))


OPTIONS = {
    # rustc's own errors are those of the UI cases.
    "checkOnSave": False,
    "cachePriming": {"enable": False},
    "cargo": {"targetDir": str(TARGET / "build"), "sysrootSrc": standard_library()},
    "procMacro": {"enable": True},
}


class Editor:
    """An open file in rust-analyzer. A place in it is a text that contains it once, with `|` before the character."""

    def __init__(self, crate):
        self.file = crate / "src" / "lib.rs"
        self.text = self.file.read_text()
        self.document = {"uri": self.file.as_uri()}
        self.version = 1
        self.server = Server(["rust-analyzer"], crate, OPTIONS, os.environ.copy())
        opened = {**self.document, "languageId": "rust", "version": self.version, "text": self.text}
        self.server.notify("textDocument/didOpen", textDocument=opened)
        self.server.wait_until_ready()

    def show(self, text):
        self.version += 1
        self.text = text
        changed = {**self.document, "version": self.version}
        self.server.notify("textDocument/didChange", textDocument=changed, contentChanges=[{"text": text}])

    def offset(self, place):
        before, after = place.split("|")
        assert self.text.count(before + after) == 1, f"not once in the text: {place}"
        return self.text.index(before + after) + len(before)

    def ask(self, method, place, **parameters):
        offset = self.offset(place)
        line = self.text.count("\n", 0, offset)
        position = {"line": line, "character": offset - self.text.rfind("\n", 0, offset) - 1}
        return self.server.request(f"textDocument/{method}", textDocument=self.document, position=position, **parameters)

    def errors(self):
        report = self.server.request("textDocument/diagnostic", textDocument=self.document)
        return [item["message"] for item in report["items"] if item["severity"] == 1]

    def hover(self, place):
        answer = self.ask("hover", place)
        return answer["contents"]["value"] if answer else ""

    def definitions(self, place):
        """The lines at which an editor jumps, as `file: line's text`."""
        found = []
        for location in self.ask("definition", place) or []:
            path = pathlib.Path(location.get("uri", location.get("targetUri")).removeprefix("file://"))
            start = (location.get("range") or location["targetSelectionRange"])["start"]["line"]
            text = self.text if path == self.file else path.read_text()
            found.append(f"{path.name}: {text.splitlines()[start].strip()}")
        return found

    def renamed(self, place, name):
        """The text after renaming, or what the server says against it."""
        answer = self.ask("rename", place, newName=name)
        if "error" in answer:
            return answer["error"]
        edits = [edit for change in answer["documentChanges"] for edit in change["edits"]]
        lines = self.text.splitlines(keepends=True)
        starts = [sum(map(len, lines[:index])) for index in range(len(lines) + 1)]
        text = self.text
        for edit in sorted(edits, key=lambda edit: -starts[edit["range"]["start"]["line"]] - edit["range"]["start"]["character"]):
            start, end = (starts[edit["range"][side]["line"]] + edit["range"][side]["character"] for side in ("start", "end"))
            text = text[:start] + edit["newText"] + text[end:]
        return text

    def completions(self, place):
        answer = self.ask("completion", place)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item.get("filterText", item["label"]).split("(")[0] for item in items}


def opened():
    crate = TARGET / "sample"
    shutil.rmtree(crate, ignore_errors=True)
    shutil.copytree(pathlib.Path(__file__).parent / "sample", crate)
    manifest = crate / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace('"../../.."', json.dumps(str(ROOT))))
    # The versions that the workspace is tested with.
    shutil.copy(ROOT / "Cargo.lock", crate)
    return Editor(crate)


failures = []


def check(name, is_right, seen):
    print(f"{'ok    ' if is_right else 'FAILED'} {name}", flush=True)
    if not is_right:
        failures.append(f"{name}:\n{seen}")


def equal(name, seen, expected):
    check(name, seen == expected, f"  seen      {seen}\n  expected  {expected}")


def diagnostics(editor):
    equal("no error in a correct file", editor.errors(), [])
    original = editor.text
    editor.show(original.replace('origins = ["*"]', 'origins = ["https://example.com/"]'))
    seen = editor.errors()
    check("an error of the attribute is shown", any("ends with a slash" in text for text in seen), seen)
    editor.show(original.replace("pub struct Api;", 'pub static API: u32 = "";'))
    check("an error outside of the attribute is shown", any("expected u32" in text for text in editor.errors()), editor.errors())
    editor.show(original)


def hovers(editor):
    for name, place, texts in [
        ("a handler in a tuple", "(|list, add)", ["Lists all widgets.", "`APP`", "600 s"]),
        ("a handler of a path", '"/all", |list)', ["Lists all widgets.", "`APP`", "600 s"]),
        ("an associated handler", "Api::|api_version)", ["Says which version this is.", "|origins|`*`|"]),
        ("a handler under a named policy", "(list, |add)", ["Adds a widget.", "`SHOP`"]),
        ("a named policy", "policy = |SHOP", ["The policy of the shop.", "`x-request-id`"]),
        ("named origins", "origins = |PAGES", ["The pages of the shop.", "`https://*.example.com`"]),
    ]:
        seen = editor.hover(place)
        check(f"hover at {name}", all(text in seen for text in texts) and "__private" not in seen.split("---", 1)[1], seen)


def definitions(editor):
    for name, place, expected in [
        ("a handler of a path", '"/all", |list)', "lib.rs: pub async fn list(State(db): State<Db>) -> String {"),
        ("an associated handler", "Api::|api_version)", "lib.rs: pub async fn api_version() -> &'static str {"),
        ("the handler in a unit test", "|list().call", "lib.rs: pub async fn list(State(db): State<Db>) -> String {"),
        ("`policy = NAME`", "policy = |SHOP", "lib.rs: pub static SHOP: Policy;"),
        ("`origins = NAME`", "origins = |PAGES", "lib.rs: pub static PAGES: Origins;"),
        ("a constant in a list", "[|APP]", 'lib.rs: const APP: &str = "https://app.example.com";'),
        ("a method in a body", "db.widgets.|join", "slice.rs: pub fn join<Separator>(&self, sep: Separator) -> <Self as Join<Separator>>::Output"),
    ]:
        equal(f"definition of {name}", editor.definitions(place), [expected])
    # The constant whose deprecation is the warning about cookies is there too.
    seen = editor.definitions("): |State<Db>")
    equal("the first definition of an extractor's type", seen[:1], ["state.rs: pub struct State<S>(pub S);"])
    seen = editor.definitions("list().|call")
    check("definition of `call` in a unit test", len(seen) > 0 and seen[0].startswith("arguments.rs: "), seen)


def renames(editor):
    for name, places in [
        ("list", ["(|list, add)", '"/all", |list)', "|list().call", "fn |list("]),
        ("add", ["(list, |add)", "|add().call", "fn |add("]),
        ("api_version", ["Api::|api_version)", "Api::|api_version().call", "fn |api_version("]),
        ("SHOP", ["policy = |SHOP", "static |SHOP"]),
        ("PAGES", ["origins = |PAGES", "static |PAGES"]),
        ("APP", ["[|APP]", "const |APP"]),
    ]:
        expected = re.sub(rf"(?<![\w\"/]){name}\b(?!s)", "renamed_here", editor.text)
        for place in places:
            check(f"rename from `{place}`", editor.renamed(place, "renamed_here") == expected, editor.renamed(place, "renamed_here"))


def completion(editor):
    """A field is completed in the body, whatever is written of the attribute."""
    original = editor.text
    body = original.replace('let names = db.widgets.join(", ");\n    names', "db.")
    whole = "origins = [APP], methods = [GET], max_age = 600"
    for written in [
        whole,
        "",
        "origins",
        "origins =",
        "origins = []",
        'origins = ["https://"]',
        "origins = [APP",
        "origins = [APP], meth",
        "policy =",
        "policy = SHOP, methods = [G",
    ]:
        # Editors close brackets when they are opened.
        closed = written + "]" * (written.count("[") - written.count("]"))
        editor.show(body.replace(whole, closed))
        seen = editor.completions("{\n    db.|\n}")
        check(f"completion below `#[cors({closed})]`", "widgets" in seen, seen)
    # To rust-analyzer the rest of the file is in an open bracket, below any attribute.
    completed = []
    for written in ["#[cors(origins = [", "#[allow(dead_code"]:
        editor.show(body.replace(f"#[cors({whole})]", written))
        completed.append("widgets" in editor.completions("{\n    db.|\n}"))
    equal("completion below an open bracket, as below `#[allow(`", completed[0], completed[1])
    editor.show(original)


def main():
    editor = opened()
    for checks in (diagnostics, hovers, definitions, renames, completion):
        checks(editor)
    editor.server.stop()
    print(f"\n{len(failures)} failed")
    sys.exit("\n\n".join(failures) or 0)


if __name__ == "__main__":
    main()
