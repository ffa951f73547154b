//! Words of other tools and other languages, and what they are called here.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    ATTRIBUTES, AttributeKind, AttributeWord, DECLARATIONS, DeclarationKind, Kinds, attribute,
};
use crate::text::did_you_mean;

/// A word that people bring along, and the word that is meant.
#[derive(Clone, Copy, Debug)]
pub struct Meant {
    /// What it is called here: a lexeme of the tables, or empty where the value stands without a word.
    pub lexeme: &'static str,
    /// What may follow it and belongs to it, with `/` between: the `on` of `depends on`.
    prepositions: &'static str,
}

impl Meant {
    /// Whether a word may follow it and belongs to it.
    pub fn takes(&self, word: &str) -> bool {
        matches!(word, ":" | "=") || self.joins(word)
    }

    /// Whether a word is one of those that belong to it.
    pub fn joins(&self, word: &str) -> bool {
        let word = word.trim_end_matches(':');
        !word.is_empty() && self.prepositions.split('/').any(|own| own == word)
    }

    /// Whether what is meant stands alone: then it may as well be the name of a duration.
    pub fn stands_alone(&self) -> bool {
        matches!(self.lexeme, "done" | "dropped" | "must" | "could" | "level")
    }
}

/// Words for declarations.
static DECLARATION_SLIPS: &[(&str, &str)] = &[
    ("roadmap", "project plan"),
    ("import", "include"),
    ("feature", "epic capability initiative"),
    ("task", "story issue ticket todo activity subtask job"),
    ("stream", "phase section swimlane lane workstream track group"),
    ("person", "user member developer engineer people"),
    ("resource", "machine equipment"),
    ("cadence", "sprint iteration"),
    ("objective", "goal okr"),
    ("measure", "metric kpi"),
    ("milestone", "gate checkpoint"),
    ("release", "version"),
    ("idea", "candidate"),
    ("status", "update"),
    ("view", "report"),
    ("let", "const var define set"),
];

/// Words for attributes, with what may follow them.
static ATTRIBUTE_SLIPS: &[(&str, &str)] = &[
    (
        "after",
        "-> <- => depends/on/upon depends_on depends-on dependson dependencies requires require needs need \
         blocked/by/on blocked-by blocked_by blockedby waits/for/on waiting/for/on depending/on follows \
         predecessor/is predecessors",
    ),
    ("before", "blocks precedes"),
    ("from", "start/on/at starts/on/at begin/on/at begins/on/at since"),
    ("by", "due/on/by deadline"),
    ("to", "until till end/on/at ends/on/at finish/on/by finishes/on/by"),
    ("on", "at date when"),
    ("", "duration estimate estimated length/of takes progress complete share"),
    ("done", "completed finished"),
    ("dropped", "cancelled canceled"),
    ("effort", "work"),
    ("@", "assign/to assigned/to assignee assignees allocate/to who resource"),
    ("owner", "responsible/is lead"),
    ("for", "objective goal"),
    ("in", "release version"),
    ("priority", "prio"),
    ("must", "mandatory required urgent"),
    ("could", "optional"),
    ("#", "tag tags label labels"),
    ("link", "url href see"),
    ("note", "description desc notes comment"),
    ("away", "vacation vacations absent leave leaves"),
    ("off", "holiday closed"),
    ("probability", "likelihood"),
    ("mitigation", "mitigate mitigated"),
    ("capacity", "units size"),
    ("extends", "inherits"),
    ("chart", "diagram picture layout render"),
    ("where", "filter/by filters filtered/by only having"),
    ("group", "grouped/by lanes/by swimlanes/by groupby/by group-by group_by rows/by"),
    ("sort", "order/by sorted/by ordered/by orderby/by order-by order_by sort-by"),
    ("columns", "column/by axis/by timescale scale/by"),
    ("colour", "color/by colored/by coloured/by colours/by colors/by colorby"),
    ("show", "display include shows"),
    ("hide", "exclude omit hides without"),
    ("page", "paper format"),
    ("accent", "primary"),
    ("font", "typeface font-family family"),
    ("level", "levelling leveling levelled leveled levels auto-level autolevel balance balanced"),
];

/// The words of a table: what is written, and what is meant by it.
fn words(
    table: &'static [(&'static str, &'static str)],
) -> impl Iterator<Item = (&'static str, Meant)> {
    table.iter().flat_map(|(lexeme, words)| {
        words.split_whitespace().map(|word| {
            let (word, prepositions) = word.split_once('/').unwrap_or((word, ""));
            (word, Meant { lexeme, prepositions })
        })
    })
}

/// The slips of attributes by their words: each custom field is looked up among them.
static BY_SLIP: LazyLock<FxHashMap<&str, Meant>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    for (word, meant) in words(ATTRIBUTE_SLIPS) {
        all.entry(word).or_insert(meant);
    }
    all
});

fn find(table: &'static [(&'static str, &'static str)], word: &str) -> Option<Meant> {
    words(table).find(|(written, _)| *written == word).map(|(_, meant)| meant)
}

/// The keyword that is meant by a word of another tool, in capitals or in the plural perhaps.
pub fn meant_declaration(word: &str) -> Option<&'static str> {
    let folded = word.to_lowercase();
    let of_table = |word: &str| {
        let own = DECLARATIONS.iter().find(|row| row.lexeme == word).map(|row| row.lexeme);
        own.or_else(|| find(DECLARATION_SLIPS, word).map(|slip| slip.lexeme))
    };
    of_table(&folded)
        .or_else(|| of_table(folded.strip_suffix('s')?))
        .or_else(|| of_table(&format!("{}y", folded.strip_suffix("ies")?)))
}

/// The attribute that is meant by a word of another tool, in capitals perhaps.
pub fn meant_attribute(word: &str) -> Option<Meant> {
    let folded = word.to_lowercase();
    let own = attribute(&folded).filter(|_| folded != word);
    own.map(|row| Meant { lexeme: row.lexeme, prepositions: "" })
        .or_else(|| BY_SLIP.get(folded.as_str()).copied())
}

/// The attribute that is meant by a word of another tool on such a declaration: the end of a roadmap is its deadline.
pub fn meant_attribute_on(word: &str, on: DeclarationKind) -> Option<Meant> {
    let mut meant = meant_attribute(word)?;
    let stands = |lexeme| attribute(lexeme).is_some_and(|row| row.on.contains(on));
    // What is meant where the first can't stand.
    for (lexeme, otherwise) in [("to", "by"), ("by", "due")] {
        if meant.lexeme == lexeme && !stands(lexeme) {
            meant.lexeme = otherwise;
        }
    }
    Some(meant)
}

/// The attribute that is meant by what is nearly a word of another tool, and not as nearly one of the language: `depnds on`.
pub fn nearly_meant_attribute(word: &str, on: DeclarationKind) -> Option<Meant> {
    /// Shorter words are near to too much.
    const SHORTEST: usize = 6;
    let slips = words(ATTRIBUTE_SLIPS).map(|(slip, _)| slip);
    let own = ATTRIBUTES.iter().filter(|row| row.is_word() && row.on.contains(on));
    let own = own.map(|row| row.lexeme);
    let near = did_you_mean(word, own.chain(slips.filter(|slip| slip.len() >= SHORTEST)))?;
    let is_own = attribute(near).is_some_and(|row| row.on.contains(on));
    if is_own || word.len() < SHORTEST || said_otherwise(word, on).is_some() {
        return None;
    }
    meant_attribute_on(near, on).filter(|meant| !meant.stands_alone())
}

/// How that is said which people write as an attribute of such a declaration, though no attribute says it.
pub fn said_otherwise(word: &str, on: DeclarationKind) -> Option<&'static str> {
    match (word.to_lowercase().as_str(), on) {
        ("status" | "state", on) if on.is_item() => Some(
            "how far it is, `done`, `started 2026-03-09` or `40%` says; how it stands, a line of its own: `status 2026-03-16 at-risk api`",
        ),
        ("team", DeclarationKind::Person) | ("members" | "member", DeclarationKind::Team) => Some(
            "who is in a team stands in its block: `team core {`, `person ana`, `}`, a line each",
        ),
        ("title" | "name", DeclarationKind::View) => {
            Some("the title stands behind the name: `view board \"Board\"`")
        }
        ("theme", DeclarationKind::View) => {
            Some("in which colours it is drawn is said where it is drawn: `--theme dark`")
        }
        _ => None,
    }
}

/// The nearest attribute word that may stand on such a declaration.
pub fn suggest_attribute(word: &str, on: DeclarationKind) -> Option<&'static str> {
    let fitting = ATTRIBUTES.iter().filter(|row| row.is_word() && row.on.contains(on));
    did_you_mean(word, fitting.map(|row| row.lexeme))
}

/// In words, which attributes a declaration takes: all of them, or of many those that are met most.
pub fn taken_by(kind: DeclarationKind) -> String {
    const SHOWN: usize = 8;
    const COMMON: [&str; 13] = [
        "chart", "where", "group", "columns", "colour", "after", "before", "from", "to", "by",
        "owner", "for", "note",
    ];
    let is_listed = |row: &&AttributeWord| {
        row.on.contains(kind) && row.is_word() && row.kind != AttributeKind::Severity
    };
    let mut words: Vec<&str> = ATTRIBUTES.iter().filter(is_listed).map(|row| row.lexeme).collect();
    let others = if words.len() > SHOWN { " and others" } else { "" };
    if !others.is_empty() {
        words.retain(|word| COMMON.contains(word));
    }
    let lexeme = kind.lexeme();
    if words.is_empty() {
        return format!("a line of `{lexeme}` ends here");
    }
    format!("`{lexeme}` takes `{}`{others}", words.join("`, `"))
}

/// The nearest keyword that may stand in such a block (`None`: at the top of a file), or failing that anywhere.
pub fn suggest_declaration(word: &str, inside: Option<DeclarationKind>) -> Option<&'static str> {
    let fits = |place: Kinds, top: bool| inside.map_or(top, |kind| place.contains(kind));
    let fitting = DECLARATIONS.iter().filter(|row| fits(row.inside, row.at_top));
    did_you_mean(word, fitting.map(|row| row.lexeme))
        .or_else(|| did_you_mean(word, DECLARATIONS.iter().map(|row| row.lexeme)))
}
