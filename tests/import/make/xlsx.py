#!/usr/bin/env python3
"""Writes the workbooks in ../xlsx/ as people make them. Needs openpyxl; the files are committed, this says what is in them."""

from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

OUT = Path(__file__).resolve().parent.parent / "xlsx"


def d(month, day, year=2026):
    return date(year, month, day)


def book(name, rows, sheet="Plan", start=(1, 1), merged=(), formats=None, more=None, epoch=None):
    workbook = Workbook()
    if epoch:
        workbook.epoch = epoch
    workbook.properties.created = workbook.properties.modified = datetime(2026, 1, 1)
    page = workbook.active
    page.title = sheet
    fill(page, rows, start, merged, formats or {})
    if more:
        more(workbook)
    workbook.save(OUT / f"{name}.xlsx")


def fill(page, rows, start=(1, 1), merged=(), formats=None):
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None:
                cell = page.cell(start[0] + down, start[1] + right, value)
                if formats and right in formats and not isinstance(value, str):
                    cell.number_format = formats[right]
    for area in merged:
        page.merge_cells(area)


def main():
    OUT.mkdir(exist_ok=True)
    book(
        "title-block",
        [
            ["Office move"], ["Facilities", None, None, None, "v3"], [], ["Project start", d(3, 2)], [],
            ["No.", "Activity", "Assigned to", "Start", "Finish", "% complete", "Comments"],
            [1, "Find a house", "Ana Silva", d(3, 2), d(3, 13), 1.0, "three offers"],
            [2, "Contract", "Bo Lind", d(3, 16), d(3, 20), 0.4, None],
            [],
            [3, "Move", "Ana Silva; Bo Lind", d(3, 23), d(3, 24), 0, None],
        ],
        start=(2, 2), merged=["B2:H2"], formats={5: "0%"},
    )
    book(
        "merged-phases",
        [
            ["Phase", "Task", "Dates", None, "Lead"],
            [None, None, "From", "To", None],
            ["Discover", "Interviews", d(1, 5), d(1, 9), "Ana"],
            [None, "Survey", d(1, 12), d(1, 16), "Bo"],
            ["Deliver", "Build", d(1, 19), d(2, 13), "Bo"],
            [None, "Launch", d(2, 16), d(2, 16), "Ana"],
        ],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "A5:A6"],
    )
    book(
        "matrix-merged",
        [
            ["Roadmap 2026"],
            ["TEAM", "WEEK 10", "WEEK 11-12", None, "WEEK 13", "WEEK 14"],
            ["Web", "Login", "Search", None, None, "Launch"],
            ["Core", "API", None, None, "Billing", None],
        ],
        sheet="Teams", merged=["A1:F1", "C2:D2", "C3:D3", "B4:D4", "E4:F4"],
    )
    book(
        "matrix-of-days",
        [
            ["Stream", d(3, 2), d(3, 9), d(3, 16), d(3, 23)],
            ["Web", "Login", "Login", "Search", None],
            ["Core", None, "API", "API", "API"],
        ],
    )
    book("matrix-no-year", [["Team", "WEEK 1", "WEEK 2", "WEEK 3"], ["Web", "Login", "Login", "Search"]])

    def sheets(workbook):
        fill(workbook.create_sheet("Lookup"), [["Status", "Colour"], ["Done", "green"], ["Open", "grey"]])
        fill(
            workbook.create_sheet("Plan 2026"),
            [
                ["Task", "Start", "End", "Status"],
                ["Design", d(3, 2), d(3, 6), "Done"],
                ["Build", d(3, 9), d(3, 13), "Open"],
            ],
        )
        hidden = workbook.create_sheet("Old plan")
        fill(hidden, [["Task", "Start", "End"], ["Nothing", d(1, 5), d(1, 6)]])
        hidden.sheet_state = "hidden"

    book("several-sheets", [["Read me"], ["All dates are preliminary"]], sheet="Notes", more=sheets)
    book(
        "serial-numbers",
        [["Task", "Start", "End", "Hours"], ["Design", 46083, 46087, 46083], ["Build", 46090, 46094.5, 12]],
    )
    book(
        "epoch-1904",
        [["Task", "Start", "End"], ["Design", d(3, 2), d(3, 6)]],
        epoch=CALENDAR_MAC_1904,
    )
    book(
        "values-of-all-kinds",
        [
            ["ID", "Task", "Start", "End", "Milestone", "Budget", "Rate", "At", "Checked", "Broken"],
            [1, "Design", datetime(2026, 3, 2, 9, 0), datetime(2026, 3, 6, 17, 0), False, 1200.5, 0.125, time(8, 30), True, "#N/A"],
            [2, "Build", datetime(2026, 3, 9, 13, 30), "2026-03-13", False, 0, 3, time(9, 0), False, None],
            [3, "Live", None, d(3, 16), True, None, None, None, None, None],
        ],
    )
    book(
        "german",
        [
            ["Projektplan Umzug"], [],
            ["PSP", "Vorgang", "Zuständig", "Beginn", "Ende", "Fortschritt", "Vorgänger"],
            ["1", "Vorbereitung", None, None, None, None, None],
            ["1.1", "Verträge", "Anna", d(3, 2), d(3, 6), 1, None],
            ["1.2", "Packen", "Jörg", d(3, 9), d(3, 13), 0.5, "1.1"],
            ["2", "Umzug", None, None, None, None, None],
            ["2.1", "Transport", "Jörg", d(3, 16), d(3, 17), 0, "1.2EA+1 Tag"],
        ],
        sheet="Übersicht", formats={5: "0%"},
    )
    book("no-plan", [["Colour", "Number"], ["red", 3], ["blue", 4]], sheet="Colours")
    book(
        "far-away",
        [["Task", "Start", "End"], ["Design", d(3, 2), d(3, 6)], ["Build", d(3, 9), d(3, 13)]],
        start=(40, 30),
    )
    book("empty", [])


if __name__ == "__main__":
    main()
