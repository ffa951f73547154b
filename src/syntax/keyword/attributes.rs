//! The words and signs that begin an attribute.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{DeclarationKind as K, Kinds};

/// What an attribute says, whatever its spelling: `priority 700` and `must` are one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum AttributeKind {
    Duration,
    Effort,
    Elapsed,
    After,
    EndsAfter,
    Before,
    Within,
    From,
    To,
    On,
    By,
    Promised,
    During,
    Alap,
    Split,
    Calendar,
    Assign,
    Owner,
    Percent,
    Remaining,
    Started,
    Done,
    Dropped,
    For,
    In,
    Priority,
    Horizon,
    Score,
    Cost,
    Budget,
    Tag,
    Link,
    Note,
    Blocked,
    Custom,
    Severity,
    Today,
    Currency,
    Level,
    Rate,
    Role,
    Capacity,
    Away,
    Off,
    Open,
    Work,
    Day,
    Extends,
    Every,
    Term,
    Measure,
    Probability,
    Impact,
    Mitigation,
    Due,
    External,
    Status,
    FieldType,
    Let,
    Marker,
    Chart,
    Where,
    Group,
    Sort,
    Rank,
    Columns,
    Colour,
    Show,
    Hide,
    Depth,
    Width,
    Page,
    Accent,
    Palette,
    Font,
}

impl AttributeKind {
    /// How many kinds there are.
    pub const COUNT: usize = Self::Font as usize + 1;
}

/// A word or sign that begins an attribute.
#[derive(Debug)]
pub struct AttributeWord {
    /// What it says.
    pub kind: AttributeKind,
    /// The word; of an attribute without one, an example of what begins it (`10d`, `@`).
    pub lexeme: &'static str,
    /// How it is written, with its arguments; several ways with ` | ` between.
    pub form: &'static str,
    /// What it means, in a line.
    pub doc: &'static str,
    /// The declarations that take it.
    pub on: Kinds,
}

impl AttributeWord {
    /// The ways it is written, each an example.
    pub fn examples(&self) -> impl Iterator<Item = &'static str> {
        self.form.split(" | ")
    }

    /// Whether it is begun by a word, which can be completed and misspelt.
    pub fn is_word(&self) -> bool {
        self.lexeme.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    }
}

const WORK: Kinds = Kinds::of(&[K::Stream, K::Feature, K::Task]);
/// What is worked on, or may be.
const TO_DO: Kinds = WORK.and(&[K::Idea]);
const ITEMS: Kinds = WORK.and(&[K::Milestone, K::Release]);
/// Items and what may become one.
const WANTED: Kinds = ITEMS.and(&[K::Idea]);
/// What has an owner, notes and links.
const DESCRIBED: Kinds = ITEMS.and(&[K::Roadmap, K::Objective, K::Idea, K::Risk]);
const JUDGED: Kinds = DESCRIBED.and(&[K::Team, K::Person, K::Resource]);
const ROADMAP: Kinds = Kinds::of(&[K::Roadmap]);
const CALENDAR: Kinds = Kinds::of(&[K::Calendar]);
const RISK: Kinds = Kinds::of(&[K::Risk]);
const MEASURE: Kinds = Kinds::of(&[K::Measure]);
const PERSON: Kinds = Kinds::of(&[K::Person]);
const OBJECTIVE: Kinds = Kinds::of(&[K::Objective]);
const VIEW: Kinds = Kinds::of(&[K::View]);
const THEME: Kinds = Kinds::of(&[K::Theme]);
const RESOURCES: Kinds = Kinds::of(&[K::Team, K::Person, K::Resource]);

/// A table: what an attribute says, its word, how it is written, the declarations that take it => what it means.
macro_rules! attributes {
    ($($kind:ident $lexeme:literal, $form:literal, $on:expr => $doc:literal;)*) => {
        &[$(AttributeWord {
            kind: AttributeKind::$kind,
            lexeme: $lexeme,
            form: $form,
            doc: $doc,
            on: $on,
        }),*]
    };
}

use AttributeKind as A;

/// Every attribute, by theme. In this order a formatted line has them.
pub static ATTRIBUTES: &[AttributeWord] = attributes! {
    // What a view shows.
    Chart "chart", "chart swimlane", VIEW =>
        "which picture: `gantt`, `swimlane`, `board`, `load`, `burnup`, `network`, `risks` or `priorities`";
    Where "where", "where #public and not dropped | where (stream checkout or release v1) and slack < 5d", VIEW =>
        "which items are shown; said several times, all of it has to hold";
    Group "group", "group stream", VIEW => "what items are put together by";
    Sort "sort", "sort start | sort priority descending", VIEW => "what items are ordered by";
    Rank "rank", "rank wsjf | rank value 3 urgency 2", VIEW =>
        "by what ideas are compared: `rice`, `wsjf`, `ice`, `eisenhower`, `value-risk`, or weights of one's own";
    Columns "columns", "columns quarter", VIEW =>
        "what a board's columns and an axis count: `week`, `month`, `quarter`, `half`, `year`, `horizon`, or the name of a cadence";
    Colour "colour", "colour health", VIEW => "what colours tell apart";
    Show "show", "show progress, people", VIEW => "what of a picture is shown that would not be";
    Hide "hide", "hide arrows", VIEW => "what of a picture is left out";
    // How long.
    Duration "10d", "10d | 8d..15d", TO_DO => "working time from start to end";
    Effort "effort", "effort 10d", TO_DO =>
        "person-time: the duration follows from who is assigned";
    Elapsed "elapsed", "elapsed 2w", TO_DO =>
        "clock time from start to end, nights and weekends included";
    Every "every", "every 2w", Kinds::of(&[K::Cadence]) => "how long each is";
    // Who.
    Assign "@", "@ana | @ana:50% | @platform:2 | @ana|bo", WORK => "who works on it";
    Owner "owner", "owner @ana", DESCRIBED => "who answers for it";
    // What it waits for.
    After "after", "after a, b.start + 2d", ITEMS => "starts no earlier than that point";
    EndsAfter "ends", "ends after a", ITEMS => "ends no earlier than that point";
    Before "before", "before b", ITEMS => "the same edge as `after`, written from this side";
    Within "within", "within 5d after a", ITEMS =>
        "a checked limit: starts at most that long after the point";
    // Dates.
    From "from", "from 2026-03-02", ITEMS.and(&[K::Roadmap, K::Cadence, K::Measure, K::View]) =>
        "a fixed start";
    To "to", "to 2026-03-31", ITEMS.and(&[K::Measure, K::View]) => "a fixed end";
    Measure "now", "now 310k", MEASURE => "where it is";
    On "on", "on 2026-06-01", ITEMS => "a fixed start and end";
    By "by", "by 2026-03-31", ITEMS.and(&[K::Roadmap, K::Objective]) =>
        "a deadline: checked, moves nothing";
    Promised "promised", "promised 2026-Q3", ITEMS => "what others were told";
    During "during", "during 2026-Q3", WORK => "fills that period";
    Alap "alap", "alap", ITEMS => "as late as possible";
    Split "split", "split", WORK => "may pause while its people are needed elsewhere";
    Calendar "calendar", "calendar berlin", ITEMS.and(&[K::Roadmap, K::Team, K::Person, K::Resource]) =>
        "works by that calendar";
    // How large a view is.
    Depth "depth", "depth 2", VIEW => "how many levels are shown: what lies deeper is rolled up";
    Width "width", "width 1280", VIEW => "how wide the picture is, in pixels";
    Page "page", "page a4", VIEW => "the paper it is laid out for: `a4`, `a3`, `letter` or `slide`";
    // How far.
    Started "started", "started 2026-03-02", WORK => "the actual start";
    Percent "40%", "40%", WORK.and(&[K::Person]) => "how much of it is done";
    Remaining "remaining", "remaining 4d", WORK => "working time still to do";
    Done "done", "done | done 2026-03-13", ITEMS.and(&[K::Risk]) => "finished, and on which day";
    Dropped "dropped", "dropped", ITEMS.and(&[K::Risk]) => "not done, and not to be";
    Blocked "blocked", "blocked \"waiting for legal\"", WANTED =>
        "it can't go on, and why: at risk at best";
    // Why and where to.
    For "for", "for growth", WANTED.and(&[K::View]) => "serves an objective";
    In "in", "in v1", WORK.and(&[K::Milestone]) => "ships in a release";
    Priority "priority", "priority 700", WANTED => "1 to 1000, 500 if not given: who goes first";
    Priority "must", "must", WANTED => "priority 900";
    Priority "should", "should", WANTED => "priority 700";
    Priority "could", "could", WANTED => "priority 300";
    Priority "wont", "wont", WANTED => "behind everything else";
    Horizon "horizon", "horizon now | horizon next | horizon later", WANTED =>
        "where an item without dates stands on a board";
    Score "score", "score reach 5000 impact 2 confidence 80%", TO_DO =>
        "RICE (reach, impact, confidence) or WSJF (value, urgency, risk)";
    Cost "cost", "cost 12k", WANTED => "money spent by the item";
    Budget "budget", "budget 200k", ITEMS.and(&[K::Roadmap]) => "the most that it may spend";
    // The header.
    Today "today", "today 2026-03-16", ROADMAP => "the day the plan is looked at";
    Currency "currency", "currency EUR", ROADMAP => "what money is counted in";
    Level "level", "level thorough", ROADMAP =>
        "moves work so that nobody is overloaded; `quick`, `normal` or `thorough`";
    // People and things.
    Rate "rate", "rate 700/d", RESOURCES => "money for a unit of time";
    Role "role", "role \"Engineer\"", PERSON => "what a person does";
    Capacity "capacity", "capacity 3", Kinds::of(&[K::Team, K::Resource]) =>
        "how many units there are";
    Away "away", "away 2026-07-06..2026-07-17 \"vacation\"", PERSON =>
        "days on which a person does not work";
    // Calendars.
    Extends "extends", "extends berlin", CALENDAR => "takes over another calendar";
    Day "day", "day 8h", CALENDAR => "how long `1d` is";
    Work "work", "work mon-fri 09:00-12:30, 13:30-17:00", CALENDAR =>
        "working hours of days of the week";
    Off "off", "off 2026-04-03 \"Good Friday\" | off every 12-25", CALENDAR.and(&[K::Team, K::Resource]) =>
        "days without work";
    Open "open", "open 2026-05-02 09:00-13:00", CALENDAR => "a day of work after all";
    // Strategy.
    Term "long-term", "long-term", OBJECTIVE => "an objective of years";
    Term "short-term", "short-term", OBJECTIVE => "an objective of months";
    Probability "probability", "probability 30%", RISK => "how likely the risk is";
    Impact "impact", "impact 10d..20d on express.load | impact 50k", RISK =>
        "time or money that the risk costs";
    Mitigation "mitigation", "mitigation \"Book a second slot\" by task second-slot", RISK =>
        "what is done against the risk";
    Due "due", "due 2026-04-01", RISK => "the day by which a risk is to be dealt with";
    External "external", "external", RISK => "a risk from outside";
    // The colours of a brand.
    Accent "accent", "accent \"#0b5fff\"", THEME => "the colour of what matters most";
    Palette "palette", "palette \"#0b5fff\", \"#e4572e\"", THEME =>
        "the colours that tell streams and other groups apart, in their order";
    Font "font", "font \"Inter\"", THEME => "the family of its letters";
    // About it.
    Tag "#", "#infra", DESCRIBED => "tag";
    Custom "name:", "jira: \"PAY-12\"", ITEMS.and(&[K::Objective, K::Idea, K::Risk]) =>
        "a custom field that `field` declared";
    Link "link", "link \"Design\" https://example.com", DESCRIBED => "web address";
    Severity "allow", "allow stale-status", JUDGED => "does not report a rule, here and inside";
    Severity "warn", "warn overallocated", JUDGED => "makes a rule a warning, here and inside";
    Severity "deny", "deny missing-estimate", JUDGED => "makes a rule an error, here and inside";
    Note "note", "note \"…\"", DESCRIBED => "Markdown";
    // What stands in a fixed place of its declaration.
    Status "2026-03-16 at-risk", "2026-03-16 at-risk express", Kinds::of(&[K::Status]) =>
        "day, health and item of a status entry";
    FieldType "text, number", "text | number | date | flag | one of a, b", Kinds::of(&[K::Field]) =>
        "what a field holds";
    Let "=", "= 2026-06-01", Kinds::of(&[K::Let]) => "what a name stands for";
    Marker "2026-05-01", "2026-05-01", Kinds::of(&[K::Marker]) => "the day of a marker";
};

static BY_LEXEME: LazyLock<FxHashMap<&str, &AttributeWord>> = LazyLock::new(|| {
    ATTRIBUTES.iter().filter(|row| row.is_word()).map(|row| (row.lexeme, row)).collect()
});

/// What begins an attribute that means something else on some declarations: there it means this.
static MEANT_OTHERWISE: &[AttributeWord] = attributes! {
    From "from", "from 2026-03-02", ROADMAP => "nothing that is not fixed starts earlier";
    From "from", "from 2026-03-02", Kinds::of(&[K::Cadence]) => "the first day of number 1";
    From "from", "from 200k", MEASURE => "where it was";
    From "from", "from 2026-Q1", VIEW => "the first day that is shown";
    To "to", "to 2026-Q4", VIEW => "the last day that is shown";
    For "for", "for public", VIEW =>
        "who looks at it: `public` leaves out names of people, costs, risks, notes and dates that were not promised";
    To "to", "to 1M", MEASURE => "where it is to be";
    On "on", "on 2026-06-01", Kinds::of(&[K::Milestone, K::Release]) => "its day";
    Percent "40%", "80%", PERSON => "the share of their time";
    Done "done", "done | done 2026-03-13", RISK => "nothing threatens any more";
    Dropped "dropped", "dropped", RISK => "it is not looked at any more";
};

/// The attribute that this word begins.
pub fn attribute(lexeme: &str) -> Option<&'static AttributeWord> {
    BY_LEXEME.get(lexeme).copied()
}

impl AttributeWord {
    /// The same as it is meant on a declaration of this kind.
    pub fn on_kind(&'static self, kind: K) -> &'static Self {
        let is_meant = |row: &&Self| row.lexeme == self.lexeme && row.on.contains(kind);
        MEANT_OTHERWISE.iter().find(is_meant).unwrap_or(self)
    }
}

/// The attribute that this word begins on a declaration of this kind, as it is meant there; `None` where it can't stand on it.
pub fn attribute_on(lexeme: &str, kind: K) -> Option<&'static AttributeWord> {
    Some(attribute(lexeme)?.on_kind(kind)).filter(|row| row.on.contains(kind))
}

/// Whether a word begins an attribute, and not one of pictures alone: no custom field may be called so.
pub fn is_of_items(lexeme: &str) -> bool {
    attribute(lexeme).is_some_and(|row| row.on != VIEW && row.on != THEME)
}

/// What stands behind an attribute's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Takes {
    Points,
    Date,
    Days,
    Names,
    Name,
    Time,
    Duration,
    Money,
    Number,
    Share,
    Text,
    /// Nothing, or what only it takes.
    Other,
}

/// Two attributes that can't both hold, and why.
pub const CONFLICTS: [(A, A, &str); 21] = [
    (A::Duration, A::Effort, "the duration follows from the effort and who is assigned"),
    (A::Duration, A::Elapsed, "both say how long it takes"),
    (A::Effort, A::Elapsed, "both say how long it takes"),
    (A::On, A::From, "`on` fixes the start and the end"),
    (A::On, A::To, "`on` fixes the start and the end"),
    (A::During, A::From, "`during` fixes the start and the end"),
    (A::During, A::To, "`during` fixes the start and the end"),
    (A::During, A::On, "`during` fixes the start and the end"),
    (A::During, A::Duration, "`during` says how long it takes"),
    (A::During, A::Effort, "`during` says how long it takes"),
    (A::During, A::Elapsed, "`during` says how long it takes"),
    (A::Done, A::Dropped, "what was dropped is not done"),
    (A::Done, A::Percent, "what is done has no part to do"),
    (A::Done, A::Remaining, "what is done has no part to do"),
    (A::Done, A::Blocked, "what is done is not blocked"),
    (A::Dropped, A::Blocked, "what was dropped is not to go on"),
    (A::Percent, A::Remaining, "both say how much is to do"),
    (A::Alap, A::From, "what starts as late as possible has no fixed start"),
    (A::Alap, A::On, "what starts as late as possible has no fixed start"),
    (A::Alap, A::During, "what starts as late as possible has no fixed start"),
    (A::Split, A::Elapsed, "`elapsed` counts the clock, pauses and all"),
];

impl AttributeKind {
    /// What an attribute takes, and how that is called where it is missing.
    pub const fn takes(self) -> (Takes, &'static str) {
        match self {
            A::After | A::EndsAfter => (Takes::Points, "a name or a date"),
            A::Within => (Takes::Points, "a duration such as `5d`"),
            A::Before => (Takes::Names, "the name of what comes after"),
            A::For => (Takes::Names, "the name of an objective"),
            A::In => (Takes::Names, "the name of a release"),
            A::Severity => (Takes::Names, "the name of a rule"),
            A::Calendar | A::Extends => (Takes::Name, "the name of a calendar"),
            A::Currency => (Takes::Name, "a currency such as `EUR`"),
            A::Owner => (Takes::Other, "a person such as `@ana`"),
            A::From | A::To | A::On | A::By | A::Promised | A::Due | A::Started => {
                (Takes::Date, "a date such as `2026-03-02`")
            }
            A::Done => (Takes::Date, "a date"),
            A::Today => (Takes::Date, "a date such as `2026-03-16`"),
            A::During => (Takes::Days, "a period such as `2026-Q3`"),
            A::Away | A::Off | A::Open => (Takes::Days, "a date or a range of dates"),
            A::Effort | A::Elapsed | A::Remaining => (Takes::Time, "a duration such as `10d`"),
            A::Duration => (Takes::Time, "a duration"),
            A::Day => (Takes::Duration, "a duration such as `8h`"),
            A::Every => (Takes::Duration, "a duration such as `2w`"),
            A::Cost | A::Budget => (Takes::Money, "an amount such as `12k`"),
            A::Rate => (Takes::Other, "a rate such as `700/d`"),
            A::Capacity => (Takes::Number, "a number"),
            A::Priority => (Takes::Other, "a number from 1 to 1000"),
            A::Percent => (Takes::Share, "a share such as `40%`"),
            A::Probability => (Takes::Share, "a share such as `30%`"),
            A::Measure => (Takes::Other, "a number"),
            A::Impact => (Takes::Other, "time such as `10d..20d` or money such as `50k`"),
            A::Note => (Takes::Text, "a text"),
            A::Blocked => (Takes::Text, "the reason"),
            A::Role => (Takes::Text, "a role"),
            A::Mitigation => (Takes::Text, "what is done against the risk"),
            A::Link => (Takes::Other, "a web address"),
            A::Horizon => (Takes::Other, "`now`, `next` or `later`"),
            A::Score => (Takes::Other, "what it scores, such as `reach 5000`"),
            A::Work => (Takes::Other, "days of the week such as `mon-fri`"),
            A::Custom => (Takes::Other, "the field's value"),
            A::Chart => (Takes::Other, "a picture such as `swimlane`"),
            A::Where => (Takes::Other, "a condition such as `#public and not done`"),
            A::Group | A::Colour => (Takes::Other, "what tells items apart, such as `stream`"),
            A::Sort => (Takes::Other, "what comes first, such as `start`"),
            A::Rank => {
                (Takes::Other, "a technique such as `wsjf`, or weights such as `value 3 urgency 2`")
            }
            A::Columns => (Takes::Other, "a period such as `quarter`"),
            A::Show | A::Hide => (Takes::Other, "what of a picture is meant, such as `people`"),
            A::Depth => (Takes::Number, "a number such as `2`"),
            A::Width => (Takes::Number, "a number of pixels such as `1280`"),
            A::Page => (Takes::Other, "`a4`, `a3`, `letter` or `slide`"),
            A::Accent | A::Palette => (Takes::Other, "a colour such as `\"#0b5fff\"`"),
            A::Font => (Takes::Text, "the name of a font such as `\"Inter\"`"),
            _ => (Takes::Other, "an attribute"),
        }
    }

    /// Where it stands among the attributes of a line, when that is put in order.
    pub fn rank(self) -> usize {
        static RANKS: LazyLock<[usize; A::COUNT]> = LazyLock::new(|| {
            let mut ranks = [ATTRIBUTES.len(); A::COUNT];
            for (index, row) in ATTRIBUTES.iter().enumerate().rev() {
                if let Some(rank) = ranks.get_mut(row.kind as usize) {
                    *rank = index;
                }
            }
            ranks
        });
        RANKS.get(self as usize).copied().unwrap_or(ATTRIBUTES.len())
    }

    /// The declarations that take it, by any of its words.
    pub fn stands_on(self) -> Kinds {
        static STANDS_ON: LazyLock<[Kinds; A::COUNT]> = LazyLock::new(|| {
            let mut table = [Kinds::NONE; A::COUNT];
            for row in ATTRIBUTES {
                if let Some(kinds) = table.get_mut(row.kind as usize) {
                    *kinds = kinds.union(row.on);
                }
            }
            table
        });
        STANDS_ON.get(self as usize).copied().unwrap_or(Kinds::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_and_somewhere() {
        let words = ATTRIBUTES.iter().filter(|row| row.is_word()).count();
        assert_eq!(words, BY_LEXEME.len());
        for row in ATTRIBUTES {
            assert_ne!(row.on, Kinds::NONE, "{}", row.lexeme);
        }
    }
}
