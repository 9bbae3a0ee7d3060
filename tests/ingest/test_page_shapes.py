"""Pages as publishers of several countries build them, made up: what is kept of each, and what is told of it."""

import datetime as dt

import pytest

from ingest.draft import Draft
from ingest.extract import extract_bytes
from rag.errors import IncompleteArticle

DAY = dt.date(2025, 3, 4)


def read(body: str, title: str, language: str, head: str = "") -> Draft:
    head = f"<meta charset=utf-8><title>{title}</title>{head}"
    page = f"<!doctype html><html lang={language}><head>{head}</head><body>{body}</body></html>"
    return extract_bytes(page.encode(), "page.html")


def left_out(draft: Draft) -> dict[str, str]:
    return {dropped.text: dropped.reason for dropped in draft.dropped}


def test_german_with_a_byline_between_links_a_box_and_an_advert() -> None:
    draft = read(
        """<main><header><span>Verkehr</span><h1>Stadtrat sperrt die alte Brücke</h1><div class=article__meta>Von
        <a href=/jana>Jana Roth</a> und Uwe Stein <time datetime=2025-03-04T18:05:00+01:00>4. März
        2025</time></div></header>
        <div class=article__body><p>Der Stadtrat von Seetal hat am Dienstagabend beschlossen, die alte Brücke über den
        Fluss zu sperren. Neun Mitglieder stimmten dafür.</p><div class=note>Anzeige</div>
        <aside><span>Lesen Sie auch:</span> <a href=/1>So fährt jetzt der Bus durch die Stadt</a></aside>
        <p>„Wir konnten nicht länger warten“, sagte Bürgermeisterin Anna Lehmann. Zwei der Seile seien
        durchgescheuert.</p>
        <p>Autofahrer müssen nun die nördliche Straße nehmen, was rund 20 Minuten länger dauert als
        zuvor.</p></div></main>""",
        "Stadtrat sperrt die alte Brücke",
        "de",
    )
    assert [block.text.split()[0] for block in draft.blocks] == ["Der", "„Wir", "Autofahrer"]
    assert draft.authors == ("Jana Roth", "Uwe Stein")
    assert draft.published == dt.datetime.fromisoformat("2025-03-04T18:05:00+01:00")
    assert left_out(draft)["Lesen Sie auch: So fährt jetzt der Bus durch die Stadt"] == "box"
    assert "Anzeige" in left_out(draft)


def test_french_with_byline_and_dates_below_the_first_sentence() -> None:
    draft = read(
        """<article><h1>Le vieux pont fermé aux voitures</h1>
        <p>Le conseil municipal a voté mardi la fermeture, faute de câbles sûrs.</p>
        <p>Par Camille Durand (avec AFP)</p><p>Publié le 4 mars 2025 à 18h05, mis à jour le 5 mars 2025 à 09h10</p>
        <p>Le conseil municipal a décidé mardi soir, par neuf voix contre deux, de fermer le vieux pont à la
        circulation.</p>
        <p>Lire aussi : <a href=/2>Les commerçants du centre demandent de l’aide</a></p>
        <p>Les automobilistes devront emprunter la route du nord, ce qui ajoute vingt minutes au trajet. Le chantier
        coûtera 3,5 millions d’euros.</p><p>Inscrivez-vous gratuitement à notre newsletter du matin.</p></article>""",
        "Le vieux pont fermé aux voitures",
        "fr-FR",
    )
    assert [block.text.split()[-1] for block in draft.blocks] == ["sûrs.", "circulation.", "d’euros."]
    assert draft.authors == ("Camille Durand",)
    assert set(left_out(draft).values()) >= {
        "byline",
        "date line",
        "promotion",
        "invitation to subscribe, follow or share",
    }


def test_spanish_with_a_list_of_links_among_the_paragraphs() -> None:
    draft = read(
        """<article><h1>El pleno cierra el puente viejo</h1><div class=c><p>El pleno decidió el martes por la noche,
        por
        nueve votos a dos, cerrar el puente viejo al tráfico. “No podíamos esperar más”, dijo la alcaldesa.</p>
        <div><h3>Más información</h3><ul><li><a href=/1>El transbordador será gratuito para todos</a></li></ul></div>
        <p>Los conductores tendrán que usar la carretera del norte, lo que añade veinte minutos.</p>
        <p><i>Suscríbete a nuestra newsletter para recibir las noticias del día.</i></p></div>
        <div><p>Archivado En</p><ul><li><a>Puentes</a></li><li><a>Tráfico</a></li></ul></div></article>""",
        "El pleno cierra el puente viejo",
        "es",
    )
    assert [block.text.split()[0] for block in draft.blocks] == ["El", "Los"]


def test_portuguese_with_a_place_behind_the_byline_and_links_below_a_label() -> None:
    draft = read(
        """<h1>Câmara fecha a ponte velha</h1><div class=data><p class=from>Por Ana Souza — Lago Azul</p>
        <time datetime=2025-03-04T21:05:00.000Z>04/03/2025 18h05</time></div><div class=text>
        <div><p>A Câmara decidiu na noite de terça-feira, por nove votos a dois, fechar a ponte velha ao
        trânsito.</p></div>
        <div><p><strong>LEIA TAMBÉM:</strong></p><ul><li><a href=/1>Balsa será gratuita para
        estudantes</a></li></ul></div>
        <div><p>Os motoristas terão de usar a estrada do norte, o que acrescenta vinte minutos à
        viagem.</p></div></div>""",
        "Câmara fecha a ponte velha",
        "pt-BR",
    )
    assert [block.text.split()[0] for block in draft.blocks] == ["A", "Os"]
    assert draft.authors == ("Ana Souza",)
    assert draft.published == dt.datetime(2025, 3, 4, 21, 5, tzinfo=dt.UTC)


def test_korean_with_line_breaks_for_paragraphs_and_a_picture_in_a_line() -> None:
    draft = read(
        """<h3>시의회, 낡은 다리 폐쇄 결정</h3><div id=articleBody>시의회가 화요일 밤 낡은 다리를 폐쇄하기로
        결정했다. 찬성 아홉
        명, 반대 두 명이었다.<br><br>“더는 기다릴 수 없었다”고 이영희 의장이 말했다. 케이블 두 개가 닳았다고
        경고했다.<br><br>
        <span class=end_photo><img src=a.jpg><em>화요일의 낡은 다리</em></span>운전자들은 북쪽 도로를 이용해야 한다.
        수리비는 35억 원이며 봄에 시작된다.<br><br>&lt;저작권자(c) 호수일보, 무단 전재-재배포 금지&gt;</div>""",
        "시의회, 낡은 다리 폐쇄 결정",
        "ko",
    )
    assert [block.text.split()[0] for block in draft.blocks] == ["시의회가", "“더는", "운전자들은"]
    assert left_out(draft) == {
        "시의회, 낡은 다리 폐쇄 결정": "headline",
        "화요일의 낡은 다리": "caption",
        "<저작권자(c) 호수일보, 무단 전재-재배포 금지>": "copyright",
    }


def test_a_drop_cap_and_the_numbers_of_footnotes() -> None:
    draft = read(
        """<main><h1>Council closes the old bridge</h1><div><p><span class=dropcap>T</span>he council voted on Tuesday
        night, by nine to two, to close the old bridge.<sup><a href=#n1>[1]</a></sup> It was the 2<sup>nd</sup>
        vote.</p>
        <p>Drivers will have to take the northern road, which adds 20 minutes to the way through the town.</p></div>
        </main>""",
        "Council closes the old bridge",
        "en-GB",
    )
    assert draft.blocks[0].text == (
        "The council voted on Tuesday night, by nine to two, to close the old bridge. It was the 2nd vote."
    )


def test_an_old_page_of_tables_without_headings_names_author_and_day_in_small_letters() -> None:
    draft = read(
        """<table><tr><td><a href=/>Home</a><br><a href=/s>Sport</a></td><td><font size=+2><b>Council closes the old
        bridge</b></font><br><i>By Ida Brandt</i><br><font size=-1>Tuesday, March 4, 2025</font><p>LAKESIDE -- The
        council
        voted on Tuesday night, by nine to two, to close the old bridge over the lake.<p>Drivers will have to take the
        northern road, which adds 20 minutes to the way through the town.<p></td></tr></table>""",
        "Council closes the old bridge",
        "en",
    )
    assert [block.text.split()[0] for block in draft.blocks] == ["LAKESIDE", "Drivers"]
    assert (draft.authors, draft.published) == (("Ida Brandt",), DAY)


def test_paragraphs_that_are_no_paragraphs_for_the_browser() -> None:
    draft = read(
        """<div id=__next><h1 class=Headline_x>Council closes the old bridge</h1><div class=Byline_x><div>By
        <a href=/ida>Ida Brandt</a></div><div>March 4, 2025</div></div><div class=Body_x>
        <div class=Paragraph_x>The council voted on Tuesday night, by nine to two, to close the old bridge.</div>
        <div class=Ad_x><span>Advertisement - Story continues below</span></div>
        <div class=Paragraph_x>Drivers will have to take the northern road, which adds 20 minutes to the way.</div>
        <div class=Recirc_x><div>More in Local</div><a href=/1>Ferry tickets to be free for pupils this
        spring</a></div>
        <div class=Paragraph_x>The repair is planned for the spring and costs $3.5 million in
        all.</div></div></div>""",
        "Council closes the old bridge",
        "en",
    )
    assert [block.text.split()[1] for block in draft.blocks] == ["council", "will", "repair"]
    assert (draft.authors, draft.published) == (("Ida Brandt",), DAY)


@pytest.mark.parametrize(
    "body",
    [
        "<div id=root></div><script src=/app.js></script><noscript>You need to enable JavaScript.</noscript>",
        "<div id=root>Loading the page, one moment please.</div><script>start()</script>",
    ],
)
def test_a_saved_page_that_scripts_were_to_fill_is_no_article(body: str) -> None:
    with pytest.raises(IncompleteArticle, match="builds its text with JavaScript, which is not run here"):
        read(body, "Council closes the old bridge", "en")
