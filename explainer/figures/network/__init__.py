"""The network: where everything stands, its picture, the same in words, and a file that works offline."""
