//! The conditions by which a view chooses its items. Names are spans; what has no name in it is the model's own.

use super::{Decimal, Dimension, Health, Horizon, Point, PointRange, Quantity};
use crate::syntax::keyword::DeclarationKind;
use crate::text::Span;

/// Where something stands between not begun and done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// It is not to be: it says so, or what it stands in does.
    Dropped,
    /// Nothing of it was begun, and its day has not passed.
    #[default]
    Waiting,
    /// It was begun, or something in it was.
    UnderWay,
    /// It is not done, though its fixed end, its deadline or its promise has passed, or no working time is left before its end.
    Overdue,
    /// It says so; of what has parts, everything in it is done; of a milestone or release without a date of its own, all that
    /// it waits for is done: it is reached.
    Done,
}

impl State {
    /// `dropped`, `waiting`, `under-way`, `overdue` or `done`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Waiting => "waiting",
            Self::UnderWay => "under-way",
            Self::Overdue => "overdue",
            Self::Done => "done",
        }
    }

    /// As people say it: `under way`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UnderWay => "under way",
            _ => self.name(),
        }
    }

    /// Whether anything is still to be done about it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::UnderWay | Self::Overdue)
    }
}

/// What has to hold of an item. It lies no deeper than parentheses are nested, which are nested no deeper than blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A test alone.
    Is(Test),
    /// It does not hold.
    Not(Box<Condition>),
    /// All of them hold: two or more, with `and` between.
    All(Box<[Condition]>),
    /// One of them holds: two or more, with `or` between.
    Any(Box<[Condition]>),
}

/// A question that is answered with yes or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What is asked.
    pub asked: Asked,
    /// The whole of it, from its first word to its last.
    pub span: Span,
}

/// What is asked of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `task`, `milestone`: of which kind it is, an item's or an idea.
    Kind(DeclarationKind),
    /// `under-way`, `done`
    State(State),
    /// `at-risk`, `unknown`; `done` is a state.
    Health(Health),
    /// `critical`: whether it decides the end.
    Critical,
    /// `blocked`
    Blocked,
    /// `#public`: the tag without `#`
    Tag(Span),
    /// `stream checkout`, `owner @ana`, `leads to beta`: the name without `@`
    Related(Relation, Span),
    /// `no owner`, `any jira`: whether it has some (true), or none.
    Has(bool, Dimension<Span>),
    /// `horizon now`
    Horizon(Horizon),
    /// `slack < 5d`, `jira = "PAY-12"`; `priority must` is `priority = 900`
    Compared(Subject<Span>, Comparison, Comparand),
    /// `starts before 2026-Q3`
    Dated(Occasion<Span>, Box<When>),
}

/// How an item has to do with what is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// `stream checkout`: it stands in it, at any depth, or is it.
    Stream,
    /// `objective growth`: it serves it.
    Objective,
    /// `release v1`: it ships in it, or is it.
    Release,
    /// `owner @ana`: who answers for it.
    Owner,
    /// `assignee @ana`, `@ana`: who works on it.
    Assignee,
    /// `team web`: the team works on it, or somebody of it.
    Team,
    /// `inside express`: it stands in that, at any depth.
    Inside,
    /// `leads to beta`: that waits for it, at once or through others.
    LeadsTo,
    /// `follows design`: it waits for that, at once or through others.
    Follows,
}

impl Relation {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Stream,
        Self::Objective,
        Self::Release,
        Self::Owner,
        Self::Assignee,
        Self::Team,
        Self::Inside,
        Self::LeadsTo,
        Self::Follows,
    ];

    /// The words that are written.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Stream => "stream",
            Self::Objective => "objective",
            Self::Release => "release",
            Self::Owner => "owner",
            Self::Assignee => "assignee",
            Self::Team => "team",
            Self::Inside => "inside",
            Self::LeadsTo => "leads to",
            Self::Follows => "follows",
        }
    }
}

/// What is compared. `F` is a custom field: its name, or its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject<F> {
    /// How much it can slip: a duration.
    Slack,
    /// How important it is, 1 to 1000.
    Priority,
    /// How much of it is done: a share.
    Progress,
    /// What it costs.
    Cost,
    /// The score of an idea.
    Score,
    /// A custom field.
    Field(F),
}

impl<F> Subject<F> {
    /// All that have a word of the language, in the order in which they are told.
    pub const WORDS: [Self; 5] =
        [Self::Slack, Self::Priority, Self::Progress, Self::Cost, Self::Score];

    /// The word that is written; `None` of a custom field.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Slack => "slack",
            Self::Priority => "priority",
            Self::Progress => "progress",
            Self::Cost => "cost",
            Self::Score => "score",
            Self::Field(_) => return None,
        })
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

impl Comparison {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Less, Self::AtMost, Self::Equal, Self::Unequal, Self::AtLeast, Self::Greater];

    /// The sign that is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::AtLeast => ">=",
            Self::Greater => ">",
        }
    }
}

/// What something is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparand {
    /// `"PAY-12"`: the text with its quotes
    Text(Span),
    /// `700`
    Number(Decimal),
    /// `50%`
    Share(Decimal),
    /// `5d`
    Duration(Quantity),
    /// `2026-05-01`
    Date(Box<Point>),
    /// `medium`, `yes`: a choice of a field, or the name of a `let`
    Word(Span),
}

/// What falls on a day. `F` is a custom field: its name, or its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion<F> {
    /// It starts.
    Starts,
    /// It ends.
    Ends,
    /// It is to be ready: its deadline.
    Due,
    /// It was promised.
    Promised,
    /// A custom field that is a date.
    Field(F),
}

impl<F> Occasion<F> {
    /// All that have a word of the language, in the order in which they are told.
    pub const WORDS: [Self; 4] = [Self::Starts, Self::Ends, Self::Due, Self::Promised];

    /// The word that is written; `None` of a custom field.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Starts => "starts",
            Self::Ends => "ends",
            Self::Due => "due",
            Self::Promised => "promised",
            Self::Field(_) => return None,
        })
    }
}

/// When it falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// `before 2026-Q3`: before its first day.
    Before(Point),
    /// `after 2026-Q3`: after its last day.
    After(Point),
    /// `in 2026-Q3`, `on 2026-05-01`, `in 2026-05..2026-07`: on one of these days.
    In(PointRange),
}
