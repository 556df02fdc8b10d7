"""The network a reader builds: what the page needs for it, and the files that pyvis and networkx make of it.

Whatever a reader typed is text: it is escaped where it becomes HTML, and stands on a canvas or in XML otherwise.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from explainer import citing
from explainer.content.network import Layer
from explainer.content.own_office import MOST_LETTERS, MOST_PEOPLE, MOST_TIES, OwnOffice, OwnTie
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.network.offline import DASHES, colours, new_network, page_of
from explainer.references import apa, explainer_itself
from explainer.settings import settings

THEMES = ("light", "dark")
_FACE = "Story Sans, Helvetica Neue, Arial, sans-serif"
_WIDTHS: Mapping[str, float] = {"before": 1.7, "after": 3.2, "gone": 1.0}
"""Pixels of a tie that stayed, is new, or is gone; the word on it says so as well."""


def needed(story: Story) -> dict[str, Any]:
    """What static/own_office/ needs: words, kinds, examples, and the look of everything, made by pyvis, by theme."""
    own, network = story.own_offices, story.network
    return {
        "words": own.model_dump(mode="json")["words"],
        "levels": {name: {"name": level.words, "person": level.person} for name, level in own.levels.items()},
        "sides": {name: {"name": side.words} for name, side in own.sides.items()},
        "kinds": {
            name: {
                "directed": network.tie_kinds[name].directed,
                **network.words.tie_kinds[name].model_dump(by_alias=True, exclude_none=True),
            }
            for name in own.tie_kinds
        },
        "since": own.since,
        "now": network.words.now,
        "examples": {
            name: {"name": example.words.name, "says": example.words.says, **_example(story, name)}
            for name, example in own.examples.items()
        },
        "prompts": {
            name: {"of": story.title_of("discussion", prompt.block), "ask": prompt.words}
            for name, prompt in own.prompts.items()
        },
        "marks": {level: citing.mark(story, level, ()) for level in (Level.IMAGINED, Level.YOURS)},
        "most": {"people": MOST_PEOPLE, "ties": MOST_TIES, "letters": MOST_LETTERS},
        "source": _source(story),
        "looks": {theme: _looks(story, theme) for theme in THEMES},
    }


def _source(story: Story) -> str:
    return f"{story.words('footer.itself')} {apa((explainer_itself(settings().address),))}"


def _example(story: Story, name: str) -> dict[str, Any]:
    """The people and ties of an example, as a file of a reader has them."""
    example = story.own_offices.examples[name]
    if example.layer:
        return _of_the_story(story, Layer(example.layer), example.levels)
    people = [
        {"id": who, "level": one.level, "side": one.side, "x": one.at[0], "y": one.at[1]}
        | example.words.people[who].model_dump()
        for who, one in example.people.items()
    ]
    ties = [dict(zip(("from", "kind", "to", "since"), tie, strict=True)) for tie in example.ties]
    return {"people": people, "ties": ties}


def _of_the_story(story: Story, layer: Layer, levels: Mapping[str, str]) -> dict[str, Any]:
    """A layer of the network of the story, told in the same way."""
    network, own = story.network, story.own_offices
    sides = {side.response: name for name, side in own.sides.items()}
    since = {"before": "gone", "after": "after"}
    people = []
    for who, (x, y) in network.places(layer).items():
        actor = network.actors[who]
        is_person = own.levels[levels[actor.kind]].person
        people.append(
            {
                "id": who,
                "name": actor.words.title,
                "job": network.words.actor_kinds[actor.kind] if is_person else "",
                "level": levels[actor.kind],
                "side": sides.get(actor.response or "", ""),
                "x": round(x),
                "y": round(y),
            }
        )
    ties = [
        {"from": tie.start, "kind": tie.kind, "to": tie.end, "since": since.get(tie.when or "", "before")}
        for tie in network.layer_ties(layer).values()
        if tie.kind in own.tie_kinds
    ]
    return {"people": people, "ties": ties}


# ── how it looks ──────────────────────────────────────────────────────────────────────────────────


def _looks(story: Story, theme: str) -> dict[str, Any]:
    """People by level and side, ties by kind and since, and options: from a pyvis network that has one of each."""
    own = story.own_offices
    net = new_network("100%", colours(theme)["page"])
    people = [f"{level}/{side}" for level in own.levels for side in ("", *own.sides)]
    for name in people:
        net.add_node(name, label=name, **_person(story, theme, *name.split("/")))
    ties = [f"{kind}/{since}" for kind in own.tie_kinds for since in own.since]
    for name in ties:
        net.add_edge(people[0], people[1], id=name, label=name, **_tie(story, theme, *name.split("/")))
    _settle(net)
    nodes, edges, *_, options = net.get_network_data()
    return {
        "people": {node["id"]: _without(node, "id", "label") for node in nodes},
        "ties": {edge["id"]: _without(edge, "id", "label", "from", "to") for edge in edges},
        "options": json.loads(options),
        "ink": colours(theme)["ink"],
    }


def _without(one: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in names}


def _person(story: Story, theme: str, level: str, side: str) -> dict[str, Any]:
    own, look = story.own_offices, colours(theme)
    drawn = {"border": look["ink"], "background": look["card"]}
    return {
        "shape": own.levels[level].shape,
        "size": 15,
        "margin": 9,
        "borderWidth": 1.6,
        "borderWidthSelected": 4,
        "shapeProperties": {"borderDashes": [4, 3] if side and own.sides[side].dashed else False},
        "color": {**drawn, "highlight": drawn, "hover": drawn},
        "font": {"size": 15, "face": _FACE, "color": look["ink"], "strokeWidth": 4, "strokeColor": look["page"]},
        "scaling": {"label": {"drawThreshold": 8}},
    }


def _tie(story: Story, theme: str, kind: str, since: str) -> dict[str, Any]:
    look, directed = colours(theme), story.network.tie_kinds[kind].directed
    of = story.own_offices.tie_kinds[kind].theme
    colour = look[of]
    return {
        "width": _WIDTHS[since],
        "selectionWidth": 3,
        "dashes": DASHES[of],
        "arrows": {"to": {"enabled": directed, "scaleFactor": 0.5 if since == "after" else 0.7}},
        "color": {"color": colour, "highlight": colour, "hover": colour},
        "smooth": False,
        "font": {"size": 13, "face": _FACE, "color": colour, "strokeWidth": 5, "strokeColor": look["page"]},
        "scaling": {"label": {"drawThreshold": 10}},
    }


def _settle(net: Any) -> None:
    """How it behaves: what is drawn stays where it was put, until somebody untangles it."""
    net.barnes_hut(gravity=-26000, central_gravity=0.4, spring_length=170, spring_strength=0.015, damping=0.4)
    net.toggle_stabilization(False)
    net.toggle_physics(False)
    net.set_edge_smooth("continuous")
    net.options.edges.smooth.enabled = False
    net.inherit_edge_colors(False)


def label(story: Story, name: str, job: str, side: str) -> str:
    """What stands at somebody in the drawing, line by line; static/own_office/model.js says the same."""
    job = "" if job.casefold() == name.casefold() else job
    return "\n".join(filter(None, (name, job, story.own_offices.sides[side].words if side else "")))


def bends(ties: Iterable[OwnTie]) -> Iterator[float]:
    """How far each tie is bent, so that several between the same two can be told apart; 0 is straight.

    Positive is clockwise, seen from its start. static/own_office/model.js has the same.
    """
    ties = list(ties)
    between: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, tie in enumerate(ties):
        between[frozenset((tie.start, tie.end))].append(number)
    for number, tie in enumerate(ties):
        same = between[frozenset((tie.start, tie.end))]
        bend = (same.index(number) - (len(same) - 1) / 2) * 0.3
        yield bend if tie.start < tie.end else -bend


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def own_html(story: Story, office: OwnOffice) -> str:
    """pyvis's own page of an office, light, which opens without a connection and asks nobody for anything."""
    own, words = story.own_offices, story.own_offices.words
    net = new_network("760px", colours()["page"])
    for one in office.people:
        look = _person(story, "light", one.level, one.side)
        net.add_node(one.id, label=label(story, one.name, one.job, one.side), x=one.x, y=one.y, **look)
    for number, (tie, bend) in enumerate(zip(office.ties, bends(office.ties), strict=True)):
        look = _tie(story, "light", tie.kind, tie.since)
        if bend:
            look["smooth"] = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
        net.add_edge(tie.start, tie.end, id=str(number), label=_told(story, tie), **look)
    _settle(net)
    names = {one.id: one.name for one in office.people}
    people = (
        (one.name, one.job, own.levels[one.level].words, own.sides[one.side].words if one.side else "")
        for one in office.people
    )
    ties = (
        (names[tie.start], story.network.words.tie_kinds[tie.kind].name, names[tie.end], own.since[tie.since])
        for tie in office.ties
    )
    title = office.title or str(words["untitled"])
    above = f"<h1>{escape(title)}</h1><p>{escape(str(words['not_data']))}</p>"
    below = (
        f"{_table(words, ('name', 'job', 'level', 'side'), people)}"
        f"{_table(words, ('from', 'kind', 'to', 'since'), ties)}<p>{escape(_source(story))}</p>"
    )
    return page_of(net, story.language, title, above, below)


def _told(story: Story, tie: OwnTie) -> str:
    """The word on a tie, with a sign where it is new or gone."""
    name = story.network.words.tie_kinds[tie.kind].name
    return {"after": f"+ {name}", "gone": f"− {name}"}.get(tie.since, name)


def _table(words: Mapping[str, Any], columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(str(words[f"column_{column}"]))}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table border="1" cellpadding="6" style="clear: both">{"<tr>" + head + "</tr>"}{body}</table>'


def own_graphml(story: Story, office: OwnOffice) -> bytes:
    """An office as GraphML (UTF-8), for networkx, Gephi and others. A tie that has no direction says so itself."""
    import networkx as nx

    graph = nx.MultiDiGraph(title=office.title, note=str(story.own_offices.words["not_data"]), source=_source(story))
    for one in office.people:
        is_person = story.own_offices.levels[one.level].person
        graph.add_node(one.id, **one.model_dump(exclude={"id"}), person=is_person)
    for number, tie in enumerate(office.ties):
        directed = story.network.tie_kinds[tie.kind].directed
        graph.add_edge(tie.start, tie.end, key=number, kind=tie.kind, since=tie.since, mutual=not directed)
    return "\n".join(nx.generate_graphml(graph)).encode()
