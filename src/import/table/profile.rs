//! Which words of a header mean what: a tool is a table of them.

use rustc_hash::FxHashMap;

use super::super::amounts::unit_of;
use super::super::{Draft, Item, Origin, Unit};
use super::{Meaning, Row};

/// What is known of the tables of one tool.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Profile {
    /// Words of headers, several between `|`, and what they mean. They are compared as [`normal`] makes them, and one that ends in `*` is
    /// the beginning of a header: `custom field *`. Exact words go before beginnings, and the first beginning is taken.
    pub(in crate::import) columns: &'static [(&'static str, Meaning)],
    /// Beginnings of headers in other languages, several between `|`, and what stands for them: (`custom field`, `champ personnalisé`).
    pub(in crate::import) beginnings: &'static [(&'static str, &'static str)],
    /// How the values of lists stand in cells.
    pub(in crate::import) lists: Lists,
    /// Keys are what people call items by, such as `PAY-12`, and ids are made of them.
    pub(in crate::import) ids_of_keys: bool,
    /// The words of sheets in general stand behind those of the tool; otherwise a column that is not listed is a custom field.
    pub(in crate::import) knows_sheets: bool,
    /// How the dates of its items came about.
    pub(in crate::import) origin: Origin,
    /// What is done with each item once its row is read.
    pub(in crate::import) each: fn(&Row<'_>, &mut Item, &mut Draft),
}

/// How the values of lists stand in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Lists {
    /// As people write them: whether a comma stands within a name is told by the others.
    AsPeopleWrite,
    /// A list has a column for each of its values, so that a cell is one of them, with its commas.
    ColumnEach,
    /// Between commas, and no name has one.
    Commas,
}

impl Profile {
    /// A tool that has only these words.
    pub(in crate::import) const fn of(columns: &'static [(&'static str, Meaning)]) -> Self {
        Self {
            columns,
            beginnings: &[],
            lists: Lists::AsPeopleWrite,
            ids_of_keys: false,
            knows_sheets: false,
            origin: Origin::Written,
            each: |_, _, _| {},
        }
    }
}

/// A header as it is compared: lower case, one space for everything that is no letter, digit, `%` or `#`.
///
/// ```text
/// normal("Custom field (Start date)") == "custom field start date"
/// ```
pub(in crate::import) fn normal(header: &str) -> String {
    let mut text = String::with_capacity(header.len());
    for it in header.chars() {
        if it.is_ascii_alphanumeric() || it == '%' || it == '#' {
            text.push(it.to_ascii_lowercase());
        } else if it.is_alphanumeric() {
            text.extend(it.to_lowercase().filter(|it| it.is_alphanumeric()));
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// What a header means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    /// What the column means.
    pub(in crate::import) meaning: Meaning,
    /// The unit of its numbers, where the header says it.
    pub(in crate::import) unit: Option<Unit>,
    /// Which of the words for that meaning it is: the least is the best.
    pub(in crate::import) rank: usize,
}

/// What the words of a profile mean, made for looking up.
#[derive(Debug)]
pub(super) struct Words {
    exact: FxHashMap<String, Sense>,
    knows_sheets: bool,
    beginnings: Vec<(&'static str, Sense)>,
    stand_for: &'static [(&'static str, &'static str)],
}

impl Words {
    /// Those that a map of columns says, then those of the profile, then those of sheets.
    pub(in crate::import) fn of(profile: &Profile, said: &[(String, Meaning)]) -> Self {
        let mut words = Self {
            exact: FxHashMap::default(),
            knows_sheets: profile.knows_sheets,
            beginnings: Vec::new(),
            stand_for: profile.beginnings,
        };
        for (header, meaning) in said {
            words.exact.insert(normal(header), Sense { meaning: *meaning, unit: None, rank: 0 });
        }
        let sheets = if profile.knows_sheets { super::sheets::COLUMNS } else { &[] };
        let mut rank = 0;
        for (headers, meaning) in profile.columns.iter().chain(sheets) {
            for header in headers.split('|').map(str::trim) {
                rank += 1;
                let sense = Sense { meaning: *meaning, unit: None, rank };
                match header.strip_suffix('*') {
                    Some(beginning) => words.beginnings.push((beginning.trim_end(), sense)),
                    None => {
                        words.exact.entry(header.into()).or_insert(sense);
                    }
                }
            }
        }
        words
    }

    /// What a header means: its words, or its words before a unit or a number (`Duration (days)`, `Dependency 2`), or its beginning.
    pub(in crate::import) fn sense(&self, header: &str) -> Option<Sense> {
        let normal = self.unified(normal(header));
        if let Some(sense) = self.exact.get(&normal) {
            let unit = unit_of(&normal).filter(|_| sense.meaning == Meaning::Duration);
            return Some(Sense { unit, ..*sense });
        }
        let (rest, last) = normal.rsplit_once(' ').unwrap_or(("", &normal));
        if let Some(sense) = self.exact.get(rest) {
            if let Some(unit) = unit_of(last) {
                return Some(Sense { unit: Some(unit), ..*sense });
            }
            if last.bytes().all(|it| it.is_ascii_digit()) && sense.meaning.is_list() {
                return Some(*sense);
            }
        }
        let begins = |(beginning, _): &&(&str, Sense)| normal.starts_with(beginning);
        self.beginnings.iter().find(begins).map(|(_, sense)| *sense)
    }

    /// What a header may mean that is spelt nearly like a word of sheets: one letter is another, is missing or is too many, or two are
    /// swapped.
    pub(in crate::import) fn near(&self, header: &str) -> Option<Sense> {
        const SHORTEST: usize = 6;
        let normal = normal(header);
        let sheets = if self.knows_sheets { super::sheets::COLUMNS } else { &[] };
        let known = sheets.iter().flat_map(|(headers, _)| headers.split('|').map(str::trim));
        let mut near = known.filter(|known| {
            known.len() >= SHORTEST && normal.len() >= SHORTEST && is_near(&normal, known)
        });
        near.next().and_then(|known| self.exact.get(known)).copied()
    }

    /// Whether a header is that of a custom field with its name in parentheses, whatever that means.
    pub(in crate::import) fn is_wrapped(&self, header: &str) -> bool {
        let normal = self.unified(normal(header));
        let wraps = |(beginning, sense): &(&str, Sense)| {
            sense.meaning == Meaning::Field && normal.starts_with(beginning)
        };
        self.beginnings.iter().any(wraps)
    }

    /// A header whose beginning is in another language, with what stands for it.
    fn unified(&self, header: String) -> String {
        let beginnings = || {
            self.stand_for.iter().flat_map(|(one, all)| all.split('|').map(move |it| (*one, it)))
        };
        let found =
            beginnings().find_map(|(one, beginning)| Some((one, header.strip_prefix(beginning)?)));
        match found {
            Some((one, rest)) if rest.is_empty() || rest.starts_with(' ') => format!("{one}{rest}"),
            _ => header,
        }
    }
}

/// Whether two texts are one edit apart.
fn is_near(one: &str, other: &str) -> bool {
    // A letter has up to four bytes.
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let before = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let rest = |text: &[char]| text.get(before..).unwrap_or_default().to_vec();
    let (one, other) = (rest(&one), rest(&other));
    let behind =
        one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let middle = |text: &[char]| text.get(..text.len() - behind).unwrap_or_default().to_vec();
    match (middle(&one).as_slice(), middle(&other).as_slice()) {
        ([] | [_], [] | [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}
