//! A set of declaration kinds, for "where may it stand".

use super::DeclarationKind;

/// A set of kinds of declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);

    /// These kinds.
    pub const fn of(kinds: &[DeclarationKind]) -> Self {
        let mut bits = 0;
        let mut rest = kinds;
        while let [first, others @ ..] = rest {
            bits |= 1 << (*first as u32);
            rest = others;
        }
        Self(bits)
    }

    /// These kinds and those.
    pub const fn and(self, others: &[DeclarationKind]) -> Self {
        Self(self.0 | Self::of(others).0)
    }

    /// These kinds and those of another set.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the kind is one of them.
    pub const fn contains(self, kind: DeclarationKind) -> bool {
        self.0 & (1 << (kind as u32)) != 0
    }

    /// The kinds, in the order of the table of declarations.
    pub fn iter(self) -> impl Iterator<Item = DeclarationKind> {
        super::DECLARATIONS.iter().map(|word| word.kind).filter(move |kind| self.contains(*kind))
    }
}
