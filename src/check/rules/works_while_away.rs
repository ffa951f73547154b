//! `works-while-away`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Absence, Assignment, FixedDate, ItemWalker, ResourceWalker};
use crate::plan::works_while_away;
use crate::schedule::Clock;
use crate::time::Minutes;

/// Nobody is fixed to work while they are away.
pub(super) fn nobody_works_while_away(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_dates()).filter(|item| facts.is_open(*item)) {
        let dates = item.dates();
        let (Some(from), Some(to)) = (dates.from, dates.to) else { continue };
        let fixed = Fixed { item, from, to };
        for assignment in works_while_away(facts.clocks, item) {
            if let Some(clash) = fixed.clash(facts, assignment) {
                facts.report(&rules::WORKS_WHILE_AWAY, from.span, out, || clash.tell());
            }
        }
    }
}

/// An item that is fixed at both ends.
#[derive(Clone, Copy)]
struct Fixed<'m> {
    item: ItemWalker<'m>,
    from: FixedDate,
    to: FixedDate,
}

/// Somebody is away while a fixed item is worked on.
struct Conflict<'m> {
    fixed: Fixed<'m>,
    assignment: &'m Assignment,
    who: ResourceWalker<'m>,
    /// The first of the absences that take part.
    absence: &'m Absence,
    /// How much all of them take: working days, or less than one.
    takes: String,
}

impl<'m> Fixed<'m> {
    fn clash(self, facts: Facts<'m>, assignment: &'m Assignment) -> Option<Conflict<'m>> {
        let who = facts.model.resource(assignment.resource);
        let (from, to) = (self.from.moment, self.to.moment);
        let calendar = facts.clocks.of_calendar(who.data().calendar);
        let presence = facts.clocks.of_presence(who.id);
        let lost = calendar.work_between(from, to).0 - presence.work_between(from, to).0;
        let before = from.date().plus_days(-1).unwrap_or(from.date());
        let days_of = |clock: &Clock<'_>| clock.working_days(before, to.last_day());
        let takes = match days_of(calendar) - days_of(presence) {
            0 => words::amount(Minutes(lost), &facts.model.header),
            days => words::working_days(days),
        };
        let is_within = |absence: &&Absence| absence.from < to && from < absence.to;
        let absence = who.data().absences.iter().find(is_within)?;
        Some(Conflict { fixed: self, assignment, who, absence, takes })
    }
}

impl Conflict<'_> {
    fn tell(&self) -> Diagnostic {
        let (title, absence) = (words::title(self.fixed.item), self.absence);
        let away = words::period(absence.first, absence.last);
        let why =
            if absence.title.is_empty() { String::new() } else { format!(" ({})", absence.title) };
        let (from, to) = (self.fixed.from, self.fixed.to);
        let message = format!(
            "{title} is fixed {}, and `{}` is away {away}{why}",
            words::period(from.moment.date(), to.moment.last_day()),
            self.who.title(),
        );
        let diagnostic = Diagnostic::new(&rules::WORKS_WHILE_AWAY, from.span, message)
            .here(format!("the absence takes {} of it", self.takes))
            .label(absence.span, "away")
            .label(self.assignment.span, "assigned here");
        if to.span == from.span {
            return diagnostic.help("move the dates, or let somebody else do it");
        }
        diagnostic.help("move the dates, let somebody else do it, or write an estimate instead of `to`: the work then waits for them")
    }
}
