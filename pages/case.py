"""The case: who is in this story, and what do we know about them?"""

from explainer.ui import frame, network_view, reader, show

chapter = frame.open_chapter("case")
show.blocks(chapter, "scene", "placement")
reader.placement(chapter, "placement")
show.blocks(chapter, "words-differ", "two-uses", "frontline")
picked = reader.choice(chapter, "frontline")
show.finding(chapter, "reported", committed=picked is not None)
show.blocks(chapter, "annotated")
network_view.drawn(chapter, "named")
show.blocks(chapter, "silent")
frame.close_chapter(chapter)
