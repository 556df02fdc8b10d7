"""Two logics: is client-driven work the same as data-driven work?"""

from explainer.checked import story
from explainer.figures import lean_of_reasons, tension_profile
from explainer.ui import frame, reader, show

chapter = frame.open_chapter("logics")
show.blocks(chapter, "scene", "fork", "two-ways", "ideal-types", "moments")

answers = reader.moments(chapter, "moments")
if show.is_shown(chapter, "moments"):
    for answer in answers:
        show.moment(chapter, "moments", answer.moment)
        reader.moment(chapter, "moments", answer.moment)
        show.answer_to_moment(chapter, "moments", answer)
    show.figure(chapter, "tension", lambda: tension_profile(story(), "moments", answers))
    show.profile(chapter, "moments", answers)
    show.figure(chapter, "lean", lambda: lean_of_reasons(story(), "moments", answers))

show.finding(chapter, "reported", committed=any(answer.reply for answer in answers))
show.blocks(chapter, "silent")
frame.close_chapter(chapter)
