"""The network: what happened between people?"""

from explainer.ui import chapter

chapter.show("network")
