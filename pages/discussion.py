"""The discussion: would you tell it differently?"""

from explainer.ui import frame, reader, show

chapter = frame.open_chapter("discussion")
show.blocks(chapter, "scene", "bet")
bet = reader.choice(chapter, "bet")
show.finding(chapter, "reported", committed=bet is not None)
show.blocks(chapter, "rivals")
reader.choice(chapter, "rivals")
show.blocks(chapter, "separate", "lenses", "looked-through", "transfer", "elsewhere", "own-place")
reader.notes(chapter, "own-place")
show.blocks(chapter, "design")
reader.choice(chapter, "design")
show.blocks(chapter, "screen-too", "silent")
frame.close_chapter(chapter)
