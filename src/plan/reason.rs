//! The words of a health: why something stands so, in one line.

use super::health::{Cause, Finding};
use super::{Commitment, CommitmentKind, Plan, PlanStatus};
use crate::model::{
    Anchor, CalendarId, Edge, Health, ItemId, ItemKind, ItemWalker, ObjectiveId, Subject,
};
use crate::schedule::{Driver, State};
use crate::text::words::counted;
use crate::time::{Date, Moment, Spoken};

/// How many causes a one-line reason names.
const NAMED_CAUSES: usize = 3;

impl PlanStatus<'_> {
    /// How the whole stands, and why, in one line.
    pub fn health(&self) -> (Health, String) {
        self.health_within(|_| true)
    }

    /// The same with no more causes than fit, but one; the others are counted.
    pub fn health_within(&self, fits: impl Fn(&str) -> bool) -> (Health, String) {
        let findings = self.findings();
        let Some(worst) = findings.iter().map(|finding| finding.health).max() else {
            return self.sound_health();
        };
        if worst == Health::Unknown {
            return (worst, self.unknown_words());
        }
        let mut causes: Vec<_> = findings.iter().filter(|of| of.health == worst).collect();
        // Who has more work than time is said once, not of each of their items again.
        if causes.iter().any(|of| matches!(of.cause, Cause::Overloads(..))) {
            causes.retain(|of| !matches!(of.cause, Cause::Overloaded(_)));
        }
        causes.sort_by_key(|finding| self.weight(finding));
        let counts = (1..=causes.len().min(NAMED_CAUSES)).rev();
        let mut reasons = counts.map(|named| self.reason(&causes, named)).peekable();
        while let Some(reason) = reasons.next() {
            if fits(&reason) || reasons.peek().is_none() {
                return (worst, reason);
            }
        }
        (worst, String::new())
    }

    /// The first so many causes, how many more there are, and how much is not estimated where that is much.
    fn reason(&self, causes: &[&Finding<'_>], named: usize) -> String {
        let words: Vec<_> = causes
            .iter()
            .take(named)
            .enumerate()
            .map(
                |(place, finding)| {
                    if place == 0 { self.sentence(finding) } else { self.words(finding) }
                },
            )
            .collect();
        let mut reason = match causes.len().saturating_sub(named) {
            0 => words.join("; "),
            more => format!("{}; {more} more", words.join("; ")),
        };
        let (unknown, all) = self.unestimated();
        if unknown * 2 >= all && unknown > 0 {
            reason = format!("{reason}; {}", self.unknown_words());
        }
        reason
    }

    /// How an item stands with all that is inside it, and why in one line (empty where all is well); `None` of what is dropped.
    pub fn item_health(&self, item: ItemId) -> Option<(Health, String)> {
        let health = self.item_health_word(item)?;
        // Of what nobody has estimated itself, the word says it all.
        if health <= Health::OnTrack || health == Health::Unknown && self.is_unestimated(item) {
            return Some((health, String::new()));
        }
        let model = self.plan.model;
        let own = self.own_reason(item, health);
        let inside = || {
            model.item(item).descendants().find_map(|part| {
                self.item_finding(part.id).filter(|finding| finding.health == health)
            })
        };
        let reason = match own {
            Some(finding) => self.predicate(&finding),
            None => inside().map(|finding| self.words(&finding)).unwrap_or_default(),
        };
        Some((health, reason))
    }

    /// Whether the reason for an item's health is that it ends too late for what waits for it.
    pub fn is_too_late_for_others(&self, item: ItemId) -> bool {
        let health = self.item_health_word(item);
        let own = health.and_then(|health| self.own_reason(item, health));
        own.is_some_and(|finding| matches!(finding.cause, Cause::Holds(..)))
    }

    fn own_reason(&self, item: ItemId, health: Health) -> Option<Finding<'_>> {
        self.item_finding(item).filter(|finding| finding.health == health)
    }

    /// Of findings that are as bad as each other the one of the whole is named first, then the latest; of those that are as late
    /// releases, milestones and the rest. What only follows from others stands last.
    fn weight(&self, finding: &Finding<'_>) -> (bool, bool, i64, u8) {
        let rank = match finding.subject {
            Subject::Item(item) => match self.plan.model.item(item).kind() {
                ItemKind::Release => 1,
                ItemKind::Milestone => 2,
                ItemKind::Stream | ItemKind::Feature | ItemKind::Task => 3,
            },
            Subject::Roadmap | Subject::Objective(_) | Subject::Idea(_) => 4,
        };
        let days = match finding.cause {
            Cause::Missed(commitment) | Cause::Tight(commitment) => commitment.variance,
            Cause::Overdue(due) => {
                let late = self.missed(finding.subject, due).map_or(0, |of| of.variance);
                late.max(self.days_ago(due.last_day()))
            }
            _ => i64::MIN,
        };
        (
            matches!(finding.cause, Cause::Awaits(_) | Cause::Served(_) | Cause::Overloaded(_)),
            finding.subject != Subject::Roadmap,
            days.saturating_neg(),
            rank,
        )
    }

    /// How many working days ago a day was.
    fn days_ago(&self, day: Date) -> i64 {
        let today = self.plan.model.header.today.unwrap_or(day);
        self.clock(CalendarId(0)).working_days(day, today)
    }

    /// `Launch is 10 working days late: Build ends on 10 April 2026`
    fn sentence(&self, finding: &Finding<'_>) -> String {
        let words = self.words(finding);
        let decided = match (finding.subject, finding.cause) {
            (Subject::Item(item), Cause::Missed(of)) => self.decided_by(item, of.variance == 0),
            _ => None,
        };
        match decided {
            Some(decided) => format!("{words}: {decided}"),
            None => words,
        }
    }

    /// `Build ends on 10 April 2026`: what a milestone or release came to wait for.
    fn decided_by(&self, item: ItemId, is_by_the_hour: bool) -> Option<String> {
        let Plan { model, schedule, .. } = self.plan;
        let awaited = match schedule.timing(item).end_driver {
            Driver::Dependency(id) => match model.dependency(id).anchor {
                Anchor::Item(awaited, _) => awaited,
                Anchor::Moment(_) => return None,
            },
            Driver::Part(part) => part,
            _ => return None,
        };
        let verb = if model.item(awaited).kind().is_point() { "falls" } else { "ends" };
        let end = schedule.timing(awaited).end;
        let end = self.clock_of(awaited).spoken(end, Edge::End);
        let end = if is_by_the_hour { end.with_hour() } else { end };
        let on = if schedule.timing(awaited).is_open { "not before" } else { "on" };
        Some(format!("{} {verb} {on} {}", model.item(awaited).title(), end.long()))
    }

    /// `Public beta is 3 working days late`
    fn words(&self, finding: &Finding<'_>) -> String {
        let predicate = self.predicate(finding);
        let who = match finding.cause {
            Cause::Faults(..) | Cause::Empty => return predicate,
            Cause::Overloads(who, _) => self.plan.model.resource(who).title(),
            _ => self.called(finding.subject),
        };
        let verb = match finding.cause {
            Cause::Overloads(..) | Cause::Awaits(_) | Cause::Fault(_) => "",
            Cause::Hollow => "has ",
            Cause::Unknown if predicate.starts_with("rests") => "",
            _ => "is ",
        };
        format!("{who} {verb}{predicate}")
    }

    fn is_milestone(&self, subject: Subject) -> bool {
        let kind = |item| self.plan.model.item(item).kind();
        matches!(subject, Subject::Item(item) if kind(item) == ItemKind::Milestone)
    }

    fn called(&self, subject: Subject) -> &str {
        if subject == Subject::Roadmap { "the roadmap" } else { self.plan.title_of(subject) }
    }

    /// `3 working days late`
    pub(super) fn predicate(&self, finding: &Finding<'_>) -> String {
        match finding.cause {
            Cause::Overdue(due) => self.overdue_words(finding.subject, due),
            Cause::Missed(commitment) if commitment.kind == CommitmentKind::Promise => {
                format!("{} against its promise", commitment.lateness())
            }
            Cause::Missed(commitment) => commitment.lateness(),
            Cause::Tight(Commitment { variance: 0, .. }) => {
                "due on the very day it is expected".into()
            }
            Cause::Tight(commitment) => {
                format!("only {} before its deadline", counted(commitment.variance, "working day"))
            }
            Cause::Holds(days, whom) => {
                let late = match days {
                    ..=0 => String::new(),
                    days => counted(days, "working day") + " ",
                };
                let whom = whom.map_or("what waits for it", |whom| self.called(whom));
                format!("{late}too late for {whom}")
            }
            Cause::Blocked(why) => format!("blocked ({why})"),
            Cause::Reported(entry) => {
                format!("reported {} on {}", words_of(entry.health), entry.date.long())
            }
            Cause::Awaits(item) => {
                let health = self.item_health_word(item).map_or("at risk".into(), words_of);
                format!("waits for {}, which is {health}", self.plan.model.item(item).title())
            }
            Cause::Served(item) => {
                let health = self.item_health_word(item).map_or("at risk".into(), words_of);
                format!("served by {}, which is {health}", self.plan.model.item(item).title())
            }
            Cause::Away(who) => {
                let who = self.plan.model.resource(who).title();
                format!("fixed to days on which {who} is away")
            }
            Cause::ToCome(of) => {
                let what = if of.is_end { "be done" } else { "have begun" };
                format!("said to {what} on {}, which is to come", of.day.long())
            }
            Cause::Overrun => "past its estimate, and nobody says how much remains".into(),
            Cause::Overloaded(who) => {
                let who = self.plan.model.resource(who).title();
                format!("done by {who}, who has more work than time")
            }
            Cause::Closed(closed) => {
                let opens = closed.opens().long();
                match closed.who {
                    Some(who) => {
                        let who = self.plan.model.resource(who).title();
                        format!("waiting for {who}, who is away until {opens}")
                    }
                    None => format!("waiting for its calendar, which is closed until {opens}"),
                }
            }
            Cause::Overloads(_, 0) => "has more work than time".into(),
            Cause::Overloads(_, 1) => "and one other have more work than time".into(),
            Cause::Overloads(_, others) => format!("and {others} others have more work than time"),
            Cause::Faults(first, 0) => first.replace('`', ""),
            Cause::Faults(first, more) => {
                let does = if more == 1 { "does" } else { "do" };
                format!("{}; {more} more {does} not hold", first.replace('`', ""))
            }
            Cause::Unknown => self.unknown_of(finding.subject),
            Cause::Fault(said) => said.replace('`', ""),
            Cause::Hollow if self.is_milestone(finding.subject) => {
                "nothing that says when it is".into()
            }
            Cause::Hollow => "nothing in it yet".into(),
            Cause::Empty => self.emptiness(),
        }
    }

    /// What was committed to for a moment and is missed.
    fn missed(&self, subject: Subject, due: Moment) -> Option<Commitment> {
        let all = match subject {
            Subject::Item(item) => self.commitments(item),
            Subject::Objective(id) => self.objective(id)?.commitment.into_iter().collect(),
            Subject::Roadmap => self.roadmap_commitment().into_iter().collect(),
            Subject::Idea(_) => Vec::new(),
        };
        all.into_iter().find(|of| of.is_missed && of.moments().0 == due)
    }

    /// `overdue: it was due on 13 March 2026, 5 working days ago`, or `…, and will be 10 working days late`, where that is more;
    /// with the hour that is written.
    fn overdue_words(&self, subject: Subject, due: Moment) -> String {
        let day = Spoken::end(due);
        let day = if due.minute_of_day() > 0 { day.with_hour() } else { day };
        match self.days_ago(due.last_day()) {
            _ if !self.plan.model.header.has_passed(due) => {
                let day = day.long();
                format!("overdue: it is due on {day}, and no working time is left before that")
            }
            ..=0 => format!("overdue: it was due on {}", day.long()),
            ago => {
                let late = self.missed(subject, due).filter(|of| of.variance > ago);
                if let Some(late) = late {
                    let late = late.lateness();
                    return format!("overdue: it was due on {}, and will be {late}", day.long());
                }
                let ago = counted(ago, "working day");
                format!("overdue: it was due on {}, {ago} ago", day.long())
            }
        }
    }

    /// `not estimated`, `rests on Billing, which nobody has estimated`
    fn unknown_of(&self, subject: Subject) -> String {
        let item = match subject {
            Subject::Item(item) => Some(item),
            Subject::Objective(id) => {
                let served = self.objective(id).and_then(|of| {
                    of.items.iter().copied().find(|item| self.plan.schedule.timing(*item).is_open)
                });
                if served.is_none() {
                    return "served by nothing that is planned".into();
                }
                served
            }
            Subject::Roadmap | Subject::Idea(_) => None,
        };
        let rests = item.and_then(|item| self.rests_on(item));
        match rests {
            Some(on) if Some(on) != item || !matches!(subject, Subject::Item(_)) => {
                let on = self.plan.model.item(on).title();
                format!("rests on {on}, which nobody has estimated")
            }
            _ => "not estimated".into(),
        }
    }

    /// `2 of 4 items are not estimated`
    fn unknown_words(&self) -> String {
        match self.unestimated() {
            (0, 0) => self.emptiness(),
            (0, _) => self.unserved(),
            (1, all) => format!("1 of {} is not estimated", counted_items(all)),
            (unknown, all) => format!("{unknown} of {} are not estimated", counted_items(all)),
        }
    }

    /// `nothing that is planned serves Growth`, `there is nothing in Marketing yet`, or where nothing is planned at all that
    fn unserved(&self) -> String {
        let all = (0..).map(ObjectiveId::from_index).zip(&self.objectives);
        let unknown = all.filter(|(_, of)| of.health == Health::Unknown).map(|(id, _)| id);
        let named: Vec<_> =
            unknown.map(|id| self.called(Subject::Objective(id))).take(NAMED_CAUSES).collect();
        if named.is_empty() {
            let owed = self.plan.model.items().filter(|item| self.is_owed(item.id));
            let owed: Vec<_> = owed.map(ItemWalker::title).take(NAMED_CAUSES).collect();
            if owed.is_empty() {
                return self.emptiness();
            }
            return format!("there is nothing in {} yet", owed.join(", "));
        }
        format!("nothing that is planned serves {}", named.join(", "))
    }

    /// `nothing is planned yet`, `nothing is planned yet: there are 2 ideas`
    fn emptiness(&self) -> String {
        match self.plan.model.ideas.len() {
            0 => "nothing is planned yet".into(),
            1 => "nothing is planned yet: there is 1 idea".into(),
            ideas => format!("nothing is planned yet: there are {ideas} ideas"),
        }
    }

    /// Where nothing is wrong: done, or on track with the deadline that has least to spare.
    fn sound_health(&self) -> (Health, String) {
        if self.roadmap_state() == State::Done {
            return (Health::Done, "everything is done".into());
        }
        let reason = self
            .tightest()
            .or_else(|| self.next_point())
            .unwrap_or_else(|| "nothing has a deadline".into());
        (Health::OnTrack, format!("{reason}{}", self.slipped_words()))
    }

    /// `; 2 items should have begun by now and have not, and the end moved by 35 working days`
    fn slipped_words(&self) -> String {
        let Some((count, moved @ 1..)) = self.slipped() else { return String::new() };
        let has = if count == 1 { "has" } else { "have" };
        let items = counted_items(count);
        let moved = counted(moved, "working day");
        format!("; {items} should have begun by now and {has} not, and the end moved by {moved}")
    }

    /// `nothing is late; Public beta, the tightest, has 6 working days to spare`
    fn tightest(&self) -> Option<String> {
        let Plan { model, schedule, .. } = self.plan;
        let own = self.roadmap_commitment().map(|of| (of.variance, Subject::Roadmap));
        let unfinished = model.items().filter(|item| schedule.timing(item.id).state.is_open());
        let all = unfinished.flat_map(|item| {
            let commitments = self.commitments(item.id).into_iter();
            commitments
                .filter_map(move |of| Some((self.spare(item.id, &of)?, Subject::Item(item.id))))
        });
        let (variance, subject) =
            own.into_iter().chain(all).max_by_key(|(variance, _)| *variance)?;
        let title = self.called(subject);
        Some(match variance {
            0 => format!("nothing is late; {title} is expected on the very day"),
            days => format!(
                "nothing is late; {title}, the tightest, has {} to spare",
                counted(days, "working day")
            ),
        })
    }

    /// The working days up to a commitment, negative; of a milestone or release that stands on a day of its own those from the
    /// last that it waits for. What else stands on a day of its own never comes sooner: it has nothing to spare and lacks nothing.
    fn spare(&self, item: ItemId, of: &Commitment) -> Option<i64> {
        if of.kind != CommitmentKind::Date && !self.stands_where_fixed(item) {
            return Some(of.variance);
        }
        if !self.plan.model.item(item).kind().is_point() {
            return None;
        }
        let ends = self.awaited(item).filter_map(|awaited| self.forecast(awaited));
        let last = ends.map(|forecast| forecast.end).max()?;
        Some(self.clock_of(item).working_days(of.planned, last.last_day()))
    }

    /// `nothing is late; Launch is next, on 1 June 2026`: of what is planned for a day and waits for nothing.
    fn next_point(&self) -> Option<String> {
        let Plan { model, schedule, .. } = self.plan;
        let points = model.items().filter(|item| {
            let is_open = schedule.timing(item.id).state.is_open();
            is_open && item.kind().is_point() && item.dates().to.is_some()
        });
        let next = points.min_by_key(|item| (schedule.timing(item.id).end, item.id))?;
        let day = schedule.timing(next.id).end.last_day().long();
        Some(format!("nothing is late; {} is next, on {day}", next.title()))
    }
}

impl Plan<'_> {
    /// What a subject is called: its title, or its name.
    pub fn title_of(&self, subject: Subject) -> &str {
        let model = self.model;
        let (title, name) = match subject {
            Subject::Roadmap => return &model.header.title,
            Subject::Item(item) => return model.item(item).title(),
            Subject::Objective(id) => match model.objectives.get(id.index()) {
                Some(objective) => (&objective.title, &objective.name),
                None => return "",
            },
            Subject::Idea(id) => match model.ideas.get(id.index()) {
                Some(idea) => (&idea.title, &idea.name),
                None => return "",
            },
        };
        title.as_deref().unwrap_or(name)
    }

    /// The day the plan is looked at, where one is given.
    pub const fn today(&self) -> Option<Date> {
        self.model.header.today
    }
}

fn counted_items(all: usize) -> String {
    counted(i64::try_from(all).unwrap_or(i64::MAX), "item")
}

fn words_of(health: Health) -> String {
    health.label().to_lowercase()
}
