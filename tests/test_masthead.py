"""Which line of a page's head is the headline, and which office publishes."""

from __future__ import annotations

import pytest
from communique.models import Document
from communique.pipeline import Pipeline
from communique.pipeline.loading import Resources
from communique.pipeline.zones import ZoneReader

READER = ZoneReader(Resources())
PIPELINE = Pipeline()
TITLE = "Minister Opens Seasonal Work Forum in Tartu"
BODY = (
    "\n\nThe two sides met on Tuesday in the old town and agreed on a plan for the next three years, it was said."
    "\n\nThey will meet again."
)


def head_of(head: str) -> tuple[str | None, str | None]:
    """Headline and issuer of a page that begins with `head`."""
    text = head + BODY
    layout = READER.read(text)
    return (
        text[slice(*layout.title)] if layout.title else None,
        text[slice(*layout.issuer)] if layout.issuer else None,
    )


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (f"PERMANENT MISSION OF NORWAY TO THE UNITED NATIONS\nNew York\n\nPress Release\n\n{TITLE}", "PERMANENT MISSION OF NORWAY TO THE UNITED NATIONS"),
        (f"Federal Republic of Atlantis\nMinistry of Labour, Employment and Social Security\nHarbour Road, Port\n\nPress Note\n(2080/05/12)\n\n{TITLE}", "Ministry of Labour, Employment and Social Security"),
        (f"Press Information Bureau\nGovernment of Atlantis\nMinistry of External Affairs\n\n12-July-2031 17:30 IST\n\n{TITLE}", "Ministry of External Affairs"),
        (f"IOM\n\n{TITLE}", None),
        (f"UNITED NATIONS\n\nPRESS RELEASE\n\nSG/SM/12345-REF/12\n3 May 2031\n\n{TITLE}", "UNITED NATIONS"),
        (f"International Organization for Migration\nPress Briefing Notes\n\n{TITLE}", "International Organization for Migration"),
        (f"FOR IMMEDIATE RELEASE\nContact: Jane Roe\nPhone: 555 0101\n\n{TITLE}", None),
        (f"PRIME MINISTER'S OFFICE\nPRESS RELEASE NO: PMO/12/2031\n\n{TITLE}", "PRIME MINISTER'S OFFICE"),
        (f"{TITLE}\n\nOffice of the Spokesperson\n\nMay 3, 2031", "Office of the Spokesperson"),
        (f"{TITLE}\n\n3 May 2031 | News\nBy Press Division, Ministry of Labour", "Press Division, Ministry of Labour"),
        (f"{TITLE}\n\nPosted On: 12 JUL 2031 5:32PM by Overseas Works Division", "Overseas Works Division"),
        (f"{TITLE}\nPress Release | Department of Labour | 3 May 2031", "Department of Labour"),
        (f"Home > Newsroom > Press releases\n{TITLE}", None),
        (f"Home   Events   Estonia\n\n{TITLE}", None),
        (f"Home / News / Labour\n\n{TITLE}", None),
        (f"Ports | Roads | Rails | Airports\nShare this:  Facebook   X   Email\n\n{TITLE}", None),
        (f"REPUBLIC OF ATLANTIS\nOne Harbour – One Fleet – One Sea\n\nMinistry of Works\n\n{TITLE}", "Ministry of Works"),
        (f"Ministry of Works\nPress service\n\n{TITLE}\n13 October 2031, 17:42", "Ministry of Works"),
        (f"MINISTRY OF WORKS\n\nPRESS RELEASE NO. 84/2031\nTartu, dated 28/04/2031\n\nSubject: {TITLE}", "MINISTRY OF WORKS"),
        (f"MEETINGS COVERAGE\nThird Harbour Assembly\n2nd Meeting (AM)\n\n6 MAY 2031\n\n{TITLE}", None),
        (f"MEDIA ADVISORY\n\nTO: All Media\nFROM: Department of Works\nDATE: 31 March 2031\n\n{TITLE}", "Department of Works"),
    ],
)  # fmt: skip
def test_headline_below_a_letterhead(head: str, issuer: str | None) -> None:
    assert head_of(head) == (TITLE, issuer)


@pytest.mark.parametrize(
    "headline",
    [
        "Ministry of Labour Launches Campaign on Safe Recruitment",
        "Department of Labour and Ministry of Justice Sign Protocol",
        "Board of Governors Meets in Oslo",
        "Government of Atlantis and IOM sign agreement",
        "Republic of Atlantis: New Visa Rules",
        "Commission on Human Rights Visits Camp",
        "Republic of Atlantis National Day",
        "Appointment of the Harbour Commission",
        "Press conference by the Minister of Works on the new harbour",
        "News of the harbour",
        "Joint Statement",
    ],
)
def test_headlines_that_name_an_office_stay_headlines(headline: str) -> None:
    assert head_of(headline)[0] == headline


def test_menus_and_kinds_of_release_are_furniture_and_letterheads_are_not() -> None:
    text = f"Home > News\nMinistry of Works\n\nPress Release\n\n{TITLE}{BODY}"
    layout = READER.read(text)
    zones = {w: layout.zone_at(text.index(w)) for w in ("Home", "Ministry", "Press", TITLE)}
    assert zones == {"Home": "furniture", "Ministry": "body", "Press": "furniture", TITLE: "title"}


def test_fields_of_a_head_and_of_a_run() -> None:
    text = (
        f"MEDIA ADVISORY\n\nTO: All Media\nFROM: Department of Works\nDATE: 31 March 2031\n\n{TITLE}{BODY}\n\n"
        "Place:\nTartu, Town Hall\nSection: Works\nDress code: blue\n"
    )
    fields = [(f.value.label, [text[s:e] for s, e in f.value.values]) for f in READER.read(text).fields]
    assert fields == [
        ("TO", ["All Media"]),
        ("FROM", ["Department of Works"]),
        ("DATE", ["31 March 2031"]),
        ("Place", ["Tartu, Town Hall"]),
        ("Section", ["Works"]),
        ("Dress code", ["blue"]),
    ]


def test_a_date_above_the_headline_is_the_publication_and_one_below_is_not() -> None:
    above = PIPELINE.read(Document(id="a", text=f"Date: 3 May 2031\n\nPRESS RELEASE\n\n{TITLE}{BODY}"))
    below = PIPELINE.read(Document(id="b", text=f"{TITLE}{BODY}\n\nDate: 3 May 2031\nVenue: Town Hall\n"))
    assert above.published is not None and above.published.date.isoformat() == "2031-05-03"
    assert below.published is None


def test_who_signs_by_name_does_not_publish() -> None:
    record = PIPELINE.read(Document(id="a", text=f"{TITLE}{BODY}\n\nIssued by:\nMr. John Roe\nOfficer of the Press\n"))
    assert record.issuer is None


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("Lima, May 3, 2031. The two sides met.", "Lima, May 3, 2031. "),
        ("Dakar, 14 March 2031. – It is here that they met.", "Dakar, 14 March 2031. – "),
        ("TARTU, March 14. In the hall they met.", "TARTU, March 14. "),
    ],
)
def test_datelines_that_end_with_a_stop(line: str, dateline: str) -> None:
    text = f"{TITLE}\n\n{line}{BODY}"
    assert [text[b.start : b.end] for b in READER.read(text).blocks if b.zone == "dateline"] == [dateline]


def test_a_sentence_that_begins_with_a_day_keeps_it() -> None:
    text = f"{TITLE}\n\nOn Tuesday, 3 May 2031. Nothing more was said.{BODY}"
    assert all(b.zone != "dateline" for b in READER.read(text).blocks if text[b.start : b.end].startswith("On"))


@pytest.mark.parametrize(
    ("page", "title", "issuer"),
    [
        ("Bureau of Aliens – Press release", "New desk for seasonal workers opens", "Bureau of Aliens"),
        ("PRESS RELEASE BY THE MINISTRY OF LABOUR", "New desk for seasonal workers opens", "MINISTRY OF LABOUR"),
        ("Press releases | Special Procedures", "New desk for seasonal workers opens", None),
        ("Ministry of Labour\nArkona\n\nPress Release", "New desk for seasonal workers opens", "Ministry of Labour"),
        ("The Hon Ada Roe MP\nMinister for Skills\n\nMedia release", "New desk for seasonal workers opens", None),
        ("Senator the Hon Ada Roe, Minister for Skills", "New desk for seasonal workers opens", None),
        ("Ruritanian Republic\nAgency for Aliens", "New desk for seasonal workers opens", "Agency for Aliens"),
        ("Labour migration", "New desk for seasonal workers opens", None),
        ("2031 05 03", "New desk for seasonal workers opens", None),
    ],
)
def test_more_heads_of_pages(page: str, title: str, issuer: str | None) -> None:
    text = f"{page}\n\n{title}\n\nThe desk opened in the old town today and will help those who come for the harvest.\n"
    layout = READER.read(text)
    assert layout.title is not None and text[slice(*layout.title)] == title
    assert (text[slice(*layout.issuer)] if layout.issuer else None) == issuer


def test_a_number_and_day_in_front_of_a_headline_are_not_of_it() -> None:
    text = "No: 43/22, 3 May 2031, Statement on the talks about seasonal work\n\nThe talks were held in the old town.\n"
    layout = READER.read(text)
    assert layout.title is not None and text[slice(*layout.title)] == "Statement on the talks about seasonal work"


@pytest.mark.parametrize(
    ("sender", "issuer"),
    [
        ("Home Office and The Rt Hon Ada Roe MP", "Home Office"),
        ("Harbours, Fisheries and Borders Ruritania", "Harbours, Fisheries and Borders Ruritania"),
        ("Ada Maria Roe", None),
    ],
)
def test_who_stands_behind_from(sender: str, issuer: str | None) -> None:
    text = f"New desk for seasonal workers opens\n\nFrom: {sender}\n\nThe desk opened in the old town today.\n"
    fields = [f.value for f in READER.read(text).fields if f.value.key == "issuer"]
    assert [text[slice(*f.values[0])] for f in fields] == ([issuer] if issuer else [])


def test_a_page_that_begins_with_its_dateline_has_no_headline() -> None:
    text = "Arkona, 3rd May 2031 (AKN) -- The Ministry of Labour hosted a dialogue on seasonal work with its neighbours today.\n\nIt ends on Friday.\n"
    assert READER.read(text).title is None


def test_menus_of_any_length_stand_above_the_headline() -> None:
    menu = "Home\nAbout us\nServices\nFishing permits\nHarbour dues\nNews\nContact\n\n" * 6
    text = (
        f"Search…\n\n{menu}New desk for seasonal workers opens\n\nThe desk opened in the old town today, it was said.\n"
    )
    layout = READER.read(text)
    assert layout.title is not None and text[slice(*layout.title)] == "New desk for seasonal workers opens"
    assert layout.zone_at(text.index("Harbour dues")) == "furniture"


@pytest.mark.parametrize(
    "headline",
    [
        "NEW DESK FOR\nSEASONAL WORKERS\nOPENS IN ARKONA",
        "New desk for seasonal workers, the first of its\nkind, opens in Arkona",
        "Ministers agree on a new desk for\nSeasonal Workers",
    ],
)
def test_a_headline_broken_over_lines(headline: str) -> None:
    text = f"NEWS\n\n{headline}\n\nThe desk opened in the old town today, it was said.\n"
    layout = READER.read(text)
    assert layout.title is not None and text[slice(*layout.title)] == headline


def test_a_paragraph_right_below_a_headline_is_not_of_it() -> None:
    text = "New desk for seasonal workers opens\nof which the town has\nnone so far.\nThe desk opened today.\n\nIt is open.\n"
    layout = READER.read(text)
    assert layout.title is not None and text[slice(*layout.title)] == "New desk for seasonal workers opens"


def test_a_motto_and_the_rest_of_a_name_are_of_the_letterhead() -> None:
    text = "Ministry of Labour\nof the Ruritanian Republic\nWork Faith Home\n\nNew desk for seasonal workers opens\n\nThe desk opened.\n"
    layout = READER.read(text)
    assert layout.title is not None and text[slice(*layout.title)] == "New desk for seasonal workers opens"
    assert layout.issuer is not None and text[slice(*layout.issuer)] == "Ministry of Labour"
