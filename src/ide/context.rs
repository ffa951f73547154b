//! What a statement asks for next, by the words that it has already.

use crate::syntax::ast::{
    Audience, Columns, Criterion, Dimension, Health, ScoreKind, SortKey, Thoroughness,
};
use crate::syntax::keyword::{
    self, ATTRIBUTES, AttributeKind as A, DeclarationKind as K, Kinds, Takes,
};
use crate::syntax::{Piece, pieces};

/// What stands right before the word that is written.
pub(super) enum Context {
    /// A word of the language behind which names stand, or a comma behind such names.
    Names(fn(K) -> bool),
    /// The same of what an item waits for: nothing waits for itself or for what it stands in.
    Awaited,
    /// `allow`, `warn`, `deny`
    Rules,
    /// A new name is written.
    NewName,
    /// A file that is imported.
    File,
    /// The day of a status: mostly today.
    Day,
    /// A date or a name that stands for one.
    Dated,
    /// An amount of time or a name that stands for one.
    Time,
    /// Money, a number, or a name that stands for one.
    Amount,
    /// Days of the week.
    Weekdays,
    /// The value of the custom field of this name.
    FieldValue(String),
    /// A test of a condition: a field is compared, or a word says what is asked.
    Test,
    /// One of these words, or such a name.
    Words(Vec<&'static str>, fn(K) -> bool),
    /// Somebody's name.
    Person,
    /// An attribute may begin, or a literal is expected.
    Other,
}

const fn is_dated(kind: K) -> bool {
    matches!(kind, K::Let | K::Cadence)
}

const fn is_subject(kind: K) -> bool {
    kind.is_item() || matches!(kind, K::Objective | K::Idea)
}

const fn is_field(kind: K) -> bool {
    matches!(kind, K::Field)
}

/// What tells items apart, by the words of the language.
fn dimensions() -> Vec<&'static str> {
    Dimension::<()>::WORDS.iter().filter_map(Dimension::word).collect()
}

impl Context {
    /// What a statement asks for next, which is written in the block of such a declaration.
    pub(super) fn of(line: &str, block: Option<K>) -> Self {
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
        match *said {
            ["import"] => return Self::File,
            ["status"] => return Self::Day,
            [word] if declares(word) => return Self::NewName,
            _ => {}
        }
        if (said.first() == Some(&"view") || block == Some(K::View)) && is_in_condition(&said) {
            return Self::within_condition(said.last().copied().unwrap_or_default());
        }
        let is_view = said.first() == Some(&"view") || block == Some(K::View);
        let is_measure = said.first() == Some(&"measure") || block == Some(K::Measure);
        if let Some(field) = said.last().and_then(|word| word.strip_suffix(':'))
            && !field.starts_with('@')
        {
            return Self::FieldValue(field.to_owned());
        }
        let is_risk = said.first() == Some(&"risk");
        match said.last().copied().unwrap_or_default() {
            "on" if is_risk || said.contains(&"impact") => Self::Names(K::is_item),
            "task" | "feature" if said.contains(&"by") => Self::Names(K::is_item),
            word if said.first() == Some(&"status") && Health::of_word(word).is_some() => {
                Self::Names(is_subject)
            }
            "every" if said.contains(&"off") => Self::Weekdays,
            "from" | "to" | "now" if is_measure => Self::Amount,
            "within" | "+" | "-" => Self::Time,
            "=" => Self::Names(is_dated),
            "as" => Self::NewName,
            "for" if is_view => Self::Words(Audience::ALL.map(Audience::word).to_vec(), |_| false),
            word => keyword::attribute(word).map_or(Self::Other, |row| Self::behind(row.kind)),
        }
    }

    /// What stands behind this word of a condition.
    fn within_condition(word: &str) -> Self {
        match word.trim_start_matches('(') {
            "stream" => Self::Names(|kind| kind == K::Stream),
            "release" => Self::Names(|kind| kind == K::Release),
            "objective" => Self::Words(Vec::new(), |kind| kind == K::Objective),
            "team" => Self::Words(Vec::new(), |kind| kind == K::Team),
            "inside" | "follows" | "to" => Self::Words(Vec::new(), K::is_item),
            "owner" | "assignee" => Self::Person,
            "before" | "after" | "in" | "on" => Self::Dated,
            "no" | "any" => Self::Words(dimensions(), is_field),
            "<" | "<=" | "=" | "!=" | ">=" | ">" => Self::Time,
            "where" | "and" | "or" | "not" | "" => Self::Test,
            _ => Self::Other,
        }
    }

    /// What an attribute's word asks for.
    fn behind(kind: A) -> Self {
        match kind {
            A::Before => Self::Awaited,
            A::For => Self::Names(|kind| kind == K::Objective),
            A::In => Self::Names(|kind| kind == K::Release),
            A::Calendar | A::Extends => Self::Names(|kind| kind == K::Calendar),
            A::Severity => Self::Rules,
            A::Level => Self::Words(Thoroughness::ALL.map(Thoroughness::word).to_vec(), |_| false),
            A::Work => Self::Weekdays,
            A::Group | A::Colour => Self::Words(dimensions(), is_field),
            A::Sort => {
                let keys = SortKey::<()>::WORDS.iter().filter_map(SortKey::word);
                Self::Words(keys.chain(dimensions()).collect(), is_field)
            }
            A::Rank => {
                let kinds = ScoreKind::ALL.into_iter().filter_map(ScoreKind::word);
                let criteria = Criterion::<()>::WORDS.into_iter().filter_map(|own| own.word());
                Self::Words(kinds.chain(criteria).collect(), is_field)
            }
            A::Columns => {
                let columns = Columns::<()>::WORDS.iter().filter_map(Columns::word);
                Self::Words(columns.collect(), |kind| kind == K::Cadence)
            }
            A::Impact => Self::Amount,
            kind => match kind.takes().0 {
                Takes::Points => Self::Awaited,
                Takes::Date | Takes::Days => Self::Dated,
                Takes::Time => Self::Time,
                Takes::Money => Self::Amount,
                _ => Self::Other,
            },
        }
    }
}

/// Whether what was said last belongs to a condition: the `to` of `leads to` begins no attribute.
fn is_in_condition(said: &[&str]) -> bool {
    let Some(begin) = said.iter().rposition(|word| *word == "where") else { return false };
    let behind = said.get(begin..).unwrap_or_default();
    let begins = |pair: &[&str]| match pair {
        ["leads", "to"] => false,
        [_, word] => keyword::attribute_on(word, K::View).is_some(),
        _ => false,
    };
    !behind.windows(2).any(begins)
}

/// The last attribute that a statement begins: of a status or a field what it says, which no word begins.
pub(super) fn attribute_behind(line: &str, kind: Option<K>) -> Option<A> {
    let kind = kind?;
    let fixed = ATTRIBUTES.iter().find(|row| !row.is_word() && row.on == Kinds::of(&[kind]));
    let words = pieces(line).into_iter().filter(|(piece, _)| *piece == Piece::Word);
    let words: Vec<&str> = words.filter_map(|(_, place)| line.get(place)).collect();
    if kind == K::View && is_in_condition(&words) {
        return Some(A::Where);
    }
    let words = words.into_iter();
    let begun = words.filter_map(|word| keyword::attribute_on(word, kind)).next_back();
    begun.or(fixed).map(|row| row.kind)
}
