"""The case: who is in this story, and what do we know about them?"""

from explainer.ui import chapter

chapter.show("case")
