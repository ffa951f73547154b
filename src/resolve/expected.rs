//! What each place that takes a name can take.

use super::names::Category;
use crate::syntax::keyword::DeclarationKind as K;

/// What a place can take.
#[derive(Clone, Copy)]
pub(super) struct ExpectedName {
    /// How it is referred to.
    pub(super) category: Category,
    /// Whether it takes such a declaration.
    pub(super) accepts: fn(K) -> bool,
    /// In words: `a person, team or resource`.
    pub(super) words: &'static str,
    /// The same without its article.
    pub(super) noun: &'static str,
    /// How such a thing is declared: what stands before its name, and behind it.
    pub(super) declaration: (&'static str, &'static str),
    /// A name for one.
    pub(super) sample: &'static str,
}

impl ExpectedName {
    /// How something of that name is declared, in the block of what its path begins with.
    pub(super) fn declared(&self, path: &str) -> String {
        let (before, behind) = self.declaration;
        match path.rsplit_once('.') {
            Some((outer, name)) => format!("declare it in `{outer}`: `{before}{name}{behind}`"),
            None => format!("declare it: `{before}{path}{behind}`"),
        }
    }

    /// How one is declared.
    pub(super) fn declared_anew(&self) -> String {
        let (before, behind) = self.declaration;
        format!("declare one: `{before}{}{behind}`", self.sample)
    }
}

const fn plan(
    accepts: fn(K) -> bool,
    words: &'static str,
    noun: &'static str,
    declaration: (&'static str, &'static str),
    sample: &'static str,
) -> ExpectedName {
    ExpectedName { category: Category::Plan, accepts, words, noun, declaration, sample }
}

/// How a task is declared.
const TASK: (&str, &str) = ("task ", " 5d");

/// A point in time: an item's start or end, a `let`, a period of a cadence.
pub(super) static POINT: ExpectedName = plan(
    |kind| kind.is_item() || matches!(kind, K::Let | K::Cadence),
    "an item or a date",
    "item",
    TASK,
    "design",
);
/// A date: the same, but an item is none.
pub(super) static DATE: ExpectedName = plan(
    |kind| kind.is_item() || matches!(kind, K::Let | K::Cadence),
    "a date",
    "date",
    ("let ", " = 2026-06-01"),
    "freeze",
);
/// A stream, feature, task, milestone or release.
pub(super) static ITEM: ExpectedName = plan(K::is_item, "an item", "item", TASK, "design");
/// An objective.
pub(super) static OBJECTIVE: ExpectedName = plan(
    |kind| matches!(kind, K::Objective),
    "an objective",
    "objective",
    ("objective ", " by 2026-Q4"),
    "growth",
);
/// A release.
pub(super) static RELEASE: ExpectedName = plan(
    |kind| matches!(kind, K::Release),
    "a release",
    "release",
    ("release ", " on 2026-06-01"),
    "v1",
);
/// What a status entry can be about.
pub(super) static SUBJECT: ExpectedName = plan(
    |kind| kind.is_item() || matches!(kind, K::Objective | K::Idea),
    "an item, an objective or an idea",
    "item",
    TASK,
    "design",
);
/// A duration that has a name.
pub(super) static DURATION: ExpectedName =
    plan(|kind| matches!(kind, K::Let), "a duration", "duration", ("let ", " = 10d"), "sprint");
/// An amount that has a name.
pub(super) static AMOUNT: ExpectedName =
    plan(|kind| matches!(kind, K::Let), "an amount", "amount", ("let ", " = 12k"), "price");
/// Who or what does the work.
pub(super) static RESOURCE: ExpectedName = ExpectedName {
    category: Category::People,
    accepts: |kind| matches!(kind, K::Team | K::Person | K::Resource),
    words: "a person, team or resource",
    noun: "person, team or resource",
    declaration: ("person ", ""),
    sample: "ana",
};
/// A calendar.
pub(super) static CALENDAR: ExpectedName = ExpectedName {
    category: Category::Calendars,
    accepts: |kind| matches!(kind, K::Calendar),
    words: "a calendar",
    noun: "calendar",
    declaration: ("calendar ", " { work mon-fri 09:00-17:00 }"),
    sample: "berlin",
};
/// A custom field.
pub(super) static FIELD: ExpectedName = ExpectedName {
    category: Category::Fields,
    accepts: |kind| matches!(kind, K::Field),
    words: "a field",
    noun: "field",
    declaration: ("field ", " text"),
    sample: "severity",
};
