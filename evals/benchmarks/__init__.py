"""Public benchmarks, read from a path that the user names; none of their texts are part of this project."""
