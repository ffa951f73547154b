//! The one table of words: what each declares or says, and where it may stand.

/// What a declaration declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum DeclarationKind {
    Roadmap,
    Import,
    Calendar,
    Team,
    Person,
    Resource,
    Objective,
    Measure,
    Stream,
    Feature,
    Task,
    Milestone,
    Release,
    Idea,
    Risk,
    Status,
    Field,
    Cadence,
    Let,
}
