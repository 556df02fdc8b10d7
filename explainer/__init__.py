"""What the pages are made of. See CONTRIBUTING in the README for who may import whom."""
