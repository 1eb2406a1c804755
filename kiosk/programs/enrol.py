"""Makes machines known to one another: a station to the hub by a code, the hub and a central system by their public keys.

At the hub `--station CODE --role ROLE` prints an invitation; typed at the station with `--code`, it brings the station in.
`--publisher KEY` says whose forms are used here; a station takes it over from the hub when it is enrolled.
Without options the public keys of this machine are printed.
"""

import argparse
import base64
import json
import os
from collections.abc import Sequence

from kiosk.actions import devices
from kiosk.clock import SystemClock
from kiosk.config import BoardSettings, CentralSettings, CounterSettings, HubProgramSettings, TerminalSettings, read_settings
from kiosk.model.device import DeviceRole
from kiosk.model.errors import KioskError
from kiosk.model.queue import HallAway
from kiosk.programs.discovery import tell_found
from kiosk.programs.place import stay_in
from kiosk.programs.wiring import Usage, a_tool, catalogue_for, settings_argument
from kiosk.security.keys import KeyFault, KeyStore
from sync.discovery import fingerprint
from sync.http import Answer, Call, SignedSession

StationSettings = TerminalSettings | CounterSettings | BoardSettings


class BadCode(KioskError):
    """The hub does not know this code, or it was used or is too old."""

    code = "devices.bad-code"


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--code", help="at a station: the code that the hub has printed")
    parser.add_argument("--find", action="store_true", help="at a station: show the hubs that answer in this network")
    parser.add_argument("--station", metavar="CODE", help="at the hub: the station to invite, as K1")
    parser.add_argument("--role", choices=[role.value for role in DeviceRole if role is not DeviceRole.HUB], help="what the station is")
    parser.add_argument("--revoke", metavar="CODE", help="at the hub: refuse this station from now on")
    parser.add_argument("--central", metavar="NAME", help="at the hub: the central system whose seal key is given")
    parser.add_argument(
        "--publisher", metavar="KEY", nargs="+",
        help="the public key that `kiosk forms key` printed; replaces those given before, so while a key is being replaced give both",
    )  # fmt: skip
    parser.add_argument("--seal-key", metavar="KEY", help="at the hub: what `kiosk enrol` printed at the central system")


def run(args: argparse.Namespace) -> int:
    settings = read_settings(args.settings)
    stay_in(settings.data)
    keys = KeyStore(settings.keys)
    if args.publisher:
        _know_publishers(keys, args.publisher)
        return 0
    match settings:
        case HubProgramSettings():
            _at_hub(settings, keys, args)
        case CentralSettings():
            print(f"seal key of {settings.name}: {keys.opener('central').public.public.hex()}")
        case _:
            _at_station(settings, keys, args)
    return 0


def _at_station(settings: StationSettings, keys: KeyStore, args: argparse.Namespace) -> None:
    public = keys.device().public
    if args.find:
        _find(settings)
        return
    if not args.code:
        print(f"{settings.station}, {settings.role}, public key: {public.hex()}")
        return
    session = SignedSession(settings.hub.url, device=settings.station, key=keys.device(), clock=SystemClock())
    words = {"code": args.code, "public_key": base64.b64encode(public).decode()}
    answer = session.unsigned(Call(method="POST", path="/v1/devices:enrol", body=json.dumps(words).encode()))
    session.close()
    if not isinstance(answer, Answer):
        raise HallAway(reason=answer.reason)
    if answer.status != 201:
        raise BadCode(status=answer.status)
    known = json.loads(answer.body)
    if known["device_id"] != settings.station or known["role"] != settings.role:
        raise Usage("The code is for another station.", station=str(known["device_id"]), role=str(known["role"]))
    for key in known["seal_keys"][:1]:
        keys.install_sealer("hall", base64.b64decode(key["public_key"]))
    publishers = [base64.b64decode(key) for key in known.get("publisher_keys", [])]
    if publishers:
        keys.install_publishers(publishers)
    print(f"{settings.station} belongs to the hall {known['hall']} now.")
    for key in known["seal_keys"][:1]:
        same = fingerprint(base64.b64decode(key["public_key"]))
        print(f"Its key has the fingerprint {same}: `kiosk enrol` at the hub must print the same.")
    if not keys.publishers():
        print("The hub does not know yet whose forms are used: give it and this station the key with `kiosk enrol --publisher KEY`.")


def _find(settings: StationSettings) -> None:
    """What is heard is a proposal: a person compares the fingerprint, and only the code that the hub printed lets a station in."""
    nobody = "No hub answers in this network. Ask for its address, or look whether the network lets multicast through."
    print("\n".join(tell_found()) or nobody)
    print(f"The settings name {settings.hub.url}.")
    print("Before you change that, compare the fingerprint with what `kiosk enrol` prints at the hub.")


def _at_hub(settings: HubProgramSettings, keys: KeyStore, args: argparse.Namespace) -> None:
    if args.central:
        _know_central(settings, keys, args.central, args.seal_key or "")
        return
    with a_tool(settings) as tool:
        now = tool.clock.now()
        if args.revoke:
            _done(devices.revoke(tool.store, args.revoke, by="technician", now=now), f"{args.revoke} is refused from now on.")
        elif args.station and args.role:
            code = devices.invite(tool.store, device=args.station, role=DeviceRole(args.role), now=now, entropy=os.urandom)
            print(f"Type at {args.station} within 24 hours: kiosk enrol --settings FILE --code {code}")
        elif args.station or args.role:
            raise Usage("Give `--station` and `--role` together.")
        else:
            _tell(settings, keys)


def _know_publishers(keys: KeyStore, given: Sequence[str]) -> None:
    try:
        keys.install_publishers([bytes.fromhex(key) for key in given])
    except (ValueError, KeyFault) as fault:
        raise Usage("A publisher's key is 64 digits and letters a to f, as `kiosk forms key` prints it.") from fault
    print(f"Forms signed with {', '.join(key[:16] for key in given)} are used here from the next start on, and no others.")


def _know_central(settings: HubProgramSettings, keys: KeyStore, name: str, seal_key: str) -> None:
    if name not in settings.centrals:
        raise Usage("The settings name no such central system.", central=name)
    try:
        keys.install_sealer(name, bytes.fromhex(seal_key))
    except ValueError as fault:
        raise Usage("The seal key is 64 digits and letters a to f.", central=name) from fault
    print(f"Submissions for {name} are sealed to that key from now on.")


def _tell(settings: HubProgramSettings, keys: KeyStore) -> None:
    print(f"public key of the hub of {catalogue_for(settings).hall}: {keys.device().public.hex()}")
    print(f"seal key of the hall: {keys.opener('hall').public.public.hex()}")
    print(f"fingerprint of the seal key: {fingerprint(keys.opener('hall').public.public)}")
    for public in keys.publishers():
        print(f"public key of a publisher of forms: {public.hex()}")


def _done(done: bool, sentence: str) -> None:
    if not done:
        raise Usage("There is no such station, or it is refused already.")
    print(sentence)
