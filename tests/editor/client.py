"""A client of a language server, over its standard input and output."""

import json
import queue
import subprocess
import threading
import time


class Server:
    def __init__(self, command, root, options, environment):
        self.process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages = queue.Queue()
        self.last_id = 0
        self.is_ready = False
        self.health = None
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = {
            "experimental": {"serverStatusNotification": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "diagnostic": {}},
            "workspace": {"workspaceEdit": {"documentChanges": True}},
        }
        self.request(
            "initialize",
            processId=None,
            rootUri=root.as_uri(),
            capabilities=capabilities,
            initializationOptions=options,
        )
        self.notify("initialized")

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline().strip()) or length == 0:
                if not line:
                    self.messages.put(None)
                    return
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            self.messages.put(json.loads(stream.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method, **params):
        self._send({"method": method, "params": params})

    def request(self, method, **params):
        """The result. Asks again where the server says that the content was modified meanwhile."""
        for _ in range(20):
            self.last_id += 1
            sent = self.last_id
            self._send({"id": sent, "method": method, "params": params})
            answer = self._next(lambda message: message.get("id") == sent and "method" not in message)
            if "error" not in answer:
                return answer["result"]
            if answer["error"]["code"] not in (-32801, -32800, -32802):
                return {"error": answer["error"]["message"]}
            time.sleep(0.5)
        raise RuntimeError(f"{method}: the content is always modified")

    def wait_until_ready(self):
        """Until the workspace is loaded, and the procedural macros with it."""
        while not self.is_ready:
            self._next(lambda message: message.get("method") == "experimental/serverStatus")

    def _next(self, is_wanted):
        while True:
            message = self.messages.get(timeout=600)
            if message is None:
                raise RuntimeError("the language server ended")
            if "method" in message and "id" in message:
                # It asks for the configuration, which was given, and to show progress.
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [None] * len(items) or None})
            if message.get("method") == "experimental/serverStatus":
                self.is_ready = message["params"]["quiescent"]
                self.health = message["params"]
            if is_wanted(message):
                return message

    def stop(self):
        self.request("shutdown")
        self.notify("exit")
        self.process.wait(timeout=20)
