//! How items and the whole stand, and why.
//!
//! The rule:
//! - **Done**: the item says so, or all of its work is done. Nothing else counts then.
//! - **Off track**: its deadline is missed; of a release, the last item in it ends after its date; or its newest status entry
//!   says so.
//! - **At risk**: its promise is missed; its newest status entry says so; its slack is negative, so that something behind it
//!   misses a deadline; or less than a twentieth of the working days up to its deadline is left as a buffer (of the days
//!   from the day the plan is looked at, or from its start).
//! - **On track**: all else.
//!
//! What the schedule says and what people say are weighed alike: the worse wins. An item with parts stands no better than
//! the worst of them, and the whole no better than the worst of everything in it, its objectives and its own deadline; and
//! it is at risk where somebody is asked for more than they have.

use super::commitment::counted;
use super::{Commitment, CommitmentKind, Outlook, Plan};
use crate::model::{CalendarId, Health, ItemId, ItemKind, ResourceId, Share, StatusEntry, Subject};
use crate::time::Date;

/// How many causes a one-line reason names.
const NAMED_CAUSES: usize = 3;
/// A buffer under one part in this many of the working days up to a deadline is small.
const SMALL_BUFFER: i64 = 20;

/// Why something stands worse than on track.
#[derive(Clone, Copy, Debug)]
pub enum Cause<'c> {
    /// A deadline, a promise or a release's date is missed.
    Missed(Commitment),
    /// A deadline is held, with little to spare.
    Tight(Commitment),
    /// Its slack is negative by this many working days: something behind it misses a deadline.
    Holds(i64),
    /// Its newest status entry says so.
    Reported(&'c StatusEntry),
    /// Somebody is asked for more than they have: who first, and how many others.
    Overloads(ResourceId, usize),
}

/// Something that stands worse than on track by itself, not by its parts.
struct Finding<'c> {
    health: Health,
    subject: Subject,
    cause: Cause<'c>,
}

impl<'c> Outlook<'c> {
    /// How the whole stands, and why, in one line.
    pub fn health(&self) -> (Health, String) {
        let findings = self.findings();
        let Some(worst) = findings.iter().map(|finding| finding.health).max() else {
            return self.sound_health();
        };
        let mut causes: Vec<_> = findings.iter().filter(|of| of.health == worst).collect();
        causes.sort_by_key(|finding| self.weight(finding));
        let named: Vec<_> =
            causes.iter().take(NAMED_CAUSES).map(|finding| self.words(finding)).collect();
        let reason = match causes.len().saturating_sub(NAMED_CAUSES) {
            0 => named.join(", "),
            more => format!("{} and {more} more", named.join(", ")),
        };
        (worst, reason)
    }

    /// How an item stands with all that is inside it, and why in one line (empty where all is well); `None` of what is dropped.
    pub fn item_health(&self, item: ItemId) -> Option<(Health, String)> {
        let health = self.item_health_word(item)?;
        if health <= Health::OnTrack {
            return Some((health, String::new()));
        }
        let model = self.plan.model;
        let own = self.item_finding(item).filter(|finding| finding.health == health);
        let inside = || {
            model.item(item).descendants().find_map(|part| {
                self.item_finding(part.id).filter(|finding| finding.health == health)
            })
        };
        let reason = match own {
            Some(finding) => predicate(&finding),
            None => inside().map(|finding| self.words(&finding)).unwrap_or_default(),
        };
        Some((health, reason))
    }

    /// How an item stands with all that is inside it; `None` of what is dropped.
    pub fn item_health_word(&self, item: ItemId) -> Option<Health> {
        self.healths.get(item.index()).copied().flatten()
    }

    pub(super) fn compute_healths(&self) -> Vec<Option<Health>> {
        let model = self.plan.model;
        let mut healths: Vec<_> = model.items().map(|item| self.own_health(item.id)).collect();
        // What is inside an item stands behind it, so that each is whole before it is handed up.
        for item in (0..healths.len()).rev().map(ItemId::from_index) {
            let part = healths.get(item.index()).copied().flatten();
            let parent = model.item(item).parent().and_then(|of| healths.get_mut(of.id.index()));
            if let (Some(part), Some(Some(whole))) = (part, parent)
                && *whole != Health::Done
            {
                *whole = part.max(*whole);
            }
        }
        healths
    }

    fn own_health(&self, item: ItemId) -> Option<Health> {
        if !self.plan.schedule.timing(item).is_scheduled {
            return None;
        }
        if self.is_done(item) {
            return Some(Health::Done);
        }
        Some(self.item_finding(item).map_or(Health::OnTrack, |finding| finding.health))
    }

    fn is_done(&self, item: ItemId) -> bool {
        let walker = self.plan.model.item(item);
        let worked =
            !walker.kind().is_point() && self.plan.schedule.timing(item).complete >= Share::ONE;
        walker.is_done() || worked
    }

    /// Everything that stands worse than on track by itself.
    fn findings(&self) -> Vec<Finding<'c>> {
        let model = self.plan.model;
        let objectives = (0..model.objectives.len())
            .map(|index| Subject::Objective(crate::model::ObjectiveId::from_index(index)))
            .filter_map(|subject| self.reported(subject));
        let items = model.items().filter_map(|item| self.item_finding(item.id));
        self.roadmap_findings().into_iter().chain(objectives).chain(items).collect()
    }

    fn roadmap_findings(&self) -> Vec<Finding<'c>> {
        let subject = Subject::Roadmap;
        let deadline = self.roadmap_commitment().and_then(|of| self.committed(subject, of));
        let mut who: Vec<_> = self.plan.schedule.overloads.iter().map(|of| of.resource).collect();
        who.dedup();
        let overloaded = who.first().map(|first| Finding {
            health: Health::AtRisk,
            subject,
            cause: Cause::Overloads(*first, who.len() - 1),
        });
        [deadline, self.reported(subject), overloaded].into_iter().flatten().collect()
    }

    /// The worst that can be said of an item by itself.
    fn item_finding(&self, item: ItemId) -> Option<Finding<'c>> {
        let timing = self.plan.schedule.timing(item);
        if !timing.is_scheduled || self.is_done(item) {
            return None;
        }
        let subject = Subject::Item(item);
        let commitments = self.commitments(item).into_iter();
        let committed = commitments.filter_map(|of| self.committed(subject, of));
        let holds = (timing.total_slack.0 < 0).then(|| Finding {
            health: Health::AtRisk,
            subject,
            cause: Cause::Holds(self.days(timing.total_slack.0)),
        });
        let all = committed.chain(self.reported(subject)).chain(holds);
        // Of causes that weigh alike the first is the one that says most.
        all.reduce(|worst, next| if next.health > worst.health { next } else { worst })
    }

    fn committed(&self, subject: Subject, commitment: Commitment) -> Option<Finding<'c>> {
        let (health, cause) = match (commitment.is_missed, commitment.kind) {
            (true, CommitmentKind::Promise) => (Health::AtRisk, Cause::Missed(commitment)),
            (true, _) => (Health::OffTrack, Cause::Missed(commitment)),
            (false, CommitmentKind::Deadline) if self.is_tight(commitment) => {
                (Health::AtRisk, Cause::Tight(commitment))
            }
            (false, _) => return None,
        };
        Some(Finding { health, subject, cause })
    }

    fn is_tight(&self, commitment: Commitment) -> bool {
        let Plan { model, schedule } = self.plan;
        let clock = self.clock(CalendarId(0));
        let now = model.header.today.unwrap_or(schedule.start.date());
        let left = clock.working_days(now, commitment.planned);
        commitment.variance.saturating_neg().saturating_mul(SMALL_BUFFER) < left
    }

    fn reported(&self, subject: Subject) -> Option<Finding<'c>> {
        let entry = self.statuses.about(subject)?;
        let finding = Finding { health: entry.health, subject, cause: Cause::Reported(entry) };
        (entry.health > Health::OnTrack).then_some(finding)
    }

    fn days(&self, minutes: i64) -> i64 {
        minutes / self.plan.model.header.day.0.max(1)
    }

    /// Of findings that are as bad as each other the one of the whole is named first, then releases, milestones and the
    /// rest; of these the latest.
    fn weight(&self, finding: &Finding<'_>) -> (u8, i64) {
        let rank = match finding.subject {
            Subject::Roadmap => 0,
            Subject::Item(item) => match self.plan.model.item(item).kind() {
                ItemKind::Release => 1,
                ItemKind::Milestone => 2,
                ItemKind::Stream | ItemKind::Feature | ItemKind::Task => 3,
            },
            Subject::Objective(_) | Subject::Idea(_) => 4,
        };
        let days = match finding.cause {
            Cause::Missed(commitment) | Cause::Tight(commitment) => commitment.variance,
            Cause::Holds(_) | Cause::Reported(_) | Cause::Overloads(..) => i64::MIN,
        };
        (rank, days.saturating_neg())
    }

    /// `Public beta 3 working days late`
    fn words(&self, finding: &Finding<'_>) -> String {
        let who = match finding.cause {
            Cause::Overloads(who, _) => self.plan.model.resource(who).title(),
            _ => self.called(finding.subject),
        };
        format!("{who} {}", predicate(finding))
    }

    fn called(&self, subject: Subject) -> &str {
        if subject == Subject::Roadmap { "the roadmap" } else { self.plan.title_of(subject) }
    }

    /// Where nothing is wrong: done, or on track with the deadline that has least to spare.
    fn sound_health(&self) -> (Health, String) {
        let model = self.plan.model;
        let mut open = model
            .items()
            .filter(|item| item.parent().is_none())
            .filter(|item| !matches!(self.item_health_word(item.id), None | Some(Health::Done)));
        if open.next().is_none() && !model.items.is_empty() {
            return (Health::Done, "everything is done".into());
        }
        (Health::OnTrack, self.tightest().unwrap_or_else(|| "nothing has a deadline".into()))
    }

    /// `nothing is late; Public beta, the tightest, has 6 working days to spare`
    fn tightest(&self) -> Option<String> {
        let model = self.plan.model;
        let own = self.roadmap_commitment().map(|of| (of.variance, Subject::Roadmap));
        let unfinished = model.items().filter(|item| !self.is_done(item.id));
        let all = unfinished.flat_map(|item| {
            let commitments = self.commitments(item.id).into_iter();
            commitments.map(move |of| (self.spare(item.id, &of), Subject::Item(item.id)))
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
}

impl Outlook<'_> {
    /// The working days up to a commitment, negative; up to a release's own date those from the last item in it: the release
    /// itself never comes sooner.
    fn spare(&self, item: ItemId, of: &Commitment) -> i64 {
        let last = self.release(item).and_then(|release| release.last_end);
        match last.filter(|_| of.kind == CommitmentKind::Date) {
            Some(last) => {
                let calendar = self.plan.model.item(item).data().calendar;
                self.clock(calendar).working_days(of.planned, last.last_day())
            }
            None => of.variance,
        }
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

fn words_of(health: Health) -> String {
    health.label().to_lowercase()
}

/// `3 working days late`
fn predicate(finding: &Finding<'_>) -> String {
    match finding.cause {
        Cause::Missed(commitment) if commitment.kind == CommitmentKind::Promise => {
            format!("{} against its promise", commitment.lateness())
        }
        Cause::Missed(commitment) => commitment.lateness(),
        Cause::Tight(Commitment { variance: 0, .. }) => "ends on the day of its deadline".into(),
        Cause::Tight(commitment) => {
            format!("only {} before its deadline", counted(commitment.variance, "working day"))
        }
        Cause::Holds(0) => "too late for what waits for it".into(),
        Cause::Holds(days) => {
            format!("{} too late for what waits for it", counted(days, "working day"))
        }
        Cause::Reported(entry) => {
            format!("reported {} on {}", words_of(entry.health), entry.date.long())
        }
        Cause::Overloads(_, 0) => "has more work than time".into(),
        Cause::Overloads(_, 1) => "and one other have more work than time".into(),
        Cause::Overloads(_, others) => format!("and {others} others have more work than time"),
    }
}
