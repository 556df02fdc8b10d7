"""The thought experiment: what holds for every setting and seed, and that its protocol says what it does."""

import re
from dataclasses import fields, replace
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.experiment_settings import AXES, DEFAULT, RANGES, SEED, SEEDS, SWITCHES, Settings, read, write
from explainer.thought_experiment import CELLS, PEOPLE, STEPS, Run, chart_of, many, run

offices = st.builds(Settings, **{name: st.sampled_from(allowed.values) for name, allowed in RANGES.items()})
seeds = st.sampled_from(SEEDS)
quickly = settings(max_examples=15, deadline=None)
PROTOCOL = ROOT / "docs" / "thought-experiment.md"


def graph(of: Run, step: int) -> nx.Graph:
    """Who is tied to whom at a step, with the side of each."""
    found = nx.Graph()
    found.add_nodes_from((person, {"resists": bool(of.resists[step, person])}) for person in range(PEOPLE))
    found.add_edges_from(tuple(pair) for pair, ended in zip(of.pairs.tolist(), of.ended, strict=True) if step < ended)
    return found


@quickly
@given(offices, seeds)
def test_shares_are_shares_and_everybody_stands_in_one_cell(office: Settings, seed: int) -> None:
    one = run(office, seed)
    assert one.share.shape == (STEPS + 1,)
    assert ((one.share >= 0) & (one.share <= 1)).all()
    assert (one.cells.sum(axis=1) == PEOPLE).all()
    assert ((one.strain >= 0) & (one.strain <= 1)).all()
    assert (one.cells[:, CELLS.index("felt-resisted")] + one.cells[:, CELLS.index("unfelt-resisted")]).tolist() == (
        one.share * PEOPLE
    ).round().astype(int).tolist()


@quickly
@given(offices, seeds, st.integers(0, STEPS))
def test_ei_index_is_what_one_counts(office: Settings, seed: int, step: int) -> None:
    one = run(office, seed)
    ties = graph(one, step)
    external = sum(ties.nodes[a]["resists"] != ties.nodes[b]["resists"] for a, b in ties.edges)
    internal = ties.number_of_edges() - external
    if not ties.number_of_edges():
        assert np.isnan(one.ei[step])
    else:
        assert one.ei[step] == pytest.approx((external - internal) / (external + internal))
        assert -1 <= one.ei[step] <= 1


@quickly
@given(offices, seeds)
def test_without_equating_nobody_resists(office: Settings, seed: int) -> None:
    assert not run(replace(office, equating=0.0), seed).resists.any()


@quickly
@given(offices, seeds)
def test_same_seed_same_run(office: Settings, seed: int) -> None:
    one, again = run.__wrapped__(office, seed), run.__wrapped__(office, seed)
    for name in ("strain", "felt", "resists", "ei", "ended"):
        np.testing.assert_array_equal(getattr(one, name), getattr(again, name))
    np.testing.assert_array_equal(one.themes, again.themes)


def test_another_seed_another_run() -> None:
    assert run(DEFAULT, 1).share.tolist() != run(DEFAULT, 2).share.tolist()


@quickly
@given(offices, seeds)
def test_equating_more_strongly_never_makes_anyone_embrace(office: Settings, seed: int) -> None:
    """As long as ties stay: person by person, step by step, and so in every mean."""
    weaker, stronger = sorted((office, replace(office, equating=1.0)), key=lambda one: one.equating)
    less, more = (run(replace(one, decay=0.0), seed).resists for one in (weaker, stronger))
    assert (less <= more).all()


def test_where_ties_end_equating_more_strongly_can_lower_resistance() -> None:
    """What the protocol says of it: who has lost the contacts that resist is held back by those that are left."""
    office = Settings(colleagues=0.3, threshold=0.15, decay=0.1)
    ends = [[run(replace(office, equating=one), seed).share[-1] for one in (0.7, 0.75, 0.8)] for seed in range(1, 11)]
    assert any(later < earlier for of_seed in ends for earlier, later in pairwise(of_seed))


@quickly
@given(offices, seeds)
def test_where_colleagues_do_not_matter_who_feels_it_resists(office: Settings, seed: int) -> None:
    one = run(replace(office, colleagues=0.0), seed)
    np.testing.assert_array_equal(one.felt, one.resists)


@quickly
@given(offices, seeds)
def test_ties_end_between_the_sides_only_and_only_where_that_is_assumed(office: Settings, seed: int) -> None:
    assert run(replace(office, decay=0.0), seed).ties_left == 1
    one = run(replace(office, decay=0.5), seed)
    for (a, b), ended in zip(one.pairs.tolist(), one.ended, strict=True):
        apart = one.resists[:, a] != one.resists[:, b]
        assert ended == STEPS + 1 or apart[ended - 1]


def test_theme_goes_with_a_side_only_where_that_is_assumed() -> None:
    assert run(replace(DEFAULT, themes=1), 1).themes == (1, 0)
    assert run(replace(DEFAULT, themes=-1), 1).themes == (0, 1)
    assert all(0 < share < 1 for share in run(DEFAULT, 1).themes)
    assert [getattr(DEFAULT, name) for name in SWITCHES] == [0, 0, 0]


# ── many runs and maps say what single runs say ───────────────────────────────────────────────────


@settings(max_examples=5, deadline=None)
@given(offices)
def test_many_runs_are_that_many_runs(office: Settings) -> None:
    together = many(office, (3, 5))
    for nth, seed in enumerate((3, 5)):
        one = run(office, seed)
        np.testing.assert_array_equal(together.share[nth], one.share)
        np.testing.assert_array_equal(together.ei[nth], one.ei[-1])
        np.testing.assert_allclose(together.cells[nth], one.cells[-10:].mean(axis=0))


@pytest.mark.parametrize(("across", "up"), [("equating", "colleagues"), ("spread", "threshold")])
def test_map_is_the_mean_over_runs(across: str, up: str) -> None:
    told: list[float] = []
    drawn = chart_of(across, up, told.append, seeds=(1, 2))
    assert told == [0.5, 1]
    for row, column in ((0, 0), (4, 17), (20, 20), (11, 9)):
        office = replace(DEFAULT, **{across: RANGES[across].values[column], up: RANGES[up].values[row]})
        share = many(office, (1, 2)).at_the_end
        assert drawn.resisting[row, column] == pytest.approx(share.mean())
        assert drawn.division[row, column] == pytest.approx((2 * np.minimum(share, 1 - share)).mean())
    assert ((drawn.felt >= 0) & (drawn.felt <= 1)).all()
    assert [len(RANGES[name].values) for name in AXES] == [21] * len(AXES)


# ── the address ───────────────────────────────────────────────────────────────────────────────────


@quickly
@given(offices, seeds)
def test_address_brings_settings_back(office: Settings, seed: int) -> None:
    assert read(write(office, seed)) == (office, seed, [])


@quickly
@given(st.text(alphabet="equatingsdecay:~.-0123456789enf<", max_size=60) | st.text(max_size=40))
def test_whatever_an_address_says_the_settings_are_allowed(text: str) -> None:
    office, seed, _ = read(text)
    assert all(getattr(office, name) in allowed.values for name, allowed in RANGES.items())
    assert seed in SEEDS


def test_malformed_settings_become_the_nearest_allowed_and_are_named() -> None:
    office, seed, changed = read("equating:7~spread:0.41~ties:5.2~mood:good~seed:-3~colleagues:nan")
    assert (office.equating, office.spread, office.ties, office.colleagues, seed) == (1, 0.4, 6, 0, SEEDS.start)
    assert changed == ["equating:1", "spread:0.4", "ties:6", "…", "seed:1", "colleagues"]
    assert read("") == (DEFAULT, SEED, [])


# ── the protocol ──────────────────────────────────────────────────────────────────────────────────


def test_protocol_names_every_setting_with_its_unit_range_and_default() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| .+ \| (.+?) \| (\S+) to (\S+), by (\S+) \| (\S+) \|$", PROTOCOL.read_text(), re.MULTILINE
    )
    assert {name: tuple(rest) for name, *rest in rows} == {
        one.name: (
            RANGES[one.name].unit,
            *(f"{value:g}" for value in (RANGES[one.name].lowest, RANGES[one.name].highest, RANGES[one.name].step)),
            f"{one.default:g}",
        )
        for one in fields(Settings)
    }


def test_protocol_has_the_seven_elements_in_their_order_and_the_sizes_of_the_code() -> None:
    text = PROTOCOL.read_text()
    assert [int(n) for n in re.findall(r"^## (\d)\. ", text, re.MULTILINE)] == [1, 2, 3, 4, 5, 6, 7]
    assert f"{PEOPLE} professionals" in text
    assert f"{STEPS} steps" in text
