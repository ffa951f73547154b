"""Reads the calendar with the `icalendar` package, and compares its events with the dates of the plan.

usage: ical.py FILE.roadmap          needs: pip install icalendar
"""

import importlib
import sys
from datetime import datetime, timedelta
from pathlib import Path

# This file is called as a module of Python is.
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]
icalendar = importlib.import_module("icalendar")
sys.path.insert(0, str(Path(__file__).resolve().parent))
import common  # noqa: E402


def day(moment):
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()


def last(event):
    """The last day: an end that is a day, or a midnight, is the one behind it."""
    end = event.decoded("DTEND")
    back = timedelta(minutes=1) if isinstance(end, datetime) else timedelta(days=1)
    return day(end - back)


def wanted(plan):
    """By name: the first and the last day of each event that has to be there."""
    events = {}
    for item in plan["byPath"].values():
        if item["kind"] in ("milestone", "release"):
            events[item["path"]] = (item["end"], item["end"])
        for key, word in (("deadline", "deadline"), ("promise", "promised")):
            if key in item:
                due = item[key]["date"]
                events[f"{item['path']}-{word}"] = (due, due)
    for who in plan.get("resources", []):
        for absence in who.get("absences", []):
            events[(f"{who['path']}-away", absence["first"])] = (absence["first"], absence["last"])
    return events


def main(roadmap):
    plan = common.plan(roadmap)
    raw = common.built(roadmap, "ics").read_bytes()
    found = [f"a line of {len(line)} octets" for line in raw.split(b"\r\n") if len(line) > 75]
    if b"\n" in raw.replace(b"\r\n", b""):
        found.append("a line that does not end in CRLF")
    calendar = icalendar.Calendar.from_ical(raw)
    found += [f"{error}" for part in calendar.walk() for error in part.errors]
    events, seen = {}, set()
    for event in calendar.walk("VEVENT"):
        uid = str(event["UID"])
        if uid in seen:
            found.append(f"{uid} is there twice")
        seen.add(uid)
        name = uid.rsplit("@", 1)[0]
        start = event.decoded("DTSTART")
        key = name if "-away-" not in name else (name.rsplit("-away-", 1)[0] + "-away", day(start))
        events[key] = (day(start), last(event))
        for needed in ("DTSTAMP", "SUMMARY"):
            if needed not in event:
                found.append(f"{uid} has no {needed}")
    count = 0
    for name, days in wanted(plan).items():
        count += 1
        if events.get(name) != days:
            found.append(f"{name} is {events.get(name)}, the plan says {days}")
    if count == 0 and not events:
        print(f"{roadmap}: no dates to tell")
        sys.exit(1 if found else 0)
    common.verdict(roadmap, found, count)


if __name__ == "__main__":
    main(sys.argv[1])
