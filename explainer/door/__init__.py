"""What stands between the network and the story: headers, addresses, warm-up. Knows Starlette, not the pages."""
