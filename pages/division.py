"""The division: same dashboard, different responses. Why?"""

from explainer.ui import frame, network_view, reader, show

chapter = frame.open_chapter("division")
show.blocks(chapter, "scene", "predict")
picked = reader.choice(chapter, "predict")
show.finding(chapter, "reported", "path", "crossing", "combinations", committed=picked is not None)
network_view.drawn(chapter, "imagined")
show.blocks(chapter, "silent")
frame.close_chapter(chapter)
