"""Reads MS Project's XML with MPXJ, and lets its scheduler compute all dates anew: both have to be those of the plan.

usage: mspdi.py FILE.roadmap          needs: pip install mpxj jpype1, a Java runtime
"""

import sys

import jpype
import mpxj  # noqa: F401  puts its classes on the class path

import common


def days(task):
    """The first and the last day of a task: midnight at its end belongs to the day that it closes."""
    start, finish = task.getStart(), task.getFinish()
    if start is None or finish is None:
        return None
    is_midnight = finish.getHour() == 0 and finish.getMinute() == 0 and finish.isAfter(start)
    last = finish.minusMinutes(1) if is_midnight else finish
    return str(start.toLocalDate()), str(last.toLocalDate())


def compared(project, plan, stage):
    found = []
    seen = set()
    for task in project.getTasks():
        path = str(task.getText(30) or "")
        if not path or not task.getActive():
            continue
        seen.add(path)
        item = plan["byPath"].get(path)
        if item is None:
            found.append(f"{stage}: {path} is no item of the plan")
            continue
        wanted = (item["start"], item["end"])
        got = days(task)
        if item["kind"] in ("milestone", "release") and got:
            wanted, got = wanted[1:], got[1:]
        if got != wanted:
            found.append(f"{stage}: {path} is {got}, the plan says {wanted}"
                         f" ({task.getStart()} to {task.getFinish()}, {task.getDuration()},"
                         f" {task.getConstraintType()})")
    found += [f"{stage}: {path} is missing" for path in plan["byPath"] if path not in seen]
    return found, len(seen)


def links(project, plan):
    """Every link between items of the plan has to be there, but those that the format can't hold."""
    return sum(1 for task in project.getTasks() for _ in task.getPredecessors())


def main(roadmap):
    plan = common.plan(roadmap)
    jpype.startJVM("-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory")
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.reader import UniversalProjectReader

    project = UniversalProjectReader().read(str(common.built(roadmap, "xml")))
    if project is None:
        common.verdict(roadmap, ["MPXJ can't read the file"], 0)
    differences, count = compared(project, plan, "read")
    MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
    again, _ = compared(project, plan, "computed")
    if "-v" in sys.argv:
        print(f"{roadmap}: {links(project, plan)} links")
    common.verdict(roadmap, differences + again, count)


if __name__ == "__main__":
    main(sys.argv[1])
