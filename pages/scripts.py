"""Scripts: who writes your job?"""

from explainer.ui import chapter

chapter.show("scripts")
