//! What is written in bars and beside them.

use milepost::emit::ChartOptions;
use milepost::emit::chart::label::Label;
use milepost::emit::chart::{self, Px};

use crate::{compiled, layout, plans};

/// A day behind the sign of a deadline would be taken for the deadline's.
#[test]
fn an_end_is_told_before_a_deadline() {
    let mut seen = 0;
    for end in 3..25 {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02\ntask a \"A\" {end}d by 2026-04-10\nrelease r \"1.0\" on 2026-03-31 after a\ntask z \"Z\" 40d\n"
        ));
        let layout = layout(compilation.plan().unwrap());
        let due = layout.rows[0].due.as_ref().unwrap();
        let of_row = |label: &&Label<'_>| label.top() < layout.rows[1].y;
        let beside = layout.beside.iter().map(|beside| &beside.label).find(of_row);
        assert!(beside.is_none_or(|label| label.right() < due.x), "{end}: {beside:?} at {due:?}");
        seen += usize::from(beside.is_some());
    }
    assert!(seen > 0);
}

/// Where not all has room, what is told is whole: how late it is.
#[test]
fn a_lateness_is_never_cut() {
    for days in (10..100).step_by(10) {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02\nstream s \"A stream with a long name\" by 2026-03-06 {{\n  task a {days}d\n  task b after a\n  risk r \"Rain\"\n}}\ntask z \"Z\" 100d\n"
        ));
        for width in [600, 838] {
            let options = ChartOptions::default().width(width);
            let layout = chart::layout(compilation.plan().unwrap(), options);
            let note = layout.rows[0].note.as_ref().unwrap();
            assert!(!note.text.contains('…'), "{width}: {}", note.text);
            assert!(note.text.contains(" d late"), "{width}: {}", note.text);
        }
    }
}

/// The number in a bar is read: what is hatched leaves it free.
#[test]
fn a_number_stands_on_plain_ground() {
    for progress in [5, 20, 60] {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02 today 2026-03-09 {{\n  warn overallocated\n}}\nperson ana\ntask api 20d @ana started 2026-03-04 {progress}%\ntask docs 25d @ana\n"
        ));
        let layout = layout(compilation.plan().unwrap());
        let number = layout.rows[0].inner.as_ref().unwrap();
        let hatched: Vec<_> = layout.hatches.iter().filter(|hatch| hatch.row == 0).collect();
        assert!(!hatched.is_empty());
        for hatch in hatched {
            let is_free = hatch.right <= number.left() || number.right() <= hatch.left;
            assert!(is_free, "{progress}: {hatch:?} and {number:?}");
        }
    }
}

/// Words beside bars give way to all else: no arrow and no pole runs through them.
#[test]
fn words_beside_bars_meet_nothing() {
    let (mut days, mut chips) = (0, 0);
    let labelled = "roadmap \"R\" from 2026-03-02\nfield state one of doing, blocked\nfeature a \"A\" 10d state: blocked #public horizon next\nfeature b \"B\" 5d after a state: doing\nfeature c \"C\" 30d\n";
    for text in plans().into_iter().chain([labelled.to_owned()]) {
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        for beside in &layout.beside {
            if beside.is_chip {
                chips += 1;
            } else {
                days += 1;
            }
            let (label, middle) = (&beside.label, beside.label.baseline - Px::whole(4));
            let met = layout.arrows.drawn.iter().flat_map(|arrow| &arrow.parts).any(|part| {
                part.windows(2).any(|step| {
                    let (left, right) = (step[0].x.min(step[1].x), step[0].x.max(step[1].x));
                    let (top, bottom) = (step[0].y.min(step[1].y), step[0].y.max(step[1].y));
                    let across = left <= label.right() && label.left() <= right;
                    across && top <= middle && middle <= bottom
                })
            });
            assert!(!met, "an arrow runs through {label:?}\n{text}");
            let poles = layout.flags.iter().filter(|flag| flag.label.is_some()).map(|flag| flag.x);
            let lines = poles.chain(layout.today.iter().map(|today| today.x));
            for x in lines {
                assert!(x < label.left() || label.right() < x, "the line at {x}, {label:?}");
            }
        }
    }
    assert!(days > 50 && chips >= 3, "{days} days and {chips} chips");
}

/// Who works on a row is told in full where the row has room.
#[test]
fn names_that_have_room_are_whole() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02\nperson branch \"Branch Manager\"\nperson vera \"Dr. Vera van Dam\"\ntask a \"Cut\" 5d @branch\ntask c \"Read\" 5d @vera\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let asides = layout.rows.iter().map(|row| row.aside.as_ref().unwrap().text.as_ref());
    assert_eq!(asides.collect::<Vec<_>>(), ["Branch Manager", "Dr. Vera van Dam"]);
}

/// Chips that have no room are counted: none is lost.
#[test]
fn every_chip_is_seen_or_counted() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02\nfield state one of doing, blocked\nfeature a \"A\" 60d state: blocked #one #two #three #four #five #six #seven\nfeature b \"B\" 5d #one #two #three #four #five #six #seven\nfeature c \"C\" 5d after a #one #two\n",
    );
    for width in [480, 838, 1600] {
        let layout =
            chart::layout(compilation.plan().unwrap(), ChartOptions::default().width(width));
        for (row, all) in layout.rows.iter().zip([8, 7, 2]) {
            let chips = layout.beside.iter().filter(|beside| {
                beside.is_chip
                    && row.y < beside.label.baseline
                    && beside.label.baseline < row.y + layout.row_height
            });
            let count = chips.map(|chip| match chip.label.text.strip_prefix('+') {
                Some(more) => more.parse::<usize>().unwrap(),
                None => 1,
            });
            assert_eq!(count.sum::<usize>(), all, "{} at {width}", row.title.text);
        }
    }
}

/// A deadline has the same sign and its date, be it near, far, missed or beyond the picture.
#[test]
fn a_deadline_is_always_a_sign_with_its_date() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-01 {\n  warn deadline-missed\n}\ntask long \"Long\" 30d\ntask c \"C\" 5d\nmilestone near after c by 2026-06-08\nmilestone far after c by 2026-06-19\nmilestone beyond after c by 2027-06-10\nmilestone missed after long by 2026-06-19\nmilestone before after long by 2025-01-10\ntask bar \"Bar\" 6h after long by 2026-07-13T12:00\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let dates = ["8 Jun", "19 Jun", "10 Jun 2027", "19 Jun", "10 Jan 2025", "13 Jul 12:00"];
    let dues = layout.rows.iter().filter(|row| row.due.is_some());
    for (row, date) in dues.clone().zip(dates) {
        let due = row.due.as_ref().unwrap();
        assert!(layout.left <= due.x && due.x <= layout.right);
        let said = due.label.as_ref().or(row.note.as_ref()).unwrap();
        assert!(said.text.contains(&format!("due {date}")), "{:?}", said.text);
    }
    assert_eq!(dues.count(), dates.len());
}

/// Why something can't go on is told in full where that has room, else that it can't.
#[test]
fn what_is_blocked_says_so_in_its_row() {
    let told = |width, reason: &str| {
        let text = format!(
            "roadmap \"R\" from 2026-03-02\ntask a \"A\" 5d blocked \"{reason}\"\ntask b \"B\" 5d after a\n"
        );
        let compilation = compiled(&text);
        let options = ChartOptions::default().width(width);
        let layout = chart::layout(compilation.plan().unwrap(), options);
        let chips: Vec<_> = layout.beside.iter().filter(|beside| beside.is_chip).collect();
        assert_eq!(chips.len(), 1, "{width}: {chips:?}");
        chips[0].label.text.to_string()
    };
    assert_eq!(told(838, "waiting for legal"), "blocked: waiting for legal");
    let long =
        "a reason that is longer than any row has room for, whatever its picture is shown on";
    assert_eq!(told(480, long), "blocked");
    assert!(
        told(1600, long).starts_with("blocked: a reason that is")
            && told(1600, long).ends_with('…')
    );
}
