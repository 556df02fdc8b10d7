"""The story as files: the handout in print, and the cards that links show."""
