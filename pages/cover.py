"""The cover: a dashboard arrives. What changes between people?"""

from explainer.ui import frame, reader, show

chapter = frame.open_chapter("cover")
show.cover_image()
show.blocks(chapter, "scene", "bet")
reader.choice(chapter, "bet", reply_later=True)
frame.doors()
show.blocks(chapter, "evidence")
show.legend()
show.blocks(chapter, "honest")
frame.close_chapter(chapter)
