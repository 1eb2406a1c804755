"""What do the demonstration's people answer? Names and numbers that belong to nobody (region 99 does not exist)."""

from datetime import date, timedelta

from kiosk.programs.journeys import Answers

PERSON = "王欢"
COMPANY = "Lakeside Willow Software Limited"


def residence_permit() -> Answers:
    """A tenant who works here, with one child."""
    return Answers(
        values={
            "consent": "OK",
            "applicant_type": "self",
            "app_name": PERSON,
            "app_id": "990101199003151237",
            "app_mobile": "13800138000",
            "home_prov": "51",
            "home_addr": "幸福路1号",
            "district": "d1",
            "community": "c11",
            "addr": "3栋2单元501",
            "move_in": ("2024", "3", "18"),
            "dwelling_type": "rent",
            "basis": "work",
            "employer": "湖滨软件有限公司",
            "contract_start": ("2024", "4", "15"),
            "landlord": "赵明",
            "lease_end": ("2030", "3", "17"),
            "photo_how": "now",
            "contract_how": "later",
            "lease_how": "later",
            "has_family": "yes",
            "delivery": "counter",
            "declare": "OK",
            "can_sign": "yes",
        },
        rows=({"fm_name": "王小雨", "fm_relation": "child", "fm_id": "990202201509012172"},),
    )


def open_business(today: date) -> Answers:
    """A limited company with one owner."""
    paid_by = today + timedelta(days=365)
    return Answers(
        values={
            "consent": "OK",
            "etype": "llc",
            "items": ("licence", "seal", "tax", "social"),
            "name1": COMPANY,
            "p_addr": "12 Willow Road, Hubin",
            "p_type": "office",
            "p_promise": "later",
            "capital": "50",
            "paid_by": (f"{paid_by.year}", f"{paid_by.month}", f"{paid_by.day}"),
            "scope": ("software", "consult"),
            "lr_name": "Li Wei",
            "lr_id": "990101199003151237",
            "lr_mobile": "13800138000",
            "fin_name": "Zhao Lan",
            "fin_id": "990202198511200450",
            "fin_mobile": "13900139000",
            "sup_name": "Chen Yu",
            "sup_id": "99010119380612004X",
            "seals": ("official", "finance", "invoice"),
            "tp": "small",
            "articles": "model",
            "delivery": "electronic",
            "declare": "OK",
        },
        rows=({"o_kind": "person", "o_name": "Li Wei", "o_id": "990101199003151237", "o_amount": "50"},),
    )
