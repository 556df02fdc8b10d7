"""What stands between the network and the story: headers, addresses, warm-up. Knows the server, not the pages."""
