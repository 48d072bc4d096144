"""A server of its own and a browser without a window, for the tests of the page."""

import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("AEMEDIC_BINARY", ROOT / ".build/release/aemedic"))


def missing():
    """What the tests need and is not there, each with how to get it."""
    lacks = []
    if not BINARY.is_file():
        lacks.append(f"{BINARY}: build it with make kb, or name one with AEMEDIC_BINARY")
    if not any(map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])):
        lacks.append("chromium: apt-get install chromium")
    if not shutil.which("chromedriver"):
        lacks.append("chromedriver: apt-get install chromium-driver")
    for module, package in [("selenium", "selenium"), ("axe_core_python", "axe-core-python")]:
        if importlib.util.find_spec(module) is None:
            lacks.append(f"{module}: pip install {package}")
    return lacks


class Server:
    """A server on a free port that keeps its reports in a folder of its own."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="aemedic-browser-")
        home = pathlib.Path(self.folder.name)
        environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "TMPDIR": str(home)}
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", "0", "--keep", "--reports", home / "reports.db",
             "--page", ROOT / "Sources/Service/Page", "--lang", "en"],
            stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        if not found:
            sys.exit(f"the server did not start: {line}")
        self.address = found.group()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.folder.cleanup()


class Browser:
    """Chromium without a window, in a language, of a size, light or dark."""

    def __init__(self, address, downloads):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])))
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--lang=en", "--force-color-profile=srgb"]:
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": downloads})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_script_timeout(60)
        self.address = address
        origin = {"origin": address}
        self.driver.execute_cdp_cmd("Browser.grantPermissions", {**origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
        self.shape()

    def shape(self, width=1440, height=950, dark=False):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"}]})

    def open(self, path="/", language=None):
        self.driver.get(self.address + path)
        if language:
            self.run("localStorage.setItem('aemedic.language', arguments[0])", language)
            self.driver.get("about:blank")
            self.driver.get(self.address + path)
        self.until(lambda: self.all("h1"), "a heading")

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector, text=None):
        """The element of a selector, if given the one that holds a text; waits for it."""
        def look():
            found = [each for each in self.all(selector) if text is None or text in each.text]
            return found[0] if found else None
        return self.until(look, f"{selector} {text or ''}")

    def text(self, selector):
        return self.one(selector).text

    def until(self, condition, what, seconds=15):
        from selenium.common.exceptions import StaleElementReferenceException
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                value = condition()
            except StaleElementReferenceException:
                value = None
            if value:
                return value
            time.sleep(0.03)
        shown = [each.text for each in self.all("h1, .notice, .state, .progress p")]
        raise AssertionError(f"waited in vain for {what}; {self.driver.current_url} shows {shown}")

    def press(self, *keys):
        from selenium.webdriver.common.action_chains import ActionChains
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def focused(self):
        return self.driver.switch_to.active_element

    def complaints(self):
        """What the browser has against the page, such as a breach of its policy."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")
                # While a large log is being indexed the server says so with this status.
                and "503" not in entry["message"]]

    def drop(self, *paths):
        """Drops files as a person would, through the browser's own door."""
        spot = {"x": 600, "y": 500, "data": {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}}
        for kind in ["dragEnter", "dragOver", "drop"]:
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, **spot})

    def barriers(self):
        """Serious findings of axe-core, as text."""
        import axe_core_python
        script = next(pathlib.Path(axe_core_python.__file__).parent.rglob("axe.min.js"))
        self.run(script.read_text())
        answer = self.driver.execute_async_script("axe.run().then(arguments[0])")
        return [f"{found['impact']} {found['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
                for found in answer["violations"] if found["impact"] in ("serious", "critical") for node in found["nodes"]]


def main(module):
    """Runs the tests of a module, or says what they lack."""
    import unittest
    lacks = missing()
    if lacks:
        print("the browser tests need:", *lacks, sep="\n  ")
        sys.exit(1)
    unittest.main(module=module, verbosity=2)
