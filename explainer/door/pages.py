"""The HTML served for each address: Streamlit's page, with the chapter's own words readable before and without it."""

import json
import re
from html import escape

from explainer.content import Chapter, Story
from explainer.text import chapter_text, colophon_html

_HEARS_FIRST = """<script>
window.moves = new EventTarget()
addEventListener("popstate", event => moves.dispatchEvent(new CustomEvent("popstate", { detail: event })))
</script>"""


def hearing_first(index_html: str) -> str:
    """Streamlit's page, in which `moves` hears of Back and Forward before Streamlit does.

    Streamlit runs the page again for each of them. Where only the network's own choices changed, the network stops that
    (static/network/view.js); whoever listens on the window later is too late to.
    """
    return index_html.replace("<head>", f"<head>{_HEARS_FIRST}", 1)


def chapter_pages(story: Story, index_html: str, public_address: str) -> dict[str, str]:
    """A page for each address of a chapter. `index_html` is Streamlit's own page."""
    return {
        chapter.path: _page(index_html, _head(story, chapter, public_address), _body(story, chapter))
        for chapter in story.chapters
    }


def not_found_page(story: Story) -> str:
    """The page for an unknown address, with the way to every chapter. It needs no JavaScript."""
    title = story.words("errors.not_found_title")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · {escape(story.words("title"))}</title><meta name="robots" content="noindex">'
        '<link rel="icon" href="/app/static/icon.png">'
        f'{_style()}</head><body class="story served">{_LINK}<main><h1>{escape(title)}</h1>'
        f"<p>{escape(story.words('errors.not_found_says'))}</p>{_chapters(story)}</main></body></html>"
    )


def robots(public_address: str) -> str:
    """robots.txt: everything may be read."""
    sitemap = f"Sitemap: {public_address}/sitemap.xml\n" if public_address else ""
    return f"User-agent: *\nDisallow: /_stcore/\n{sitemap}"


def sitemap(story: Story, public_address: str) -> str:
    """sitemap.xml: every chapter. Without a public address the locations are relative to this one."""
    places = "".join(f"<url><loc>{escape(public_address + chapter.path)}</loc></url>" for chapter in story.chapters)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>\n'
    )


def _page(index_html: str, head: str, body: str) -> str:
    page = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", index_html)  # a font the story does not use
    page = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)  # it says that there is nothing to read
    # What the words need goes before the scripts: a browser asks for six files at a time.
    styles = "".join(re.findall(r'<link rel="stylesheet"[^>]*>', page))
    page = re.sub(r'<link rel="stylesheet"[^>]*>', "", page)
    page = re.sub(r"<title>.*?</title>", lambda _: styles + head, page, count=1)
    page = page.replace("./favicon.png", "/app/static/icon.png", 1)
    # Beside #root, not inside it: the words stay until the app has drawn the chapter (see story.css).
    return page.replace("</body>", f"{body}</body>", 1)


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
        "inLanguage": "en",
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
        image = f"{public_address}/app/static/cards/{chapter.slug}.png"
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
        f'<script type="application/ld+json">{data}</script>{_style()}'
    )


_LOOK = "/app/static/story.css"
_LINK = f'<link rel="stylesheet" href="{_LOOK}">'
"""Stands in the body, after the styles that Streamlit writes into the head: where both say something, ours holds."""

_FACES = (
    ("Served Serif", "normal", "source-serif-4-latin-wght-normal.woff2"),
    ("Served Serif", "italic", "source-serif-4-latin-wght-italic.woff2"),
    ("Served Sans", "normal", "source-sans-3-latin-wght-normal.woff2"),
)


def _style() -> str:
    """The look of the words. A face that comes late is not used, so that nothing jumps."""
    early = "".join(
        f'<link rel="preload" href="/app/static/fonts/{name}" as="font" type="font/woff2" crossorigin>'
        for _, _, name in _FACES
    )
    faces = "".join(
        f'@font-face{{font-family:"{family}";src:url("/app/static/fonts/{name}") format("woff2");'
        f"font-style:{style};font-weight:200 900;font-display:optional}}"
        for family, style, name in _FACES
    )
    return f'<link rel="preload" href="{_LOOK}" as="style">{early}<style>{faces}</style>'


def _body(story: Story, chapter: Chapter) -> str:
    before, after = story.neighbours(chapter)
    ways = "".join(
        f'<p><a href="{to.path}">{escape(story.words(f"chapter.{way}", question=to.question))}</a></p>'
        for to, way in ((before, "previous"), (after, "next"))
        if to
    )
    return (
        f'{_LINK}<div id="served" class="story served"><nav>{_chapters(story, chapter)}</nav>'
        f"<main>{chapter_text(story, chapter)}{ways}<footer>{colophon_html(story)}</footer></main></div>"
    )


def _chapters(story: Story, here: Chapter | None = None) -> str:
    items = "".join(
        f'<li><a href="{chapter.path}"{" aria-current=page" if chapter is here else ""}>'
        f"{escape(chapter.title)}</a></li>"
        for chapter in story.chapters
    )
    return f"<ul>{items}</ul>"
