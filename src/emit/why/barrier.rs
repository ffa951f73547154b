//! Why something can't be by a day, as a headline with labelled lines.

use super::speech::Phrases;
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
    let speech = Phrases::of(model, schedule, item, edge);
    let clocks = Clocks::of(model);
    let clock = clocks.of_item(model.item(item));
    let verb = speech.verb(item, edge);
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
            let named = speech.named(item);
            let headline =
                format!("{named} can be there {then}: it {verb} on {}{spare}", day.long());
            BarrierTold { headline, labels: Vec::new(), help: Vec::new() }
        }
        Answer::Unknown(day, rests_on) => {
            let named = speech.named(item);
            let rests = match rests_on {
                Some(unknown) if *unknown == item => ", and nobody has estimated it".to_owned(),
                Some(unknown) => {
                    format!(", and rests on {}, which nobody has estimated", speech.title(*unknown))
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
                speech.named(item),
                day.long()
            );
            BarrierTold {
                headline,
                labels: labels(&speech, item, edge, barrier),
                help: help(&speech, barrier).iter().map(|help| speech.settled(help)).collect(),
            }
        }
    }
}

fn labels(speech: &Phrases<'_>, item: ItemId, edge: Edge, barrier: &Barrier) -> Vec<Label> {
    let label = |span, message: String| Label { span, message: speech.settled(&message) };
    let own = label(speech.item(item).span(), speech.stands(item, edge));
    let lines = barrier.lines.iter();
    let labels = lines.filter_map(|line| Some(label(line.span?, says(speech, line)?)));
    std::iter::once(own).chain(labels).collect()
}

fn help(speech: &Phrases<'_>, barrier: &Barrier) -> Vec<String> {
    let today = barrier.lines.iter().any(|line| line.without == Change::WithoutToday);
    let today =
        today.then(|| format!("nothing that isn't done can be before today, {}", speech.today()));
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
    let order = speech.schedule.levelling.is_some().then(|| {
        "each was tried in the order of the levelled plan; in another order it may be possible"
            .to_owned()
    });
    today.into_iter().chain([all]).chain(order).collect()
}

/// What a line says.
fn says(speech: &Phrases<'_>, line: &Line) -> Option<String> {
    Some(match line.without {
        Change::TakesNoTime(item) => takes(speech, item),
        Change::Independent(id) => waits(speech, id),
        Change::NotShipped { release, item } => {
            format!("{} waits for {}", speech.title(release), speech.title(item))
        }
        Change::NotFixed(item, _) => format!("{} is fixed here", speech.title(item)),
        Change::NotActual(item) => happened(speech, item),
        Change::NotLate(item) => format!("{} is as late as possible", speech.title(item)),
        Change::Unassigned(span) => needs(speech, span)?,
        Change::Unlimited(who) => {
            let resource = speech.model.resource(who);
            match resource.data().kind {
                ResourceKind::Person => {
                    format!("{} has only so much time", speech.name(who))
                }
                _ => format!("there is only so much of {}", speech.name(who)),
            }
        }
        Change::Present(who, row) => {
            let resource = speech.model.resource(who).data();
            let absence = resource.absences.get(row)?;
            let away = if resource.kind == ResourceKind::Person { "away" } else { "off" };
            let period = Phrases::period(absence.first, absence.last);
            format!("{} is {away} {period}", speech.name(who))
        }
        Change::Open(calendar, row) => {
            let off = speech.model.calendar(calendar).exceptions.get(row)?;
            let period = Phrases::period(off.first, off.last);
            format!("no work {period}")
        }
        Change::StartsOn(_) => {
            let from = speech.model.header.from.date();
            format!("nothing starts before {}", Phrases::day(from))
        }
        _ => return None,
    })
}

/// `` `Build` needs `Ana Silva` ``
fn needs(speech: &Phrases<'_>, span: Span) -> Option<String> {
    let written = |item: &ItemWalker<'_>| item.assignments().iter().any(|one| one.span == span);
    let item = speech.model.items().find(written)?;
    let people = speech.schedule.people(item).iter().filter(|one| one.span == span);
    let names: Vec<String> = people.map(|one| speech.name(one.resource)).collect();
    let whose = if item.has_parts() { "work in " } else { "" };
    Some(format!("{whose}{} needs {}", speech.title(item.id), words::list(&names, names.len())))
}

/// `` `Build` was done on 29 April ``
fn happened(speech: &Phrases<'_>, item: ItemId) -> String {
    let (progress, timing) = (speech.item(item).progress(), speech.timing(item));
    let title = speech.title(item);
    if progress.done.is_some_and(|(date, _)| date.is_some()) {
        format!("{title} was done on {}", speech.when(item, timing.end, Edge::End))
    } else {
        format!("{title} was started on {}", speech.when(item, timing.start, Edge::Start))
    }
}

fn takes(speech: &Phrases<'_>, item: ItemId) -> String {
    if speech.timing(item).end_driver == Driver::Remaining {
        return format!("what remains of {}", speech.title(item));
    }
    let (title, data) = (speech.title(item), speech.item(item).data());
    let progress = speech.item(item).progress();
    match (progress.remaining, data.estimate) {
        (Some((remaining, _)), _) => format!("{} of {title} remain", speech.amount(remaining)),
        (None, Some(estimate)) => {
            let basis = match estimate.basis {
                EstimateBasis::Effort => " of effort",
                EstimateBasis::Elapsed => " on the clock",
                EstimateBasis::Duration => "",
            };
            let amount = if estimate.basis == EstimateBasis::Elapsed {
                words::clock_amount(estimate.likely)
            } else {
                speech.amount(estimate.likely)
            };
            format!("{title} takes {amount}{basis}")
        }
        (None, None) => title,
    }
}

fn waits(speech: &Phrases<'_>, id: DependencyId) -> String {
    let dependency = speech.model.dependency(id);
    let who = speech.title(dependency.item);
    let end = if dependency.edge == Edge::End && !speech.item(dependency.item).kind().is_point() {
        "the end of "
    } else {
        ""
    };
    let lag = match dependency.lag.minutes.0 {
        0 => String::new(),
        1.. => format!("{} after ", speech.lag(dependency.lag)),
        _ => format!("{} before ", speech.lag(dependency.lag)),
    };
    let what = match dependency.anchor {
        Anchor::Item(other, Edge::End) => speech.title(other),
        Anchor::Item(other, Edge::Start) => format!("the start of {}", speech.title(other)),
        Anchor::Moment(moment) => Phrases::moment(moment),
    };
    format!("{end}{who} waits for {lag}{what}")
}
