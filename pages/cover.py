"""The cover: a dashboard arrives. What changes between people?"""

from explainer.ui import frame, reader, show

chapter = frame.open_chapter("cover")
show.blocks(chapter, "picture", "scene", "bet")
reader.choice(chapter, "bet", reply_later=True)
frame.doors()
show.blocks(chapter, "evidence", "marks", "honest")
frame.close_chapter(chapter)
