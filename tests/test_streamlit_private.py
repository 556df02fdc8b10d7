"""The private names of Streamlit that our Python uses are still there: an upgrade that took one fails here, by name."""

import re
from types import SimpleNamespace

import pytest
from conftest import ROOT
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.testing.v1 import AppTest

from explainer import streamlit_private as private


def test_page_has_the_parts_we_exchange() -> None:
    page = private.page()
    for part in ("<html ", "<head>", "</body>", "<noscript>", "./favicon.png", 'id="root"'):
        assert part in page, part
    assert re.search(r'<link rel="stylesheet"[^>]*>', page) and re.search(r"<title>.*?</title>", page)
    changed = private.page_of_a_chapter(page, "<title>ours</title>", "<p>ours</p>")
    assert "<title>ours</title>" in changed and "<p>ours</p></body>" in changed and "<noscript>" not in changed


def test_bundles_and_icons_are_where_we_look() -> None:
    assert (private.FILES / "index.html").is_file() and (private.FILES / "static" / "js").is_dir()
    assert private.icon_files()


def test_messages_have_the_fields_we_use() -> None:
    assert {"page_name", "query_string"} <= set(BackMsg().rerun_script.DESCRIPTOR.fields_by_name)
    assert "script_finished" in ForwardMsg.DESCRIPTOR.fields_by_name


def test_sessions_of_who_left_are_where_we_look() -> None:
    assert MemorySessionStorage()._cache.expire() is not None
    assert "_session_storage" in WebsocketSessionManager.__init__.__code__.co_names


def test_what_a_session_was_not_sent_is_where_we_throw_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = ForwardMsgQueue()
    queue.enqueue(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))
    known = {"known": SimpleNamespace(session=SimpleNamespace(_browser_queue=queue))}
    runtime = SimpleNamespace(_session_mgr=SimpleNamespace(get_session_info=known.get))
    monkeypatch.setattr(private, "get_instance", lambda: runtime)
    private.forget_what_was_not_fetched([])
    private.forget_what_was_not_fetched(["streamlit", "known"])
    private.forget_what_was_not_fetched(["streamlit", "", "another"])
    assert len(queue) == 1
    private.forget_what_was_not_fetched(["streamlit", "", "known"])
    assert len(queue) == 0
    assert "_browser_queue" in app_session.AppSession.__init__.__code__.co_names
    assert callable(WebsocketSessionManager.get_session_info)


def test_settings_of_a_theme_are_looked_up_where_we_settle_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()
    monkeypatch.setattr(config, "get_options_for_section", lambda section: asked.append(section) or {})
    private.settle_the_looks()
    for _ in range(2):
        app_session._populate_theme_msg(CustomThemeConfig(), "theme")
    assert asked == ["theme"]


def test_html_that_is_ready_goes_to_the_page_as_it_is() -> None:
    def script() -> None:
        import streamlit as st

        from explainer.streamlit_private import Ready

        st.html(Ready("   <p>two  spaces</p>"))

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.get("html")[0].proto.body == "   <p>two  spaces</p>"


def test_nothing_private_is_named_elsewhere() -> None:
    """Python, scripts and styles keep to their one file each."""
    names = re.compile(
        r"data-testid|st-emotion|\.st[A-Z]\w+|/_stcore/|streamlit\.(?:proto|runtime|web)|testScriptState"
    )
    homes = {"streamlit_private.py", "streamlit_private.js", "streamlit.css"}
    files = [path for room in ("explainer", "pages") for path in (ROOT / room).rglob("*")] + [ROOT / "app.py"]
    files = [path for path in files if path.suffix in (".py", ".js", ".css") and path.name not in homes]
    assert files
    found = {path.name: names.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: used for name, used in found.items() if used} == {}
