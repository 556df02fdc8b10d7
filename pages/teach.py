"""Teach with it: how do you take this into a class?"""

from explainer.ui import chapter

chapter.show("teach")
