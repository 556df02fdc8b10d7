"""Everything the story says: what content/ may hold, how it is read, and what has to fit."""
