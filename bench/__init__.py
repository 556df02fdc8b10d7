"""The workbench: what the pages cost, and how they look. Starts what it needs by itself."""
