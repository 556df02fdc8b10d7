"""The division: same dashboard, different responses. Why?"""

from explainer.ui import chapter

chapter.show("division")
