"""What the judges share: a roadmap built in a format, its dates as the program tells them, and what differs."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def built(roadmap, extension):
    """The file that `milepost build` writes of a roadmap. `MILEPOST` names the program."""
    folder = Path(tempfile.mkdtemp(prefix="judge-"))
    out = folder / f"plan.{extension}"
    program = os.environ.get("MILEPOST", "milepost")
    subprocess.run([program, "build", roadmap, "-o", str(out)], check=False, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    if not out.exists():
        sys.exit(f"{program} writes no {extension} of {roadmap}")
    return out


def plan(roadmap):
    """The plan as JSON, with the items that take part by their paths."""
    plan = json.loads(built(roadmap, "json").read_text())
    plan["byPath"] = {item["path"]: item for item in plan["items"] if item["start"]}
    return plan


def wholes(plan):
    """The paths of items with parts that take part, and the first and the last day of those parts."""
    spans = {}
    for item in plan["byPath"].values():
        whole = item.get("parent")
        if whole:
            first, last = spans.get(whole, (item["start"], item["end"]))
            spans[whole] = (min(first, item["start"]), max(last, item["end"]))
    return spans


def verdict(name, differences, count):
    """Says what was found; the exit code is 1 if anything was, or if nothing was compared."""
    for difference in differences:
        print(f"{name}: {difference}")
    print(f"{name}: {count} compared, {len(differences)} differ")
    sys.exit(1 if differences or count == 0 else 0)
