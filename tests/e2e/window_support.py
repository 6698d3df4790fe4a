"""The real window, found, pressed and read through the accessibility tree, or clicked with a real pointer.

Needs Xvfb, xdotool, imagemagick (import), zbar-tools, dbus, at-spi2-core and python3-pyatspi (installer/dependencies.sh test).
"""

import atexit
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NEEDED = ["Xvfb", "xdotool", "import", "zbarimg", "dbus-run-session"]
SIZE = "1440x900"
CONTROLS = "push button|check box|radio button|combo box|text|page tab|menu item|column header"


def inside_display(script):
    """Returns inside a display and a session bus of its own: runs `script` again there, ends both with it, and exits with its code."""
    if os.environ.get("HERMES_INSIDE_DISPLAY"):
        return
    missing = [program for program in NEEDED if not shutil.which(program)]
    if missing:
        sys.exit(f"missing: {' '.join(missing)}. Install them: installer/dependencies.sh test")
    read, write = os.pipe()
    # Without -noreset it starts anew whenever its last client leaves, as the accessibility bus does, and refuses the window meanwhile.
    display = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE + "x24", "-nolisten", "tcp", "-noreset"],
                               pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    number = os.read(read, 16).decode().strip()  # Xvfb looks for a free one itself
    runtime = tempfile.mkdtemp(prefix="hermes-display-")
    environment = dict(os.environ, DISPLAY=":" + number, XDG_RUNTIME_DIR=runtime, HERMES_INSIDE_DISPLAY="1", LC_ALL="C.UTF-8",
                       QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QUICK_BACKEND="software")
    environment.pop("WAYLAND_DISPLAY", None)
    try:
        code = subprocess.call(["dbus-run-session", "--", "/usr/bin/python3", "-B", script, *sys.argv[1:]], env=environment)
    finally:
        display.terminate()
        display.wait()
        shutil.rmtree(runtime, ignore_errors=True)
    sys.exit(code)


if os.environ.get("HERMES_INSIDE_DISPLAY"):
    import pyatspi  # connects to the session bus when it is imported


class Missing(AssertionError):
    pass


class Window:
    """The program's window. Names are what a screen reader says."""

    bus = None  # one for all windows: who listens to it stays with the first

    def __init__(self, program, arguments, environment, log):
        if not Window.bus:
            Window.bus = subprocess.Popen(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], stderr=subprocess.DEVNULL)
            atexit.register(Window.end_bus)
            time.sleep(0.7)  # nothing says when it is there
        settings = dict(os.environ, **environment)
        self.log = open(log, "wb")
        self.process = subprocess.Popen([program, *arguments], env=settings, stdout=self.log, stderr=self.log)
        self.application = self.until(self._application, 30, "the window on the accessibility bus")

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise AssertionError("the window did not end within 20 s")
            finally:
                self.log.close()

    @classmethod
    def end_bus(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def _application(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application and application.get_process_id() == self.process.pid:
                return application
        return None

    def until(self, condition, seconds, what):
        end = time.monotonic() + seconds
        while True:
            try:
                found = condition()
            except AssertionError:
                raise
            except Exception:  # the tree may change under our hands
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise Missing(f"not within {seconds} s: {what}")
            if self.process.poll() is not None:
                raise AssertionError(f"the window ended with {self.process.returncode}: {pathlib.Path(self.log.name).read_text()[-2000:]}")
            time.sleep(0.1)

    def walk(self, node=None):
        node = node or self.application
        node.clear_cache()
        for index in range(node.childCount):
            child = node.getChildAtIndex(index)
            if child is None:
                continue
            yield child
            yield from self.walk(child)

    def showing(self, node):
        return node.getState().contains(pyatspi.STATE_SHOWING)

    def all(self, name, role=None):
        wanted = re.compile(name)
        return [node for node in self.walk() if self.showing(node) and wanted.search(node.name or "")
                and (role is None or re.fullmatch(role, node.getRoleName()))]

    def find(self, name, role=None, seconds=20):
        """The last one made, which is the one on top."""
        return self.until(lambda: (self.all(name, role) or [None])[-1], seconds, f"{role or 'something'} named /{name}/")

    def unnamed(self):
        """The controls on the screen for which a screen reader has no word."""
        def look():
            nodes = [node for node in self.walk() if re.fullmatch(CONTROLS, node.getRoleName()) and self.showing(node)]
            return nodes and [[node.getRoleName() for node in nodes if not (node.name or "").strip()]]
        return self.until(look, 10, "controls in the tree")[0]

    def press(self, name, role=None, seconds=20):
        node = self.find(name, role, seconds)
        action = node.queryAction()
        presses = [index for index in range(action.nActions) if action.getName(index) == "Press"]
        if not presses:
            raise Missing(f"{node.getRoleName()} {node.name!r} cannot be pressed")
        action.doAction(presses[-1])
        return node

    def focus(self, node):
        action = node.queryAction()
        for index in range(action.nActions):
            if action.getName(index) == "SetFocus":
                action.doAction(index)
                return
        raise Missing(f"{node.getRoleName()} {node.name!r} cannot be focused")

    def enter(self, name, text, seconds=20):
        """Sets the focus through the tree and types real keys; reads back what is there."""
        node = self.find(name, "text", seconds)
        self.focus(node)
        self.until(lambda: node.getState().contains(pyatspi.STATE_FOCUSED), 5, f"the focus in {name!r}")
        self.type(text)
        self.until(lambda: self.text_of(node).endswith(text), 10, f"{text!r} in {name!r}, which has {self.text_of(node)!r}")

    def text_of(self, node):
        return node.queryText().getText(0, -1)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "12", text], check=True)

    def key(self, *names):
        subprocess.run(["xdotool", "key", *names], check=True)

    def click(self, name, role=None, seconds=20):
        """A real click with the pointer on the middle of it."""
        node = self.find(name, role, seconds)
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        x, y = box.x + box.width // 2, box.y + box.height // 2
        subprocess.run(["xdotool", "mousemove", "--sync", str(x), str(y), "click", "1"], check=True)
        return node

    def type_into(self, name, text, seconds=20):
        """A real click into a field, then real keys."""
        self.click(name, "text", seconds)
        node = self.find(name, "text")
        self.until(lambda: node.getState().contains(pyatspi.STATE_FOCUSED), 5, f"the focus in {name!r}")
        self.type(text)
        self.until(lambda: self.text_of(node).endswith(text), 10, f"{text!r} in {name!r}")

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)

    def qr(self, path, seconds=30):
        """What a QR reader reads out of a screenshot of the whole screen."""
        def read():
            self.screenshot(path)
            done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)], capture_output=True, text=True)
            return done.stdout.strip()
        return self.until(read, seconds, "a QR code that a reader can read")
