"""The cover: a dashboard arrives. What changes between people?"""

from explainer.ui import chapter

chapter.show("cover")
