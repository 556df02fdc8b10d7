"""What is kept of a reader, and where, as a page of its own in plain words."""

from html import escape

from explainer.content.records import Story
from explainer.look import ADDRESS as STYLE
from explainer.look import page_of_its_own, style_of_words

ADDRESS = "/privacy"


def privacy_html(story: Story) -> str:
    """One sentence for each thing that is kept, or is not. tests/test_privacy.py names what proves each of them."""
    words = story.words
    says = "".join(f'<p id="{name}">{escape(said)}</p>' for name, said in words.entries["privacy"]["says"].items())
    head = f'{style_of_words()}<link rel="stylesheet" href=".{STYLE}">'
    host = f"<p><em>{escape(words('privacy.host'))}</em></p>"
    back = f'<p><a href="./">{escape(words("title"))}</a></p>'
    body = f'<body class="story served"><main><h1>{escape(words("privacy.title"))}</h1>{says}{host}{back}</main></body>'
    return page_of_its_own(story.language, f"{words('privacy.title')} · {words('title')}", head, body)
