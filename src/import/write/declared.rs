//! What stands before the items: the header, working time, fields, rhythms, people, objectives.

use super::super::calendar::Calendar;
use super::super::draft::{Draft, FieldKind, Objective, Resource, ResourceKind};
use super::super::names::{self, Names};
use super::super::tree::Tree;
use super::super::values::{Amount, Number, When};
use super::{Writer, links, title};
use crate::model::{Term, Thoroughness};
use crate::time::{Date, Weekday};

/// The words of a line, as many as there are.
fn line(words: impl IntoIterator<Item = Option<String>>) -> String {
    words.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

pub(super) fn header(draft: &mut Draft, tree: &Tree, names: &Names, out: &mut Writer) {
    let start = first_day(draft, tree);
    let calendar = names.calendar(draft.calendar);
    let owner = draft.owner.as_ref().and_then(|owner| names.resource(owner));
    let words = [
        Some(format!("roadmap {}", title(&draft.title))),
        Some(format!("from {start}")),
        draft.today.map(|today| format!("today {today}")),
        draft.deadline.map(|day| format!("by {day}")),
        calendar.map(|calendar| format!("calendar {calendar}")),
        draft.currency.as_ref().map(|currency| format!("currency {currency}")),
        owner.map(|owner| format!("owner @{owner}")),
        draft.budget.map(|budget| format!("budget {budget}")),
        draft.level.map(|level| match level {
            Thoroughness::Normal => "level".to_owned(),
            other => format!("level {}", other.word()),
        }),
    ];
    let links = links(&std::mem::take(&mut draft.links), draft, "the plan").into_iter().map(Some);
    let tags = names::tags(&draft.tags).map(|tag| Some(format!("#{tag}")));
    let line = line(words.into_iter().chain(tags).chain(links));
    match draft.note.take().filter(|note| !note.trim().is_empty()) {
        None => out.line(&line),
        Some(note) => {
            out.open(&line);
            out.note(&note);
            out.close();
        }
    }
    out.gap();
}

/// The day on which the plan begins: the file's own, or the first that it says of anything.
fn first_day(draft: &mut Draft, tree: &Tree) -> String {
    let items = || tree.nodes.iter().map(|node| &node.item);
    let starts = items().flat_map(|item| [item.start, item.from, item.not_before, item.started]);
    let first_start = starts.flatten().map(|when| when.date).min();
    let ends = items().flat_map(|item| [item.end, item.finished]);
    let first_end = ends.flatten().map(|when| when.date).min();
    let first = match (first_start, first_end) {
        (Some(start), Some(end)) => Some(start.min(end)),
        (start, end) => start.or(end),
    };
    if let Some(day) = draft.start.or(first.map(When::day)) {
        return day.to_string();
    }
    // A due date says when it is to be over, not when it begins.
    let due = items().filter_map(|item| item.deadline).map(|when| when.date).min();
    let (day, whose) = match (draft.today, due) {
        (Some(today), _) => (today.to_string(), ", the day it is looked at"),
        (None, Some(due)) => (due.to_string(), ", the first due date"),
        (None, None) => ("2026-01-01".into(), ""),
    };
    let why = format!("the file says none, and it is {day}{whose}: change it to yours");
    draft.decided("the first day of the plan", why, "");
    day
}

/// Everything that is declared before the items.
pub(super) fn all(draft: &mut Draft, names: &Names, out: &mut Writer) {
    for (index, calendar) in draft.calendars.iter().enumerate() {
        let Some(id) = names.calendar(Some(index)) else { continue };
        let extends = names.calendar(calendar.extends);
        let extends = extends.map(|id| format!("extends {id}"));
        out.open(&line([Some(format!("calendar {id} {}", title(&calendar.title))), extends]));
        self::calendar(calendar, out);
        out.close();
        out.gap();
    }
    for (field, id) in draft.fields.iter().zip(&names.fields) {
        let kind = match field.kind {
            FieldKind::Text => "text",
            FieldKind::Number => "number",
            FieldKind::Date => "date",
            FieldKind::Flag => "flag",
        };
        out.line(&format!("field {id} {} {kind}", title(&field.title)));
    }
    out.gap();
    for (cadence, id) in draft.cadences.iter().zip(&names.cadences) {
        let is_weeks = cadence.days % 7 == 0;
        let every =
            if is_weeks { format!("{}w", cadence.days / 7) } else { format!("{}d", cadence.days) };
        out.line(&format!(
            "cadence {id} {} every {every} from {}",
            title(&cadence.title),
            cadence.from
        ));
    }
    out.gap();
    resources(draft, names, out);
    objectives(draft, names, out);
}

fn calendar(calendar: &Calendar, out: &mut Writer) {
    if let Some(day) = calendar.day {
        out.line(&format!("day {}", Amount::of_minutes(day, i64::MAX)));
    }
    for (first, last, hours) in alike(&calendar.work) {
        let days =
            if first == last { short(first) } else { format!("{}-{}", short(first), short(last)) };
        out.line(&format!("work {days} {}", clock(hours)));
    }
    for (first, last, why) in &calendar.off {
        out.line(&format!("off {}{}", days(*first, *last), reason(why.as_ref())));
    }
    for (month, day, why) in &calendar.yearly {
        out.line(&format!("off every {month:02}-{day:02}{}", reason(why.as_ref())));
    }
    for (first, last, hours, why) in &calendar.open {
        let hours = if hours.is_empty() { String::new() } else { format!(" {}", clock(hours)) };
        out.line(&format!("open {}{hours}{}", days(*first, *last), reason(why.as_ref())));
    }
}

/// The first day, the last, and the hours of each.
type Alike<'a> = (Weekday, Weekday, &'a [(u16, u16)]);

/// Days of the week with the same hours that follow each other, from the first to the last.
fn alike(work: &[(Weekday, Vec<(u16, u16)>)]) -> Vec<Alike<'_>> {
    let mut alike: Vec<Alike<'_>> = Vec::new();
    for day in Weekday::ALL {
        let hours = work.iter().find(|(of, hours)| *of == day && !hours.is_empty());
        let Some((_, hours)) = hours else { continue };
        match alike.last_mut() {
            Some((_, last, known)) if last.index() + 1 == day.index() && *known == hours => {
                *last = day;
            }
            _ => alike.push((day, day, hours)),
        }
    }
    alike
}

/// Why, behind a space.
fn reason(why: Option<&String>) -> String {
    why.map(|why| format!(" {}", title(why))).unwrap_or_default()
}

fn days(first: Date, last: Date) -> String {
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}

fn clock(hours: &[(u16, u16)]) -> String {
    let at = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spans: Vec<_> =
        hours.iter().map(|(from, to)| format!("{}-{}", at(*from), at(*to))).collect();
    spans.join(", ")
}

fn short(day: Weekday) -> String {
    day.name().chars().take(3).collect::<String>().to_lowercase()
}

/// Teams with their people, then people and things without a team.
fn resources(draft: &Draft, names: &Names, out: &mut Writer) {
    let all = || draft.resources.iter().zip(&names.resources);
    let is_team = |of: &Resource| of.kind == ResourceKind::Team;
    let team_of = |of: &Resource| {
        let key = of.team.as_ref().filter(|_| of.kind == ResourceKind::Person)?;
        draft.resources.iter().position(|team| is_team(team) && team.key == *key)
    };
    for (index, (team, id)) in all().enumerate().filter(|(_, (of, _))| is_team(of)) {
        let members: Vec<_> = all().filter(|(of, _)| team_of(of) == Some(index)).collect();
        let line = resource(team, id, names);
        if members.is_empty() {
            out.line(&line);
            continue;
        }
        out.open(&line);
        for (of, id) in members {
            out.line(&resource(of, id, names));
        }
        out.close();
    }
    for (of, id) in all().filter(|(of, _)| !is_team(of) && team_of(of).is_none()) {
        out.line(&resource(of, id, names));
    }
    out.gap();
}

fn resource(of: &Resource, id: &str, names: &Names) -> String {
    let (kind, away) = match of.kind {
        ResourceKind::Person => ("person", "away"),
        ResourceKind::Team => ("team", "off"),
        ResourceKind::Thing => ("resource", "off"),
    };
    let is_person = of.kind == ResourceKind::Person;
    let share = of.share.filter(|share| is_person && *share != 1000);
    let capacity = of.capacity.filter(|_| !is_person);
    let rate = of.rate.map(|(money, unit)| {
        let one = Amount { number: Number::whole(1), unit }.to_string();
        format!("rate {money}/{}", one.trim_start_matches('1'))
    });
    let calendar = names.calendar(of.calendar);
    let absences = of.away.iter().map(|(first, last, why)| {
        let span = if first == last { first.to_string() } else { format!("{first}..{last}") };
        Some(format!("{away} {span}{}", reason(why.as_ref())))
    });
    let words = [
        Some(format!("{kind} {id} {}", title(&of.title))),
        share.map(|share| format!("{}%", Number(share.saturating_mul(100)))),
        capacity.map(|capacity| format!("capacity {capacity}")),
        rate,
        of.role.as_ref().filter(|_| is_person).map(|role| format!("role {}", title(role))),
        calendar.map(|calendar| format!("calendar {calendar}")),
    ];
    line(words.into_iter().chain(absences))
}

fn objectives(draft: &mut Draft, names: &Names, out: &mut Writer) {
    for (objective, id) in std::mem::take(&mut draft.objectives).iter().zip(&names.objectives) {
        let owner = objective.owner.as_ref().and_then(|owner| names.resource(owner));
        let words = [
            Some(format!("objective {id} {}", title(&objective.title))),
            objective.by.as_ref().map(|by| format!("by {by}")),
            objective.term.map(|term| match term {
                Term::Long => "long-term".to_owned(),
                Term::Short => "short-term".to_owned(),
            }),
            owner.map(|owner| format!("owner @{owner}")),
        ];
        let links = links(&objective.links, draft, &objective.title).into_iter().map(Some);
        let line = line(words.into_iter().chain(links));
        if objective.measures.is_empty() && objective.note.is_none() {
            out.line(&line);
            continue;
        }
        out.open(&line);
        measures(objective, out);
        if let Some(note) = &objective.note {
            out.note(note);
        }
        out.close();
    }
    out.gap();
}

fn measures(objective: &Objective, out: &mut Writer) {
    for (index, measure) in objective.measures.iter().enumerate() {
        let unit = if measure.is_percent { "%" } else { "" };
        let part =
            |word: &str, level: Option<Number>| level.map(|level| format!("{word} {level}{unit}"));
        out.line(&line([
            Some(format!("measure m{} {}", index + 1, title(&measure.title))),
            part("from", measure.from),
            part("to", measure.to),
            part("now", measure.now),
        ]));
    }
}
