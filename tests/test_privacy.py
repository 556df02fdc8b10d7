"""What the page on privacy says is true: each of its sentences has the tests that prove it."""

import ast

import pytest
from conftest import ROOT, reading

from explainer.content.records import Story
from explainer.privacy import privacy_html

PROVED_BY = {
    "answers": {
        "browser/test_answering.py": [
            "test_answer_survives_a_reload_and_a_closed_tab",
            "test_forget_me_leaves_nothing",
        ],
        "browser/test_network_view.py": ["test_forgetting_takes_the_ties_along"],
    },
    "server": {
        "test_door.py": ["test_all_is_loaded_when_it_says_ready_and_who_left_is_forgotten"],
        "browser/test_coming_back.py": ["test_phone_sleeps_until_the_server_has_forgotten_the_session"],
        "browser/test_nothing_is_kept.py": ["test_server_writes_no_file_of_a_reader"],
    },
    "network": {
        "test_own_offices_door.py": ["test_nothing_of_an_office_is_kept", "test_nothing_of_an_office_is_logged"],
        "browser/test_own_office.py": ["test_it_stays_after_a_reload_until_it_is_forgotten"],
    },
    "links": {
        "browser/test_taking.py": ["test_link_to_a_place_carries_no_answers"],
        "browser/test_answering.py": ["test_answers_of_a_link_leave_the_readers_own_untouched"],
        "browser/test_choosing.py": ["test_own_words_never_go_into_a_link"],
    },
    "log": {
        "test_attacks.py": ["test_log_has_a_line_for_each_problem_and_nothing_of_a_stranger"],
        "browser/test_deployed.py": ["test_log_of_nginx_names_no_reader"],
        "browser/test_nothing_is_kept.py": ["test_server_writes_no_file_of_a_reader"],
    },
    "others": {"browser/test_nothing_is_kept.py": ["test_pages_ask_no_other_site_and_set_no_cookie"]},
    "address": {"browser/test_network_view.py": ["test_a_tie_can_be_drawn_kept_shared_and_taken_back"]},
}
"""By sentence, in which file which tests fail when it is not true."""


def test_every_sentence_has_its_proof(story: Story) -> None:
    assert story.words.entries["privacy"]["says"].keys() == PROVED_BY.keys()


@pytest.mark.parametrize("sentence", PROVED_BY)
def test_proof_is_a_test(sentence: str) -> None:
    for file, names in PROVED_BY[sentence].items():
        defined = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8")).body
        assert set(names) <= {one.name for one in defined if isinstance(one, ast.FunctionDef)}, file


def test_page_says_every_sentence(story: Story) -> None:
    told = reading(privacy_html(story))
    for said in story.words.entries["privacy"]["says"].values():
        assert said in told
