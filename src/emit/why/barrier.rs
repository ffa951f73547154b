//! Why something can't be by a day, as a headline with labelled lines.

use super::phrases::Phrases;
use crate::check::words;
use crate::diagnostic::Label;
use crate::model::{
    Anchor, DependencyId, Edge, EstimateBasis, ItemId, ItemWalker, Model, ResourceKind,
};
use crate::plan::why::{Answer, Barrier, Change, Line, Wanted};
use crate::schedule::{Clocks, Driver, Schedule};
use crate::text::Span;

/// Whether a point of an item can be by a day, told.
#[derive(Clone, Debug)]
pub struct BarrierTold {
    /// Whether it can, and when it is.
    pub headline: String,
    /// The item, and the lines that together forbid it; none if it can be.
    pub labels: Vec<Label>,
    /// More about it.
    pub help: Vec<String>,
}

/// Tells whether a point of an item can be by a day, and if not why.
pub fn barrier(
    model: &Model,
    schedule: &Schedule,
    (item, edge): (ItemId, Edge),
    wanted: Wanted,
    answer: &Answer,
) -> BarrierTold {
    let phrases = Phrases::of(model, schedule, item, edge);
    let clocks = Clocks::of(model);
    let clock = clocks.of_item(model.item(item));
    let verb = phrases.verb(item, edge);
    let (by, then) = match wanted {
        Wanted::By(day) => (day, format!("by {}", day.long())),
        Wanted::Before(day) => (wanted.last_day(), format!("before {}", day.long())),
    };
    match answer {
        Answer::Kept(day) => {
            let spare = clock.working_days(*day, by);
            let spare = if spare > 0 {
                format!(", {} before that", words::working_days(spare))
            } else {
                String::new()
            };
            let named = phrases.named(item);
            let headline =
                format!("{named} can be there {then}: it {verb} on {}{spare}", day.long());
            BarrierTold { headline, labels: Vec::new(), help: Vec::new() }
        }
        Answer::Unknown(day, rests_on) => {
            let named = phrases.named(item);
            let rests = match rests_on {
                Some(unknown) if *unknown == item => ", and nobody has estimated it".to_owned(),
                Some(unknown) => {
                    format!(
                        ", and rests on {}, which nobody has estimated",
                        phrases.title(*unknown)
                    )
                }
                None => String::new(),
            };
            let headline = format!(
                "whether {named} can be there {then} is not known: it {verb} not before {}{rests}",
                day.long()
            );
            let help = vec!["an estimate of all that it rests on would tell".to_owned()];
            BarrierTold { headline, labels: Vec::new(), help }
        }
        Answer::Forbidden(day, barrier) => {
            let late = clock.working_days(by, *day);
            let late = if late > 0 {
                words::working_days(late)
            } else {
                words::counted(i64::from(day.days() - by.days()), "day")
            };
            let (least, open) = if schedule.timing(item).is_open_at(edge) {
                ("at least ", " or later")
            } else {
                ("", "")
            };
            let headline = format!(
                "{} can't be there {then}: it {verb} {least}{late} later, on {}{open}",
                phrases.named(item),
                day.long()
            );
            BarrierTold {
                headline,
                labels: labels(&phrases, item, edge, barrier),
                help: help(&phrases, barrier).iter().map(|help| phrases.settled(help)).collect(),
            }
        }
    }
}

fn labels(phrases: &Phrases<'_>, item: ItemId, edge: Edge, barrier: &Barrier) -> Vec<Label> {
    let label = |span, message: String| Label { span, message: phrases.settled(&message) };
    let own = label(phrases.item(item).span(), phrases.stands(item, edge));
    let lines = barrier.lines.iter();
    let labels = lines.filter_map(|line| Some(label(line.span?, says(phrases, line)?)));
    std::iter::once(own).chain(labels).collect()
}

fn help(phrases: &Phrases<'_>, barrier: &Barrier) -> Vec<String> {
    let today = barrier.lines.iter().any(|line| line.without == Change::WithoutToday);
    let today =
        today.then(|| format!("nothing that isn't done can be before today, {}", phrases.today()));
    let count = barrier.lines.len();
    let all = match count {
        0 => "no line of the roadmap is the reason: its calendars leave no time before that day"
            .to_owned(),
        1 => "without this line it could be".to_owned(),
        _ if !barrier.is_least => format!(
            "these {} together forbid it; whether without some of them it still could not be is not known: to try each of so many would take too long",
            words::counted(i64::try_from(count).unwrap_or(i64::MAX), "line")
        ),
        2 => "both together forbid it: without either of them it could be".to_owned(),
        _ => format!("all {count} together forbid it: without any one of them it could be"),
    };
    let order = phrases.schedule.levelling.is_some().then(|| {
        "each was tried in the order of the levelled plan; in another order it may be possible"
            .to_owned()
    });
    today.into_iter().chain([all]).chain(order).collect()
}

/// What a line says.
fn says(phrases: &Phrases<'_>, line: &Line) -> Option<String> {
    Some(match line.without {
        Change::TakesNoTime(item) => takes(phrases, item),
        Change::Independent(id) => waits(phrases, id),
        Change::NotShipped { release, item } => {
            format!("{} waits for {}", phrases.title(release), phrases.title(item))
        }
        Change::NotFixed(item, _) => format!("{} is fixed here", phrases.title(item)),
        Change::NotActual(item) => happened(phrases, item),
        Change::NotLate(item) => format!("{} is as late as possible", phrases.title(item)),
        Change::Unassigned(span) => needs(phrases, span)?,
        Change::Unlimited(who) => {
            let resource = phrases.model.resource(who);
            match resource.data().kind {
                ResourceKind::Person => {
                    format!("{} has only so much time", phrases.name(who))
                }
                _ => format!("there is only so much of {}", phrases.name(who)),
            }
        }
        Change::Present(who, row) => {
            let resource = phrases.model.resource(who).data();
            let absence = resource.absences.get(row)?;
            let away = if resource.kind == ResourceKind::Person { "away" } else { "off" };
            let period = Phrases::period(absence.first, absence.last);
            format!("{} is {away} {period}", phrases.name(who))
        }
        Change::Open(calendar, row) => {
            let off = phrases.model.calendar(calendar).exceptions.get(row)?;
            let period = Phrases::period(off.first, off.last);
            format!("no work {period}")
        }
        Change::StartsOn(_) => {
            let from = phrases.model.header.from.date();
            format!("nothing starts before {}", Phrases::day(from))
        }
        _ => return None,
    })
}

/// `` `Build` needs `Ana Silva` ``
fn needs(phrases: &Phrases<'_>, span: Span) -> Option<String> {
    let written = |item: &ItemWalker<'_>| item.assignments().iter().any(|one| one.span == span);
    let item = phrases.model.items().find(written)?;
    let people = phrases.schedule.people(item).iter().filter(|one| one.span == span);
    let names: Vec<String> = people.map(|one| phrases.name(one.resource)).collect();
    let whose = if item.has_parts() { "work in " } else { "" };
    Some(format!("{whose}{} needs {}", phrases.title(item.id), words::list(&names, names.len())))
}

/// `` `Build` was done on 29 April ``
fn happened(phrases: &Phrases<'_>, item: ItemId) -> String {
    let (progress, timing) = (phrases.item(item).progress(), phrases.timing(item));
    let title = phrases.title(item);
    if progress.done.is_some_and(|(date, _)| date.is_some()) {
        format!("{title} was done on {}", phrases.when(item, timing.end, Edge::End))
    } else {
        format!("{title} was started on {}", phrases.when(item, timing.start, Edge::Start))
    }
}

fn takes(phrases: &Phrases<'_>, item: ItemId) -> String {
    if phrases.timing(item).end_driver == Driver::Remaining {
        return format!("what remains of {}", phrases.title(item));
    }
    let (title, data) = (phrases.title(item), phrases.item(item).data());
    let progress = phrases.item(item).progress();
    match (progress.remaining, data.estimate) {
        (Some((remaining, _)), _) => format!("{} of {title} remain", phrases.amount(remaining)),
        (None, Some(estimate)) => {
            let basis = match estimate.basis {
                EstimateBasis::Effort => " of effort",
                EstimateBasis::Elapsed => " on the clock",
                EstimateBasis::Duration => "",
            };
            let amount = if estimate.basis == EstimateBasis::Elapsed {
                words::clock_amount(estimate.likely)
            } else {
                phrases.amount(estimate.likely)
            };
            format!("{title} takes {amount}{basis}")
        }
        (None, None) => title,
    }
}

fn waits(phrases: &Phrases<'_>, id: DependencyId) -> String {
    let dependency = phrases.model.dependency(id);
    let who = phrases.title(dependency.item);
    let end = if dependency.edge == Edge::End && !phrases.item(dependency.item).kind().is_point() {
        "the end of "
    } else {
        ""
    };
    let lag = phrases.lag_to(dependency.lag);
    let what = match dependency.anchor {
        Anchor::Item(other, Edge::End) => phrases.title(other),
        Anchor::Item(other, Edge::Start) => format!("the start of {}", phrases.title(other)),
        Anchor::Moment(moment) => Phrases::moment(moment),
    };
    format!("{end}{who} waits for {lag}{what}")
}
