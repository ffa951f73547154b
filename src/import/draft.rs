//! A plan of another tool on its way to a text of the language: what readers fill in, and nobody else changes.
//!
//! A reader says what its file says, in the file's own keys and order. What that means in a roadmap (which ids, which kinds, which
//! links can hold, how dates are written) is decided once for all formats, behind it.

use std::convert::Infallible;

use rustc_hash::FxHashSet;

use super::calendar::Calendar;
use super::input::shown;
use super::values::{Amount, Number, Unit, When};
use crate::diagnostic::{Fate, Losses};
use crate::model::{Term, Thoroughness};
use crate::syntax::ast::Criterion;
use crate::time::Date;

/// A plan as another tool holds it.
#[derive(Debug, Default)]
pub struct Draft {
    /// What the plan is called; nothing if the file does not say.
    pub title: String,
    /// The day on which the plan begins; otherwise that of its first item.
    pub start: Option<When>,
    /// The day by which all of it is to be done.
    pub deadline: Option<When>,
    /// Who answers for the whole.
    pub owner: Option<Target>,
    /// What is said of the whole, in Markdown.
    pub note: Option<String>,
    /// Web addresses of the whole, with what they are called.
    pub links: Vec<(Option<String>, String)>,
    /// The tags of the whole.
    pub tags: Vec<String>,
    /// The most that may be spent on the whole.
    pub budget: Option<Number>,
    /// Whether the tool moves work so that nobody is overloaded, and how much it tries.
    pub level: Option<Thoroughness>,
    /// The day that the file speaks of, where it says so.
    pub today: Option<When>,
    /// The currency of all money, such as `EUR`.
    pub currency: Option<String>,
    /// The calendar of the roadmap, among `calendars`.
    pub calendar: Option<usize>,
    /// Working times.
    pub calendars: Vec<Calendar>,
    /// Who and what does the work.
    pub resources: Vec<Resource>,
    /// What the plan is to achieve.
    pub objectives: Vec<Objective>,
    /// Custom fields that items have.
    pub fields: Vec<Field>,
    /// Sprints and other rhythms.
    pub cadences: Vec<Cadence>,
    /// Everything planned, in the order of the file: parents need not stand before their parts.
    pub items: Vec<Item>,
    /// What may go wrong.
    pub risks: Vec<Risk>,
    /// Entries of status reports.
    pub statuses: Vec<StatusEntry>,
    /// What could not be read, or had to be decided.
    pub losses: Losses,
    /// The keys of what was made by its name alone.
    pub(super) made: FxHashSet<(u8, String)>,
}

impl Draft {
    /// Notes that something of the file is not there any more.
    pub fn left_out(&mut self, what: impl Into<String>, why: impl Into<String>, place: &str) {
        self.losses.add(Fate::LeftOut, what, why, place);
    }

    /// Notes that something has another form.
    pub fn changed(&mut self, what: impl Into<String>, why: impl Into<String>, place: &str) {
        self.losses.add(Fate::Changed, what, why, place);
    }

    /// Notes that something could be read in several ways.
    pub fn decided(&mut self, what: impl Into<String>, why: impl Into<String>, place: &str) {
        self.losses.add(Fate::Decided, what, why, place);
    }

    /// The person of that name, made if there is none yet. The key is the name.
    pub fn person(&mut self, name: &str) -> Target {
        self.resource(name, ResourceKind::Person)
    }

    /// The team of that name, made if there is none yet. The key is the name.
    pub fn team(&mut self, name: &str) -> Target {
        self.resource(name, ResourceKind::Team)
    }

    fn resource(&mut self, name: &str, kind: ResourceKind) -> Target {
        let name = name.trim();
        if self.made.insert((kind as u8, name.into()))
            && !self.resources.iter().any(|resource| resource.key == name)
        {
            let (key, title) = (name.into(), name.into());
            self.resources.push(Resource { key, title, kind, ..Resource::default() });
        }
        Target::Key(name.into())
    }

    /// The release of that name, made if there is none yet.
    pub fn release(&mut self, name: &str, place: &str) -> Target {
        let key = format!("release {}", name.trim());
        if self.made.insert((3, key.clone())) {
            let item = Item {
                key: key.clone(),
                title: name.trim().into(),
                kind: Kind::Release,
                place: place.into(),
                ..Item::default()
            };
            self.items.push(item);
        }
        Target::Key(key)
    }

    /// The objective of that name, made if there is none yet.
    pub fn objective(&mut self, name: &str) -> Target {
        let name = name.trim();
        if !self.objectives.iter().any(|objective| objective.key == name) {
            let (key, title) = (name.into(), name.into());
            self.objectives.push(Objective { key, title, ..Objective::default() });
        }
        Target::Key(name.into())
    }

    /// The custom field of that name, made if there is none yet: its place among `fields`.
    pub fn field(&mut self, title: &str, kind: FieldKind) -> usize {
        let known = self.fields.iter().position(|field| field.title == title);
        known.unwrap_or_else(|| {
            self.fields.push(Field { title: title.into(), kind });
            self.fields.len() - 1
        })
    }
}

/// What another thing is named by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Its key.
    Key(String),
    /// Its title, which several may share.
    Title(String),
}

impl Target {
    /// The key or title, as it is written.
    pub fn said(&self) -> &str {
        match self {
            Self::Key(said) | Self::Title(said) => said,
        }
    }
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Kind {
    /// Whatever its place makes of it: a stream or feature where it has parts, else a task.
    #[default]
    Auto,
    /// A workstream.
    Stream,
    /// A capability that users get.
    Feature,
    /// Work.
    Task,
    /// A point in time.
    Milestone,
    /// A dated delivery.
    Release,
    /// A candidate that is not planned.
    Idea,
}

/// How much work an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// Working time from start to end.
    Duration(Amount),
    /// Working time, best to worst.
    Range(Amount, Amount),
    /// Time of people.
    Effort(Amount),
    /// Clock time.
    Elapsed(Amount),
    /// Any of these from the best to the worst, with what is likely where that is not the middle.
    Between(Basis, Amount, Option<Amount>, Amount),
}

/// What an estimate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Working time.
    Working,
    /// Time of people.
    Effort,
    /// Clock time.
    Elapsed,
}

/// Which ends a link binds: what is waited for, then what waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LinkKind {
    /// It starts when the other has ended.
    #[default]
    FinishToStart,
    /// It starts when the other has started.
    StartToStart,
    /// It ends when the other has ended.
    FinishToFinish,
    /// It ends when the other has started.
    StartToFinish,
}

/// A time between the two ends of a link: a lag, or a lead where it is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// How much.
    pub amount: Amount,
    /// Whether nights and weekends count.
    pub is_elapsed: bool,
}

/// Something that an item waits for.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it waits for.
    pub to: Target,
    /// Which ends are bound.
    pub kind: LinkKind,
    /// The time between them.
    pub lag: Option<Lag>,
}

impl Link {
    /// A link that starts an item when another has ended.
    pub const fn to(to: Target) -> Self {
        Self { to, kind: LinkKind::FinishToStart, lag: None }
    }
}

/// A limit that is checked and moves nothing: an item is to start at most so long after something.
#[derive(Clone, Debug)]
pub struct Limit {
    /// How long.
    pub within: Lag,
    /// After what.
    pub after: After,
}

/// What a limit counts from.
#[derive(Clone, Debug)]
pub enum After {
    /// A point of an item.
    Point(Link),
    /// A day.
    Day(When),
}

/// Somebody who works on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignee {
    /// Who: the key or name of a resource.
    pub who: Target,
    /// Which share of their time, in thousandths of all of it (a half is 500); all if nothing is said.
    pub share: Option<i64>,
    /// How many units of a team or resource.
    pub units: Option<i64>,
}

impl Assignee {
    /// Somebody with all of their time.
    pub const fn whole(who: Target) -> Self {
        Self { who, share: None, units: None }
    }
}

/// How the dates of an item came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// People wrote them: they are kept.
    #[default]
    Written,
    /// The tool computed them from work and links: they are what the roadmap is compared with.
    Computed,
}

/// A work item, a point in time, a release or an idea.
#[derive(Clone, Debug, Default)]
// Each is an attribute that stands there or not.
#[allow(clippy::struct_excessive_bools)]
pub struct Item {
    /// What the tool knows it by; unique in the file, or a loss is told. Links and parents name it.
    pub key: String,
    /// What its id is to be made of, where that is neither the key nor the title.
    pub id: Option<String>,
    /// Its path in the roadmap that the file was made of, where it stands there still: its last name is its id, as it is.
    pub path: Option<String>,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// What it is a part of.
    pub parent: Option<Target>,
    /// Where it stands in the file, such as `line 7` or `Plan!A7`.
    pub place: String,
    /// How much work it is.
    pub estimate: Option<Estimate>,
    /// Whether the file tells what was said of it from what came of that: then its computed dates are only compared, and the
    /// estimate of what is done is not how long it took.
    pub is_exact: bool,
    /// When it starts, as the file says.
    pub start: Option<When>,
    /// When it ends, as the file says: the last day.
    pub end: Option<When>,
    /// How `start` and `end` came about.
    pub origin: Origin,
    /// It starts on that day, whatever else is said.
    pub from: Option<When>,
    /// It ends on that day, whatever else is said.
    pub to: Option<When>,
    /// It fills the days from `from` to `to` where nobody has estimated it, and is otherwise somewhere within them.
    pub is_during: bool,
    /// It starts no earlier.
    pub not_before: Option<When>,
    /// It ends no earlier.
    pub ends_not_before: Option<When>,
    /// It is to start no later: a limit that is checked and moves nothing.
    pub starts_by: Option<When>,
    /// Other limits of its start.
    pub limits: Vec<Limit>,
    /// As late as possible.
    pub is_late: bool,
    /// The day by which it is to be done.
    pub deadline: Option<When>,
    /// What others were told: a date or a period of the language, such as `2026-Q3`.
    pub promised: Option<String>,
    /// What it waits for.
    pub waits: Vec<Link>,
    /// What waits for it to end.
    pub blocks: Vec<Target>,
    /// Who works on it.
    pub people: Vec<Assignee>,
    /// Groups of which one works on it, whoever is free: `@ana|bo`.
    pub either: Vec<Vec<Target>>,
    /// Who answers for it.
    pub owner: Option<Target>,
    /// How much of it is done, in thousandths.
    pub progress: Option<i64>,
    /// How much there is still to do.
    pub remaining: Option<Amount>,
    /// When it was started.
    pub started: Option<When>,
    /// Whether it is done.
    pub is_done: bool,
    /// When it was finished.
    pub finished: Option<When>,
    /// It is not done, and not to be.
    pub is_dropped: bool,
    /// It can't go on, and why.
    pub blocked: Option<String>,
    /// What it serves.
    pub objectives: Vec<Target>,
    /// What it ships in.
    pub releases: Vec<Target>,
    /// Who goes first: 1 to 1000.
    pub priority: Option<u16>,
    /// `now`, `next` or `later`.
    pub horizon: Option<Horizon>,
    /// The words of a score and what they say, such as `reach` and 5000; a share is in hundredths of `confidence`.
    pub score: Vec<(ScoreWord, Number)>,
    /// What it costs.
    pub cost: Option<Number>,
    /// The most that may be spent on it.
    pub budget: Option<Number>,
    /// Its tags, as the file has them.
    pub tags: Vec<String>,
    /// Its web addresses, with what they are called.
    pub links: Vec<(Option<String>, String)>,
    /// What is said of it, in Markdown.
    pub note: Option<String>,
    /// Its custom fields: the place among the draft's, and the value.
    pub fields: Vec<(usize, String)>,
    /// The calendar it works by, among the draft's.
    pub calendar: Option<usize>,
    /// Its work may pause while its people are needed elsewhere.
    pub is_split: bool,
}

impl Item {
    /// Where it stands, for a loss: its place in the file and its title, where the place does not have that.
    pub fn spot(&self) -> String {
        if self.place.contains('`') {
            return self.place.clone();
        }
        format!("{} {}", self.place, shown(&self.title)).trim_start().to_owned()
    }
}

/// Where something without dates stands on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// Being worked on.
    Now,
    /// What comes then.
    Next,
    /// Some day.
    Later,
}

/// The words of a score.
pub type ScoreWord = Criterion<Infallible>;

/// What the language calls so.
pub(super) fn score_word(word: &str) -> Option<ScoreWord> {
    ScoreWord::WORDS.into_iter().find(|own| own.word() == Some(word))
}

/// Who or what does the work.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    /// What the tool knows it by.
    pub key: String,
    /// What its id is to be made of, where that is not the title.
    pub id: Option<String>,
    /// Its name.
    pub title: String,
    /// What it is.
    pub kind: ResourceKind,
    /// The key of the team it is in.
    pub team: Option<String>,
    /// How much of a day a person has, in thousandths.
    pub share: Option<i64>,
    /// How many units a team or resource has, in thousandths.
    pub capacity: Option<Number>,
    /// What a unit of time costs.
    pub rate: Option<(Number, Unit)>,
    /// What they do.
    pub role: Option<String>,
    /// The calendar, among the draft's.
    pub calendar: Option<usize>,
    /// When they are away: the first and last day, and why.
    pub away: Vec<(When, When, Option<String>)>,
}

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ResourceKind {
    /// One person.
    #[default]
    Person,
    /// Several.
    Team,
    /// A thing.
    Thing,
}

/// What the plan is to achieve.
#[derive(Clone, Debug, Default)]
pub struct Objective {
    /// What the tool knows it by.
    pub key: String,
    /// What its id is to be made of, where that is not the title.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Whether it is for long or soon.
    pub term: Option<Term>,
    /// By when: a date or a period of the language.
    pub by: Option<String>,
    /// Who answers for it.
    pub owner: Option<Target>,
    /// How it is known.
    pub measures: Vec<Measure>,
    /// What is said of it.
    pub note: Option<String>,
    /// Its web addresses.
    pub links: Vec<(Option<String>, String)>,
}

/// A number by which an objective is known.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// What is measured.
    pub title: String,
    /// Where it was.
    pub from: Option<Number>,
    /// Where it is to be.
    pub to: Option<Number>,
    /// Where it is.
    pub now: Option<Number>,
    /// Whether the numbers are percentages.
    pub is_percent: bool,
}

/// A custom field.
#[derive(Clone, Debug)]
pub struct Field {
    /// What the tool calls it.
    pub title: String,
    /// What its values are.
    pub kind: FieldKind,
}

/// What the values of a custom field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date, `2026-03-02`.
    Date,
    /// `yes` or `no`.
    Flag,
}

/// A numbered rhythm.
#[derive(Clone, Debug)]
pub struct Cadence {
    /// What its id is to be made of, where that is not the title.
    pub id: Option<String>,
    /// What it is called, such as `Sprint`.
    pub title: String,
    /// The length of each, in days of the clock.
    pub days: i64,
    /// The first day of the first.
    pub from: Date,
}

/// Something that may go wrong.
#[derive(Clone, Debug, Default)]
pub struct Risk {
    /// Its title.
    pub title: String,
    /// How likely, in thousandths.
    pub probability: Option<i64>,
    /// The money that it would cost.
    pub cost: Option<Number>,
    /// What is done about it.
    pub mitigation: Option<String>,
    /// Who answers for it.
    pub owner: Option<Target>,
    /// The item it threatens.
    pub threatens: Option<Target>,
    /// What is said of it.
    pub note: Option<String>,
}

/// An entry of a status report.
#[derive(Clone, Debug)]
pub struct StatusEntry {
    /// The day.
    pub on: Date,
    /// `on-track`, `at-risk`, `off-track` or `done`.
    pub health: &'static str,
    /// The item it speaks of; the whole plan if there is none.
    pub of: Option<Target>,
    /// What it says.
    pub text: String,
}
