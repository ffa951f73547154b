//! Everything that a column can mean.

use super::super::draft::score_word;
use super::super::{LinkKind, ScoreWord};

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Meaning {
    /// What an item is known by in the file.
    Key,
    /// Another name that links and parents may use: a number of the row, an internal number.
    Number,
    /// The title.
    Title,
    /// The title of a milestone where nothing else is one; otherwise whether an item is a milestone.
    Milestone,
    /// What it is: `task`, `epic`, `milestone`.
    Kind,
    /// How deep it stands: 1, 2, 3.
    Level,
    /// Its outline number: 1.2.3.
    Outline,
    /// The key, number or title of what it is a part of.
    Parent,
    /// The name of what it is a part of, which has no row: a phase, a section, a list. Several stand in each other in their order.
    Group,
    /// The name of the whole plan where all rows have the same; otherwise a group.
    Whole,
    /// The list of a board that it is in: a state or horizon where its name is one, otherwise a group.
    List,
    /// When it starts.
    Start,
    /// The last day.
    End,
    /// The only date of a row: when it is.
    On,
    /// By when it is to be done.
    Deadline,
    /// What others were told.
    Promised,
    /// It starts no earlier.
    NotBefore,
    /// When it was started.
    Started,
    /// When it was finished.
    Finished,
    /// Working time from start to end.
    Duration,
    /// Time of people.
    Effort,
    /// Time of people, in seconds.
    Seconds,
    /// How much there is still to do, in seconds.
    SecondsLeft,
    /// The shortest working time.
    Best,
    /// The longest working time.
    Worst,
    /// How much there is still to do.
    Remaining,
    /// Story points.
    Points,
    /// How much is done, as a share.
    Done,
    /// Where it stands: to do, in progress, done, blocked.
    State,
    /// Whether it is done.
    IsDone,
    /// Whether it is not to be done: archived, inactive, cancelled.
    IsDropped,
    /// Whether it is to be done after all: active.
    IsActive,
    /// Why it can't go on, or whether.
    Blocked,
    /// Who works on it.
    People,
    /// The team that works on it.
    Team,
    /// Who answers for it.
    Owner,
    /// The team that answers for it.
    OwnerTeam,
    /// What it waits for.
    Predecessors,
    /// What waits for it.
    Successors,
    /// The one thing that it waits for by such a link.
    Waits(LinkKind),
    /// The one thing that waits for it by such a link.
    Blocks(LinkKind),
    /// Who goes first.
    Priority,
    /// `now`, `next`, `later`.
    Horizon,
    /// One of the words of a score.
    Score(ScoreWord),
    /// What it costs.
    Cost,
    /// What it ships in.
    Release,
    /// The sprint it is in: a custom field, unless a reader makes more of it.
    Sprint,
    /// What it serves.
    Objective,
    /// Tags.
    Tags,
    /// What is said of it.
    Note,
    /// A web address.
    Url,
    /// A custom field, whatever its words are.
    Field,
    /// What the reader of a tool takes in itself.
    Own,
    /// A date that says nothing of a plan, but in which order dates are written; the reason for leaving it out.
    Stamp(&'static str),
    /// Nothing, for the reason that is told.
    Ignored(&'static str),
    /// Nothing that other columns of milepost's own tables don't say.
    Derived,
}

/// The names of meanings in a map of columns.
const NAMES: [(&str, Meaning); 44] = [
    ("key", Meaning::Key),
    ("number", Meaning::Number),
    ("title", Meaning::Title),
    ("milestone", Meaning::Milestone),
    ("kind", Meaning::Kind),
    ("level", Meaning::Level),
    ("outline", Meaning::Outline),
    ("parent", Meaning::Parent),
    ("group", Meaning::Group),
    ("start", Meaning::Start),
    ("end", Meaning::End),
    ("on", Meaning::On),
    ("deadline", Meaning::Deadline),
    ("promised", Meaning::Promised),
    ("not-before", Meaning::NotBefore),
    ("started", Meaning::Started),
    ("finished", Meaning::Finished),
    ("duration", Meaning::Duration),
    ("effort", Meaning::Effort),
    ("best", Meaning::Best),
    ("worst", Meaning::Worst),
    ("remaining", Meaning::Remaining),
    ("points", Meaning::Points),
    ("progress", Meaning::Done),
    ("state", Meaning::State),
    ("is-done", Meaning::IsDone),
    ("is-dropped", Meaning::IsDropped),
    ("is-active", Meaning::IsActive),
    ("blocked", Meaning::Blocked),
    ("people", Meaning::People),
    ("team", Meaning::Team),
    ("owner", Meaning::Owner),
    ("predecessors", Meaning::Predecessors),
    ("successors", Meaning::Successors),
    ("priority", Meaning::Priority),
    ("horizon", Meaning::Horizon),
    ("cost", Meaning::Cost),
    ("release", Meaning::Release),
    ("objective", Meaning::Objective),
    ("tags", Meaning::Tags),
    ("note", Meaning::Note),
    ("link", Meaning::Url),
    ("field", Meaning::Field),
    ("ignore", Meaning::Ignored("the map of columns says so")),
];

impl Meaning {
    /// The meaning of that name in a map of columns.
    pub(in crate::import) fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let plain = NAMES.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning);
        plain.or_else(|| score_word(&name).map(Self::Score))
    }

    /// What a message says of the names there are.
    pub(in crate::import) fn help() -> String {
        let scores = ScoreWord::WORDS.into_iter().filter_map(|own| own.word());
        let names = NAMES.iter().map(|(name, _)| *name).chain(scores);
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        format!("a column means one of {}", names.join(", "))
    }

    /// Whether its cells are dates.
    pub(in crate::import) const fn is_date(self) -> bool {
        matches!(
            self,
            Self::Start
                | Self::End
                | Self::On
                | Self::Deadline
                | Self::NotBefore
                | Self::Started
                | Self::Finished
                | Self::Promised
                | Self::Stamp(_)
        )
    }

    /// Whether it only names a row, and where it stands.
    pub(in crate::import) const fn names(self) -> bool {
        matches!(self, Self::Title | Self::Key | Self::Number | Self::Outline | Self::Level)
    }

    /// Whether several columns of it are all read, and not only the first that has something.
    pub(in crate::import) const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Group
                | Self::Whole
                | Self::List
                | Self::Waits(_)
                | Self::Blocks(_)
                | Self::Own
                | Self::People
                | Self::Team
                | Self::Predecessors
                | Self::Successors
                | Self::Release
                | Self::Sprint
                | Self::Objective
                | Self::Tags
                | Self::Note
                | Self::Url
                | Self::Field
                | Self::Number
                | Self::Score(_)
                | Self::Stamp(_)
                | Self::Ignored(_)
                | Self::Derived
        )
    }

    /// Whether what several columns of a tool say of it adds up, as a status and a resolution do.
    pub(in crate::import) const fn adds_up(self) -> bool {
        self.is_list()
            || matches!(self, Self::State | Self::Parent | Self::IsDone | Self::IsDropped)
    }

    /// Whether it says that a table is a plan, and not any list.
    pub(in crate::import) const fn tells_of_a_plan(self) -> bool {
        !matches!(
            self,
            Self::Field
                | Self::Ignored(_)
                | Self::Derived
                | Self::Stamp(_)
                | Self::Note
                | Self::Key
                | Self::Number
        )
    }
}
