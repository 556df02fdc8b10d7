"""What the pages are made of. “The rooms” in the README says who may import whom."""
