"""Two logics: is client-driven work the same as data-driven work?"""

from explainer.ui import chapter

chapter.show("logics")
