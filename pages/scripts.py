"""Scripts: who writes your job?"""

from explainer.ui import frame, reader, show

chapter = frame.open_chapter("scripts")
show.blocks(chapter, "scene", "inscribed", "board")
reader.board(chapter, "board")
answers = reader.answers_to(chapter, "board")
show.blocks(chapter, "filled", answers=answers)
show.finding(chapter, "reported", committed=bool(answers))
show.blocks(chapter, "silent")
frame.close_chapter(chapter)
