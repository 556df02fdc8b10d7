"""The one story everybody uses: read once, checked, kept. `python -m explainer.checked` only checks it."""

import sys
from functools import cache

from explainer.content.load import ContentError, load
from explainer.content.records import Story
from explainer.figures.registry import claims_of_figures, unknown_states, unknown_views
from explainer.references import FILE, not_set
from explainer.settings import Settings, SettingsError, settings

_WRITTEN_IN: str = Settings.model_fields["language"].default
"""The language the story was written in; whatever has words there has words in every other."""


@cache
def story(language: str | None = None) -> Story:
    """The story under content/ (or EXPLAINER_CONTENT), in one language (or EXPLAINER_LANGUAGE).

    Raises ContentError with every mistake in it.
    """
    story = read(language)
    if names := not_set(story):
        older = f"content/sources.yaml: no reference in content/{FILE}, or an older one, for {', '.join(names)}"
        raise ContentError([f"{older}; run `make references`"])
    return story


def read(language: str | None = None) -> Story:
    """The story, whether or not its references have been set since (`make references`). Raises ContentError."""
    story = load(settings().content, language or settings().language, claims_of_figures(), _WRITTEN_IN)
    if wrong := [*unknown_views(story), *unknown_states(story)]:
        raise ContentError(wrong)
    return story


def main() -> int:
    try:
        checked = story()
    except (SettingsError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"content/ is sound: {len(checked.chapters)} chapters, {len(checked.claims)} claims.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
