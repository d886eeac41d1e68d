#!/usr/bin/env python3
"""Checks a page of `holdfast plan -o html` in a real browser: headless Chromium, driven through its debugging pipe.

Usage: browser-check.py [--out FOLDER] FILE.html…
With --out it leaves light.png, dark.png, details.png and print.pdf of each page there, to be looked at.
Ends with 1 and says what is wrong when a page has errors on its console, reaches for the network, has no nodes that can
be focused, does not follow the keys, or has text of less than 4.5:1 contrast in light or dark; with 2 when there is no
browser. Needs nothing but Python; as root it installs Debian's chromium when there is none.
"""
import argparse, base64, json, os, pathlib, select, shutil, subprocess, sys, tempfile, time

TIMEOUT = 60
PRINTABLE = 1000  # nodes; more take minutes and hundreds of sheets
NAMES = ["chromium", "chromium-browser", "google-chrome"]


def browser_path():
    """The browser, installed if need be."""
    for attempt in range(2):
        for name in NAMES:
            if shutil.which(name):
                return shutil.which(name)
        if attempt == 0:
            need = pathlib.Path(__file__).with_name("need.sh")
            if subprocess.run(["bash", need, "chromium=chromium"]).returncode:
                break
    print("browser-check: no chromium here, and it could not be installed", file=sys.stderr)
    sys.exit(2)


class Browser:
    """A Chromium and its debugging pipe: messages of JSON, each ended by a zero byte."""

    def __init__(self, profile):
        to_child, self.write_end = os.pipe()
        self.read_end, from_child = os.pipe()
        command = [
            browser_path(), "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
            f"--user-data-dir={profile}", "--window-size=1280,900",
        ]
        if os.getuid() == 0:
            command.append("--no-sandbox")  # it refuses to run as root with it

        def wire():
            # The browser wants 3 and 4; copies first, since a pipe's own end may be one of those.
            read, write = os.dup(to_child), os.dup(from_child)
            read, write = os.dup2(read, 20), os.dup2(write, 21)
            os.dup2(read, 3)
            os.dup2(write, 4)

        self.process = subprocess.Popen(
            command, preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.buffer, self.last, self.events, self.session = b"", 0, [], None

    def receive(self, deadline):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read_end], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(self.read_end, 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError("the browser ended" if ready else f"no answer within {TIMEOUT} s")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        """Asks and waits for the answer; what happens meanwhile is kept in `events`."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session and not method.startswith("Target."):
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        deadline = time.monotonic() + TIMEOUT
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method):
        deadline = time.monotonic() + TIMEOUT
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive(deadline))

    def open(self, address):
        """A new page, loaded."""
        self.session, self.events = None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")
        self.events = []
        self.call("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")
        self.call("Page.bringToFront")
        return target

    def run(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "exception"))
        return answer["result"].get("value")

    def key(self, key, code, text="", modifiers=0):
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def scheme(self, name):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def close(self):
        """Ends the browser that was started here."""
        try:
            self.session = None
            self.call("Browser.close")
            self.process.wait(10)
        except (RuntimeError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()


# Text against what is painted under it: colours of backgrounds and of SVG rectangles that come before it, with
# transparency. One text of each look is measured, since a page may have a hundred thousand.
CONTRAST = r"""(() => {
  const parse = (text) => {
    const found = /rgba?\(([^)]*)\)/.exec(text);
    if (!found) return null;
    const parts = found[1].split(/[ ,\/]+/).map(Number);
    return { c: parts.slice(0, 3), a: parts.length > 3 ? parts[3] : 1 };
  };
  const over = (top, bottom) => bottom.map((low, i) => top.c[i] * top.a + low * (1 - top.a));
  const linear = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const behind = (element) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(e);
    let colour = dark ? [18, 18, 18] : [255, 255, 255];
    for (const e of chain) {
      const paint = parse(getComputedStyle(e).backgroundColor);
      if (paint) colour = over(paint, colour);
    }
    return colour;
  };
  const rectangles = new Map();
  const boxesOf = (svg) => {
    if (!rectangles.has(svg)) {
      rectangles.set(svg, [...svg.querySelectorAll('rect')].map((rect) => [rect, rect.getBoundingClientRect()]));
    }
    return rectangles.get(svg);
  };
  const under = (text) => {
    const svg = text.closest('svg');
    let colour = behind(svg.parentElement);
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    for (const [rect, r] of boxesOf(svg)) {
      if (r.left > x || r.right < x || r.top > y || r.bottom < y) continue;
      if (!(rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const style = getComputedStyle(rect);
      const paint = style.fill === 'none' ? null : parse(style.fill);
      if (paint) colour = over({ c: paint.c, a: paint.a * style.fillOpacity * style.opacity }, colour);
    }
    return colour;
  };
  const seen = new Map();
  const faults = [];
  let least = 100;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script,style,title,desc,noscript')) continue;
    if (!element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const inPicture = element instanceof SVGElement;
    const look = [element.tagName, element.getAttribute('class'), style.color, style.fill, style.opacity,
      element.parentElement.getAttribute('class'), element.parentElement.tagName].join('|');
    const count = seen.get(look) || 0;
    seen.set(look, count + 1);
    if (count >= (inPicture ? 20 : 5)) continue;
    const paint = parse(inPicture ? style.fill : style.color);
    if (!paint) continue;
    const base = inPicture ? under(element) : behind(element);
    const found = ratio(over({ c: paint.c, a: paint.a * style.opacity }, base), base);
    least = Math.min(least, found);
    if (found < 4.5) faults.push(found.toFixed(2) + ':1 "' + node.data.trim().slice(0, 40) + '" (' + look + ')');
  }
  return { faults: faults.slice(0, 20), least: Math.round(least * 100) / 100, looks: seen.size };
})()"""

FOCUS = "(() => { const e = document.activeElement; return e && e !== document.body ? e.id || e.tagName : ''; })()"
RING = """(() => { const box = document.activeElement.querySelector('.g-box'); const s = getComputedStyle(box);
  return s.stroke + ' ' + s.strokeWidth; })()"""


def complaints(events):
    """What the console, the policy and the network say."""
    found = []
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            found.append("exception: " + details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            found.append("console: " + " ".join(str(a.get("value", "")) for a in parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            found.append("log: " + parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            address = parameters["request"]["url"]
            if not address.startswith(("file:", "data:")):
                found.append("asks the network for " + address)
    return found


def check_keys(browser, say):
    """Tab into the graph, arrows along it, Enter for details, Escape out of them and then out of the graph."""
    focusable = browser.run("document.querySelectorAll('[data-node][tabindex]').length")
    if not focusable:
        say("no node can be focused")
        return 0
    for _ in range(8):
        browser.key("Tab", 9)
        if browser.run(FOCUS).startswith("node-"):
            break
    first = browser.run(FOCUS)
    if not first.startswith("node-"):
        say(f"Tab does not reach a node: focus is on '{first}'")
        return focusable
    plain = browser.run("(() => { const b = document.querySelector('[data-node]:not(:focus) .g-box');"
                        "if (!b) return ''; const s = getComputedStyle(b); return s.stroke + ' ' + s.strokeWidth; })()")
    if browser.run(RING) == plain:
        say("the focused node looks like the others")
    if focusable > 1:
        visited = {first}
        for key, code in [("End", 35), ("Home", 36), ("ArrowDown", 40), ("ArrowUp", 38), ("ArrowRight", 39),
                          ("ArrowLeft", 37)]:
            before = browser.run(FOCUS)
            browser.key(key, code)
            after = browser.run(FOCUS)
            visited.add(after)
            if key in ("End", "Home", "ArrowDown", "ArrowUp") and after == before:
                say(f"{key} does not move the focus from {before}")
        if not all(name.startswith("node-") for name in visited):
            say(f"arrow keys leave the graph: {sorted(visited)}")
        if browser.run("document.querySelectorAll('#needs tbody tr').length"):
            edge = "(() => { const r = [...document.querySelectorAll('#needs tbody tr')].find((r) => r.dataset.a !== "
            edge += "r.dataset.b); return r ? [r.dataset.a, r.dataset.b] : null; })()"
            ends = browser.run(edge)
            if ends:
                browser.run(f"document.getElementById('node-{ends[0]}').focus()")
                browser.key("ArrowLeft", 37)
                if browser.run(FOCUS) == f"node-{ends[0]}":
                    say("ArrowLeft does not follow an edge")
    here = browser.run(FOCUS)
    browser.key("Enter", 13, "\r")
    if not browser.run("document.getElementById('details').textContent.trim()"):
        say("Enter shows no details")
    if browser.run("document.activeElement.getAttribute('aria-expanded')") != "true":
        say("aria-expanded does not say that the details are open")
    return focusable, here


def check_escape(browser, here, say):
    browser.key("Escape", 27)
    if browser.run("document.getElementById('details').textContent.trim()"):
        say("Escape does not close the details")
    if browser.run(FOCUS) != here:
        say("Escape loses the node that had the focus")
    browser.key("Escape", 27)
    if browser.run(FOCUS).startswith("node-"):
        say("Escape does not leave the graph")


def check_names(browser, say):
    """What screen readers need: names, and identities that are not used twice."""
    for problem in browser.run("""(() => {
      const faults = [];
      for (const e of document.querySelectorAll('[data-node]'))
        if (!e.getAttribute('role') || !e.getAttribute('aria-label')) faults.push(e.id + ' has no role or name');
      const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
      if (new Set(ids).size !== ids.length) faults.push('an id occurs twice');
      if (!document.documentElement.lang) faults.push('the page has no language');
      if (!document.title) faults.push('the page has no title');
      if (!document.querySelector('meta[http-equiv="Content-Security-Policy"]')) faults.push('no policy');
      if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
      return faults.slice(0, 10);
    })()"""):
        say(problem)


def check_filter(browser, say):
    """Typing what fits nothing must dim everything, and Escape must bring it back."""
    count = "document.querySelectorAll('[data-node]:not(.g-dim)').length"
    before = browser.run(count)
    browser.run("document.getElementById('filter').focus()")
    browser.call("Input.insertText", text="\u2603 nothing")
    if browser.run(count) != 0:
        say("the filter does not filter")
    browser.key("Escape", 27)
    if browser.run(count) != before:
        say("Escape does not clear the filter")


def check(browser, file, out):
    faults = []
    target = browser.open(pathlib.Path(file).resolve().as_uri())
    where = out and pathlib.Path(out) / pathlib.Path(file).stem
    if where:
        where.mkdir(parents=True, exist_ok=True)
    result = {}
    for scheme in ["dark", "light"]:
        browser.scheme(scheme)
        result[scheme] = browser.run(CONTRAST)
        faults += [f"{scheme}: contrast {fault}" for fault in result[scheme]["faults"]]
        if where:
            browser.picture(where / f"{scheme}.png")
    check_names(browser, faults.append)
    keys = check_keys(browser, faults.append)
    nodes = keys[0] if isinstance(keys, tuple) else keys
    if isinstance(keys, tuple):
        for scheme in ["dark", "light"]:
            browser.scheme(scheme)
            faults += [f"{scheme}, details: contrast {fault}" for fault in browser.run(CONTRAST)["faults"]]
        if where:
            browser.picture(where / "details.png")
        check_escape(browser, keys[1], faults.append)
        check_filter(browser, faults.append)
    if where and nodes <= PRINTABLE:
        browser.scheme("dark")  # a page must print on white from a dark screen too
        data = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
        (where / "print.pdf").write_bytes(base64.b64decode(data))
    faults += complaints(browser.events)
    browser.call("Target.closeTarget", targetId=target)
    print(f"{file}: {nodes} nodes, contrast at least {result['light']['least']}:1 light, "
          f"{result['dark']['least']}:1 dark, {len(faults)} faults")
    for fault in faults:
        print("  " + fault)
    return not faults


def main():
    arguments = argparse.ArgumentParser(description="Checks pages of holdfast plan -o html in headless Chromium.")
    arguments.add_argument("--out", help="where to leave pictures")
    arguments.add_argument("files", nargs="+")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            good = [check(browser, file, options.out) for file in options.files]
        except RuntimeError as error:
            print(f"browser-check: {error}", file=sys.stderr)
            sys.exit(2)
        finally:
            browser.close()
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
