"""Two logics: is client-driven work the same as data-driven work?"""

from explainer.figures import lean_of_reasons, tension_profile
from explainer.ui import frame, reader, show
from explainer.checked import story

chapter = frame.open_chapter("logics")
show.blocks(chapter, "scene", "fork", "two-ways", "ideal-types", "moments")

activity, answers = reader.moments("moments")
if show.is_shown(chapter, "moments"):
    for moment in activity.moments:
        show.moment(activity, moment)
        reader.moment_controls("moments", activity, moment)
        show.answer_to_moment(activity, answers[moment])

with show.beside():
    show.figure(chapter, "tension", tension_profile(story(), activity, answers))
    show.profile(activity, answers)
    show.figure(chapter, "lean", lean_of_reasons(story(), activity, answers))

show.finding(chapter, "reported", committed=any(answer.reply for answer in answers.values()))
show.blocks(chapter, "silent")
frame.close_chapter(chapter)
