//! The words that begin a declaration.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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
    View,
    Marker,
    Theme,
    Baseline,
}

use DeclarationKind as K;

impl DeclarationKind {
    /// Its row of the table.
    pub fn word(self) -> &'static DeclarationWord {
        // The table has a row for every kind, in the order of the kinds: a test sees to it.
        DECLARATIONS.get(self as usize).unwrap_or(&DECLARATIONS[0])
    }

    /// The keyword: `task`.
    pub fn lexeme(self) -> &'static str {
        self.word().lexeme
    }

    /// Stream, feature, task, milestone or release.
    pub const fn is_item(self) -> bool {
        ITEMS.contains(self)
    }
}

/// What is planned and drawn.
const ITEMS: Kinds = Kinds::of(&[K::Stream, K::Feature, K::Task, K::Milestone, K::Release]);

/// A keyword that begins a declaration.
#[derive(Debug)]
pub struct DeclarationWord {
    /// What it declares.
    pub kind: DeclarationKind,
    /// The keyword.
    pub lexeme: &'static str,
    /// What it is for, in a line.
    pub doc: &'static str,
    /// How it is written: one that says all it needs.
    pub form: &'static str,
    /// Whether it may stand at the top of a file.
    pub at_top: bool,
    /// In the blocks of which declarations it may stand.
    pub inside: Kinds,
}

const fn at_top(
    kind: DeclarationKind,
    lexeme: &'static str,
    doc: &'static str,
    form: &'static str,
    inside: Kinds,
) -> DeclarationWord {
    DeclarationWord { kind, lexeme, doc, form, at_top: true, inside }
}

/// Every declaration, in the order of [`DeclarationKind`].
pub static DECLARATIONS: [DeclarationWord; 23] = [
    at_top(
        K::Roadmap,
        "roadmap",
        "the header: title, start, calendar and currency of the whole; one per compilation",
        "roadmap \"Website relaunch\" from 2026-03-02",
        Kinds::NONE,
    ),
    at_top(
        K::Import,
        "import",
        "the declarations of another file, bare or under a name; in a calendar the holidays of an iCalendar file",
        "import \"teams.roadmap\"",
        Kinds::of(&[K::Calendar]),
    ),
    at_top(
        K::Calendar,
        "calendar",
        "working time: days, hours and days off",
        "calendar berlin",
        Kinds::NONE,
    ),
    at_top(
        K::Team,
        "team",
        "people who work together, and how much they can do",
        "team platform \"Platform\"",
        Kinds::NONE,
    ),
    at_top(
        K::Person,
        "person",
        "somebody who does the work",
        "person ana \"Ana Silva\"",
        Kinds::of(&[K::Team]),
    ),
    at_top(
        K::Resource,
        "resource",
        "a thing that work needs: a lab, a machine, a licence",
        "resource lab \"Load-test lab\"",
        Kinds::NONE,
    ),
    at_top(
        K::Objective,
        "objective",
        "what the product is to achieve",
        "objective growth \"Growth\" by 2026-Q4",
        Kinds::NONE,
    ),
    DeclarationWord {
        kind: K::Measure,
        lexeme: "measure",
        doc: "a number that shows how far an objective is",
        form: "measure volume \"Payments per day\" from 200k to 1M",
        at_top: false,
        inside: Kinds::of(&[K::Objective]),
    },
    at_top(
        K::Stream,
        "stream",
        "a workstream: a swimlane of the chart",
        "stream checkout \"Checkout\"",
        Kinds::of(&[K::Stream]),
    ),
    at_top(
        K::Feature,
        "feature",
        "a capability users get; has tasks, or is itself the work",
        "feature cart \"Cart\"",
        Kinds::of(&[K::Stream]),
    ),
    at_top(
        K::Task,
        "task",
        "work",
        "task design \"Design\" 5d",
        Kinds::of(&[K::Stream, K::Feature, K::Task]),
    ),
    at_top(
        K::Milestone,
        "milestone",
        "a point in time",
        "milestone live \"Go live\" on 2026-06-01",
        Kinds::of(&[K::Stream, K::Feature]),
    ),
    at_top(
        K::Release,
        "release",
        "a dated delivery of features",
        "release v1 \"First release\" on 2026-06-01",
        Kinds::NONE,
    ),
    at_top(
        K::Idea,
        "idea",
        "a candidate that is not planned yet; never scheduled",
        "idea offline \"Offline payments\"",
        Kinds::of(&[K::Stream]),
    ),
    at_top(
        K::Risk,
        "risk",
        "what may go wrong",
        "risk vendor \"The vendor is late\" probability 30% impact 10d",
        ITEMS,
    ),
    at_top(
        K::Status,
        "status",
        "a dated entry for the status report",
        "status 2026-03-16 at-risk express \"The vendor has not confirmed.\"",
        ITEMS.and(&[K::Objective, K::Idea]),
    ),
    at_top(
        K::Field,
        "field",
        "declares a custom field, so that a misspelt one is an error",
        "field severity text",
        Kinds::NONE,
    ),
    at_top(
        K::Cadence,
        "cadence",
        "a numbered rhythm, such as sprints",
        "cadence sprint \"Sprint\" every 2w from 2026-03-02",
        Kinds::NONE,
    ),
    at_top(
        K::Let,
        "let",
        "a date, duration or amount written once",
        "let freeze = 2026-06-01",
        Kinds::NONE,
    ),
    at_top(
        K::View,
        "view",
        "a named picture or report: what is drawn, of which items, how grouped",
        "view leadership \"Roadmap 2026\" chart swimlane",
        Kinds::NONE,
    ),
    at_top(
        K::Marker,
        "marker",
        "a day that charts mark",
        "marker 2026-05-01 \"Trade fair\"",
        Kinds::NONE,
    ),
    at_top(
        K::Theme,
        "theme",
        "the colours and the font of a brand",
        "theme brand \"Acme\" accent \"#0b5fff\"",
        Kinds::NONE,
    ),
    at_top(
        K::Baseline,
        "baseline",
        "an earlier plan, which charts and reports compare with: the JSON that a build wrote",
        "baseline \"2026-01-plan.json\"",
        Kinds::NONE,
    ),
];

/// A keyword of the language that this version does not compile.
#[derive(Debug)]
pub struct NotYetWord {
    /// The keyword.
    pub lexeme: &'static str,
    /// What it will be for, in a line.
    pub doc: &'static str,
}

/// The keywords that are reserved for later versions.
pub static NOT_YET: &[NotYetWord] = &[
    NotYetWord { lexeme: "scenario", doc: "a what-if: a set of changed attributes" },
    NotYetWord { lexeme: "template", doc: "repeated structure written once" },
    NotYetWord { lexeme: "use", doc: "an instance of a template" },
    NotYetWord { lexeme: "expect", doc: "a test in the plan" },
];

static BY_LEXEME: LazyLock<FxHashMap<&str, &DeclarationWord>> =
    LazyLock::new(|| DECLARATIONS.iter().map(|word| (word.lexeme, word)).collect());

/// The declaration that this word begins.
pub fn declaration(lexeme: &str) -> Option<&'static DeclarationWord> {
    BY_LEXEME.get(lexeme).copied()
}

/// The declaration of a later version that this word begins.
pub fn not_yet(lexeme: &str) -> Option<&'static NotYetWord> {
    NOT_YET.iter().find(|word| word.lexeme == lexeme)
}

/// A set of kinds of declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);

    /// These kinds.
    pub const fn of(kinds: &[DeclarationKind]) -> Self {
        let mut bits = 0;
        let mut rest = kinds;
        while let [first, others @ ..] = rest {
            bits |= 1 << (*first as u32);
            rest = others;
        }
        Self(bits)
    }

    /// These kinds and those.
    pub const fn and(self, others: &[DeclarationKind]) -> Self {
        Self(self.0 | Self::of(others).0)
    }

    /// These kinds and those of another set.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the kind is one of them.
    pub const fn contains(self, kind: DeclarationKind) -> bool {
        self.0 & (1 << (kind as u32)) != 0
    }

    /// The kinds, in the order of the table of declarations.
    pub fn iter(self) -> impl Iterator<Item = DeclarationKind> {
        DECLARATIONS.iter().map(|word| word.kind).filter(move |kind| self.contains(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_kinds() {
        for (index, word) in DECLARATIONS.iter().enumerate() {
            assert_eq!(word.kind as usize, index, "{}", word.lexeme);
            assert_eq!(word.kind.lexeme(), word.lexeme);
        }
        assert_eq!(K::Baseline as usize + 1, DECLARATIONS.len());
    }
}
