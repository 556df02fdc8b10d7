"""The HTML served for each address: Streamlit's page, with the chapter's own words readable before and without it."""

import json
import re
from collections.abc import Callable
from functools import partial
from html import escape

from explainer import handout, privacy
from explainer.content.records import Chapter, Story
from explainer.door.files import Made, ServedFile, served_text
from explainer.door.oembed import discovery
from explainer.door.presenting import STARTS, made_for_presenting
from explainer.figures.registry import LISTS, list_as_csv
from explainer.figures.teaching import card_file
from explainer.look import ADDRESS, page_of_its_own, style_of_words, style_sheet
from explainer.streamlit_private import INTERNAL, page_of_a_chapter
from explainer.text import chapter_text, colophon_html

_HEARS_FIRST = """<script>
window.moves = new EventTarget()
addEventListener("popstate", event => moves.dispatchEvent(new CustomEvent("popstate", { detail: event })))
new MutationObserver((_, watch) => {
  if (!document.querySelector("#root .colophon")) return
  document.getElementById("served")?.remove()
  document.documentElement.classList.remove("waiting")
  watch.disconnect()
}).observe(document, { childList: true, subtree: true })
</script>"""


def hearing_first(index_html: str) -> str:
    """Streamlit's page, in which `moves` hears of Back and Forward before Streamlit does.

    Streamlit runs the page again for each of them. Where only the network's own choices changed, the network stops that
    (static/network/view.js); whoever listens on the window later is too late to. And the served words give way once the
    app has drawn the chapter down to its end. They are taken out, not hidden: hiding them freezes WebKit for good.
    """
    return index_html.replace("<head>", f"<head>{_HEARS_FIRST}", 1)


def made_files(story: Story, index_html: str, public_address: str, embedded: bool = False) -> dict[str, Made]:
    """What is served at addresses of no folder: chapters, lists to take along, the look, what search engines ask for.

    `index_html` is Streamlit's own page; `embedded`: others may show ours inside theirs.
    """

    def page(chapter: Chapter) -> ServedFile:
        return served_text(chapter_page(story, chapter, index_html, public_address, embedded))

    def text(address: str, write: Callable[[], str]) -> ServedFile:
        return served_text(write(), address if "." in address else f"{address}.html")

    texts: dict[str, Callable[[], str]] = {
        ADDRESS: partial(style_sheet, ""),
        handout.ADDRESS: partial(handout.handout_html, story),
        privacy.ADDRESS: partial(privacy.privacy_html, story),
        "/robots.txt": partial(robots, public_address),
        "/sitemap.xml": partial(sitemap, story, public_address),
        **{f"/data/{name}.csv": partial(list_as_csv, story, name) for name in LISTS},
    }
    files: dict[str, Made] = {chapter.path: partial(page, chapter) for chapter in story.chapters}
    return files | made_for_presenting(story) | {a: partial(text, a, write) for a, write in texts.items()}


def chapter_page(story: Story, chapter: Chapter, index_html: str, public_address: str, embedded: bool = False) -> str:
    """The page at the address of a chapter. `index_html` is Streamlit's own page."""
    head = _head(story, chapter, public_address)
    if public_address and embedded:
        head += discovery(public_address, chapter)
    return _page(story, index_html, head, _body(story, chapter))


def not_found_page(story: Story, base_path: str) -> str:
    """The page for an unknown address, with the way to every chapter. It needs no JavaScript."""
    title = story.words("errors.not_found_title")
    says = (
        f"<main><h1>{escape(title)}</h1><p>{escape(story.words('errors.not_found_says'))}</p>{_chapters(story)}</main>"
    )
    return _page_without_the_app(story, title, says, f"{base_path}/")


def full_pages(story: Story) -> dict[str, Made]:
    """What is served at the address of each chapter while every place is taken: why, and the words of the chapter."""

    def page(chapter: Chapter) -> ServedFile:
        says = f'<p class="full" role="status">{escape(story.words("errors.full"))}</p>'
        return served_text(_page_without_the_app(story, chapter.title, says + _body(story, chapter)))

    return {chapter.path: partial(page, chapter) for chapter in story.chapters}


def _page_without_the_app(story: Story, title: str, body: str, root: str = "") -> str:
    whole = f'<body class="story served">{_LINK}{body}</body>'
    return page_of_its_own(story.language, f"{title} · {story.words('title')}", style_of_words(), whole, root)


def robots(public_address: str) -> str:
    """robots.txt: everything may be read."""
    sitemap = f"Sitemap: {public_address}/sitemap.xml\n" if public_address else ""
    return f"User-agent: *\nDisallow: /*{INTERNAL.lstrip('/')}\n{sitemap}"


def sitemap(story: Story, public_address: str) -> str:
    """sitemap.xml: every chapter. Without a public address the locations are relative to this one."""
    addresses = (public_address + one.path if public_address else one.href for one in story.chapters)
    places = "".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>\n'
    )


def _page(story: Story, index_html: str, head: str, body: str) -> str:
    html = f'<html lang="{escape(story.language)}" class="waiting">'
    # The words stand beside #root, not inside it, and stay until the app has drawn the chapter (css/served.css).
    return page_of_a_chapter(re.sub("<html[^>]*>", html, index_html, count=1), head, body)


def _head(story: Story, chapter: Chapter, public_address: str) -> str:
    words = story.words
    site = words("title")
    title = site if chapter.title == site else f"{chapter.title} · {site}"
    description = f"{chapter.question} {words('tagline')}."
    about = story.sources["kersing2025"]
    facts = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": title,
        "description": description,
        "inLanguage": story.language,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "timeRequired": f"PT{chapter.minutes}M",
        "isAccessibleForFree": True,
        "about": {
            "@type": "ScholarlyArticle",
            "name": about.title,
            "url": about.URL,
            "datePublished": str(about.issued),
        },
    }
    meta = {"og:type": "article", "og:site_name": site, "og:title": title, "og:description": description}
    if public_address:
        image = f"{public_address}/app/static/cards/{card_file(story, chapter)}"
        facts["url"] = meta["og:url"] = public_address + chapter.path
        meta |= {"og:image": image, "og:image:alt": words("cover.image"), "twitter:card": "summary_large_image"}
    tags = "".join(
        f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" content="{escape(value)}">'
        for name, value in meta.items()
    )
    canonical = f'<link rel="canonical" href="{escape(public_address + chapter.path)}">' if public_address else ""
    data = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<title>{escape(title)}</title><meta name="description" content="{escape(description)}">{canonical}{tags}'
        f'<script type="application/ld+json">{data}</script>{style_of_words()}{STARTS}'
    )


_LINK = f'<link rel="stylesheet" href=".{ADDRESS}">'
"""Stands in the body, after the styles that Streamlit writes into the head: where both say something, ours holds."""


def _body(story: Story, chapter: Chapter) -> str:
    before, after = story.neighbours(chapter)
    ways = "".join(
        f'<p><a href="{to.href}">{escape(story.words(f"chapter.{way}", question=to.question))}</a></p>'
        for to, way in ((before, "previous"), (after, "next"))
        if to
    )
    return (
        f'{_LINK}<div id="served" class="story served"><nav>{_chapters(story, chapter)}</nav>'
        f"<main>{chapter_text(story, chapter)}{ways}<footer>{colophon_html(story)}</footer></main></div>"
    )


def _chapters(story: Story, here: Chapter | None = None) -> str:
    items = "".join(
        f'<li><a href="{chapter.href}"{" aria-current=page" if chapter is here else ""}>'
        f"{escape(chapter.title)}</a></li>"
        for chapter in story.chapters
    )
    return f"<ul>{items}</ul>"
