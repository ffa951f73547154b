//! What could be written at a place: the grammar says which words and which kinds of literal, the index which names, the plan which
//! dates are near.

use std::cell::Cell;

use rustc_hash::FxHashSet;

use super::View;
use super::actions::touches;
use super::beginning;
use super::context::{Context, attribute_behind};
use super::hover::examples_of;
use super::snippets::snippet;
use super::symbols::has_letters;
use crate::diagnostic::{Guard, rules};
use crate::resolve::NodeId;
use crate::syntax::ast::{Attribute, FieldType, LetValue, PointBase, Value};
use crate::syntax::keyword::{self, AttributeKind as A, CONFLICTS, DeclarationKind as K};
use crate::syntax::{
    Expected, Literal as L, Piece, WEEKDAYS, expected_behind, pieces, said_once, start_of_statement,
};
use crate::text::{Span, unquoted};
use crate::time::{Date, Weekday};

/// What could be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced: the part of a word before the caret.
    pub span: Span,
    /// The best first.
    pub items: Vec<Completion>,
    /// Whether that is all: of too many only those with the letters in them that are written already are told, the nearest first.
    pub is_all: bool,
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
/// their paths from the file; of names there are no more than `most`.
pub fn completions(
    view: View<'_>,
    offset: u32,
    files: &dyn Fn() -> Vec<String>,
    most: usize,
) -> Completions {
    let sources = view.now.sources();
    let at = Span::new(offset, offset);
    let source = sources.source_of(at);
    let local = sources.local(at).start;
    let text = sources.source(source).map_or("", |source| source.text());
    let before = text.get(..local).unwrap_or_default();
    let (begin, outer) = beginning(view, at);
    let is_calendar = |path: &str| path.to_ascii_lowercase().ends_with(".ics");
    let may_be = |path: &String| is_calendar(path) == (outer == Some(K::Calendar));
    let files: &dyn Fn() -> Vec<String> = &|| files().into_iter().filter(may_be).collect();
    if let Some(path) = begun_path(before) {
        let span = Span::new(offset - length(path), offset);
        return Completions {
            span,
            items: files().iter().map(|path| file(path)).collect(),
            is_all: true,
        };
    }
    let expected = expected_behind(text.get(begin..).unwrap_or_default(), outer, local - begin);
    let word = before
        .rsplit([' ', '\t', '\n', ',', '{', '}', '"', '|', '(', ')'])
        .next()
        .unwrap_or_default();
    let written = before.strip_suffix(word).unwrap_or(before);
    let start = begin + start_of_statement(written.get(begin..).unwrap_or_default());
    let (line, index) = (written.get(start..).unwrap_or_default(), view.now.index());
    let base = sources.base(source);
    let node_at = |local: usize| {
        let at = base + u32::try_from(local).unwrap_or(0);
        index.innermost(Span::new(at, at))
    };
    let is_start = line.trim().is_empty();
    // What the line itself declares ends before the blank behind it.
    let around = node_at(start);
    let first = written.len() - line.trim_start().len();
    let node = if is_start { around } else { node_at(first) };
    let first_place = base + u32::try_from(first).unwrap_or(0);
    let is_of_line = |node: &NodeId| index.declaration(*node).keyword.start == first_place;
    let declares = pieces(line).first().and_then(|(_, place)| line.get(place.clone()));
    let declares = declares.is_some_and(|word| keyword::declaration(word).is_some());
    // A line that can't be read declares nothing: the attributes of what it stands in are not its own.
    let described = node.filter(|node| is_start || !declares || is_of_line(node));
    let span = Span::new(offset - length(word), offset);
    let place = Place {
        view,
        node,
        described,
        is_start,
        word,
        word_span: span,
        files,
        attribute: attribute_behind(line, expected.within),
        context: Context::of(line, around.map(|node| index.declaration(node).kind)),
        expected: &expected,
        is_person: word.starts_with('@') || written.ends_with('|'),
        is_first: word.starts_with('@'),
        most,
        is_all: Cell::new(true),
    };
    let mut items = place.items();
    let mut seen: FxHashSet<String> = listed(line).into_iter().collect();
    items.retain(|one| seen.insert(one.text.clone()));
    Completions { span, items, is_all: place.is_all.get() }
}

/// What stands already in the list that a line ends in: nobody wants to write it again.
fn listed(line: &str) -> Vec<String> {
    let mut listed = Vec::new();
    let all = pieces(line);
    for (behind, part) in all.rsplit(|(piece, _)| *piece == Piece::Comma).enumerate() {
        let words = part.iter().filter_map(|(_, place)| line.get(place.clone()));
        let last = words.clone().next_back().filter(|_| behind > 0);
        listed.extend(last.map(str::to_owned));
        if words.map(keyword::attribute).any(|row| row.is_some()) {
            break;
        }
    }
    listed
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

/// The same where the quotes are not written yet.
fn quoted_file(path: &str) -> Completion {
    plain(&format!("\"{path}\""), CompletionKind::File, "a file to import")
}

fn plain(text: &str, kind: CompletionKind, detail: &str) -> Completion {
    let (text, detail) = (text.to_owned(), detail.to_owned());
    Completion { text, snippet: None, kind, detail, documentation: String::new() }
}

/// The place that is written at.
struct Place<'a> {
    view: View<'a>,
    /// The declaration that it stands in.
    node: Option<NodeId>,
    /// The declaration that an attribute at this place would describe, if it is read already.
    described: Option<NodeId>,
    /// Whether nothing of the statement is written yet.
    is_start: bool,
    /// What is written of the word, and where.
    word: &'a str,
    word_span: Span,
    files: &'a dyn Fn() -> Vec<String>,
    context: Context,
    /// The last attribute that the statement begins.
    attribute: Option<A>,
    expected: &'a Expected,
    /// Whether somebody's name is written.
    is_person: bool,
    /// Whether it is the first of several, with its `@`.
    is_first: bool,
    /// So many names are offered,
    most: usize,
    /// and whether there were no more.
    is_all: Cell<bool>,
}

impl Place<'_> {
    fn items(&self) -> Vec<Completion> {
        // Nothing is expected in texts and comments.
        if self.expected.words.is_empty() && self.expected.literals.is_empty() {
            return Vec::new();
        }
        let takes = |literal: L| self.takes(literal);
        if self.is_person {
            return self.people(if self.is_first { "@" } else { "" });
        }
        if self.word.starts_with('#') {
            return if takes(L::Tag) { self.tags() } else { Vec::new() };
        }
        let mut items = match &self.context {
            Context::NewName => return Vec::new(),
            Context::File => return (self.files)().iter().map(|path| quoted_file(path)).collect(),
            Context::Words(words, accepts) => {
                let words = words.iter().map(|word| self.word(word));
                return words.chain(self.names(*accepts, 1)).collect();
            }
            Context::Person => return self.people("@"),
            Context::Day => {
                let mut items = self.dates();
                items.extend(self.lets(Stands::Date));
                return items;
            }
            Context::Test => self.names(|kind| kind == K::Field, 1),
            Context::FieldValue(field) => return self.field_values(field),
            Context::Weekdays => self.weekdays(),
            Context::Names(accepts) if takes(L::Name) => self.names(*accepts, 1),
            Context::Awaited => self.points(),
            Context::Dated if takes(L::Name) => {
                let mut items = self.lets(Stands::Date);
                items.extend(self.cadences());
                items
            }
            Context::Time => self.lets(Stands::Time),
            Context::Amount => self.lets(Stands::Amount),
            Context::Rules => rule_names(),
            Context::Other if takes(L::Name) => self.durations_and_fields(),
            _ => Vec::new(),
        };
        if takes(L::Date) {
            items.extend(self.dates());
        }
        let said = self.said();
        let words = self.expected.words.iter().filter(|word| self.may_be_said(word, &said));
        items.extend(words.map(|word| self.word(word)));
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

    /// Whether an attribute may begin here.
    fn is_attribute(&self) -> bool {
        let is_test = matches!(self.context, Context::Test);
        !is_test && self.expected.literals.contains(&L::Tag) || self.is_start
    }

    /// Whether such a literal has a meaning here: one that is an attribute by itself stands on some declarations only, and once.
    fn takes(&self, literal: L) -> bool {
        let kind = match literal {
            L::Duration => A::Duration,
            L::Share => A::Percent,
            L::Person => A::Assign,
            L::Tag => A::Tag,
            _ => return self.expected.literals.contains(&literal),
        };
        let is_own = !self.is_attribute()
            || matches!(self.context, Context::Time | Context::Amount)
            || self.may_stand(kind, &self.said());
        self.expected.literals.contains(&literal) && is_own
    }

    /// What is said already of what is described, once and for all.
    fn said(&self) -> Vec<A> {
        let index = self.view.now.index();
        let all = self.described.map_or(&[][..], |node| index.attributes_of(node));
        let is_other = |one: &&Attribute| !touches(one.span, self.word_span);
        all.iter().filter(is_other).filter_map(|one| said_once(&one.value)).collect()
    }

    /// Whether an attribute may stand on the declaration, beside what is said of it.
    fn may_stand(&self, kind: A, said: &[A]) -> bool {
        let conflicts = |other: &A| {
            let both = |(one, with, _): &(A, A, &str)| {
                (*one == kind && with == other) || (*with == kind && one == other)
            };
            *other == kind || CONFLICTS.iter().any(both)
        };
        self.expected.within.is_some_and(|of| kind.stands_on().contains(of))
            && !said.iter().any(conflicts)
    }

    fn may_be_said(&self, word: &str, said: &[A]) -> bool {
        let row = self.expected.within.and_then(|kind| keyword::attribute_on(word, kind));
        let row = row.filter(|_| self.is_attribute());
        row.is_none_or(|row| self.may_stand(row.kind, said))
    }

    /// What an item may wait for: of what is written already its ends, too.
    fn points(&self) -> Vec<Completion> {
        let items = self.names(K::is_item, usize::MAX);
        let written = |one: &&Completion| {
            self.word.strip_prefix(one.text.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        let ends = |one: &Completion| {
            ["start", "end"].map(|end| {
                let detail = format!("the {end} of {}", one.detail);
                plain(&format!("{}.{end}", one.text), one.kind, &detail)
            })
        };
        let mut all: Vec<_> = items.iter().filter(written).flat_map(ends).collect();
        all.extend(items);
        all.extend(self.cadences());
        all.extend(self.lets(Stands::Date));
        all
    }

    /// Cadences: the numbers of one that is written already.
    fn cadences(&self) -> Vec<Completion> {
        let cadences = self.names(|kind| kind == K::Cadence, usize::MAX);
        let numbered = |one: Completion| -> Vec<Completion> {
            let numbers = 1..=CADENCES;
            let number = |number: u32| {
                plain(&format!("{}.{number}", one.text), one.kind, one.detail.as_str())
            };
            numbers.map(number).collect()
        };
        let written = |one: &Completion| {
            self.word.strip_prefix(one.text.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        let (begun, whole): (Vec<_>, Vec<_>) = cadences.into_iter().partition(written);
        begun.into_iter().flat_map(numbered).chain(whole).collect()
    }

    /// The names that stand for something of a kind.
    fn lets(&self, wanted: Stands) -> Vec<Completion> {
        let all = self.visible(|kind| kind == K::Let).into_iter();
        let fits = all.filter(|(node, _)| self.stands_for(*node, LETS) == Some(wanted));
        fits.map(|(node, name)| self.name(node, name)).collect()
    }

    /// What a name stands for, through so many others.
    fn stands_for(&self, node: NodeId, through: usize) -> Option<Stands> {
        let index = self.view.now.index();
        let value = index.attributes_of(node).iter().find_map(|one| match &one.value {
            Value::Let(value) => Some(value),
            _ => None,
        })?;
        match value {
            LetValue::Point(point) if point.base == PointBase::Name => {
                let named = index.reference_at(point.base_span.end)?.node;
                let is_let = index.declaration(named).kind == K::Let;
                let through = through.checked_sub(1)?;
                if is_let { self.stands_for(named, through) } else { Some(Stands::Date) }
            }
            LetValue::Point(_) => Some(Stands::Date),
            LetValue::Duration(_) => Some(Stands::Time),
            LetValue::Amount(_) => Some(Stands::Amount),
            LetValue::Percent(_) => None,
        }
    }

    /// The days of the week, those that mostly belong together first.
    fn weekdays(&self) -> Vec<Completion> {
        let value = |text: &str| plain(text, CompletionKind::Value, "days of the week");
        let common = ["mon-fri", "mon-thu", "sat-sun"].map(value);
        let first = self.word.split_once('-').map(|(first, _)| first);
        let first = first.filter(|first| WEEKDAYS.contains(first));
        let until = first.into_iter().flat_map(|first| {
            let others = WEEKDAYS.iter().filter(move |last| **last != first);
            others.map(move |last| format!("{first}-{last}"))
        });
        common.into_iter().chain(until.map(|text| value(&text))).collect()
    }

    /// What a field may hold, as far as that is known.
    fn field_values(&self, field: &str) -> Vec<Completion> {
        let (index, sources) = (self.view.now.index(), self.view.now.sources());
        let is_meant = |name: Span| sources.text(name) == field;
        let mut fields = index
            .declarations()
            .filter(|(_, one)| one.kind == K::Field && one.name.is_some_and(is_meant));
        let kind = fields.next().and_then(|(node, _)| {
            index.attributes_of(node).iter().find_map(|one| match &one.value {
                Value::FieldType(kind) => Some(kind),
                _ => None,
            })
        });
        let value = |text: &str| plain(text, CompletionKind::Value, field);
        match kind {
            Some(FieldType::OneOf(choices)) => {
                choices.iter().map(|choice| value(sources.text(*choice))).collect()
            }
            Some(FieldType::Flag) => ["yes", "no"].map(value).to_vec(),
            Some(FieldType::Date) => self.dates(),
            Some(FieldType::Text | FieldType::Number) | None => Vec::new(),
        }
    }

    /// What may be named here, but for so many of what the place stands in, from the inside out.
    fn names(&self, accepts: fn(K) -> bool, but: usize) -> Vec<Completion> {
        let index = self.view.now.index();
        let around = std::iter::successors(self.node, |node| index.parent(*node));
        let around: Vec<NodeId> = around.take(but).collect();
        let all = self.visible(accepts).into_iter();
        let others = all.filter(|(node, _)| !around.contains(node));
        others.map(|(node, name)| self.name(node, name)).collect()
    }

    fn visible(&self, accepts: fn(K) -> bool) -> Vec<(NodeId, String)> {
        let letters = self.word.trim_start_matches('@');
        // Behind a name's point its ends stand, or what it has in it.
        let before = letters.rsplit_once('.').map(|(before, _)| before);
        let wanted = |path: &str| {
            has_letters(path, letters) || before.is_some_and(|before| path.ends_with(before))
        };
        let (found, is_all) = self.view.now.index().visible(self.node, accepts, self.most, wanted);
        self.is_all.set(self.is_all.get() && is_all);
        found
    }

    fn name(&self, node: NodeId, text: String) -> Completion {
        let index = self.view.now.index();
        let declaration = index.declaration(node);
        let title = declaration.title.map(|title| self.view.now.sources().text(title));
        let detail = match title {
            Some(title) => format!("{} {}", declaration.kind.lexeme(), unquoted(title)),
            None => declaration.kind.lexeme().to_owned(),
        };
        let documentation = super::hover::as_written(self.view, node);
        let kind = CompletionKind::Name(declaration.kind);
        Completion { text, snippet: None, kind, detail, documentation }
    }

    fn people(&self, sign: &str) -> Vec<Completion> {
        let mut people = self.names(|kind| matches!(kind, K::Team | K::Person | K::Resource), 0);
        for one in &mut people {
            one.text.insert_str(0, sign);
        }
        let Some((name, _)) = self.word.split_once(':') else { return people };
        let share = |(share, detail): &(&str, &str)| {
            plain(
                &format!("{name}:{share}"),
                CompletionKind::Value,
                &format!("{detail} of the time"),
            )
        };
        SHARES.iter().map(share).collect()
    }

    /// Where an attribute may begin: the name of a `let` that is a duration, or a custom field.
    fn durations_and_fields(&self) -> Vec<Completion> {
        if !self.is_attribute() {
            return Vec::new();
        }
        let said = self.said();
        let mut items = Vec::new();
        if self.may_stand(A::Duration, &said) {
            items.extend(self.lets(Stands::Time));
        }
        if self.may_stand(A::Custom, &said) {
            let mut fields = self.names(|kind| kind == K::Field, 1);
            for one in &mut fields {
                one.text.push(':');
                one.snippet = Some(format!("{} $0", one.text));
            }
            items.extend(fields);
        }
        items
    }

    fn word(&self, word: &str) -> Completion {
        let own = self.expected.within.and_then(|kind| keyword::attribute_on(word, kind));
        let part = keyword::part_of(self.attribute, word).map_or("", |part| part.doc);
        if let Some(row) = own.filter(|_| self.is_attribute() || part.is_empty()) {
            let documentation = examples_of(row);
            return Completion { documentation, ..plain(word, CompletionKind::Word, row.doc) };
        }
        // Behind the beginning of a line the word of a declaration declares nothing.
        let Some(row) = keyword::declaration(word).filter(|_| self.is_start) else {
            return plain(word, CompletionKind::Word, part);
        };
        let snippet = Some(snippet(row.kind, self.view.now, self.near()));
        let documentation = format!("`{}`", row.form);
        Completion { snippet, documentation, ..plain(word, CompletionKind::Declaration, row.doc) }
    }

    /// The day on which the plan is looked at, or else its first; `None` where the text tells neither.
    fn near(&self) -> Option<Date> {
        let header = &self.view.now.model().header;
        let is_given = header.from.minutes() != 0;
        header.today.or_else(|| is_given.then(|| header.from.date()))
    }

    /// Days and periods near the one on which the plan is looked at, or else its first, that one first.
    fn dates(&self) -> Vec<Completion> {
        let Some(near) = self.near() else { return Vec::new() };
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

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Date,
    Time,
    Amount,
}

/// So many names may stand for each other before that is no more followed.
const LETS: usize = 16;

/// So many of a cadence are offered.
const CADENCES: u32 = 12;

const SHARES: &[(&str, &str)] = &[("25%", "a quarter"), ("50%", "half"), ("75%", "three quarters")];

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
    (L::Share, SHARES),
    (L::Hours, &[("09:00-17:00", "from nine to five"), ("09:00-12:30", "a morning")]),
    (L::MonthDay, &[("12-25", "25 December of every year")]),
    (L::Rate, &[("700/d", "700 for a day")]),
    (L::Lag, &[("+ 2d", "two working days later"), ("- 2d", "two working days earlier")]),
];
