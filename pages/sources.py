"""Sources: how do you know?"""

from explainer.ui import behind, frame, show

chapter = frame.open_chapter("sources")
show.blocks(chapter, "scene")
statements, guide, other_study, references, limits = behind.tabs()
with statements:
    behind.counted(chapter, "counted")
    behind.claims(chapter, "claims")
with guide:
    behind.guide(chapter, "guide", guide.open)
with other_study:
    show.blocks(chapter, "other-study")
with references:
    behind.references(chapter, "references", references.open)
with limits:
    show.blocks(chapter, "limits")
frame.close_chapter(chapter)
