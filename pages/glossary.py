"""The glossary: what does that word mean?"""

from explainer.ui import behind, frame, show

chapter = frame.open_chapter("glossary")
show.blocks(chapter, "scene", "apart")
behind.terms(chapter, "terms")
frame.close_chapter(chapter)
