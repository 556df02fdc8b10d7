"""The division: same dashboard, different responses. Why?"""

from explainer.ui import frame, reader, show

chapter = frame.open_chapter("division")
show.blocks(chapter, "scene", "predict")
picked = reader.choice(chapter, "predict")
show.blocks(chapter, "path", "crossing", "combinations")
show.finding(chapter, "reported", committed=picked is not None)
show.blocks(chapter, "silent")
frame.close_chapter(chapter)
