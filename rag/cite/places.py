"""Countries under all their names: "US", "United States" and "American" are one; a capital is not its country."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for country, others in _rows():
        names[country.lower()] = country
        names |= {other.lower(): country for other in others}
    return names


@cache
def _capitals() -> frozenset[str]:
    return frozenset(
        "kabul tirana algiers luanda yerevan canberra vienna baku manama dhaka minsk sarajevo brasilia sofia ottawa "
        "santiago beijing bogota kinshasa zagreb havana nicosia prague copenhagen quito cairo tallinn helsinki paris "
        "tbilisi berlin accra athens nuuk budapest reykjavik delhi jakarta tehran baghdad dublin jerusalem rome tokyo "
        "amman astana nairobi pristina riga beirut tripoli vilnius bamako valletta chisinau rabat kathmandu wellington "
        "abuja pyongyang oslo muscat islamabad lima manila warsaw lisbon doha bucharest moscow kremlin kigali riyadh "
        "edinburgh dakar belgrade bratislava ljubljana mogadishu pretoria seoul madrid colombo khartoum stockholm bern "
        "damascus taipei bangkok tunis ankara kampala kyiv kiev london washington brussels caracas hanoi cardiff sanaa "
        "harare".split()
    )


def _rows() -> list[tuple[str, list[str]]]:
    lines = (files("rag.cite") / "countries.txt").read_text(encoding="utf-8").splitlines()
    return [
        (country, [other.replace("_", " ") for other in others.split()])
        for country, others in (line.split("\t") for line in lines)
    ]


def country(name: str) -> str | None:
    """The country or union that a name, demonym or abbreviation stands for; None for any other word, and capitals."""
    low = _plain(name)
    return None if low in _capitals() else _by_name().get(low)


def seat(name: str) -> str | None:
    """The country whose government is meant when its capital is named ("Kyiv": "Ukraine"); also the country itself."""
    return _by_name().get(_plain(name))


def _plain(name: str) -> str:
    return name.lower().replace("’", "'").removesuffix("'s").removesuffix("'").removeprefix("the ")
