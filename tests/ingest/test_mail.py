import datetime as dt
from email.message import EmailMessage

import pytest
from documents import PARAGRAPHS, article

from ingest.mail import read_mail
from rag.errors import UnreadableSource


def message(html=None, text=None):
    mail = EmailMessage()
    mail["Subject"] = "Fwd: Bridge closes “tonight”"
    mail["From"] = "The Daily Test <news@daily.example>"
    mail["Date"] = "Thu, 20 Feb 2025 10:00:00 -0500"
    mail.set_content(text or "See the HTML part.")
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def test_a_newsletter_gives_its_text_subject_sender_and_day():
    draft = read_mail(message(article()), "a.eml")
    assert draft.text == "\n\n".join(PARAGRAPHS)
    assert (draft.title, draft.publisher) == ("Bridge closes “tonight”", "The Daily Test")
    assert draft.published == dt.datetime(2025, 2, 20, 10, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


def test_a_message_of_plain_text():
    draft = read_mail(message(text="\n\n".join(PARAGRAPHS)), "a.eml")
    assert draft.text == "\n\n".join(PARAGRAPHS)


def test_a_saved_page_says_where_it_came_from_and_not_when_it_was_saved():
    head = "MIME-Version: 1.0\nSnapshot-Content-Location: https://daily.example/bridge\n"
    head += "Date: Fri, 1 Jan 2027 10:00:00 +0000\n"
    kind = 'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
    part = f"--x\nContent-Type: text/html; charset=utf-8\n\n{article()}\n--x--\n"
    draft = read_mail((head + kind + part).encode(), "a.mhtml")
    assert draft.url == "https://daily.example/bridge"
    assert draft.title == "Council closes bridge"
    assert draft.published is None
    assert draft.text == "\n\n".join(PARAGRAPHS)


def test_a_message_without_text_is_said():
    with pytest.raises(UnreadableSource, match="without text"):
        read_mail(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "a.eml")
