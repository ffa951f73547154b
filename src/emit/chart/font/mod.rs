//! How wide a text is, without a font: no reader's fonts are known, so that each character counts as wide as in the widest
//! font of the stack that a chart names.

mod table;

use super::Px;

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Weight {
    Regular,
    Bold,
}

/// What ends a text that is cut.
pub const ELLIPSIS: char = '…';

/// Hundredths of an em: of a character that has none of its own, as most of Asia's are.
const FULL: u8 = 100;
/// Emoji are drawn by a colour font, a little wider than an em.
const EMOJI: u8 = 138;

/// How wide a text is at most, in this size.
pub fn width(text: &str, size: Px, weight: Weight) -> Px {
    in_size(text.chars().map(|character| hundredths(character, weight)).sum(), size)
}

/// The text cut to a width, an ellipsis at its end; `None` where it fits as it is.
pub fn cut(text: &str, size: Px, weight: Weight, room: Px) -> Option<String> {
    if width(text, size, weight) <= room {
        return None;
    }
    let mut used = hundredths(ELLIPSIS, weight);
    let kept = text.char_indices().find(|(_, character)| {
        used += hundredths(*character, weight);
        in_size(used, size) > room
    });
    let kept = kept.and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    // What joins two characters or marks one has lost its other half.
    let kept = kept.trim_end_matches(|of: char| of.is_whitespace() || is_joiner(of));
    Some(format!("{kept}{ELLIPSIS}"))
}

/// Rounded up: a label must never be wider than it was taken for.
const fn in_size(hundredths: i64, size: Px) -> Px {
    Px((hundredths.saturating_mul(size.0) + 99).div_euclid(100))
}

fn hundredths(character: char, weight: Weight) -> i64 {
    let (letters, symbols): (&[u8], &[u8]) = match weight {
        Weight::Regular => (&table::REGULAR_LETTERS, &table::REGULAR_SYMBOLS),
        Weight::Bold => (&table::BOLD_LETTERS, &table::BOLD_SYMBOLS),
    };
    let of =
        |table: &[u8], first: usize| table.get((character as usize).checked_sub(first)?).copied();
    let known = || of(letters, 0x20).or_else(|| of(symbols, 0x2010)).unwrap_or(FULL);
    i64::from(match character {
        // Most titles are made of these.
        '\0'..'\u{300}' => of(letters, 0x20).unwrap_or(0),
        _ if is_mark(character) || is_joiner(character) => 0,
        _ if is_emoji(character) => EMOJI,
        _ => known(),
    })
}

/// Marks that stand above or below the character before them.
const fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

const fn is_emoji(character: char) -> bool {
    matches!(character, '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Px = Px::whole(10);

    fn regular(text: &str) -> Px {
        width(text, SIZE, Weight::Regular)
    }

    #[test]
    fn a_narrow_letter_is_narrower_than_a_wide_one() {
        assert!(regular("i") < regular("m"));
        assert!(regular("roadmap") < width("roadmap", SIZE, Weight::Bold));
    }

    #[test]
    fn a_mark_takes_no_room_and_an_ideograph_an_em() {
        assert_eq!(regular("e\u{301}"), regular("e"));
        assert_eq!(regular("計画"), Px::whole(20));
        assert!(regular("🚀") > SIZE);
    }

    #[test]
    fn what_fits_is_not_cut() {
        assert_eq!(cut("Build", SIZE, Weight::Regular, regular("Build")), None);
    }

    #[test]
    fn what_is_cut_fits() {
        let text = "Onboarding of merchants 👩\u{200D}💻 in Côte d’Ivoire";
        for room in (10..=300).map(Px::whole) {
            if let Some(cut) = cut(text, SIZE, Weight::Regular, room) {
                assert!(regular(&cut) <= room.max(regular("…")), "{cut}");
                assert!(cut.ends_with(ELLIPSIS));
            }
        }
    }
}
