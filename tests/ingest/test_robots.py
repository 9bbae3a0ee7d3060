import pytest

from ingest.robots import LONGEST_DELAY, parse_robots

RULES = """
User-agent: other
Disallow: /

User-agent: *
Disallow: /private/   # keep out
Allow: /private/open
Disallow: /*?print=
Disallow: /*.pdf$
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/news/1", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/news/1?print=1", False),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x=1", True),
    ],
)
def test_the_longest_matching_rule_decides(path, allowed):
    assert parse_robots(RULES, "Pullquote").allows(path) is allowed


def test_a_group_that_names_the_agent_replaces_the_one_for_all():
    robots = parse_robots(RULES + "User-agent: PULLQUOTE\nUser-agent: third\nDisallow: /only\n", "Pullquote")
    assert robots.allows("/private/x")
    assert not robots.allows("/only")
    assert robots.delay == 0.0


def test_the_delay_is_read_and_bounded():
    assert parse_robots(RULES, "Pullquote").delay == 2.5
    assert parse_robots("User-agent: *\nCrawl-delay: 9000", "x").delay == LONGEST_DELAY
    assert parse_robots("User-agent: *\nCrawl-delay: soon", "x").delay == 0.0


def test_an_empty_disallow_and_nonsense_forbid_nothing():
    assert parse_robots("User-agent: *\nDisallow:\n<html>oops</html>\n: :\n", "x").allows("/a")


def test_many_stars_match_in_linear_time():
    assert (
        parse_robots("User-agent: *\nDisallow: /" + "*a" * 5000 + "$", "x").allows("/" + "a" * 4000 + "b") is not False
    )
