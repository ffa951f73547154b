//! Words of other tools and other languages, and what they are called here.

use super::{
    ATTRIBUTES, AttributeKind, AttributeWord, DECLARATIONS, DeclarationKind, Kinds, attribute,
};
use crate::text::did_you_mean;

/// A word that people bring along, and the word that is meant.
#[derive(Clone, Copy, Debug)]
pub struct Meant {
    /// What they write.
    pub written: &'static str,
    /// What it is called here: a lexeme of the tables, or empty where the value stands without a word.
    pub lexeme: &'static str,
    /// What may follow it and belongs to it: the `on` of `depends on`.
    pub prepositions: &'static [&'static str],
}

const fn meant(written: &'static str, lexeme: &'static str) -> Meant {
    Meant { written, lexeme, prepositions: &[] }
}

const fn with(
    written: &'static str,
    prepositions: &'static [&'static str],
    lexeme: &'static str,
) -> Meant {
    Meant { written, lexeme, prepositions }
}

/// Words for declarations.
static DECLARATION_SLIPS: &[Meant] = &[
    meant("project", "roadmap"),
    meant("plan", "roadmap"),
    meant("include", "import"),
    meant("epic", "feature"),
    meant("capability", "feature"),
    meant("initiative", "feature"),
    meant("story", "task"),
    meant("issue", "task"),
    meant("ticket", "task"),
    meant("todo", "task"),
    meant("activity", "task"),
    meant("subtask", "task"),
    meant("job", "task"),
    meant("phase", "stream"),
    meant("section", "stream"),
    meant("swimlane", "stream"),
    meant("lane", "stream"),
    meant("workstream", "stream"),
    meant("track", "stream"),
    meant("theme", "stream"),
    meant("group", "stream"),
    meant("user", "person"),
    meant("member", "person"),
    meant("developer", "person"),
    meant("engineer", "person"),
    meant("people", "person"),
    meant("machine", "resource"),
    meant("equipment", "resource"),
    meant("sprint", "cadence"),
    meant("iteration", "cadence"),
    meant("goal", "objective"),
    meant("okr", "objective"),
    meant("metric", "measure"),
    meant("kpi", "measure"),
    meant("gate", "milestone"),
    meant("checkpoint", "milestone"),
    meant("version", "release"),
    meant("candidate", "idea"),
    meant("update", "status"),
    meant("report", "view"),
    meant("const", "let"),
    meant("var", "let"),
    meant("define", "let"),
    meant("set", "let"),
];

/// Words for attributes.
static ATTRIBUTE_SLIPS: &[Meant] = &[
    meant("->", "after"),
    meant("<-", "after"),
    meant("=>", "after"),
    with("depends", &["on", "upon"], "after"),
    meant("depends_on", "after"),
    meant("depends-on", "after"),
    meant("dependson", "after"),
    meant("dependencies", "after"),
    meant("requires", "after"),
    meant("require", "after"),
    meant("needs", "after"),
    meant("need", "after"),
    with("blocked", &["by", "on"], "after"),
    meant("blocked-by", "after"),
    meant("blocked_by", "after"),
    meant("blockedby", "after"),
    with("waits", &["for", "on"], "after"),
    with("waiting", &["for", "on"], "after"),
    with("depending", &["on"], "after"),
    meant("follows", "after"),
    with("predecessor", &["is"], "after"),
    meant("predecessors", "after"),
    meant("blocks", "before"),
    meant("precedes", "before"),
    with("start", &["on", "at"], "from"),
    with("starts", &["on", "at"], "from"),
    with("begin", &["on", "at"], "from"),
    with("begins", &["on", "at"], "from"),
    meant("since", "from"),
    with("due", &["on", "by"], "by"),
    meant("deadline", "by"),
    meant("until", "to"),
    meant("till", "to"),
    with("end", &["on", "at"], "to"),
    with("ends", &["on", "at"], "to"),
    with("finish", &["on", "by"], "to"),
    with("finishes", &["on", "by"], "to"),
    meant("at", "on"),
    meant("date", "on"),
    meant("when", "on"),
    meant("duration", ""),
    meant("estimate", ""),
    meant("estimated", ""),
    with("length", &["of"], ""),
    meant("takes", ""),
    meant("progress", ""),
    meant("complete", ""),
    meant("completed", "done"),
    meant("finished", "done"),
    meant("cancelled", "dropped"),
    meant("canceled", "dropped"),
    meant("work", "effort"),
    with("assign", &["to"], "@"),
    with("assigned", &["to"], "@"),
    meant("assignee", "@"),
    meant("assignees", "@"),
    with("allocate", &["to"], "@"),
    meant("who", "@"),
    meant("resource", "@"),
    with("responsible", &["is"], "owner"),
    meant("lead", "owner"),
    meant("objective", "for"),
    meant("goal", "for"),
    meant("release", "in"),
    meant("version", "in"),
    meant("prio", "priority"),
    meant("mandatory", "must"),
    meant("required", "must"),
    meant("urgent", "must"),
    meant("optional", "could"),
    meant("tag", "#"),
    meant("tags", "#"),
    meant("label", "#"),
    meant("labels", "#"),
    meant("url", "link"),
    meant("href", "link"),
    meant("see", "link"),
    meant("description", "note"),
    meant("desc", "note"),
    meant("notes", "note"),
    meant("comment", "note"),
    meant("vacation", "away"),
    meant("absent", "away"),
    meant("holiday", "off"),
    meant("leave", "away"),
    meant("vacations", "away"),
    meant("leaves", "away"),
    meant("closed", "off"),
    meant("share", ""),
    meant("likelihood", "probability"),
    meant("mitigate", "mitigation"),
    meant("mitigated", "mitigation"),
    meant("units", "capacity"),
    meant("size", "capacity"),
    meant("inherits", "extends"),
    meant("levelling", "level"),
    meant("leveling", "level"),
    meant("levelled", "level"),
    meant("leveled", "level"),
    meant("levels", "level"),
    meant("auto-level", "level"),
    meant("autolevel", "level"),
    meant("balance", "level"),
    meant("balanced", "level"),
];

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
    let own = ATTRIBUTES.iter().find(|row| row.is_word() && row.lexeme == folded && folded != word);
    own.map(|row| meant("", row.lexeme)).or_else(|| find(ATTRIBUTE_SLIPS, &folded).copied())
}

/// The attribute that is meant by a word of another tool on such a declaration: the end of a roadmap is its deadline.
pub fn meant_attribute_on(word: &str, on: DeclarationKind) -> Option<Meant> {
    /// What is meant where the first can't stand.
    const OTHERWISE: [(&str, &str); 2] = [("to", "by"), ("by", "due")];
    let mut meant = meant_attribute(word)?;
    for (lexeme, otherwise) in OTHERWISE {
        let stands = |lexeme| attribute(lexeme).is_some_and(|row| row.on.contains(on));
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
    let long = ATTRIBUTE_SLIPS.iter().filter(|slip| slip.written.len() >= SHORTEST);
    let fitting = ATTRIBUTES.iter().filter(|row| row.is_word() && row.on.contains(on));
    let own = fitting.map(|row| row.lexeme);
    let near = did_you_mean(word, own.chain(long.map(|slip| slip.written)))?;
    let is_own = attribute(near).is_some_and(|row| row.on.contains(on));
    let is_own = is_own || said_otherwise(word, on).is_some();
    if is_own || word.len() < SHORTEST {
        return None;
    }
    // What stands alone can as well be the name of a duration.
    let stands_alone =
        |meant: &Meant| matches!(meant.lexeme, "done" | "dropped" | "must" | "could" | "level");
    meant_attribute_on(near, on).filter(|meant| !stands_alone(meant))
}

/// How it is said who is in a team.
pub const IN_A_TEAM: &str =
    "who is in a team stands in its block: `team core {`, `person ana`, `}`, a line each";

/// How that is said which people write as an attribute of such a declaration, though no attribute says it.
pub fn said_otherwise(word: &str, on: DeclarationKind) -> Option<&'static str> {
    match (word.to_lowercase().as_str(), on) {
        ("status" | "state", on) if on.is_item() => Some(
            "how far it is, `done`, `started 2026-03-09` or `40%` says; how it stands, a line of its own: `status 2026-03-16 at-risk api`",
        ),
        ("team", DeclarationKind::Person) | ("members" | "member", DeclarationKind::Team) => {
            Some(IN_A_TEAM)
        }
        _ => None,
    }
}

fn find(table: &'static [Meant], word: &str) -> Option<&'static Meant> {
    table.iter().find(|slip| slip.written == word)
}

/// The nearest attribute word that may stand on such a declaration.
pub fn suggest_attribute(word: &str, on: DeclarationKind) -> Option<&'static str> {
    let fitting = ATTRIBUTES.iter().filter(|row| row.is_word() && row.on.contains(on));
    did_you_mean(word, fitting.map(|row| row.lexeme))
}

/// In words, which attributes a declaration takes.
pub fn taken_by(kind: DeclarationKind) -> String {
    let is_listed = |row: &&AttributeWord| {
        row.on.contains(kind) && row.is_word() && row.kind != AttributeKind::Severity
    };
    let words: Vec<String> =
        ATTRIBUTES.iter().filter(is_listed).map(|row| format!("`{}`", row.lexeme)).collect();
    if words.is_empty() {
        return format!("a line of `{}` ends here", kind.lexeme());
    }
    format!("`{}` takes {}", kind.lexeme(), words.join(", "))
}

/// The nearest keyword that may stand in such a block (`None`: at the top of a file), or failing that anywhere.
pub fn suggest_declaration(word: &str, inside: Option<DeclarationKind>) -> Option<&'static str> {
    let fits = |place: Kinds, top: bool| inside.map_or(top, |kind| place.contains(kind));
    let fitting = DECLARATIONS.iter().filter(|row| fits(row.inside, row.at_top));
    did_you_mean(word, fitting.map(|row| row.lexeme))
        .or_else(|| did_you_mean(word, DECLARATIONS.iter().map(|row| row.lexeme)))
}
