import datetime as dt
import quopri
from email.message import EmailMessage

import pytest
from documents import PARAGRAPHS, article

from ingest.clean import clean
from ingest.mail import read_mail
from rag.errors import UnreadableSource

PASSED_ON = """---------- Forwarded message ---------
From: The Daily Test <news@daily.example>
Date: Tue, Feb 18, 2025 at 6:30 AM
Subject: Council closes bridge
To: <ann@lee.example>

"""


def message(html=None, text=None, sender="The Daily Test <news@daily.example>"):
    mail = EmailMessage()
    mail["Subject"] = "Fwd: Bridge closes “tonight”"
    mail["From"] = sender
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


def test_the_frame_of_a_newsletter_is_not_its_text():
    frame = [
        "View this email in your browser",
        *PARAGRAPHS,
        "You are receiving this email because you signed up. Unsubscribe",
        "Unsubscribe | Manage preferences",
    ]
    for data in (message(article(frame)), message(text="\n\n".join(frame))):
        draft = clean(read_mail(data, "a.eml"))
        assert draft.text == "\n\n".join(PARAGRAPHS)
        assert "You are receiving this email because you signed up. Unsubscribe" in [d.text for d in draft.dropped]


def test_a_message_that_was_passed_on_counts_and_not_the_one_around_it():
    text = "\n\n".join(PARAGRAPHS)
    html = f"<p>Have you seen this?</p><div>{PASSED_ON.strip().replace('<', '&lt;').replace(chr(10), '<br>')}</div>"
    html = f"<html><body>{html}{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</body></html>"
    plain = f"Have you seen this?\n\n{PASSED_ON}{text}\n\n-- \nAnn Lee\nLunn Hospital\n"
    for data in (message(text=plain, sender="Ann Lee <a@b.example>"), message(html, plain, "Ann Lee <a@b.example>")):
        draft = read_mail(data, "a.eml")
        assert draft.text == text
        assert (draft.title, draft.publisher) == ("Council closes bridge", "The Daily Test")
        assert draft.published == dt.date(2025, 2, 18)


def test_a_page_that_a_browser_saved_without_naming_its_character_set():
    head = b"MIME-Version: 1.0\nSnapshot-Content-Location: https://daily.example/a\n"
    head += b'Content-Type: multipart/related; boundary="x"\n'
    part = b"\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
    data = head + part + quopri.encodestring(article().encode()) + b"\n--x--\n"
    assert "“We could not wait any longer,” said Ann Lee" in read_mail(data, "a.mhtml").text


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
