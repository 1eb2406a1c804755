"""What did the hall's days bring? Tickets, waits, counters and kept promises as a page, or as CSV for a spreadsheet.

Every figure is computed from the hub's events; none names a person, and a spread of fewer than five people is not told.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.actions.rating import shares
from kiosk.actions.report import report
from kiosk.clock import SystemClock
from kiosk.config import HubProgramSettings, read_catalogue
from kiosk.model.catalogue import Catalogue
from kiosk.model.forecast import Kept
from kiosk.model.hall import LegState
from kiosk.model.rating import GRADES
from kiosk.model.rating import Report as Ratings
from kiosk.model.report import Report, ServiceFigures, Spread
from kiosk.programs.place import stay_in
from kiosk.programs.wiring import Usage, settings_argument, settings_for
from kiosk.store.database import Store

Row = tuple[str, str, str, str]
"""Section, what it is about, figure, value."""
SPANS = {"day": 1, "week": 7, "month": 30}


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--last", type=date.fromisoformat, metavar="DAY", help="the last day, as 2026-03-02; without it, today")
    parser.add_argument("--span", choices=SPANS, default="day", help="how many days: a day, a week (7) or a month (30)")
    parser.add_argument("--csv", action="store_true", help="as comma-separated values")


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, HubProgramSettings)
    stay_in(settings.data)
    catalogue, now = read_catalogue(settings.catalogue), SystemClock().now()
    today = now.astimezone(catalogue.zone).date()
    last = args.last or today
    if last > today:
        raise Usage("That day is still to come.", day=last.isoformat())
    with Store.open(settings.kept_in, now=now, shared=True) as store:
        first = last - timedelta(days=SPANS[args.span] - 1)
        found, rated = report(store, catalogue, first=first, last=last, now=now), shares(store, catalogue, first, last)
    rows = [*lines(found, catalogue), *ratings(rated, catalogue)]
    if args.csv:
        csv.writer(sys.stdout).writerows([("section", "of", "figure", "value"), *rows])
    else:
        print("\n".join(_page(rows)))
    return 0


def lines(found: Report, catalogue: Catalogue) -> Iterator[Row]:
    """Every figure of the report, in the order of the page."""
    names = {service.code: service.name.in_("en") for service in catalogue.services}
    days = found.first.isoformat() if found.first == found.last else f"{found.first.isoformat()} to {found.last.isoformat()}"
    yield "tickets", days, "taken", str(found.visits)
    yield from (("tickets", days, _words(state), str(count)) for state, count in sorted(found.visit_ends.items()))
    yield "tickets", days, "still open", str(found.visits_open)
    if found.booked or found.not_come:
        yield "tickets", days, "by appointment, among these", str(found.booked)
        yield "tickets", days, "appointments not kept", str(found.not_come)
    yield "tickets", days, "adds up", "yes" if found.adds_up else "NO: report this"
    yield from _spread("tickets", days, "whole visit, min", found.visit_time)
    yield from _spread("tickets", days, "waiting in all, min", found.visit_wait)
    for one in found.services:
        yield from _of_service(names.get(one.service, one.service), one)
    for desk in found.counters:
        name = f"counter {desk.counter}"
        yield "counters", name, "served", str(desk.served)
        yield from (("counters", name, f"{state}, min", f"{minutes:.0f}") for state, minutes in sorted(desk.minutes.items()))
        if desk.occupied is not None:
            yield "counters", name, "occupied", f"{desk.occupied:.0%}"
    for half in found.half_hours:
        yield "half hours", f"{half.begins:%H:%M}", "tickets taken", str(half.issued)
        yield "half hours", f"{half.begins:%H:%M}", "left without service", str(half.left)
    for name, spread in found.by_class.items():
        yield from _spread("fairness", f"class {name}", "first wait, min", spread)
    for name, spread in found.by_language.items():
        yield from _spread("fairness", f"language {name}", "first wait, min", spread)
    yield "fairness", "calls", "that passed an earlier comer", str(found.passed)
    yield from (("fairness", "calls out of turn", reason, str(count)) for reason, count in sorted(found.out_of_turn.items()))


def ratings(rated: Ratings, catalogue: Catalogue) -> Iterator[Row]:
    """Shares of each grade by service, department, counter and terminal; nothing where fewer than five have rated."""
    departments = {one.code: one.name.in_("en") for one in catalogue.departments}
    services = {one.code: one.name.in_("en") for one in catalogue.services}
    reasons = {one.code: one.name.in_("en") for one in catalogue.rating_reasons}
    cells = [
        *((services[code], cell) for code, cell in rated.services.items()),
        *((departments.get(code, code), cell) for code, cell in rated.departments.items()),
        *((f"counter {number}", cell) for number, cell in rated.counters.items()),
        *((f"terminal {station}", cell) for station, cell in rated.stations.items()),
    ]
    for name, cell in cells:
        if cell.count is not None:
            yield "ratings", name, "ratings", str(cell.count)
            yield from (("ratings", name, GRADES[grade], f"{share:.0%}") for grade, share in cell.shares.items())
            yield from (("ratings", name, f"because: {reasons.get(code, code)}", str(times)) for code, times in cell.reasons.items())


def _of_service(name: str, one: ServiceFigures) -> Iterator[Row]:
    yield "services", name, "legs", str(one.legs)
    yield from (("services", name, _words(state), str(count)) for state, count in sorted(one.ends.items()))
    if one.open:
        yield "services", name, "still open", str(one.open)
    yield from _spread("services", name, "first wait, min", one.first_wait)
    yield from _spread("services", name, "waited again, min", one.more_wait)
    yield from _spread("services", name, "from call to start, min", one.call)
    yield from _spread("services", name, "served, min", one.serving)
    if one.within is not None:
        yield "services", name, "within the promise", f"{one.within:.0%}"
    told = sum(one.kept.values())
    if told:
        yield "services", name, "waits told", str(told)
        yield from (("services", name, f"called {kept} than told" if kept is not Kept.INSIDE else "called as told",
                     f"{one.kept.get(kept, 0) / told:.0%}") for kept in Kept)  # fmt: skip


def _spread(section: str, of: str, figure: str, spread: Spread) -> Iterator[Row]:
    """Three figures, or none where too few people stand behind them."""
    if spread.p50 is None or spread.p90 is None or spread.longest is None:
        return
    yield section, of, f"{figure}: middle", f"{spread.p50:.1f}"
    yield section, of, f"{figure}: nine of ten below", f"{spread.p90:.1f}"
    yield section, of, f"{figure}: longest", f"{spread.longest:.1f}"


def _page(rows: list[Row]) -> Iterator[str]:
    wide = max(len(figure) for _, _, figure, _ in rows)
    before = ("", "")
    for section, of, figure, value in rows:
        if section != before[0]:
            yield from (["", section.capitalize()] if before[0] else [section.capitalize()])
        if (section, of) != before:
            yield f"  {of}"
        before = section, of
        yield f"    {figure:{wide}}  {value:>8}"


def _words(state: LegState) -> str:
    return state.replace("_", " ")
