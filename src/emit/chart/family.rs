//! The family of a font, as people name it.

use std::fmt;

/// A name without what would end it where it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Family {
    name: [u8; Self::LONGEST],
    length: u8,
}

impl Family {
    /// The most bytes of a name.
    pub const LONGEST: usize = 63;

    /// A family by its name: letters, digits, and what stands between words.
    pub fn new(name: &str) -> Option<Self> {
        let is_plain = |letter: char| letter.is_alphanumeric() || " -_.+".contains(letter);
        let name = name.trim();
        let length = u8::try_from(name.len()).ok().filter(|length| *length > 0)?;
        let mut bytes = [0; Self::LONGEST];
        let room = bytes.get_mut(..name.len()).filter(|_| name.chars().all(is_plain))?;
        room.copy_from_slice(name.as_bytes());
        Some(Self { name: bytes, length })
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        let name = self.name.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(name).unwrap_or_default()
    }
}

impl fmt::Debug for Family {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_it_ends() {
        assert_eq!(Family::new(" Source Sans 3 ").unwrap().as_str(), "Source Sans 3");
        assert_eq!(Family::new("思源黑体").unwrap().as_str(), "思源黑体");
        let long = "a".repeat(64);
        for name in ["", " ", "a'b", "a\"b", "a;b", "a<b", "a,b", "a\nb", "a\\b", &long] {
            assert_eq!(Family::new(name), None, "{name:?}");
        }
    }
}
