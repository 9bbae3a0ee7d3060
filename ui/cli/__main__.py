"""``python -m ui.cli``: the same as ``pullquote``."""

from ui.cli import main

main()
