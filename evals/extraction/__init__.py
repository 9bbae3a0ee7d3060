"""How well articles are found in real pages: their text, and what the pages say about them."""
