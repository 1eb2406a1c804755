"""A small form with one of each kind of question, as its author would write it, and somebody who answers it."""

from collections.abc import Callable

from ui.driver import Driver

ID_NUMBER = "99010119380612004X"
PEN = [(0.1, 0.5), (0.2, 0.3), (0.4, 0.6), (0.7, 0.4)]

CITY_MOVE = """
| survey   |                    |          |                        |                     |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | type               | name     | label::中文 (zh)       | label::English (en) | hint::中文 (zh) | hint::English (en) | required | relevant            | constraint                | constraint_message::中文 (zh) | constraint_message::English (en) | appearance | bind::hall:pii | bind::hall:reuse |
|          | acknowledge        | consent  | 我已阅读告知           | I have read the notice |              |                  | yes      |                     |                           |                              |                                |            |               |                |
|          | begin group        | person   | 申请人                 | Applicant           |                 |                  |          |                     |                           |                              |                                | field-list |               |                |
|          | text               | who      | 姓名                   | Full name           | 按身份证填写    | As on the card   | yes      |                     |                           |                              |                                |            | personal      |                |
|          | text               | number   | 公民身份号码           | Identity number     | 18 位           | 18 characters    | yes      |                     | string-length(.) = 18     | 号码不对，请检查 18 位        | Wrong number: check all 18     |            | sensitive     | person.id_number |
|          | select_one yn      | married  | 已婚吗？               | Are you married?    |                 |                  | yes      |                     |                           |                              |                                |            |               |                |
|          | end group          |          |                        |                     |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | text               | spouse   | 配偶姓名               | Name of your spouse |                 |                  | yes      | ${married} = 'yes'  |                           |                              |                                |            | personal      |                |
|          | select_one people  | people   | 民族                   | Ethnic group        |                 |                  | yes      |                     |                           |                              |                                | minimal    |               |                |
|          | select_multiple why | why     | 为什么搬来？           | Why did you move?   |                 |                  | yes      |                     |                           |                              |                                |            |               |                |
|          | date               | since    | 哪天搬来的？           | Since which day?    |                 |                  | yes      |                     | . <= today()              | 不能晚于今天                  | Not later than today           |            |               |                |
|          | integer            | rooms    | 几间房？               | How many rooms?     |                 |                  |          |                     | . >= 1 and . <= 20        | 请填 1 到 20                  | From 1 to 20                   |            |               |                |
|          | text               | story    | 还有什么要说的？       | Anything else?      |                 |                  |          |                     |                           |                              |                                | multiline  |               |                |
|          | image              | photo    | 照片                   | Photograph          |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | begin repeat       | child    | 孩子                   | Child               |                 |                  |          |                     |                           |                              |                                | field-list |               |                |
|          | text               | c_name   | 孩子姓名               | Name of the child   |                 |                  | yes      |                     |                           |                              |                                |            | personal      |                |
|          | end repeat         |          |                        |                     |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | image              | sign     | 签名                   | Signature           |                 |                  | yes      |                     |                           |                              |                                | signature  |               |                |
| choices  |                    |          |                        |                     |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | list_name          | name     | label::中文 (zh)       | label::English (en) |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | yn                 | yes      | 是                     | Yes                 |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | yn                 | no       | 否                     | No                  |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | people             | han      | 汉族                   | Han                 |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | people             | hui      | 回族                   | Hui                 |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | people             | zang     | 藏族                   | Tibetan             |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | why                | work     | 工作                   | Work                |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | why                | family   | 家庭                   | Family              |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | why                | study    | 上学                   | Study               |                 |                  |          |                     |                           |                              |                                |            |               |                |
| settings |                    |          |                        |                     |                 |                  |          |                     |                           |                              |                                |            |               |                |
|          | form_title         | form_id  | version                | default_language    | style           | namespaces       |          |                     |                           |                              |                                |            |               |                |
|          | 搬来本市 / Moving here | city_move | 1                   | 中文 (zh)           | pages           | hall="urn:hall:xforms:1" |   |                     |                           |                              |                                |            |               |                |
"""  # noqa: E501 - a table is as wide as its columns


def _person(driver: Driver) -> None:
    if not driver.text("field.who"):
        driver.enter("field.who", "Li Na")
    driver.enter("field.number", ID_NUMBER)
    driver.tap("choice.married.no")


def _people(driver: Driver) -> None:
    driver.tap("list.people")
    driver.wait_page("list")
    driver.tap("pick.han")
    driver.wait_page("form")


def _since(driver: Driver) -> None:
    for part, typed in (("year", "2025"), ("month", "3"), ("day", "27")):
        driver.enter(f"field.since.{part}", typed)


STEPS: dict[str, Callable[[Driver], None]] = {
    "consent": lambda driver: None if driver.find("choice.consent.OK").property("checked") else driver.tap("choice.consent.OK"),
    "person": _person,
    "people": _people,
    "why": lambda driver: driver.tap("choice.why.work"),
    "since": _since,
    "rooms": lambda driver: driver.enter("field.rooms", "3"),
    "story": lambda driver: driver.enter("field.story", "hello"),
    "photo": lambda driver: None,
    "child": lambda driver: None,
    "sign": lambda driver: driver.stroke("sign.sign", PEN),
}


def to_page(driver: Driver, page: str) -> None:
    """Answer everything before it."""
    for name, step in STEPS.items():
        if name == page:
            return
        step(driver)
        driver.tap("next")
        driver.settle()


def fill_in(driver: Driver) -> None:
    """To the page of all answers."""
    to_page(driver, "")
    driver.wait_page("check")
