"""What presenting asks the door for: the beats, the window of who speaks, and the line that begins it in every page."""

from functools import partial

from explainer.content.records import Story
from explainer.door.files import Made, ServedFile, served_data, served_text
from explainer.evidence import Position
from explainer.look import ADDRESS, page_of_its_own
from explainer.presenting import notes_for_speaker, presented

STARTS = '<script type="module" src="./app/static/present/start.js"></script>'
"""Stands in the page of every chapter. Where there is no door there is no presenting, and nothing offers it."""

SPEAKER, NOTES = "/speaker", "/speaker/notes.json"


def made_for_presenting(story: Story) -> dict[str, Made]:
    """The addresses of presenting: the beats at each position of the honesty switch, and the speaker's window."""

    def beats(position: Position) -> ServedFile:
        return served_data(presented(story, position))

    return {
        **{f"/present/{position}.json": partial(beats, position) for position in Position},
        NOTES: lambda: served_data(notes_for_speaker(story)),
        SPEAKER: lambda: served_text(speaker_page(story)),
    }


def speaker_page(story: Story) -> str:
    """The second window, for who speaks. Its scripts fetch the beats and the notes; it is not for search engines."""
    title = f"{story.words('present.speaker.title')} · {story.words('title')}"
    script = '<script type="module" src="./app/static/present/speaker.js"></script>'
    head = f'<link rel="stylesheet" href=".{ADDRESS}">{script}'
    return page_of_its_own(story.language, title, head, '<body class="story speaker"><main></main></body>')
