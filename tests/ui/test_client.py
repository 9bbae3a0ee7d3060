from documents import PARAGRAPHS, article
from loopback_site import Site

from rag.errors import FeedFound, FetchFailed
from ui import schemas
from ui.client import Client


def test_an_address_that_turns_out_to_be_a_feed_gives_its_articles(api_client: Client, loopback: Site) -> None:
    links = "".join(f"<item><link>{loopback.url}/{n}</link></item>" for n in range(2))
    loopback.page("/latest", f"<rss><channel>{links}</channel></rss>".encode(), kind="text/xml")
    loopback.page("/0", article(PARAGRAPHS[:2], head="<title>Story of the day</title>").encode())
    loopback.page("/empty", b"<rss><channel></channel></rss>")
    first, *others = api_client.add_many([f"{loopback.url}/latest", f"{loopback.url}/empty", f"{loopback.url}/gone"])
    assert isinstance(first, schemas.Added)
    assert list(map(type, others)) == [FetchFailed, FeedFound, FetchFailed]
    api_client.remove(first.article.id)
