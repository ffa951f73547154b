//! What each place that takes a name can take.

use super::lookup::Wanted;
use super::names::Category;
use crate::syntax::keyword::DeclarationKind as K;

const fn plan(accepts: fn(K) -> bool, words: &'static str, noun: &'static str) -> Wanted {
    Wanted { category: Category::Plan, accepts, words, noun }
}

/// A point in time: an item's start or end, a `let`, a period of a cadence.
pub(super) static POINT: Wanted =
    plan(|kind| kind.is_item() || matches!(kind, K::Let | K::Cadence), "an item or a date", "item");
/// A date: the same, but an item is none.
pub(super) static DATE: Wanted =
    plan(|kind| kind.is_item() || matches!(kind, K::Let | K::Cadence), "a date", "date");
/// A stream, feature, task, milestone or release.
pub(super) static ITEM: Wanted = plan(K::is_item, "an item", "item");
/// An objective.
pub(super) static OBJECTIVE: Wanted =
    plan(|kind| matches!(kind, K::Objective), "an objective", "objective");
/// A release.
pub(super) static RELEASE: Wanted = plan(|kind| matches!(kind, K::Release), "a release", "release");
/// What a status entry can be about.
pub(super) static SUBJECT: Wanted = plan(
    |kind| kind.is_item() || matches!(kind, K::Objective | K::Idea),
    "an item, an objective or an idea",
    "item",
);
/// A duration that has a name.
pub(super) static DURATION: Wanted = plan(|kind| matches!(kind, K::Let), "a duration", "duration");
/// An amount that has a name.
pub(super) static AMOUNT: Wanted = plan(|kind| matches!(kind, K::Let), "an amount", "amount");
/// Who or what does the work.
pub(super) static RESOURCE: Wanted = Wanted {
    category: Category::People,
    accepts: |kind| matches!(kind, K::Team | K::Person | K::Resource),
    words: "a person, team or resource",
    noun: "person, team or resource",
};
/// A calendar.
pub(super) static CALENDAR: Wanted = Wanted {
    category: Category::Calendars,
    accepts: |kind| matches!(kind, K::Calendar),
    words: "a calendar",
    noun: "calendar",
};
/// A custom field.
pub(super) static FIELD: Wanted = Wanted {
    category: Category::Fields,
    accepts: |kind| matches!(kind, K::Field),
    words: "a field",
    noun: "field",
};
