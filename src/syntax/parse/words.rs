//! Which attribute a rule of the grammar reads, and the word that it stands behind.

use std::sync::LazyLock;

use super::grammar::Rule as R;
use crate::syntax::keyword::{AttributeKind as A, attribute};

/// Rules that are not named by the word that they stand behind: what they read, and how long that is with what parts it from the rest.
const OTHERWISE: [(R, A, usize); 9] = [
    (R::range, A::Duration, 0),
    (R::named, A::Duration, 0),
    (R::share, A::Percent, 0),
    (R::custom, A::Custom, 0),
    (R::flag, A::Custom, 0),
    (R::assign, A::Assign, "@".len()),
    (R::tag, A::Tag, "#".len()),
    (R::works_by, A::Calendar, "calendar ".len()),
    (R::open_on, A::Open, "open ".len()),
];

/// By rule: the attribute that it reads, and how long the word before it is, which is no part of the pair.
static READ: LazyLock<Vec<(A, usize)>> = LazyLock::new(|| {
    let read = |rule: &R| {
        let otherwise = OTHERWISE.iter().find(|(of, ..)| of == rule);
        otherwise.map(|(_, kind, length)| (*kind, *length)).or_else(|| {
            let row = attribute(&format!("{rule:?}"))?;
            Some((row.kind, row.lexeme.len() + 1))
        })
    };
    let mut read_by = vec![(A::Custom, 0); R::all_rules().len() + 1];
    for rule in R::all_rules() {
        if let (Some(slot), Some(read)) = (read_by.get_mut(*rule as usize), read(rule)) {
            *slot = read;
        }
    }
    read_by
});

/// How long the word or sign before what such a rule reads is, with the space behind it: it is no part of the pair.
pub(in crate::syntax) fn length_before(rule: R) -> usize {
    READ.get(rule as usize).map_or(0, |(_, length)| *length)
}

/// The attribute that such a rule reads.
pub(in crate::syntax) fn begun_by(rule: R) -> A {
    READ.get(rule as usize).map_or(A::Custom, |(kind, _)| *kind)
}
