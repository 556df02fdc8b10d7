"""The discussion: would you tell it differently?"""

from explainer.ui import chapter

chapter.show("discussion")
