"""Every picture, drawn in Python: a story and a state go in, SVG, words and a table come out."""
