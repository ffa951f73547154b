//! What could stand at a place of a text that is being written: the grammar is asked, word by word, how far it would read on.

use std::sync::LazyLock;

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};

use super::ask::pieces_of;
use super::grammar::{Grammar, Rule};
use super::tree::Tree;
use crate::syntax::keyword::{self, ATTRIBUTES, DECLARATIONS, DeclarationKind};
use crate::text::SourceId;

/// What could stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The declaration that the place belongs to: that of its line, or the one in whose block it stands.
    pub within: Option<DeclarationKind>,
    /// The words of the language, in the order of the table of words, then of the grammar.
    pub words: Vec<&'static str>,
    /// What is no word of the language.
    pub literals: Vec<Literal>,
}

/// What is no word of the language, but has a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `design`: a new name, or that of something declared.
    Name,
    /// `"Design"`
    Text,
    /// `10d`, or a range of two or three where an estimate is meant.
    Duration,
    /// `2026-03-02`, or a period.
    Date,
    /// `12`
    Number,
    /// `700/d`
    Rate,
    /// `40%`
    Share,
    /// `09:00-17:30`
    Hours,
    /// `12-25`
    MonthDay,
    /// `https://example.com`
    Address,
    /// `@ana`
    Person,
    /// `#infra`
    Tag,
    /// `+ 2d`, `- 2d`
    Lag,
    /// `{`
    Block,
}

use Literal as L;

/// Each literal with one that is one for certain.
const SAMPLES: [(Literal, &str); 14] = [
    (L::Name, UNKNOWN),
    (L::Text, "\"x\""),
    (L::Duration, "10d"),
    (L::Date, "2026-03-02"),
    (L::Number, "12"),
    (L::Rate, "12/d"),
    (L::Share, "40%"),
    (L::Hours, "09:00-17:30"),
    (L::MonthDay, "12-25"),
    (L::Address, "https://x.y"),
    (L::Person, "@x"),
    (L::Tag, "#x"),
    (L::Lag, "+ 2d"),
    (L::Block, "{"),
];

/// A word of no meaning, and a sign that nothing begins with.
const UNKNOWN: &str = "xyzzy";
/// What nothing but an attribute is.
const CUSTOM: &str = "xyzzy: 12";
const NOTHING: &str = "\u{1}";

/// The words in quotes of the grammar.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let grammar = include_str!("../../../grammar/roadmap.pest");
    let code = grammar.lines().filter(|line| !line.trim_start().starts_with("//"));
    let quoted = code.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::trim_end);
    let is_word = |word: &&str| {
        let is_inner =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        word.len() > 1 && word.starts_with(char::is_alphabetic) && word.bytes().all(is_inner)
    };
    let mut words: Vec<&str> = Vec::new();
    for word in quoted.filter(is_word).chain(["="]) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
});

/// Every word that the language has: those that begin a declaration or an attribute, and those that belong to one.
pub fn words() -> &'static [&'static str] {
    &WORDS
}

/// What could stand where the word begins that an offset of a text lies in or behind; between words, at the offset itself.
/// Nothing is expected in texts and comments.
pub fn expected_at(text: &str, offset: usize) -> Expected {
    expected_behind(text, None, offset)
}

/// The same where a statement is known to begin that stands in the block of `outer`, or in none: `text` begins there, and nothing
/// before it is looked at.
pub fn expected_behind(text: &str, outer: Option<DeclarationKind>, offset: usize) -> Expected {
    let before =
        (0..=offset.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    let is_in_block_text = before.matches("\"\"\"").count() % 2 == 1;
    let begun = before
        .trim_end_matches(|char: char| !matches!(char, ' ' | '\t' | '\n' | ',' | '{' | '}' | '"'));
    let start = start_of_statement(begun);
    let statement = begun.get(start..).unwrap_or_default().replace(['\t', '\r'], " ");
    if is_in_block_text || is_in_text_or_comment(before.get(start..).unwrap_or_default()) {
        return Expected::default();
    }
    let statement = statement.trim_start_matches([' ', '\n']);
    let owner = owner_at(begun.get(..start).unwrap_or_default()).or(outer);
    let declared = keyword::declaration(first_word(statement)).map(|row| row.kind);
    if statement.is_empty() {
        return at_start(owner);
    }
    let within = declared.or(owner);
    let (place, attribute) = Place::of(statement);
    let takes_attributes = place.takes(CUSTOM);
    let as_attribute = ATTRIBUTES
        .iter()
        .filter(|row| takes_attributes && row.is_word())
        .filter(|row| within.is_some_and(|kind| row.on.contains(kind)));
    let mut words: Vec<&str> = as_attribute.map(|row| row.lexeme).collect();
    // Words of attributes stand on some declarations only.
    let is_own = |word: &str| !takes_attributes || keyword::attribute(word).is_none();
    let (mean, go_on) = (place.meaning(), attribute.as_ref().map(Place::meaning));
    let others = WORDS.iter().copied().filter(|word| {
        is_own(word) && mean(word) || go_on.as_ref().is_some_and(|means| means(word))
    });
    words.extend(others);
    // A lag is one literal: what may stand in it the grammar does not tell.
    words.extend(is_within_lag(statement).then_some("elapsed"));
    let takes = |sample: &str| {
        place.takes(sample) || attribute.as_ref().is_some_and(|place| place.takes(sample))
    };
    // An address is no name, though the grammar leaves it to the parser to say so.
    let is_name = takes(UNKNOWN);
    let literals = SAMPLES
        .iter()
        .filter(|(literal, sample)| takes(sample) && !(is_name && *literal == L::Address));
    Expected { within, words, literals: literals.map(|(literal, _)| *literal).collect() }
}

/// What the grammar is asked about: a statement, or the attribute at its end that lacks something.
struct Place<'a> {
    text: &'a str,
    rule: Rule,
}

impl<'a> Place<'a> {
    /// What is asked, and the attribute before it that has all it needs and may take more.
    fn of(statement: &'a str) -> (Self, Option<Self>) {
        let words = statement.match_indices(|char| !matches!(char, ' ' | ',' | '\n'));
        let starts = words.map(|(at, _)| at).filter(|at| {
            statement.get(..*at).is_some_and(|before| before.ends_with([' ', ',', '\n']))
        });
        // The second word of a declaration is its name.
        let is_declared = keyword::declaration(first_word(statement)).is_some();
        let behind_name = usize::from(is_declared);
        let begun = [0].into_iter().chain(starts.skip(behind_name));
        let takes_more = |at: &usize| {
            let rest = statement.get(*at..).unwrap_or_default();
            let word = first_word(rest);
            keyword::attribute(word).is_some() && Grammar::parse(Rule::flag, word).is_err()
        };
        let begun: Vec<usize> = begun.filter(takes_more).collect();
        let end = statement.trim_end_matches([' ', '\n']).len();
        let whole = Self { text: statement, rule: Rule::whole };
        let mut lacking = None;
        for at in begun.into_iter().rev() {
            let rest = Self { text: statement.get(at..).unwrap_or_default(), rule: Rule::ended };
            match rest.reads("") {
                (read, rules) if rules.is_empty() && at + read >= end => {
                    return (whole, Some(rest));
                }
                (read, rules) if !rules.is_empty() && at + read >= end => lacking = Some(rest),
                _ => {}
            }
        }
        (lacking.unwrap_or(whole), None)
    }

    /// How far the grammar reads on if this stood here, and what it would take there.
    fn reads(&self, behind: &str) -> (usize, Vec<Rule>) {
        let text = format!("{}{behind}", self.text);
        let error = match Grammar::parse(self.rule, &text) {
            Ok(mut pairs) => {
                let end = pairs.next().map_or(0, |pair| pair.as_span().end());
                return (end, Vec::new());
            }
            Err(error) => error,
        };
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        match error.variant {
            ErrorVariant::ParsingError { positives, .. } => (at, positives),
            ErrorVariant::CustomError { .. } => (at, Vec::new()),
        }
    }

    /// Whether this may stand here.
    fn takes(&self, literal: &str) -> bool {
        self.reads(literal).0 >= self.text.len() + literal.len()
    }

    /// Whether a word means something here: it is read otherwise than one of no meaning.
    fn meaning(&self) -> impl Fn(&str) -> bool {
        let unknown = self.beyond(UNKNOWN);
        move |word| {
            let read = self.beyond(word);
            read.is_some() && read != unknown
        }
    }

    /// How a word is read, told by what is expected behind it; `None` if it is not.
    fn beyond(&self, word: &str) -> Option<(usize, Vec<Rule>)> {
        let (at, rules) = self.reads(&format!("{word} {NOTHING}"));
        let behind = at.checked_sub(self.text.len() + word.len())?;
        Some((behind, rules))
    }
}

/// Whether the amount of a lag is expected behind a statement.
fn is_within_lag(statement: &str) -> bool {
    let before = statement.trim_end_matches(' ');
    before.len() < statement.len() && before.ends_with(['+', '-'])
}

fn first_word(text: &str) -> &str {
    text.split([' ', ',']).next().unwrap_or_default()
}

/// What may begin a line.
fn at_start(owner: Option<DeclarationKind>) -> Expected {
    let fits = |row: &&keyword::DeclarationWord| {
        owner.map_or(row.at_top, |kind| row.inside.contains(kind))
    };
    let declarations = DECLARATIONS.iter().filter(fits).map(|row| row.lexeme);
    let is_word = |row: &&keyword::AttributeWord| {
        row.is_word() && owner.is_some_and(|kind| row.on.contains(kind))
    };
    let attributes = ATTRIBUTES.iter().filter(is_word).map(|row| row.lexeme);
    let words = declarations.chain(attributes).collect();
    let signs = [L::Name, L::Duration, L::Share, L::Person, L::Tag];
    Expected { within: owner, words, literals: owner.map_or(Vec::new(), |_| signs.to_vec()) }
}

/// Where the statement begins that is written at the end of a text: behind a brace, or where a line begins that none before goes on in.
pub(crate) fn start_of_statement(text: &str) -> usize {
    let text = &text.replace(['\t', '\r'], " ");
    let mut start = 0;
    let mut goes_on = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !goes_on {
            start = at;
        }
        let (pieces, _) = pieces_of(line);
        let mut said = pieces.iter().filter(|(rule, ..)| *rule != Rule::comment);
        goes_on = said.next_back().is_some_and(|(rule, ..)| *rule == Rule::sign);
        let mut braces =
            pieces.iter().filter(|(rule, ..)| matches!(rule, Rule::open | Rule::close));
        if let Some((_, _, end)) = braces.next_back() {
            start = at + end;
        }
        at += line.len();
    }
    if text.ends_with('\n') && !goes_on { text.len() } else { start }
}

/// Whether the end of a statement lies in a text that is not closed yet, or in a comment.
fn is_in_text_or_comment(statement: &str) -> bool {
    let line = statement.rsplit('\n').next().unwrap_or_default();
    let (pieces, _) = pieces_of(line);
    pieces.last().is_some_and(|(rule, ..)| matches!(rule, Rule::half | Rule::comment))
}

/// The declaration in whose block the end of a text lies.
fn owner_at(text: &str) -> Option<DeclarationKind> {
    let mut tree = Tree::new(text, 0, SourceId(0));
    tree.read();
    tree.owner().map(|(_, kind)| kind)
}
