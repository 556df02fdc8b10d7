"""The network: what happened between people?"""

from explainer.ui import frame, network_view, reader, show

chapter = frame.open_chapter("network")
show.blocks(chapter, "scene", "older-story", "themes-where")
guess = reader.choice(chapter, "themes-where")
network_view.drawn(chapter, "drawn")
show.finding(chapter, "reported", committed=guess is not None)
show.blocks(chapter, "two-words", "silent")
frame.close_chapter(chapter)
