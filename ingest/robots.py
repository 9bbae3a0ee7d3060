"""robots.txt by RFC 9309: which paths of a site a program may fetch."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_DELAY = 10.0  # seconds; a longer Crawl-delay is cut to this


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one agent.

    Attributes:
        rules: (is allowed, pattern) pairs.
        delay: seconds to wait between requests, if the site asks for it.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest matching rule decides, allow before disallow."""
        matching = [(len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]


NOTHING_ALLOWED = Robots(((False, "/"),))


def parse_robots(text: str, agent: str) -> Robots:
    """Read a robots.txt for an agent: the group that names it, else the group for all.

    Args:
        text: of the file; only the first 500 KB count, as the RFC asks at least.
        agent: the product's name, such as ``pullquote``.
    """
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    naming = False
    for line in text[:500_000].splitlines():
        key, _, value = (part.strip() for part in line.split("#")[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            agents = [*agents, value.lower()] if naming else [value.lower()]
            naming = True
            for name in agents:
                groups.setdefault(name, [])
        elif key in {"allow", "disallow", "crawl-delay"}:
            naming = False
            for name in agents:
                if key == "crawl-delay":
                    delays[name] = _seconds(value)
                elif value:
                    groups[name].append((key == "allow", value))
    name = agent.lower() if agent.lower() in groups else "*"
    return Robots(tuple(groups.get(name, ())), delays.get(name, 0.0))


def _seconds(value: str) -> float:
    return min(float(value), LONGEST_DELAY) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", value) else 0.0


def _matches(pattern: str, path: str) -> bool:
    """Match with ``*`` for anything and a closing ``$`` for the end, in linear time."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    for i, part in enumerate(rest):
        if anchored and i == len(rest) - 1:
            return len(path) - len(part) >= position and path.endswith(part)
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not anchored or bool(rest) or position == len(path)
