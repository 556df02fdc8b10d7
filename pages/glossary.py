"""The glossary: what does that word mean?"""

from explainer.ui import chapter

chapter.show("glossary")
