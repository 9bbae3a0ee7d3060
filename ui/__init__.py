"""People: the browser and the terminal."""
