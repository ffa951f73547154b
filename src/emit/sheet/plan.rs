//! The plan itself: a row an item, in order of declaration, with all that is said and computed of it.

use super::facts::{
    Facts, from, line, lines, links, notes, stream, title, until, written_end, written_start,
};
use super::table::{Cell, Column, Kind, Look, Row, Sheet};
use super::timeline::Timeline;
use crate::model::{
    Anchor, CustomField, Dependency, Edge, Estimate, EstimateBasis, FieldKind, FieldValue, Horizon,
    Item, ItemKind, ItemWalker, Lag, Limit, Score, Spread,
};
use crate::plan::State;
use crate::text::words::{days, plain, sentence};
use crate::time::{Minutes, Moment};

/// A column: what stands above it, what is in it, whether it is a detail, and how a cell is made.
type Made = (&'static str, Kind, bool, for<'c> fn(&Facts<'c>, ItemWalker<'c>) -> Cell);

const SHOWN: bool = false;
const DETAIL: bool = true;

/// The columns that every plan has; its own fields stand before the last.
const COLUMNS: [Made; 46] = [
    ("#", Kind::Index, SHOWN, |_, item| number(item.id.index() + 1)),
    ("Title", Kind::Name, SHOWN, |_, item| Cell::text(line(item.title()))),
    ("Kind", Kind::Text, SHOWN, |_, item| Cell::text(sentence(item.kind().word()))),
    ("Start", Kind::Date, SHOWN, |facts, item| facts.start(item)),
    ("End", Kind::Date, SHOWN, |facts, item| facts.end(item)),
    ("Duration", Kind::Days, SHOWN, duration),
    ("% done", Kind::Done, SHOWN, |facts, item| {
        Cell::some(facts.timing(item.id), |timing| Cell::Share(timing.complete))
    }),
    ("State", Kind::Text, SHOWN, |facts, item| {
        Cell::text(sentence(facts.status.standing(item.id).state.words()))
    }),
    ("Health", Kind::Health, SHOWN, |facts, item| {
        let health = facts.status.standing(item.id).health;
        Cell::some(health, |health| Cell::text(health.label()))
    }),
    ("People", Kind::Text, SHOWN, |facts, item| Cell::text(joined(facts.people(item)))),
    ("Predecessors", Kind::Text, SHOWN, |facts, item| Cell::text(predecessors(facts, item))),
    ("Chosen", Kind::Text, DETAIL, |facts, item| Cell::text(joined(facts.chosen(item)))),
    ("ID", Kind::Text, DETAIL, |facts, item| Cell::text(facts.path(item.id))),
    ("Parent", Kind::Text, DETAIL, |facts, item| {
        Cell::some(item.parent(), |parent| Cell::text(facts.path(parent.id)))
    }),
    ("Level", Kind::Number, DETAIL, |_, item| number(item.depth() + 1)),
    ("Stream", Kind::Text, DETAIL, |_, item| {
        Cell::some(stream(item), |stream| Cell::text(line(stream.title())))
    }),
    ("Estimate", Kind::Text, DETAIL, |facts, item| Cell::text(estimate(facts, item))),
    ("Effort", Kind::Days, DETAIL, |facts, item| {
        let effort = item.data().estimate.filter(|of| of.basis == EstimateBasis::Effort);
        Cell::some(effort, |of| facts.days(of.likely))
    }),
    ("Best", Kind::Days, DETAIL, |facts, item| {
        Cell::some(range(item), |of| amount(facts, of, of.best))
    }),
    ("Worst", Kind::Days, DETAIL, |facts, item| {
        Cell::some(range(item), |of| amount(facts, of, of.worst))
    }),
    ("Remaining", Kind::Days, DETAIL, |facts, item| {
        let remaining = item.progress().remaining.map(|(time, _)| time);
        Cell::some(remaining, |time| match item.data().estimate {
            Some(estimate) => amount(facts, estimate, time),
            None => facts.days(time),
        })
    }),
    ("Open-ended", Kind::Text, DETAIL, |facts, item| {
        let open = facts.timing(item.id).map(|timing| (timing.is_start_open, timing.is_open));
        Cell::text(match open {
            Some((true, _)) => "start and end",
            Some((false, true)) => "end",
            _ => "",
        })
    }),
    ("Not before", Kind::Date, DETAIL, |_, item| Cell::some(earliest(item), from)),
    ("Constraint", Kind::Text, DETAIL, |_, item| Cell::text(constraints(item))),
    ("Within", Kind::Text, DETAIL, |facts, item| {
        Cell::text(joined(item.limits().iter().map(|limit| within(facts, limit))))
    }),
    ("Deadline", Kind::Date, DETAIL, |_, item| Cell::some(item.dates().by, until)),
    ("Promised", Kind::Date, DETAIL, |_, item| {
        Cell::some(item.dates().promised.as_ref(), |promise| {
            let is_day = promise.first == promise.date.moment.last_day();
            if is_day { until(promise.date) } else { Cell::text(line(&promise.words)) }
        })
    }),
    ("Total slack", Kind::Days, DETAIL, |facts, item| {
        let known = facts.timing(item.id).filter(|timing| !timing.is_open);
        Cell::some(known, |timing| facts.about_days(timing.total_slack))
    }),
    ("Critical", Kind::Text, DETAIL, |facts, item| {
        Cell::flag(facts.timing(item.id).is_some_and(|timing| timing.is_critical))
    }),
    ("Actual start", Kind::Date, DETAIL, |_, item| {
        Cell::some(item.progress().started, |date| from(date.moment))
    }),
    ("Actual end", Kind::Date, DETAIL, |_, item| {
        let done = item.progress().done.and_then(|(moment, _)| moment);
        Cell::some(done, |moment| match moment.minute_of_day() {
            0 => Cell::Date(moment.last_day()),
            _ => Cell::Moment(moment),
        })
    }),
    ("Baseline start", Kind::Date, DETAIL, |facts, item| {
        Cell::some(facts.plan.baseline_days(item.id), |(first, _)| Cell::Date(first))
    }),
    ("Baseline end", Kind::Date, DETAIL, |facts, item| {
        Cell::some(facts.plan.baseline_days(item.id), |(_, last)| Cell::Date(last))
    }),
    ("Owner", Kind::Text, DETAIL, |facts, item| facts.owner(item.extras())),
    ("Priority", Kind::Text, DETAIL, |_, item| {
        // The usual one is told where it is not what is around it.
        let own = item.data().priority;
        match outer(item, |outer| outer.priority) {
            Some(outer) if own == 500 && outer != own => Cell::Number(i64::from(own) * 1000),
            _ => priority(own),
        }
    }),
    ("Release", Kind::Text, DETAIL, |facts, item| {
        Cell::text(joined(item.releases().into_iter().map(|id| facts.path(id).to_owned())))
    }),
    ("Objectives", Kind::Text, DETAIL, |facts, item| {
        Cell::text(joined(item.objectives().into_iter().map(|id| facts.objective(id).to_owned())))
    }),
    ("Tags", Kind::Text, DETAIL, |_, item| {
        Cell::text(joined(item.tags().into_iter().map(str::to_owned)))
    }),
    ("Horizon", Kind::Text, DETAIL, |_, item| {
        Cell::some(item.extras().horizon.map(Horizon::word), Cell::text)
    }),
    ("Score", Kind::Text, DETAIL, |_, item| {
        Cell::some(item.extras().score, |score| Cell::text(score_words(score)))
    }),
    ("Own cost", Kind::Money, DETAIL, |_, item| {
        Cell::some(item.extras().cost, |(cost, _)| Cell::Money(cost))
    }),
    ("Cost", Kind::Money, DETAIL, |facts, item| {
        let cost = facts.costs.of(item.id);
        Cell::some(Some(cost).filter(|cost| cost.0 != 0), Cell::Money)
    }),
    ("Budget", Kind::Money, DETAIL, |_, item| {
        Cell::some(item.extras().budget, |(money, _)| Cell::Money(money))
    }),
    ("Calendar", Kind::Text, DETAIL, |facts, item| {
        facts.calendar(item.data().calendar, outer(item, |outer| outer.calendar))
    }),
    ("Blocked", Kind::Text, DETAIL, |_, item| {
        Cell::some(item.extras().blocked(), |why| Cell::text(line(why)))
    }),
    ("Link", Kind::Text, DETAIL, |_, item| links(item.extras())),
];

/// The sheet of the plan; with a timeline, or without one.
pub(super) fn sheet(facts: &Facts<'_>, has_timeline: bool) -> Sheet {
    let mut columns: Vec<Column> = COLUMNS
        .iter()
        .map(|(title, kind, is_detail, _)| Column::new(*title, *kind, *is_detail))
        .collect();
    columns.extend(facts.model.fields.iter().map(|field| {
        let title = title(field.title.as_deref(), &field.name);
        let is_taken = COLUMNS.iter().any(|column| column.0.eq_ignore_ascii_case(&title));
        let title = if is_taken { format!("{title} (field)") } else { title.into_owned() };
        Column::new(title, field_kind(&field.kind), DETAIL)
    }));
    columns.push(Column::new("Note", Kind::Note, DETAIL));
    let rows = facts.model.items().map(|item| row(facts, item)).collect();
    let (heading, about) = head(facts);
    let mut sheet = Sheet { name: "Plan", heading, about, columns, rows }.fitted(has_timeline);
    if has_timeline {
        let Timeline { unit, starts } = Timeline::of(facts.plan.schedule);
        let bars = starts.into_iter().map(|first| Column::of_period(first, unit, Kind::Bar));
        sheet.columns.extend(bars);
    }
    sheet
}

fn row<'c>(facts: &Facts<'c>, item: ItemWalker<'c>) -> Row {
    let mut cells: Vec<Cell> = COLUMNS.iter().map(|(.., make)| make(facts, item)).collect();
    let custom = &item.extras().custom;
    let own = (0..facts.model.fields.len()).map(|index| {
        let set = custom.iter().find(|custom| custom.field.index() == index);
        Cell::some(set, field_cell)
    });
    cells.extend(own);
    cells.push(Cell::text(notes(item.extras())));
    let look = match facts.status.standing(item.id).state {
        State::Dropped => Look::Dropped,
        _ if item.kind() == ItemKind::Stream => Look::Part,
        State::Done if !item.has_parts() => Look::Done,
        _ if item.has_parts() => Look::Whole,
        _ => Look::Plain,
    };
    Row { look, level: u8::try_from(item.depth()).unwrap_or(u8::MAX), cells }
}

/// The title, and how everything stands in a line.
fn head(facts: &Facts<'_>) -> (String, String) {
    let (health, reason) = facts.status.health();
    let schedule = facts.plan.schedule;
    let because = if reason.is_empty() { "" } else { ": " };
    let mut about = vec![[health.label(), because, &line(&reason)].concat()];
    if schedule.timings.iter().any(|timing| timing.is_scheduled) {
        about.push(days(schedule.first_day, schedule.end.last_day()));
        about.push(format!("{}% of the work done", facts.status.progress().complete.0 / 10));
    }
    about.extend(facts.plan.today().map(|today| format!("as of {}", today.long())));
    let about = about.join(" · ");
    (line(&facts.model.header.title).into_owned(), about)
}

/// Counts are far below what a number holds.
pub(super) fn number(count: usize) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(1000))
}

pub(super) fn joined(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().collect::<Vec<_>>().join("; ")
}

/// Working days from start to end: what was estimated, or what comes of it; nothing of what nobody has estimated.
fn duration<'c>(facts: &Facts<'c>, item: ItemWalker<'c>) -> Cell {
    let estimate = item.data().estimate.filter(|of| of.basis != EstimateBasis::Effort);
    let estimate = estimate.filter(|_| !item.has_parts() && !item.kind().is_point());
    if let Some(estimate) = estimate {
        return amount(facts, estimate, estimate.likely);
    }
    let Some(timing) = facts.timing(item.id) else { return Cell::Empty };
    if item.kind().is_point() {
        return facts.days(Minutes::ZERO);
    }
    if timing.is_open && (item.has_parts() || facts.is_unestimated(item.id)) {
        return Cell::Empty;
    }
    facts.about_days(facts.status.clock_of(item.id).work_between(timing.start, timing.end))
}

/// What an item has from the one around it.
fn outer<T>(item: ItemWalker<'_>, of: fn(&Item) -> T) -> Option<T> {
    item.parent().map(|parent| of(parent.data()))
}

/// The estimate as a roadmap writes it: `10d`, `4d..6d..14d`, `effort 5d`, `elapsed 2d..3d`.
fn estimate(facts: &Facts<'_>, item: ItemWalker<'_>) -> String {
    let Some(of) = item.data().estimate.filter(|_| !item.has_parts()) else {
        return String::new();
    };
    let (word, day) = match of.basis {
        EstimateBasis::Duration => ("", facts.model.header.day),
        EstimateBasis::Effort => ("effort ", facts.model.header.day),
        EstimateBasis::Elapsed => ("elapsed ", Minutes::DAY),
    };
    let amounts = match (of.is_range(), of.spread) {
        (false, _) => vec![of.likely],
        (true, Spread::Triangular) => vec![of.best, of.worst],
        (true, Spread::Pert) => vec![of.best, of.likely, of.worst],
    };
    let amounts: Vec<String> = amounts.into_iter().map(|time| exact(time, day)).collect();
    [word, &amounts.join("..")].concat()
}

/// A limit of a start: `5d after core.api`, `2ed after core.page SS+1d`.
fn within(facts: &Facts<'_>, limit: &Limit) -> String {
    let day = facts.model.header.day;
    let time = lag(limit.within, day);
    let time = time.trim_start_matches('+');
    let time = if time.is_empty() { "0d" } else { time };
    let between = lag(limit.lag, day);
    let after = match limit.anchor {
        Anchor::Moment(moment) => format!("{}{between}", written_start(moment)),
        Anchor::Item(item, Edge::End) if between.is_empty() => facts.path(item).to_owned(),
        Anchor::Item(item, edge) => {
            format!("{} {}{between}", facts.path(item), link_kind(Edge::Start, edge))
        }
    };
    format!("{time} after {after}")
}

/// `reach 40000 impact 2 confidence 50%`
fn score_words(score: Score) -> String {
    let words = [
        ("reach", score.reach, ""),
        ("impact", score.impact, ""),
        ("confidence", score.confidence, "%"),
        ("value", score.value, ""),
        ("urgency", score.urgency, ""),
        ("risk", score.risk, ""),
    ];
    let said = words.into_iter().filter_map(|(word, number, sign)| {
        number.map(|number| format!("{word} {}{sign}", plain(number.0)))
    });
    said.collect::<Vec<_>>().join(" ")
}

/// The estimate of an item, if that is a range.
fn range(item: ItemWalker<'_>) -> Option<Estimate> {
    item.data().estimate.filter(Estimate::is_range)
}

/// An amount of an estimate in working days; on the clock as planners write it: `3ed`.
fn amount(facts: &Facts<'_>, of: Estimate, time: Minutes) -> Cell {
    if of.basis != EstimateBasis::Elapsed {
        return facts.days(time);
    }
    let amount = exact(time, Minutes::DAY);
    let unit = amount.find(char::is_alphabetic).unwrap_or(amount.len());
    let (number, unit) = amount.split_at(unit);
    Cell::text(format!("{number}e{unit}"))
}

/// An amount in the largest unit in which it is whole: `10d`, `4h`, `90min`.
fn exact(time: Minutes, day: Minutes) -> String {
    let day = day.0.max(1);
    match time.0 {
        time if time % day == 0 => format!("{}d", time / day),
        time if time % 60 == 0 => format!("{}h", time / 60),
        time => format!("{time}min"),
    }
}

/// `+1d`, `-4h`, and on the clock `+2ed`.
fn lag(of: Lag, day: Minutes) -> String {
    let day = if of.is_elapsed { Minutes::DAY } else { day };
    match (of.minutes.0, exact(of.minutes, day)) {
        (0, _) => String::new(),
        (time, amount) => {
            let elapsed = if of.is_elapsed { "e" } else { "" };
            let unit = amount.find(char::is_alphabetic).unwrap_or(amount.len());
            let (number, unit) = amount.split_at(unit);
            let sign = if time > 0 { "+" } else { "" };
            format!("{sign}{number}{elapsed}{unit}")
        }
    }
}

/// What an item waits for, by the numbers of their rows: `10FS+1d,9`.
fn predecessors(facts: &Facts<'_>, item: ItemWalker<'_>) -> String {
    let day = facts.model.header.day;
    let told = item.dependencies().iter().filter_map(|of| {
        let (awaited, edge) = of.anchor.point()?;
        let (kind, lag) = (link_kind(of.edge, edge), lag(of.lag, day));
        let kind = if kind == "FS" && lag.is_empty() { "" } else { kind };
        Some(format!("{}{kind}{lag}", awaited.index() + 1))
    });
    told.collect::<Vec<_>>().join(",")
}

/// The letters of a dependency: of the point that is waited for, then of the one that waits.
pub(super) const fn link_kind(waiting: Edge, awaited: Edge) -> &'static str {
    match (awaited, waiting) {
        (Edge::End, Edge::Start) => "FS",
        (Edge::Start, Edge::Start) => "SS",
        (Edge::End, Edge::End) => "FF",
        (Edge::Start, Edge::End) => "SF",
    }
}

/// The date that an item waits for with its start, and with no other and no lag: all else is told in words.
fn earliest(item: ItemWalker<'_>) -> Option<Moment> {
    let mut dates = item.dependencies().iter().filter_map(|of| match of.anchor {
        Anchor::Moment(moment) => Some((moment, of)),
        Anchor::Item(..) => None,
    });
    let (moment, of) = dates.next()?;
    let is_plain = of.edge == Edge::Start && of.lag.minutes.0 == 0;
    (is_plain && dates.next().is_none()).then_some(moment)
}

/// What else holds an item, in the words of schedules.
fn constraints(item: ItemWalker<'_>) -> String {
    let dates = item.dates();
    let (from, to) = (dates.from.map(|of| of.moment), dates.to.map(|of| of.moment));
    let fixed = match (from, to) {
        (Some(from), Some(to)) => {
            let word = if dates.is_during { "during" } else { "on" };
            Some(format!("{word} {}..{}", written_start(from), written_end(to)))
        }
        (Some(from), None) => Some(format!("must start on {}", written_start(from))),
        (None, Some(to)) if item.kind().is_point() => Some(format!("on {}", written_end(to))),
        (None, Some(to)) => Some(format!("must finish on {}", written_end(to))),
        (None, None) => None,
    };
    let late = dates.alap.map(|_| "as late as possible".to_owned());
    let split = (item.can_split() && !item.has_parts()).then(|| "may pause".to_owned());
    let day = item.model.header.day;
    let is_told = earliest(item).is_some();
    let dates = item.dependencies().iter().filter(|_| !is_told);
    let dates = dates.filter_map(|of| not_before(of, day));
    joined(fixed.into_iter().chain(late).chain(split).chain(dates))
}

fn not_before(of: &Dependency, day: Minutes) -> Option<String> {
    let Anchor::Moment(moment) = of.anchor else { return None };
    let word = match of.edge {
        Edge::Start => "start no earlier than",
        Edge::End => "finish no earlier than",
    };
    Some(format!("{word} {}{}", written_start(moment), lag(of.lag, day)))
}

/// The words of the language, or a number from 1 to 1000; nothing where nothing is said.
pub(super) fn priority(priority: u16) -> Cell {
    match priority {
        500 => Cell::Empty,
        900 => Cell::text("must"),
        700 => Cell::text("should"),
        300 => Cell::text("could"),
        0 => Cell::text("wont"),
        other => Cell::Number(i64::from(other) * 1000),
    }
}

const fn field_kind(kind: &FieldKind) -> Kind {
    match kind {
        FieldKind::Number => Kind::Number,
        FieldKind::Date => Kind::Date,
        FieldKind::Text | FieldKind::Flag | FieldKind::OneOf(_) => Kind::Text,
    }
}

fn field_cell(custom: &CustomField) -> Cell {
    match &custom.value {
        FieldValue::Text(text) => Cell::text(lines(text)),
        FieldValue::Choice(choice) => Cell::text(line(choice)),
        FieldValue::Number(number) => Cell::Number(number.0),
        FieldValue::Date(date) => Cell::Date(*date),
        FieldValue::Flag(flag) => Cell::text(if *flag { "yes" } else { "no" }),
    }
}

/// `yes`, `12.5`, `2026-03-02`: the value of a field in words.
pub(super) fn field_words(custom: &CustomField) -> String {
    match &custom.value {
        FieldValue::Text(text) | FieldValue::Choice(text) => line(text).into_owned(),
        FieldValue::Number(number) => plain(number.0),
        FieldValue::Date(date) => date.to_string(),
        FieldValue::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
    }
}
