"""In short: what does the abstract say, in three minutes?"""

from explainer.ui import chapter

chapter.show("in-short")
