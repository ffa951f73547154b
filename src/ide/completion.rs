//! What could be written at a place: the grammar says which words and which kinds of literal, the index which names, the plan which
//! dates are near.

use super::View;
use super::symbols::has_letters;
use crate::diagnostic::{Guard, rules};
use crate::resolve::NodeId;
use crate::syntax::ast::Value;
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::syntax::{Expected, Literal as L, Piece, expected_behind, pieces};
use crate::text::{Span, unquoted};
use crate::time::{Date, Weekday};

/// What could be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced: the part of a word before the caret.
    pub span: Span,
    /// The best first.
    pub items: Vec<Completion>,
}

impl Completions {
    /// At most so many of them, of more those that have the letters in them that are written already; and whether that is all.
    pub fn at_most(mut self, most: usize, written: &str) -> (Self, bool) {
        let is_all = self.items.len() <= most;
        if !is_all {
            let written = written.trim_start_matches('@');
            self.items.retain(|one| has_letters(&one.text, written));
            self.items.truncate(most);
        }
        (self, is_all)
    }
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A word that begins a declaration.
    Declaration,
    /// A word that begins an attribute, or belongs to one.
    Word,
    /// The name of a declaration of this kind.
    Name(K),
    /// A rule.
    Rule,
    /// A tag that is used already.
    Tag,
    /// A date, a duration, a share.
    Value,
    /// A file to import.
    File,
}

/// Something that could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is written.
    pub text: String,
    /// The same with places to fill in (`${1:name}`, `$0`), where there is more to write.
    pub snippet: Option<String>,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside it.
    pub detail: String,
    /// What there is to say of it, in Markdown; may be empty.
    pub documentation: String,
}

/// What could be written where the caret is: in a line that can't be read yet, too. `files` are those that could be imported, by
/// their paths from the file.
pub fn completions(view: View<'_>, offset: u32, files: &[String]) -> Completions {
    let sources = view.now.sources();
    let at = Span::new(offset, offset);
    let source = sources.source_of(at);
    let local = sources.local(at).start;
    let text = sources.source(source).map_or("", |source| source.text());
    let before = text.get(..local).unwrap_or_default();
    if let Some(path) = begun_path(before) {
        let span = Span::new(offset - length(path), offset);
        return Completions { span, items: files.iter().map(|path| file(path)).collect() };
    }
    let expected = expected(view, at);
    let word = before.rsplit([' ', '\t', '\n', ',', '{', '}', '"', '|']).next().unwrap_or_default();
    let written = before.strip_suffix(word).unwrap_or(before);
    let start = statement(written);
    let (line, index) = (written.get(start..).unwrap_or_default(), view.now.index());
    let base = sources.base(source);
    let node_at = |local: usize| {
        let at = base + u32::try_from(local).unwrap_or(0);
        index.innermost(Span::new(at, at))
    };
    // What the line itself declares ends before the blank behind it.
    let around = node_at(start);
    let begin = written.len() - line.trim_start().len();
    let node = if line.trim().is_empty() { around } else { node_at(begin) };
    let place = Place {
        view,
        node,
        context: Context::of(line, around.map(|node| index.declaration(node).kind)),
        expected: &expected,
        is_person: word.starts_with('@') || before.trim_end_matches(word).ends_with('|'),
        is_first: word.starts_with('@'),
    };
    let mut items = place.items();
    items.dedup_by(|next, one| next.text == one.text);
    Completions { span: Span::new(offset - length(word), offset), items }
}

/// What is expected at a place. Only what stands behind the beginning of the declaration before it is read for that: of a large
/// roadmap that is little.
fn expected(view: View<'_>, at: Span) -> Expected {
    let (index, sources) = (view.now.index(), view.now.sources());
    let source = sources.source_of(at);
    let own = |place: Span| sources.source_of(place) == source;
    let before = index.declarations().filter(|(_, one)| own(one.keyword));
    let last = before.take_while(|(_, one)| one.keyword.start < at.start).last();
    let mut around = std::iter::successors(last.map(|(node, _)| node), |node| index.parent(*node));
    let stands_around = |node: NodeId| index.declaration(node).extent.contains(at);
    let first = around.find(|node| index.parent(*node).is_none_or(stands_around));
    let begin = first.map_or(0, |node| sources.local(index.declaration(node).keyword).start);
    let outer = first.and_then(|node| index.parent(node)).map(|node| index.declaration(node).kind);
    let text = sources.source(source).map_or("", |source| source.text());
    let local = sources.local(at).start.saturating_sub(begin);
    expected_behind(text.get(begin..).unwrap_or_default(), outer, local)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(0)
}

/// The path of an import that is being written.
fn begun_path(before: &str) -> Option<&str> {
    let line = before.rsplit('\n').next()?.trim_start();
    let path = line.strip_prefix("import")?.trim_start().strip_prefix('"')?;
    (!path.contains('"')).then_some(path)
}

fn file(path: &str) -> Completion {
    plain(path, CompletionKind::File, "a file to import")
}

fn plain(text: &str, kind: CompletionKind, detail: &str) -> Completion {
    let (text, detail) = (text.to_owned(), detail.to_owned());
    Completion { text, snippet: None, kind, detail, documentation: String::new() }
}

/// What stands right before the word that is written.
enum Context {
    /// A word of the language behind which names stand, or a comma behind such names.
    Names(fn(K) -> bool),
    /// The same of what an item waits for: nothing waits for itself or for what it stands in.
    Awaited,
    /// `allow`, `warn`, `deny`
    Rules,
    /// A new name is written.
    NewName,
    /// An attribute may begin, or a literal is expected.
    Other,
}

const fn is_dated(kind: K) -> bool {
    matches!(kind, K::Let | K::Cadence)
}

const fn is_awaited(kind: K) -> bool {
    kind.is_item() || is_dated(kind)
}

const fn is_subject(kind: K) -> bool {
    kind.is_item() || matches!(kind, K::Objective | K::Idea)
}

impl Context {
    /// What a statement asks for next, which is written in the block of such a declaration.
    fn of(line: &str, block: Option<K>) -> Self {
        let all = pieces(line);
        let mut said: Vec<&str> = all
            .iter()
            .filter(|(piece, _)| *piece != Piece::Comment)
            .filter_map(|(_, place)| line.get(place.clone()))
            .collect();
        // Behind a comma stands what stands behind the word before the list.
        if said.last() == Some(&",") {
            let begins = |word: &&str| keyword::attribute(word).is_some();
            let list = said.iter().rposition(begins).unwrap_or(0);
            said.truncate(list + 1);
        }
        let declares = |word: &str| {
            let row = keyword::attribute(word);
            let is_attribute = row.zip(block).is_some_and(|(row, kind)| row.on.contains(kind));
            keyword::declaration(word).is_some() && !is_attribute
        };
        if let [word] = *said
            && declares(word)
        {
            return Self::NewName;
        }
        let is_risk = said.first() == Some(&"risk");
        match said.last().copied().unwrap_or_default() {
            "after" | "before" => Self::Awaited,
            "on" if is_risk || said.contains(&"impact") => Self::Names(K::is_item),
            "task" | "feature" if said.contains(&"by") => Self::Names(K::is_item),
            "for" => Self::Names(|kind| kind == K::Objective),
            "in" => Self::Names(|kind| kind == K::Release),
            "calendar" | "extends" => Self::Names(|kind| kind == K::Calendar),
            "allow" | "warn" | "deny" => Self::Rules,
            "on-track" | "at-risk" | "off-track" | "done" if said.first() == Some(&"status") => {
                Self::Names(is_subject)
            }
            "=" | "by" | "from" | "to" | "on" | "during" | "promised" | "due" | "started"
            | "done" | "away" | "off" | "open" => Self::Names(is_dated),
            "as" => Self::NewName,
            _ => Self::Other,
        }
    }
}

/// Where the statement begins that a text ends in: a line, with those before it that end with a comma; behind a brace.
fn statement(text: &str) -> usize {
    let mut start = text.rfind('\n').map_or(0, |at| at + 1);
    while let Some(before) = text.get(..start.saturating_sub(1)).filter(|_| start > 0) {
        if !before.trim_end().ends_with(',') {
            break;
        }
        start = before.rfind('\n').map_or(0, |at| at + 1);
    }
    let brace = text.get(start..).and_then(|line| line.rfind(['{', '}']));
    brace.map_or(start, |at| start + at + 1)
}

/// The place that is written at.
struct Place<'a> {
    view: View<'a>,
    /// The declaration that it stands in.
    node: Option<NodeId>,
    context: Context,
    expected: &'a Expected,
    /// Whether somebody's name is written.
    is_person: bool,
    /// Whether it is the first of several, with its `@`.
    is_first: bool,
}

impl Place<'_> {
    fn items(&self) -> Vec<Completion> {
        let takes = |literal: L| self.expected.literals.contains(&literal);
        if self.is_person {
            return self.people(if self.is_first { "@" } else { "" });
        }
        let mut items = match self.context {
            Context::Names(accepts) if takes(L::Name) => self.names(accepts, 1),
            Context::Awaited => self.names(is_awaited, usize::MAX),
            Context::Rules => rule_names(),
            Context::NewName => Vec::new(),
            _ if takes(L::Name) => self.durations_and_fields(),
            _ => Vec::new(),
        };
        if takes(L::Date) {
            items.extend(self.dates());
        }
        items.extend(self.expected.words.iter().map(|word| self.word(word)));
        if takes(L::Person) {
            items.extend(self.people("@"));
        }
        for (literal, values) in VALUES {
            let values = values.iter().filter(|_| takes(*literal));
            items.extend(values.map(|(text, detail)| plain(text, CompletionKind::Value, detail)));
        }
        if takes(L::Tag) {
            items.extend(self.tags());
        }
        items
    }

    /// What may be named here, but for so many of what the place stands in, from the inside out.
    fn names(&self, accepts: fn(K) -> bool, but: usize) -> Vec<Completion> {
        let index = self.view.now.index();
        let around = std::iter::successors(self.node, |node| index.parent(*node));
        let around: Vec<NodeId> = around.take(but).collect();
        let all = index.visible(self.node, accepts).into_iter();
        let others = all.filter(|(node, _)| !around.contains(node));
        others.map(|(node, name)| self.name(node, name)).collect()
    }

    fn name(&self, node: NodeId, text: String) -> Completion {
        let index = self.view.now.index();
        let declaration = index.declaration(node);
        let title = declaration.title.map(|title| self.view.now.sources().text(title));
        let detail = match title {
            Some(title) => format!("{} {}", declaration.kind.lexeme(), unquoted(title)),
            None => declaration.kind.lexeme().to_owned(),
        };
        let documentation = super::hover::declared_in_short(self.view, node);
        let kind = CompletionKind::Name(declaration.kind);
        Completion { text, snippet: None, kind, detail, documentation }
    }

    fn people(&self, sign: &str) -> Vec<Completion> {
        let mut people = self.names(|kind| matches!(kind, K::Team | K::Person | K::Resource), 0);
        for one in &mut people {
            one.text.insert_str(0, sign);
        }
        people
    }

    /// Behind a title: the name of a `let` that is a duration, or a custom field.
    fn durations_and_fields(&self) -> Vec<Completion> {
        let mut items = self.names(|kind| matches!(kind, K::Let | K::Field), 1);
        for one in items.iter_mut().filter(|one| one.kind == CompletionKind::Name(K::Field)) {
            one.text.push(':');
            one.snippet = Some(format!("{} $0", one.text));
        }
        items
    }

    fn word(&self, word: &str) -> Completion {
        let row = keyword::attribute(word)
            .filter(|row| self.expected.within.is_none_or(|kind| row.on.contains(kind)));
        if let Some(row) = row {
            let forms: Vec<String> = row.examples().map(|form| format!("`{form}`")).collect();
            let documentation = forms.join(" · ");
            return Completion { documentation, ..plain(word, CompletionKind::Word, row.doc) };
        }
        let Some(row) = keyword::declaration(word) else {
            return plain(word, CompletionKind::Word, "");
        };
        let snippet = Some(snippet(row.kind).to_owned());
        Completion { snippet, ..plain(word, CompletionKind::Declaration, row.doc) }
    }

    /// Days and periods near the one on which the plan is looked at, or else its first.
    fn dates(&self) -> Vec<Completion> {
        let model = self.view.now.model();
        let near = model.header.today.unwrap_or_else(|| model.header.from.date());
        let value = |text: String, detail: String| plain(&text, CompletionKind::Value, &detail);
        let mut days = vec![near];
        days.extend(next_monday(near));
        days.extend(near.first_of_month().plus_months(1).and_then(|next| next.plus_days(-1)));
        days.sort_unstable();
        days.dedup();
        let mut items: Vec<_> =
            days.into_iter().map(|day| value(day.to_string(), said(day))).collect();
        let quarter = |date: Date| format!("{}-Q{}", date.year(), date.quarter());
        let next = near.first_of_month().plus_months(3).unwrap_or(near);
        items.extend([near, next].map(|date| {
            let words = format!("quarter {} of {}", date.quarter(), date.year());
            value(quarter(date), words)
        }));
        items
    }

    /// The tags that are used already, each once.
    fn tags(&self) -> Vec<Completion> {
        let (index, sources) = (self.view.now.index(), self.view.now.sources());
        let all = index.declarations().flat_map(|(node, _)| index.attributes_of(node));
        let tags = all.filter_map(|one| match &one.value {
            Value::Tag(tag) => Some(format!("#{}", sources.text(*tag))),
            _ => None,
        });
        let mut tags: Vec<String> = tags.collect();
        tags.sort_unstable();
        tags.dedup();
        tags.iter().map(|tag| plain(tag, CompletionKind::Tag, "tag")).collect()
    }
}

fn said(day: Date) -> String {
    format!("{}, {}", day.weekday().name(), day.long())
}

fn next_monday(day: Date) -> Option<Date> {
    (1..=7).filter_map(|days| day.plus_days(days)).find(|day| day.weekday() == Weekday::Monday)
}

/// The rules whose severity a roadmap may change.
fn rule_names() -> Vec<Completion> {
    let all = rules::ALL.iter().filter(|rule| rule.guard == Guard::Quality);
    let item = |rule: &&'static crate::diagnostic::Rule| Completion {
        documentation: rule.page.to_owned(),
        ..plain(rule.name, CompletionKind::Rule, &rule.summary())
    };
    all.map(item).collect()
}

/// One or more of each literal, with what it means.
const VALUES: &[(L, &[(&str, &str)])] = &[
    (
        L::Duration,
        &[
            ("1d", "one working day"),
            ("3d", "three working days"),
            ("1w", "one working week"),
            ("3d..8d", "three days at best, eight at worst"),
        ],
    ),
    (L::Share, &[("25%", "a quarter"), ("50%", "half"), ("75%", "three quarters")]),
    (L::Hours, &[("09:00-17:00", "from nine to five"), ("09:00-12:30", "a morning")]),
    (L::MonthDay, &[("12-25", "25 December of every year")]),
    (L::Rate, &[("700/d", "700 for a day")]),
    (L::Lag, &[("+ 2d", "two working days later"), ("- 2d", "two working days earlier")]),
];

/// How a declaration mostly goes on.
const fn snippet(kind: K) -> &'static str {
    match kind {
        K::Roadmap => "roadmap \"${1:Title}\" from ${2:2026-01-05}$0",
        K::Import => "import \"${1:teams.roadmap}\"$0",
        K::Calendar => "calendar ${1:name} {\n  work mon-fri ${2:09:00-17:00}\n  $0\n}",
        K::Team => "team ${1:name} \"${2:Title}\" {\n  $0\n}",
        K::Person => "person ${1:name} \"${2:Full Name}\"$0",
        K::Resource => "resource ${1:name} \"${2:Title}\"$0",
        K::Objective => "objective ${1:name} \"${2:Title}\" by ${3:2026-Q4}$0",
        K::Measure => "measure ${1:name} \"${2:Title}\" from ${3:0} to ${4:100}$0",
        K::Stream => "stream ${1:name} \"${2:Title}\" {\n  $0\n}",
        K::Feature => "feature ${1:name} \"${2:Title}\" {\n  $0\n}",
        K::Task => "task ${1:name} \"${2:Title}\" ${3:5d}$0",
        K::Milestone => "milestone ${1:name} \"${2:Title}\" after ${3:name}$0",
        K::Release => "release ${1:name} \"${2:Title}\"$0",
        K::Idea => "idea ${1:name} \"${2:Title}\"$0",
        K::Risk => {
            "risk ${1:name} \"${2:What may go wrong}\" probability ${3:30%} impact ${4:5d}$0"
        }
        K::Status => "status ${1:2026-01-05} ${2:on-track} \"${3:What is new}\"$0",
        K::Field => "field ${1:name} ${2:text}$0",
        K::Cadence => "cadence ${1:sprint} every ${2:2w} from ${3:2026-01-05}$0",
        K::Let => "let ${1:name} = ${2:2026-01-05}$0",
    }
}
