"""The search of services: everyday words, pinyin with several readings, initials, English, and its speed."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.actions.catalogue import Index, Matcher, search
from kiosk.config import read_catalogue
from kiosk.model.catalogue import Audience, Catalogue
from kiosk.model.text import Text

DEMO = read_catalogue(Path("resources/catalogue/demo.yaml").absolute())
SYLLABLES = "城市居民社会保障出版生产登记注册变更许可证明查询补贴申请备案检查设施建筑工程道路运输学校医院药品食品税收"


def a_large_hall() -> Catalogue:
    """The demonstration hall among 2,000 services."""
    model = DEMO.service("company_change")
    others = tuple(
        replace(
            model,
            code=f"other_{n}",
            name=Text(zh="".join(SYLLABLES[(n * step) % len(SYLLABLES)] for step in (1, 3, 7, 11, 13, 17, 19, 23)), en=f"Matter {n}"),
            aliases=(f"事项{n}", f"matter {n}"),
        )
        for n in range(2000 - len(DEMO.services))
    )
    return replace(DEMO, services=(*others, *DEMO.services))


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(a_large_hall())


def named(**words: str) -> Catalogue:
    """The demonstration hall with one service of this name."""
    service = replace(DEMO.services[0], code="sought", name=Text(words), aliases=())
    return replace(DEMO, services=(*DEMO.services, service), life_events=())


@pytest.mark.parametrize(
    "query", ["出生", "chusheng", "cs", "birth", "chu sheng", "CHUSHENG", "新生儿", "xinshenger", "出sheng", "bao bao"]
)
def test_the_birth_bundle_is_among_the_first_three(query: str) -> None:
    found = [service.code for service in search(DEMO, query, 3)]

    assert "birth_bundle" in found


@pytest.mark.parametrize("query", ["出生", "chusheng", "cs", "birth"])
def test_the_birth_bundle_is_among_the_first_three_of_two_thousand(index: Index, query: str) -> None:
    found = [service.code for service in index.search(query, 3)]

    assert "birth_bundle" in found


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("重庆往来", "chongqing"),
        ("重庆往来", "zhongqing"),
        ("长安通行", "chang'an"),
        ("长安通行", "changan"),
        ("长安通行", "ca"),
        ("单氏宗祠", "shan"),
        ("单氏宗祠", "dan"),
        ("绿化许可", "lvhua"),
        ("绿化许可", "lühua"),
        ("䶮城许可", "䶮城"),
        ("𬭎业许可", "𬭎业"),
    ],
)
def test_a_character_is_found_by_each_of_its_readings(name: str, query: str) -> None:
    found = [service.code for service in search(named(zh=name, en="Sought"), query, 3)]

    assert "sought" in found


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("residence permit", "residence_permit"),
        ("juzhuzheng", "residence_permit"),
        ("jzz", "residence_permit"),
        ("居住证", "residence_permit"),
        ("open a company", "open_business"),
        ("business open", "open_business"),
        ("开公司", "open_business"),
        ("wengang", "job_stability_rebate"),
        ("噪音", "environment_report"),
        ("高龄", "elderly_allowance"),
        ("tax", "income_tax"),
    ],
)
def test_everyday_words_find_the_service(query: str, first: str) -> None:
    assert first in [service.code for service in search(DEMO, query, 3)]


@pytest.mark.parametrize("query", ["", "   ", "?!", "qqqq", "x" * 500, "(", "%_", "\x00"])
def test_what_fits_nothing_finds_nothing(query: str) -> None:
    assert search(DEMO, query) == ()


def test_the_audience_narrows_the_answer() -> None:
    found = Index(DEMO).search("登记", 50, audience=Audience.COMPANY)

    assert found
    assert all(Audience.COMPANY in service.audiences for service in found)


def test_a_department_finds_its_services_and_a_limit_is_kept() -> None:
    found = search(DEMO, "公安局", 2)

    assert [service.department for service in found] == ["public_security", "public_security"]


@pytest.mark.parametrize("query", ["出生", "chusheng", "cs", "birth", "c", "shengchanxukezhengming", "s", "register a company"])
def test_a_search_among_two_thousand_needs_less_than_a_tenth_of_a_second_of_the_processor(index: Index, query: str) -> None:
    took = []
    for _ in range(5):
        before = time.thread_time()
        index.search(query)
        took.append(time.thread_time() - before)

    assert min(took) < 0.1


@pytest.mark.parametrize(
    ("entry", "typed", "expected"),
    [
        ("四川省", "sichuan", True),
        ("四川省", "sc", True),
        ("重庆市", "chongqing", True),
        ("Sichuan", "sich", True),
        ("Sichuan Province", "province si", True),
        ("四川省", "guangdong", False),
        ("四川省", "", True),
        ("四川省", "川", True),
    ],
)
def test_an_entry_of_a_list_answers_to_what_was_typed(entry: str, typed: str, expected: bool) -> None:
    assert Matcher().matches(entry, typed) is expected
