//! What a plan can say, so that each format's table tells what it keeps, and all else is told to be missing.

use std::borrow::Cow;

use super::facts::{Facts, line, lines};
use crate::diagnostic::{Fate, Losses};
use crate::model::{
    Anchor, CalendarId, Edge, EstimateBasis, ItemKind, ItemWalker, Model, ResourceKind, Share,
    Spread,
};

macro_rules! said {
    ($($(#[$doc:meta])* $name:ident $what:literal $is_said:expr;)+) => {
        /// Something that can be said of an item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Said { $($(#[$doc])* $name),+ }

        /// Each, what it is called, and whether it is said of an item.
        const ALL: &[(Said, &str, fn(ItemWalker<'_>) -> bool)] =
            &[$((Said::$name, $what, $is_said)),+];
    };
}

said! {
    /// `api` of `task api`
    Id "an id" |item| !item.name().is_empty();
    /// A line break in a title, a control character.
    Signs "a sign in a text that can't be shown" |item| {
        let notes = || item.extras().notes().any(|note| matches!(lines(note), Cow::Owned(_)));
        matches!(line(item.title()), Cow::Owned(_)) || notes()
    };
    /// `5d`
    Duration "how long an item takes" |item| item.data().estimate.is_some();
    /// `5d..8d`
    Range "the range of an estimate" |item| item.data().estimate.is_some_and(|of| of.is_range());
    /// The same: its middle is likely, and nothing says so.
    TwoEnds "that a range has no likely amount" |item| {
        item.data().estimate.is_some_and(|of| of.is_range() && of.spread == Spread::Triangular)
    };
    /// `effort 5d`
    Effort "an effort" |item| has_basis(item, EstimateBasis::Effort);
    /// `elapsed 2w`
    Elapsed "an elapsed duration" |item| has_basis(item, EstimateBasis::Elapsed);
    /// `after a`
    Link "a dependency" |item| links(item).next().is_some();
    /// `after a + 2d`
    Lag "a lag" |item| {
        let ends = item.dependencies().iter().filter(|of| of.edge == Edge::Start);
        let mut ends = ends.filter(|of| of.anchor.point().is_some_and(|(_, edge)| edge == Edge::End));
        ends.any(|of| of.lag.minutes.0 != 0)
    };
    /// `after a.start`, `ends after a`
    LinkKind "a dependency that is not from an end to a start" |item| {
        links(item).any(|(waiting, awaited)| (waiting, awaited) != (Edge::Start, Edge::End))
    };
    /// `after 2026-04-01`
    NotBefore "an earliest date" |item| {
        item.dependencies().iter().any(|of| matches!(of.anchor, Anchor::Moment(_)))
    };
    /// `within 5d after a`
    Within "a limit (`within`)" |item| !item.limits().is_empty();
    /// `from`, `to`, `on`, `during`
    Fixed "that a date is fixed" |item| item.dates().is_fixed();
    /// `alap`
    Alap "`alap`" |item| item.dates().alap.is_some();
    /// `split`
    Split "`split`" |item| item.can_split() && !item.has_parts();
    /// `by`
    Deadline "a deadline" |item| item.dates().by.is_some();
    /// `promised`
    Promise "a promise" |item| item.dates().promised.is_some();
    /// `@ana|bo`
    Alternatives "a choice between people" |item| {
        item.assignments().iter().any(|one| !one.alternatives.is_empty())
    };
    /// `@ana:50%`
    Units "how much of somebody works on an item" |item| {
        item.assignments().iter().any(|one| one.units != Share::ONE)
    };
    /// `owner @ana`
    Owner "an owner" |item| item.extras().owner.is_some();
    /// `calendar lab`
    Calendar "the calendar of an item" |item| item.data().calendar != CalendarId(0);
    /// `priority 700`
    Priority "a priority" |item| item.data().priority != 500;
    /// `for growth`
    Objectives "an objective that an item serves" |item| !item.extras().objectives.is_empty();
    /// `in v1`
    Releases "a release that an item ships in" |item| !item.extras().releases.is_empty();
    /// `#infra`
    Tags "a tag" |item| !item.extras().tags.is_empty();
    /// `horizon now`
    Horizon "a horizon" |item| item.extras().horizon.is_some();
    /// `score …`
    Score "the score of an item" |item| item.extras().score.is_some();
    /// `cost 12k`
    Cost "a cost" |item| item.extras().cost.is_some();
    /// `budget 12k`
    Budget "a budget" |item| item.extras().budget.is_some();
    /// `link …`
    Web "a link" |item| !item.extras().links.is_empty();
    /// `note …`
    Note "a note" |item| item.extras().notes().next().is_some();
    /// `blocked …`
    Blocked "why an item is blocked" |item| item.extras().blocked().is_some();
    /// `jira: "PAY-12"`
    Fields "a custom field" |item| !item.extras().custom.is_empty();
    /// `40%`
    Complete "how much of an item is done" |item| item.progress().complete.is_some();
    /// `remaining 2d`
    Remaining "what remains of an item" |item| item.progress().remaining.is_some();
    /// `started D`, `done D`
    Actual "the day on which an item was started or done" |item| {
        item.progress().started.is_some() || item.progress().done.is_some_and(|(day, _)| day.is_some())
    };
    /// `2026-03-02T13:00`
    Hour "the hour of a date" |item| {
        let dates = item.dates();
        let promised = dates.promised.as_ref().map(|of| of.date);
        let all = [dates.from, dates.to, dates.by, promised];
        all.into_iter().flatten().any(|date| date.moment.minute_of_day() > 0)
    };
    /// `@ana`
    People "who works on an item" |item| !item.assignments().is_empty();
    /// `@ana @bo`
    Several "that several work on an item" |item| item.assignments().len() > 1;
    /// Something in something in something, streams left out.
    Deep "what an item stands in, below the third level" |item| {
        item.ancestors().filter(|of| of.kind() != ItemKind::Stream).count() > 2
    };
    /// A stream in a stream.
    Nested "what a stream stands in" |item| item.kind() == ItemKind::Stream && item.parent().is_some();
    /// A release.
    Release "a release" |item| item.kind() == ItemKind::Release;
}

fn has_basis(item: ItemWalker<'_>, basis: EstimateBasis) -> bool {
    item.data().estimate.is_some_and(|of| of.basis == basis)
}

/// Which point of an item waits for which of another.
fn links(item: ItemWalker<'_>) -> impl Iterator<Item = (Edge, Edge)> {
    item.dependencies().iter().filter_map(|of| Some((of.edge, of.anchor.point()?.1)))
}

/// What holds for all that stands in an item too, and so is told there.
const INHERITED: &[Said] = &[
    Said::Objectives,
    Said::Releases,
    Said::Tags,
    Said::People,
    Said::Several,
    Said::Units,
    Said::Alternatives,
    Said::Priority,
    Said::Calendar,
    Said::Split,
    Said::Nested,
    Said::Release,
];

/// What can be said besides items: what it is called, and where it is said.
type Besides = (Part, &'static str, fn(&Model) -> Vec<String>);

/// Something that can be said besides items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Part {
    Header,
    Currency,
    Calendars,
    People,
    Objectives,
    Ideas,
    Risks,
    Statuses,
    Cadences,
    Views,
    Markers,
    Themes,
}

const BESIDES: [Besides; 12] = [
    (Part::Header, "what is said of the whole", |model| {
        let (header, extras) = (&model.header, &model.header.extras);
        let said = [
            ("owner", header.owner.is_some()),
            ("deadline", header.by.is_some()),
            ("budget", header.budget.is_some()),
            ("note", extras.notes().next().is_some()),
            ("link", !extras.links.is_empty()),
            ("tag", !extras.tags.is_empty()),
            ("level", header.level.is_some()),
        ];
        names(said.into_iter().filter(|(_, is_said)| *is_said).map(|(what, _)| what))
    }),
    (Part::Currency, "the currency", |model| names(std::iter::once(&*model.header.currency))),
    (Part::Calendars, "a calendar", |model| names(model.calendars.iter().map(|of| &*of.name))),
    (Part::People, "what is said of a person, team or resource", |model| {
        let has_more = |of: &&crate::model::Resource| {
            of.kind != ResourceKind::Person
                || of.title.is_some()
                || of.capacity_span.is_some()
                || of.rate.is_some()
                || of.role.is_some()
                || !of.absences.is_empty()
        };
        names(model.resources.iter().filter(has_more).map(|of| &*of.name))
    }),
    (Part::Objectives, "an objective and its measures", |model| {
        names(model.objectives.iter().map(|of| &*of.name))
    }),
    (Part::Ideas, "an idea", |model| names(model.ideas.iter().map(|of| &*of.name))),
    (Part::Risks, "a risk", |model| names(model.risks.iter().map(|of| &*of.name))),
    (Part::Statuses, "a status entry", |model| {
        model.statuses.iter().map(|of| of.date.to_string()).collect()
    }),
    (Part::Cadences, "a cadence", |model| names(model.cadences.iter().map(|of| &*of.name))),
    (Part::Views, "a view", |model| names(model.views.iter().map(|of| &*of.name))),
    (Part::Markers, "a marker", |model| {
        model.markers.iter().map(|of| of.moment.date().to_string()).collect()
    }),
    (Part::Themes, "a theme", |model| names(model.themes.iter().map(|of| &*of.name))),
];

/// The built-in calendar has no name.
fn names<'m>(all: impl Iterator<Item = &'m str>) -> Vec<String> {
    all.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Why a sign that can't be shown is not there.
pub(super) const STOOD_IN: &str = "another stands in its place";

/// Why what is told in words is not there as it was said.
pub(super) const IN_WORDS: &str = "it is told in the description";

/// What no tool that we write for has a column for, and all have a description for.
pub(super) const DESCRIBED: &[Said] = &[
    Said::Deadline,
    Said::Promise,
    Said::Owner,
    Said::Objectives,
    Said::Blocked,
    Said::Web,
    Said::Fields,
];

/// Why an id is not there as it was said.
pub(super) const OF_THE_TOOL: &str = "the tool gives its own";

/// What a format keeps of a plan.
pub(super) struct Keeps {
    /// What the format is called: `a CSV for Jira`.
    pub format: &'static str,
    /// What is there as it was said.
    pub whole: &'static [Said],
    /// What is there in another form, and in which.
    pub changed: &'static [(Said, &'static str)],
    /// What is told in words of a description.
    pub in_words: &'static [Said],
    /// What is there besides items.
    pub parts: &'static [Part],
}

impl Keeps {
    /// All of a plan that is not there as it was said, where these items are told.
    pub(super) fn losses(
        &self,
        facts: &Facts<'_>,
        is_told: impl Fn(ItemWalker<'_>) -> bool,
    ) -> Losses {
        let mut losses = Losses::default();
        let gone = format!("{} has no place for it", self.format);
        for (said, what, is_said) in ALL {
            let changed = self.changed.iter().find(|(of, _)| of == said).map(|(_, why)| *why);
            let in_words = self.in_words.contains(said).then_some(IN_WORDS);
            let changed = changed.or(in_words);
            let kept = if self.whole.contains(said) { None } else { Some(changed) };
            for item in facts.model.items().filter(|item| is_said(*item)) {
                let path = facts.path(item.id);
                match kept {
                    _ if !is_told(item) && !INHERITED.contains(said) => {
                        let why =
                            format!("{} has no row for a {}", self.format, item.kind().word());
                        losses.add(Fate::LeftOut, *what, why, path);
                    }
                    Some(Some(why)) => losses.add(Fate::Changed, *what, why, path),
                    Some(None) => losses.add(Fate::LeftOut, *what, &*gone, path),
                    None => {}
                }
            }
        }
        for (_, what, places) in BESIDES.iter().filter(|(part, ..)| !self.parts.contains(part)) {
            for place in places(facts.model) {
                losses.add(Fate::LeftOut, *what, &*gone, place);
            }
        }
        losses
    }
}
