"""The catalogue file: the demonstration hall is whole, and every seeded mistake is told with its line and place."""

from datetime import time
from pathlib import Path

import pytest

from kiosk.config import ConfigFaults, read_catalogue
from kiosk.model.catalogue import Audience

DEMO = Path("resources/catalogue/demo.yaml").absolute()
HALL = """\
hall: lake
version: "1"
name: {zh: 湖, en: Lake}
zone: Asia/Shanghai
languages: [zh, en]
centrals: [city]
hours:
  day: [{days: mon-fri, opens: 09:00, closes: 17:00}]
papers:
  card: {zh: 身份证, en: Card}
departments:
  tax: {name: {zh: 税务, en: Tax}}
  police: {name: {zh: 公安, en: Police}}
services:
  invoices:
    department: tax
    name: {zh: 发票, en: Invoices}
    audiences: [company]
    hours: day
    promise_days: 0
    series: F
  permit:
    department: police
    name: {zh: 居住证, en: Permit}
    audiences: [person]
    hours: day
    papers: [card]
    promise_days: 15
    fee_yuan: 7.50
    series: A
    form: {form: permit, central: city}
life_events:
  moving: {name: {zh: 搬家, en: Moving}, icon: house, audience: person, services: [permit]}
counters:
  1: {name: {zh: 1号, en: "1"}, departments: [tax]}
  2: {name: {zh: 2号, en: "2"}, services: [permit]}
"""
PUBLISHED = {"permit": ("9", "10")}


def faults_in(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    file = tmp_path / "hall.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFaults) as raised:
        read_catalogue(file, published=PUBLISHED)
    assert all(fault.what_to_do and fault.message.endswith(".") for fault in raised.value.faults)
    return [(fault.line, fault.where) for fault in raised.value.faults]


def test_the_demonstration_hall_is_as_large_as_a_real_one() -> None:
    hall = read_catalogue(DEMO)
    forms = {service.form.form for service in hall.services if service.form}

    assert len(hall.departments) >= 8
    assert len(hall.services) >= 24
    assert len(hall.life_events) >= 4
    assert len(hall.counters) == 6
    assert forms == {
        "residence_permit",
        "birth_bundle",
        "open_business",
        "job_stability_rebate",
        "environment_report",
        "elderly_allowance",
    }
    assert {(service.has_ticket, service.form is not None) for service in hall.services} == {(True, True), (True, False), (False, True)}


def test_a_catalogue_becomes_frozen_types(tmp_path: Path) -> None:
    (tmp_path / "hall.yaml").write_text(HALL, encoding="utf-8")

    hall = read_catalogue(tmp_path / "hall.yaml", published=PUBLISHED)
    permit = hall.service("permit")

    assert permit.fee_fen == 750
    assert permit.form is not None
    assert permit.form.version == "10"
    assert permit.papers[0].name.in_("en") == "Card"
    assert permit.audiences == {Audience.PERSON}
    assert permit.opening[0].days == frozenset(range(1, 6))
    assert permit.opening[0].closes == time(17)
    assert hall.counter(1).services == {"invoices"}
    assert hall.counter(2).services == {"permit"}


def test_a_hall_may_be_always_open(tmp_path: Path) -> None:
    (tmp_path / "hall.yaml").write_text(HALL, encoding="utf-8")

    (opening,) = read_catalogue(tmp_path / "hall.yaml", always_open=True).service("permit").opening

    assert opening.days == frozenset(range(1, 8))
    assert (opening.opens, opening.closes) == (time.min, time.max)


def test_the_rules_of_the_queue_are_data(tmp_path: Path) -> None:
    more = """
classes: {elderly: {name: {zh: 老人, en: Elderly}, credit_min: 15}}
reasons: {tea: {name: {zh: 茶, en: Tea}, deeds: [pause]}}
outcomes: {done: {zh: 办结, en: Done}}
rating_reasons: {slow: {name: {zh: 慢, en: Slow}, grades: [1, 2]}}
zones: {all: {name: {zh: 全部, en: All}, counters: [1, 2], sound: false}}
queue: {run_limit: 2}
"""
    (tmp_path / "hall.yaml").write_text(HALL + more, encoding="utf-8")

    hall = read_catalogue(tmp_path / "hall.yaml", published=PUBLISHED)

    assert (hall.classes[0].code, hall.classes[0].credit_min, hall.classes[0].asked) == ("elderly", 15, True)
    assert hall.reasons[0].deeds == {"pause"}
    assert hall.outcomes[0].name.in_("en") == "Done"
    assert hall.rating_reasons[0].grades == {1, 2}
    assert (hall.zones[0].counters, hall.zones[0].has_sound) == (frozenset({1, 2}), False)
    assert (hall.rules.run_limit, hall.rules.promise_min) == (2, 30)


CASES: dict[str, tuple[str, str, list[tuple[int, str]]]] = {
    "unknown department": (
        "department: police",
        "department: polise",
        [(23, "services > permit > department"), (13, "departments > police")],
    ),
    "unknown hours": ("hours: day\n    papers", "hours: night\n    papers", [(26, "services > permit > hours")]),
    "unknown paper": ("papers: [card]", "papers: [cart]", [(27, "services > permit > papers > 1")]),
    "unknown form": ("form: permit, ", "form: permits, ", [(31, "services > permit > form > form")]),
    "unpublished version": ("form: permit, ", 'form: permit, version: "8", ', [(31, "services > permit > form > version")]),
    "unknown central system": ("central: city", "central: town", [(31, "services > permit > form > central")]),
    "unknown service of a counter": (
        '"2"}, services: [permit]',
        '"2"}, services: [permits]',
        [(36, "counters > 2 > services > 1"), (22, "services > permit")],
    ),
    "unknown service of a life event": (
        "services: [permit]}\ncounters",
        "services: [permt]}\ncounters",
        [(33, "life_events > moving > services > 1")],
    ),
    "life event for others": ("audience: person", "audience: company", [(33, "life_events > moving > services > 1")]),
    "life event without services": ("services: [permit]}\ncounters", "services: []}\ncounters", [(33, "life_events > moving > services")]),
    "series of another department": ("series: A", "series: F", [(30, "services > permit > series")]),
    "series that looks like a digit": ("series: A", "series: O", [(30, "services > permit > series")]),
    "no ticket and no form": ("    series: F\n", "", [(15, "services > invoices")]),
    "counter without services": ("departments: [tax]}", "departments: []}", [(35, "counters > 1"), (15, "services > invoices")]),
    "counter of an unknown department": (
        "departments: [tax]}",
        "departments: [taxi]}",
        [(35, "counters > 1 > departments > 1"), (15, "services > invoices")],
    ),
    "counter without a number": ("  1: {", "  one: {", [(35, "counters > one"), (15, "services > invoices")]),
    "counter twice": ("  2: {name", "  1: {name", [(36, "counters > 1"), (22, "services > permit")]),
    "paper twice": ("  card: {zh: 身份证, en: Card}", "  card: {zh: 身份证, en: Card}\n  card: {zh: 证, en: C}", [(11, "papers > card")]),
    "missing translation": ("{zh: 居住证, en: Permit}", "{zh: 居住证}", [(24, "services > permit > name")]),
    "blank translation": ("{zh: 居住证, en: Permit}", '{zh: 居住证, en: " "}', [(24, "services > permit > name")]),
    "missing translation of a paper": ("{zh: 身份证, en: Card}", "{en: Card}", [(10, "papers > card")]),
    "language that the hall has not": (
        "{zh: 居住证, en: Permit}",
        "{zh: 居住证, en: Permit, fr: Permis}",
        [(24, "services > permit > name")],
    ),
    "hours backwards": ("opens: 09:00, closes: 17:00", "opens: 17:00, closes: 09:00", [(8, "hours > day > 1")]),
    "no time": ("opens: 09:00", "opens: nine", [(8, "hours > day > 1 > opens")]),
    "no days": ("days: mon-fri", "days: fri-mon", [(8, "hours > day > 1 > days")]),
    "negative promise": ("promise_days: 15", "promise_days: -1", [(28, "services > permit > promise_days")]),
    "fee of a third of a fen": ("fee_yuan: 7.50", "fee_yuan: 7.505", [(29, "services > permit > fee_yuan")]),
    "fee in words": ("fee_yuan: 7.50", "fee_yuan: free", [(29, "services > permit > fee_yuan")]),
    "unknown audience": ("audiences: [person]", "audiences: [people]", [(25, "services > permit > audiences > 1")]),
    "no audience": ("audiences: [person]", "audiences: []", [(25, "services > permit > audiences")]),
    "misspelt field": (
        "promise_days: 15",
        "promise_day: 15",
        [(22, "services > permit > promise_days"), (28, "services > permit > promise_day")],
    ),
    "unknown time zone": ("Asia/Shanghai", "Asia/Xanadu", [(4, "zone")]),
    "department without a service": (
        "  police: {name: {zh: 公安, en: Police}}",
        "  police: {name: {zh: 公安, en: Police}}\n  idle: {name: {zh: 闲, en: Idle}}",
        [(14, "departments > idle")],
    ),
    "unknown outcome": ("    series: F\n", "    series: F\n    outcomes: [dun]\n", [(22, "services > invoices > outcomes > 1")]),
    "outcome needed and none there": (
        "    series: F\n",
        "    series: F\n    outcome_needed: true\n",
        [(22, "services > invoices > outcome_needed")],
    ),
    "unknown relief": ('"2"}, services: [permit]', '"2"}, services: [permit], relief: [tax]', [(36, "counters > 2 > relief > 1")]),
    "only relief": ('"1"}, departments: [tax]', '"1"}, departments: [tax], relief: [invoices]', [(15, "services > invoices")]),
    "zone of an unknown counter": (
        "centrals: [city]",
        "centrals: [city]\nzones: {all: {name: {zh: 全, en: All}, counters: [1, 2, 3]}}",
        [(7, "zones > all > counters > 3")],
    ),
    "a class that is called like a reason of a call": (
        "centrals: [city]",
        "centrals: [city]\nclasses: {emergency: {name: {zh: 急, en: Urgent}, credit_min: 5}}",
        [(7, "classes > emergency")],
    ),
    "counter in two zones": (
        "centrals: [city]",
        "centrals: [city]\nzones:\n  a: {name: {zh: 甲, en: A}, counters: [1, 2]}\n  b: {name: {zh: 乙, en: B}, counters: [2]}",
        [(9, "zones > b > counters > 1")],
    ),
    "counter in no zone": (
        "centrals: [city]",
        "centrals: [city]\nzones: {a: {name: {zh: 甲, en: A}, counters: [1]}}",
        [(37, "counters > 2")],
    ),
    "credit of a day": (
        "centrals: [city]",
        "centrals: [city]\nclasses: {old: {name: {zh: 老, en: Old}, credit_min: 1440}}",
        [(7, "classes > old > credit_min")],
    ),
    "reason for nothing": (
        "centrals: [city]",
        "centrals: [city]\nreasons: {tea: {name: {zh: 茶, en: Tea}, deeds: [sleep]}}",
        [(7, "reasons > tea > deeds > 1")],
    ),
    "holiday and working day": (
        "centrals: [city]",
        "centrals: [city]\nholidays: [2026-10-01]\nworkdays: [2026-10-01]",
        [(8, "workdays > 1")],
    ),
    "no day": ("centrals: [city]", "centrals: [city]\nholidays: [today]", [(7, "holidays > 1")]),
    "a promise that is none": ("centrals: [city]", "centrals: [city]\nqueue: {promise_min: 1}", [(7, "queue > promise_min")]),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_a_seeded_mistake_is_told_with_its_line_and_place(tmp_path: Path, before: str, after: str, expected: list[tuple[int, str]]) -> None:
    assert HALL.count(before) == 1
    assert sorted(expected) == faults_in(tmp_path, HALL.replace(before, after))
