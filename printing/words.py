"""What do the papers say in each language? One set of phrases a language; a missing phrase is a type error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Words:
    """The phrases of tickets and receipts. Names in braces are filled in."""

    day: Callable[[date], str]
    minute: Callable[[datetime], str]
    copy: str

    your_number: str
    ahead: str
    nobody_ahead: str
    people: Callable[[int], str]
    wait: str
    minutes: str
    about_minutes: str
    priority: str
    called_earlier: str
    taken_at: str
    counted_later: str
    ticket_aloud: str
    ticket_next: str
    ticket_called: str
    ticket_passed: str
    ticket_code: str
    ticket_rating: str
    appointment: str
    booked_early: str
    booked_in_time: str
    booked_late: str

    receipt: str
    reference: str
    service: str
    department: str
    filed_at: str
    promised_by: str
    with_ticket: str
    given: str
    owed: str
    owed_by: str
    owed_soon: str
    next: str
    next_saved: str
    next_link_up: str
    next_link_down: str
    next_owed: str
    next_promise: str
    next_result: str
    ask: str
    ask_at: str
    ask_phone: str
    receipt_code: str
    nothing_personal: str


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def _day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"


def _day_en(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


ZH = Words(
    day=_day_zh,
    minute=lambda at: f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}",
    copy="补打 COPY {copy}",
    your_number="您的号码",
    ahead="前面等候",
    nobody_ahead="无人，您是下一位",
    people=lambda count: f"{count} 人",
    wait="预计等候",
    minutes="{low}–{high} 分钟",
    about_minutes="大约 {low}–{high} 分钟",
    priority="优先",
    called_earlier="将提前叫号",
    taken_at="取号时间",
    counted_later="恢复连接后计算",
    ticket_aloud="大厅系统暂未连接，您的次序从取号时起算。请留意工作人员口头叫号。",
    ticket_next="请在大厅就座，留意显示屏和叫号。",
    ticket_called="叫到您的号码后，请到所示窗口。",
    ticket_passed="过号请到咨询台，无须重新取号。",
    ticket_code="扫码查看排队进度，办完后可评价",
    ticket_rating="在自助终端评价：{label} {code}",
    appointment="预约时间",
    booked_early="到预约时间叫号；如无人等候会提前叫到您。",
    booked_in_time="已报到，按预约顺序叫号。",
    booked_late="已过预约时限，现在与未预约的群众一起排队。",
    receipt="提交回执",
    reference="回执编号",
    service="事项",
    department="办理部门",
    filed_at="提交时间",
    promised_by="承诺办结",
    with_ticket="排队号码",
    given="已提交的材料",
    owed="还需补交的材料",
    owed_by="最迟{day}补交",
    owed_soon="请尽快补交",
    next="接下来",
    next_saved="您的申请已加密保存在本大厅，不会丢失，您无须再次提交。",
    next_link_up="申请正在送往办理部门，通常几分钟内送达。",
    next_link_down="目前与办理部门的网络中断。恢复后申请会自动送达，提交时间以本回执为准。",
    next_owed="请按上面的日期，到本大厅窗口补交材料。",
    next_promise="办理部门最迟在{day}答复您。",
    next_result="需要了解进度时，请向咨询台出示回执编号。",
    ask="有疑问",
    ask_at="请持本回执到大厅咨询台。",
    ask_phone="请持本回执到大厅咨询台，或致电 {phone}。",
    receipt_code="工作人员扫码核验",
    nothing_personal="本回执不含姓名和证件号码，请妥善保管。",
)

EN = Words(
    day=_day_en,
    minute=lambda at: f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}",
    copy="补打 COPY {copy}",
    your_number="Your number",
    ahead="Ahead of you",
    nobody_ahead="nobody, you are next",
    people=lambda count: f"{count} people" if count != 1 else "1 person",
    wait="Likely wait",
    minutes="{low}–{high} minutes",
    about_minutes="about {low}–{high} minutes",
    priority="Priority",
    called_earlier="you are called earlier",
    taken_at="Taken at",
    counted_later="counted later",
    ticket_aloud="The hall's system does not answer just now. Your place counts from this time on; staff may call numbers aloud.",
    ticket_next="Take a seat and watch the board.",
    ticket_called="When your number comes up, go to the counter shown beside it.",
    ticket_passed="Missed your call? Ask at the information desk. You keep your number.",
    ticket_code="Scan to follow the queue, and to rate your visit",
    ticket_rating="To rate at a terminal: {label} {code}",
    appointment="Appointment",
    booked_early="You are called around the time of your appointment, or sooner if nobody else waits.",
    booked_in_time="You are checked in and have the place of your appointment.",
    booked_late="You came after the time of your appointment and wait like those without one.",
    receipt="Receipt",
    reference="Reference",
    service="Service",
    department="Department",
    filed_at="Filed at",
    promised_by="Answer by",
    with_ticket="Your number",
    given="Papers received",
    owed="Papers still to bring",
    owed_by="Bring it by {day}",
    owed_soon="Bring it as soon as you can",
    next="What happens next",
    next_saved="Your application is stored safely in this hall, encrypted. It will not be lost and you do not need to file it again.",
    next_link_up="It is on its way to the department and usually arrives within minutes.",
    next_link_down="The line to the department is down at the moment. Your application goes out by itself when the line is back; "
    "the time of filing on this receipt counts.",
    next_owed="Bring the papers listed above by their dates, to a counter of this hall.",
    next_promise="The department answers by {day}.",
    next_result="To follow your application, give the reference at the information desk.",
    ask="Questions",
    ask_at="Take this receipt to the information desk of this hall.",
    ask_phone="Take this receipt to the information desk of this hall, or call {phone}.",
    receipt_code="Staff scan to verify",
    nothing_personal="Your name and identity number are not on this receipt. Please keep it safe.",
)

WORDS: Mapping[str, Words] = {"zh": ZH, "en": EN}


def words_of(language: str) -> Words:
    """The phrases for a BCP 47 tag: by the whole tag, then by its first part, else English."""
    return WORDS.get(language) or WORDS.get(language.split("-", maxsplit=1)[0]) or EN
