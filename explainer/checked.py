"""The one story everybody uses: read once, checked, kept. `python -m explainer.checked` only checks it."""

import sys
from functools import cache

from explainer.content import ContentError, Story, load
from explainer.diagrams import DIAGRAMS
from explainer.figures import CHARTS
from explainer.settings import settings


@cache
def story() -> Story:
    """The story under content/ (or EXPLAINER_CONTENT). Raises ContentError with every mistake in it."""
    return load(settings().content, [*DIAGRAMS, *CHARTS])


def main() -> int:
    try:
        checked = story()
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"content/ is sound: {len(checked.chapters)} chapters, {len(checked.claims)} claims.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
