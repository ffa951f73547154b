//! The words that belong to an attribute or a declaration, and begin none.

use super::AttributeKind as A;

/// A word within an attribute, or within the head of a declaration.
#[derive(Debug)]
pub struct PartWord {
    /// The attribute that it belongs to; none of what stands in the head of a declaration, or wherever a point in time or an amount does.
    pub of: Option<A>,
    /// The word.
    pub lexeme: &'static str,
    /// What it means there, in a line.
    pub doc: &'static str,
}

pub(super) const fn part(of: A, lexeme: &'static str, doc: &'static str) -> PartWord {
    PartWord { of: Some(of), lexeme, doc }
}

const fn anywhere(lexeme: &'static str, doc: &'static str) -> PartWord {
    PartWord { of: None, lexeme, doc }
}

/// Every such word. Those of one attribute stand together.
pub(super) static PARTS: &[PartWord] = &[
    part(A::EndsAfter, "after", "what has to be over before this ends"),
    part(A::Within, "after", "what the time is counted from"),
    part(A::Horizon, "now", "what is worked on"),
    part(A::Horizon, "next", "what comes after that"),
    part(A::Horizon, "later", "what is not near yet"),
    part(A::Score, "reach", "how many it reaches in a time"),
    part(A::Score, "impact", "how much it does for each: 0.25 is little, 3 is a lot"),
    part(A::Score, "confidence", "how sure the other numbers are"),
    part(A::Score, "value", "what it is worth to users and the business"),
    part(A::Score, "urgency", "how fast that is lost by waiting"),
    part(A::Score, "risk", "what it does against risks, or for chances"),
    part(A::Level, "quick", "a few passes, for a first look"),
    part(A::Level, "normal", "what `level` alone means: seconds at most"),
    part(A::Level, "thorough", "ten times as much is tried"),
    part(A::Impact, "on", "what would be late"),
    part(A::Mitigation, "by", "the work that does it"),
    part(A::Mitigation, "task", "the task that does it"),
    part(A::Mitigation, "feature", "the feature that does it"),
    part(A::Off, "every", "of every year, or of every week"),
    part(A::Status, "on-track", "it will be as planned"),
    part(A::Status, "at-risk", "it may not be as planned, and can still be saved"),
    part(A::Status, "off-track", "it will not be as planned"),
    part(A::Status, "done", "it is finished"),
    part(A::FieldType, "text", "any text in quotes"),
    part(A::FieldType, "number", "a number"),
    part(A::FieldType, "date", "a date"),
    part(A::FieldType, "flag", "`yes` or `no`"),
    part(A::FieldType, "one", "one of the words that follow"),
    part(A::FieldType, "of", "the words to choose from"),
    anywhere("elapsed", "counts the clock, nights and weekends included"),
    anywhere("today", "the day the plan is looked at"),
    anywhere("as", "the name under which the file's declarations stand"),
    anywhere("mon", "Monday"),
    anywhere("tue", "Tuesday"),
    anywhere("wed", "Wednesday"),
    anywhere("thu", "Thursday"),
    anywhere("fri", "Friday"),
    anywhere("sat", "Saturday"),
    anywhere("sun", "Sunday"),
];
