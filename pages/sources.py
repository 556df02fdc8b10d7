"""Sources: how do you know?"""

from explainer.ui import chapter

chapter.show("sources")
