//! The machine of the known mistakes. A mistake is a row: a pattern over the text that is wrong, what is said of it, and what is meant.
//!
//! In what a row says `{1}` is the first group of its pattern, and `{1:unit}` is that as a filter writes it ([`filters`](super::filters));
//! where a filter has no answer, the row does not hold. A row holds neither where it would change nothing. Of a table the first row that
//! holds is told; what it puts is read in the place of what is written.

use std::sync::OnceLock;

use regex_lite::{Captures, Regex};

use super::found::{Found, Mistake, Reading, wrong};
use super::pieces::{PieceKind, Word};
use crate::diagnostic::{Edit, Rule};
use crate::syntax::keyword::AttributeKind as A;
use crate::text::Span;

/// How much of a line is looked at.
const SEEN: usize = 300;

/// What stands for a part that many patterns have.
const PARTS: [(&str, &str); 21] = [
    ("<joint>", r"(?: ?[|/+&]+ ?@?| (?:or|and) @?|, ?@)"),
    ("<bullet>", r"(?:[-*+•–]|\d+[.)])"),
    ("<who>", r"<name>(?::[0-9.]+%?)?"),
    ("<name>", r"[A-Za-z\x{80}-\x{10FFFF}][0-9A-Za-z_.\x{80}-\x{10FFFF}-]*"),
    ("<text>", r#""(?:[^"\\]|\\.)*""#),
    ("<n>", r"\d+(?:\.\d+)?"),
    ("<time>", r"\d[\d.]*(?:d|w|h|min|mo)"),
    ("<day>", r"\d[0-9A-Za-z]*(?:[./:-][0-9A-Za-z]+)*"),
    (
        "<unit>",
        r"(?i:min(?:ute)?s?|hrs?|h(?:ours?)?|days?|p?d|wks?|w(?:eeks?)?|mon(?:ths?)?|mo|mth)",
    ),
    ("<month>", r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"),
    (
        "<days>",
        r"[A-Za-z]{2,}(?: ?(?:\.\.|[-–—]|(?: to| until| till| through| thru) ) ?[A-Za-z]{2,})?",
    ),
    ("<weekday>", r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"),
    ("<money>", r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|[Ee]uros?|dollars)"),
    (
        "<until>",
        r"(?: (?:[-–—→>]|->) | (?:to|until|till|thru|through|bis|au|a|à|al|tot|hasta|do) )",
    ),
    ("<flag>", r"(?:alap|split|dropped|done|external|level|long-term|short-term)"),
    ("<criterion>", r"(?:reach|impact|confidence|value|urgency|risk)(?: ?[:=])? ?"),
    ("<end>", r"(?: |,|$)"),
    ("<stop>", r"(?:[ ,)]|$)"),
    (
        "<is>",
        r"(?:task|feature|milestone|stream|release|idea|waiting|under-way|overdue|done|dropped|on-track|at-risk|off-track|unknown|critical|blocked)",
    ),
    (
        "<dimension>",
        r"(?:stream|objective|release|assignee|owner|team|tag|priority|state|health|horizon|kind)",
    ),
    ("<occasion>", r"(?:starts|ends|due|promised)"),
];

/// A mistake that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// A line that has it.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test tries each row from it"))]
    pub(super) example: &'static str,
    pattern: &'static str,
    /// What must not be there.
    unless: &'static str,
    /// The headline.
    pub(super) says: &'static str,
    help: &'static str,
    rule: Option<&'static Rule>,
    /// The group that is told, if it is not the one that is replaced.
    at: Option<usize>,
    /// The group that is replaced, and what by.
    meant: Option<(usize, &'static str)>,
    /// Whether that is only how the line is read on, and no fix.
    is_only_read: bool,
    /// What has to be writable too.
    when: &'static str,
    /// The attribute that has to be one of the declaration's.
    on: Option<A>,
    /// The attribute that is lost.
    costs: Option<A>,
}

/// A row, with a line that has the mistake.
pub(super) const fn row(example: &'static str, pattern: &'static str) -> Row {
    Row {
        example,
        pattern,
        unless: "",
        says: "",
        help: "",
        rule: None,
        at: None,
        meant: None,
        is_only_read: false,
        when: "",
        on: None,
        costs: None,
    }
}

impl Row {
    pub(super) const fn unless(self, unless: &'static str) -> Self {
        Self { unless, ..self }
    }

    pub(super) const fn says(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    pub(super) const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// Puts a text in the place of a group.
    pub(super) const fn put(self, group: usize, text: &'static str) -> Self {
        Self { meant: Some((group, text)), ..self }
    }

    /// Reads a text in the place of a group, which is no fix.
    pub(super) const fn read_as(self, group: usize, text: &'static str) -> Self {
        Self { meant: Some((group, text)), is_only_read: true, ..self }
    }

    pub(super) const fn at(self, group: usize) -> Self {
        Self { at: Some(group), ..self }
    }

    pub(super) const fn rule(self, rule: &'static Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    pub(super) const fn when(self, when: &'static str) -> Self {
        Self { when, ..self }
    }

    pub(super) const fn on(self, on: A) -> Self {
        Self { on: Some(on), ..self }
    }

    pub(super) const fn costs(self, costs: A) -> Self {
        Self { costs: Some(costs), ..self }
    }
}

/// Rows of one place.
pub(super) struct Table {
    rule: &'static Rule,
    /// The rows, of which the first that holds is told.
    pub(super) rows: &'static [Row],
    patterns: OnceLock<Vec<Patterns>>,
}

struct Patterns {
    /// What a text begins with that the pattern may fit: most need not be tried.
    start: Start,
    pattern: Option<Regex>,
    unless: Option<Regex>,
}

impl Table {
    pub(super) const fn new(rule: &'static Rule, rows: &'static [Row]) -> Self {
        Self { rule, rows, patterns: OnceLock::new() }
    }

    /// The mistake that the text from a piece on has.
    pub(super) fn find(&self, found: &Found<'_>, index: usize) -> Option<Mistake> {
        self.find_in(found, &View::new(found, index))
    }

    /// The mistake that the text from a word on has, which may begin within a piece.
    pub(super) fn find_word(&self, found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
        let index = found.pieces.iter().position(|piece| piece.end > word.start)?;
        let piece = found.piece(index)?;
        self.find_in(found, &View::behind(found, index, word.start - piece.start.min(word.start)))
    }

    fn find_in(&self, found: &Found<'_>, view: &View) -> Option<Mistake> {
        let patterns = self.patterns.get_or_init(|| self.rows.iter().map(Patterns::of).collect());
        let row = |(row, patterns): (&Row, &Patterns)| row.told(self.rule, patterns, found, view);
        self.rows.iter().zip(patterns).find_map(row)
    }
}

/// What a text has to begin with.
enum Start {
    Word(&'static str),
    Digit,
    Anything,
}

impl Start {
    /// What a pattern says of it at first sight.
    fn of(pattern: &'static str) -> Self {
        let length = pattern.find(|char: char| !char.is_ascii_lowercase()).unwrap_or(0);
        let word = pattern.get(..length).unwrap_or_default();
        let inside = pattern.trim_start_matches('(');
        if pattern.get(length..).is_some_and(|rest| rest.starts_with(' ')) {
            Self::Word(word)
        } else if !pattern.contains('|')
            && ["\\d", "<n>", "<day>"].iter().any(|it| inside.starts_with(it))
        {
            Self::Digit
        } else {
            Self::Anything
        }
    }

    fn fits(&self, text: &str) -> bool {
        match self {
            Self::Word(word) => text.starts_with(word),
            Self::Digit => text.starts_with(|first: char| first.is_ascii_digit()),
            Self::Anything => true,
        }
    }
}

impl Patterns {
    fn of(row: &Row) -> Self {
        Self {
            start: Start::of(row.pattern),
            pattern: regex(row.pattern),
            unless: Some(row.unless).filter(|unless| !unless.is_empty()).and_then(regex),
        }
    }
}

/// A pattern that begins where the view does.
pub(super) fn regex(pattern: &str) -> Option<Regex> {
    let whole = PARTS
        .iter()
        .fold(format!("^(?:{pattern})"), |pattern, (part, is)| pattern.replace(part, is));
    Regex::new(&whole).ok()
}

/// The text of a line from a piece on, with one space between its pieces where there is any.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) text: String,
    /// Where each piece begins in it, and in the text that is read.
    pieces: Vec<(usize, usize)>,
}

impl View {
    pub(super) fn new(found: &Found<'_>, index: usize) -> Self {
        Self::behind(found, index, 0)
    }

    fn behind(found: &Found<'_>, index: usize, at: usize) -> Self {
        let mut view = Self::default();
        let mut end = None;
        for (number, piece) in found.pieces.iter().enumerate().skip(index) {
            let is_over = number > index && piece.is_first || view.text.len() > SEEN;
            if is_over || piece.kind == PieceKind::Comment {
                break;
            }
            let start = if number == index { piece.start + at } else { piece.start };
            if end.is_some_and(|end| end < start) {
                view.text.push(' ');
            }
            view.pieces.push((view.text.len(), start));
            let piece_text = found.written.part(start, piece.end);
            end = Some(piece.end);
            let cut = piece_text.char_indices().nth(SEEN).filter(|_| piece_text.len() > SEEN);
            if let Some((cut, _)) = cut {
                // What is cut off goes on: nothing ends there.
                view.text.push_str(piece_text.get(..cut).unwrap_or_default());
                view.text.push('…');
                break;
            }
            view.text.push_str(piece_text);
        }
        view
    }

    /// Where a part of the view stands in the text that is read.
    pub(super) fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let written = |at: usize| {
            let before = self.pieces.iter().rev().find(|(view, _)| *view <= at);
            before.map_or(0, |(view, written)| written + (at - view))
        };
        let first = written(start);
        (first, if end > start { written(end - 1) + 1 } else { first })
    }

    fn span(&self, found: &Found<'_>, start: usize, end: usize) -> Span {
        let (start, end) = self.place(start, end);
        found.written.span(start, end)
    }
}

impl Row {
    fn told(
        &self,
        rule: &'static Rule,
        patterns: &Patterns,
        found: &Found<'_>,
        view: &View,
    ) -> Option<Mistake> {
        let stands = self.on.is_none_or(|kind| kind.stands_on().contains(found.on));
        if !stands || !patterns.start.fits(&view.text) {
            return None;
        }
        let groups = patterns.pattern.as_ref()?.captures(&view.text)?;
        if patterns.unless.as_ref().is_some_and(|unless| unless.is_match(&view.text)) {
            return None;
        }
        let _ = written(self.when, &groups, found)?;
        let says = written(self.says, &groups, found)?;
        // What is shown is a word, and not the spaces round it.
        let shown = |group: usize| {
            let group = groups.get(group)?;
            let text = group.as_str();
            let start = group.start() + (text.len() - text.trim_start().len());
            Some(view.span(found, start, (start + text.trim().len()).max(start)))
        };
        let at = self.at.or(self.meant.map(|(group, _)| group)).unwrap_or(0);
        let mut mistake = wrong(self.rule.unwrap_or(rule), shown(at)?, says);
        if !self.help.is_empty() {
            mistake = mistake.help(written(self.help, &groups, found)?);
        }
        if let Some((group, template)) = self.meant {
            let group = groups.get(group)?;
            let text = written(template, &groups, found).filter(|text| text != group.as_str())?;
            let span = view.span(found, group.start(), group.end());
            mistake = if self.is_only_read {
                mistake.read(Reading::Changed(vec![Edit { span, text }]))
            } else {
                mistake.put(span, text)
            };
        }
        Some(match self.costs {
            Some(kind) => Mistake { reading: Reading::Dropped(Some(kind)), ..mistake },
            None => mistake,
        })
    }
}

/// A template with its groups. `None` if a filter has no answer.
fn written(template: &str, groups: &Captures<'_>, found: &Found<'_>) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        // A brace of the language is one.
        let slot =
            behind.split_once('}').filter(|_| behind.starts_with(|c: char| c.is_ascii_digit()));
        let Some((slot, after)) = slot else {
            text.push('{');
            rest = behind;
            continue;
        };
        let (number, filter) = slot.split_once(':').unwrap_or((slot, ""));
        let group = groups.get(number.parse().ok()?).map_or("", |group| group.as_str().trim());
        match filter {
            "" => text.push_str(group),
            filter => text.push_str(&(found.filter)(filter, group, found)?),
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::super::{
        amounts, calendars, conditions, foreign, heads, lines, names, numbers, operands, people,
        points, views, words,
    };
    use super::*;
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::text::{Source, Sources};

    fn told(text: &str) -> Vec<Diagnostic> {
        let mut sources = Sources::default();
        let source = sources.add(Source::new("test.roadmap", text)).unwrap();
        let mut out = Diagnostics::new();
        crate::syntax::parse(&sources, source, &mut out);
        out.iter().cloned().collect()
    }

    /// A line of a block stands in one.
    fn in_its_place(example: &str) -> String {
        match example.split(' ').next() {
            Some("off" | "work" | "open") => format!("calendar c {{\n{example}\n}}\n"),
            _ => format!("{example}\n"),
        }
    }

    #[test]
    fn every_row_is_told_of_its_example_and_its_fix_mends_it() {
        let tables: [&Table; 23] = [
            &conditions::JOINTS,
            &conditions::TESTS,
            &views::VIEWS,
            &foreign::FOREIGN,
            &foreign::ROWS,
            &amounts::DURATIONS,
            &calendars::HOURS,
            &calendars::LINES,
            &heads::HEADS,
            &lines::BEGINNINGS,
            &lines::STRAY,
            &lines::FIRST,
            &lines::SIGNS,
            &names::LISTS,
            &numbers::NUMBERS,
            &operands::ATTRIBUTES,
            &people::PEOPLE,
            &people::RATES,
            &points::PAIRS,
            &points::POINTS,
            &points::RANGES,
            &words::FIELDS,
            &words::WORDS,
        ];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/syntax/mistakes");
        let texts = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let texts = texts.map(|file| std::fs::read_to_string(file).unwrap());
        let written: usize = texts.map(|text| text.matches(": Table = Table::new(").count()).sum();
        assert_eq!(tables.len(), written - 1, "a table is not tried"); // One of them stands in this line.
        for row in tables.iter().flat_map(|table| table.rows) {
            assert!(regex(row.pattern).is_some(), "{} is no pattern", row.pattern);
            let text = in_its_place(row.example);
            let said = told(&text);
            let [one] = said.as_slice() else {
                panic!("{} is told {} times", row.example, said.len())
            };
            let mut rest = one.message.as_str();
            for part in row.says.split('{').map(|part| part.split_once('}').map_or(part, |it| it.1))
            {
                let at =
                    rest.find(part).unwrap_or_else(|| panic!("{}: {}", row.example, one.message));
                rest = &rest[at + part.len()..];
            }
            let Some(fix) = &one.fix else { continue };
            let mut mended = text.clone();
            for edit in fix.edits.iter().rev() {
                mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            }
            let said: Vec<String> = told(&mended).into_iter().map(|one| one.message).collect();
            assert!(said.is_empty(), "{mended}{said:?}");
        }
    }
}
