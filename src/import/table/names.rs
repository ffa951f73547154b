//! Names of people, and other lists, in one cell.

use super::is_nothing;

/// How the people of a file are written.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Names {
    /// A comma stands within a name, `Silva, Ana`, and not between two.
    is_last_first: bool,
    /// The first name that is so written.
    example: String,
}

/// Somebody who is named in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Named {
    /// The name.
    pub(in crate::import) name: String,
    /// Which share of their time, in thousandths.
    pub(in crate::import) share: Option<i64>,
    /// How many units.
    pub(in crate::import) units: Option<i64>,
}

/// What stands between names, besides a comma.
const BETWEEN: [&str; 11] =
    [";", "\n", "&", "|", "/", " + ", " and ", " und ", " et ", " y ", " e "];

impl Names {
    /// Finds out what a comma means: it stands within names if cells have one comma or none, never two of these without another sign,
    /// and what stands at its sides stands nowhere alone.
    pub(in crate::import) fn of<'t>(cells: impl Iterator<Item = &'t str>) -> Self {
        let mut alone = rustc_hash::FxHashSet::default();
        let mut halves = Vec::new();
        for piece in cells.flat_map(divided) {
            match piece.split(',').map(str::trim).collect::<Vec<_>>().as_slice() {
                [name] => {
                    alone.insert(*name);
                }
                [last, first] => halves.push((*last, *first)),
                _ => return Self::default(),
            }
        }
        let is_name =
            |it: &str| !it.is_empty() && !it.contains('@') && !it.contains(['[', '%', ':']);
        let are_names = halves.iter().all(|(last, first)| {
            is_name(last)
                && is_name(first)
                && !first.starts_with(char::is_lowercase)
                && !alone.contains(last)
                && !alone.contains(first)
        });
        let mut firsts: Vec<_> = halves.iter().map(|(_, first)| *first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let crosses = halves.iter().any(|(last, _)| firsts.binary_search(last).is_ok());
        let is_last_first = !halves.is_empty() && are_names && !crosses;
        let example = halves.first().map(|(last, first)| format!("{last}, {first}"));
        Self { is_last_first, example: example.unwrap_or_default() }
    }

    /// The first name that a comma stands within, if it stands within names.
    pub(in crate::import) fn last_first(&self) -> Option<&str> {
        self.is_last_first.then_some(self.example.as_str())
    }

    /// Those who are named in a cell: `Ana, Bo`, `Ana & Bo`, `Silva, Ana`, `Ana[50%]`, `ana 50%; bo`, `crew:2`.
    pub(in crate::import) fn read(&self, text: &str) -> Vec<Named> {
        let comma = if self.is_last_first { '\0' } else { ',' };
        let pieces = divided(text).flat_map(|piece| piece.split(comma));
        let names =
            pieces.map(str::trim).filter(|piece| !is_nothing(piece)).map(|piece| self.one(piece));
        names.filter(|named| !named.name.is_empty()).collect()
    }

    fn one(&self, piece: &str) -> Named {
        let piece = piece.trim_start_matches('@');
        let (name, amount) = split_amount(piece);
        let name = name.split_once('<').map_or(name, |(name, mail)| {
            if name.trim().is_empty() { mail.trim_end_matches('>') } else { name }
        });
        let name = match name.split_once(',') {
            Some((last, first)) if self.is_last_first => {
                format!("{} {}", first.trim(), last.trim())
            }
            _ => name.trim().into(),
        };
        let share =
            amount.and_then(|it| it.strip_suffix('%')).and_then(super::super::amounts::number);
        let units = amount.and_then(|it| it.trim().parse::<i64>().ok()).filter(|units| *units > 0);
        Named { name, share: share.map(|share| share.0 / 100).filter(|share| *share > 0), units }
    }
}

/// A name, and what stands behind it in brackets, behind a colon, or as a share.
fn split_amount(piece: &str) -> (&str, Option<&str>) {
    let behind =
        |close: char, open: char| piece.strip_suffix(close).and_then(|rest| rest.rsplit_once(open));
    let split = behind(']', '[').or_else(|| behind(')', '(')).or_else(|| piece.rsplit_once(':'));
    let split = split.or_else(|| piece.rsplit_once(' ').filter(|(_, last)| last.ends_with('%')));
    match split {
        Some((name, amount))
            if amount
                .trim()
                .trim_end_matches('%')
                .bytes()
                .all(|it| it.is_ascii_digit() || matches!(it, b'.' | b',')) =>
        {
            (name.trim(), Some(amount.trim()))
        }
        _ => (piece, None),
    }
}

/// The pieces of a cell between the signs that stand between names, but a comma.
fn divided(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || {
        let text = rest?;
        let next =
            BETWEEN.iter().filter_map(|sign| text.find(sign).map(|at| (at, sign.len()))).min();
        let (piece, behind) = match next {
            Some((at, len)) => (text.get(..at)?, text.get(at + len..)),
            None => (text, None),
        };
        rest = behind;
        Some(piece.trim())
    })
    .filter(|piece| !piece.is_empty())
}

/// The words of a list such as tags: between commas, semicolons, bars or lines, without `#`.
pub(in crate::import) fn list(text: &str) -> impl Iterator<Item = &str> {
    let pieces =
        text.split([',', ';', '|', '\n']).map(|piece| piece.trim().trim_start_matches('#').trim());
    pieces.filter(|piece| !is_nothing(piece))
}
