//! The theme of a brand: its colours, each as much darker or lighter as it has to be for words and marks to be read.

use super::{Palette, Rgb, Stream, dark, light};
use crate::model::BrandTheme;

/// The colours of a brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brand {
    /// That of what matters most, if it has one.
    accent: Option<Rgb>,
    /// Those of streams, in their order: the first few.
    streams: [Option<Rgb>; 8],
}

/// Words on a ground, and marks that carry meaning (WCAG 2.2).
const WORDS: f64 = 4.5;
const MARKS: f64 = 3.0;
/// What decides the end is that much stronger than all else.
const STRONGER: f64 = 1.4;
/// Colours are mixed in so many parts.
const PARTS: u16 = 64;

impl Brand {
    /// The colours that a theme declares.
    pub fn of(theme: &BrandTheme) -> Self {
        let mut streams = [None; 8];
        let declared = theme.streams.iter().map(|colour| Some(Rgb::of(colour.rgb)));
        streams.iter_mut().zip(declared).for_each(|(slot, colour)| *slot = colour);
        Self { accent: theme.accent.map(|colour| Rgb::of(colour.rgb)), streams }
    }

    /// By day.
    pub(super) fn by_day(self) -> Palette {
        self.on(light::INKS)
    }

    /// By night.
    pub(super) fn by_night(self) -> Palette {
        self.on(dark::INKS)
    }

    /// The inks of another theme with the colours of the brand in them. Streams take turns with those that there are.
    fn on(self, base: Palette) -> Palette {
        let accent = self.accent.map(|accent| {
            let is_read = |ink: Rgb| base.ground.contrast(ink) >= WORDS;
            fitted(accent, is_read)
        });
        let declared = self.streams.into_iter().flatten();
        let colours: Vec<Rgb> = match self.streams {
            [None, ..] => self.accent.into_iter().collect(),
            _ => declared.collect(),
        };
        let mut streams = base.streams;
        let turns = colours.iter().cycle();
        for (stream, colour) in streams.iter_mut().skip(1).zip(turns) {
            *stream = inks(*colour, &base);
        }
        Palette { today: accent.unwrap_or(base.today), streams, ..base }
    }
}

/// The inks of a stream in a colour.
fn inks(colour: Rgb, base: &Palette) -> Stream {
    let is_weaker = |ink: Rgb| base.critical.contrast(ink) >= STRONGER;
    let done = fitted(colour, |ink| base.ground.contrast(ink) >= WORDS && is_weaker(ink));
    let is_read = |ink: &Rgb| base.text.contrast(*ink) >= WORDS && done.contrast(*ink) >= MARKS;
    // Rather a tint that is seen than one that is nearly the ground.
    let tints = (PARTS * 3 / 4..=PARTS).map(|part| done.mixed(base.ground, part, PARTS));
    let tint = tints.into_iter().find(is_read).unwrap_or(base.ground);
    let paler = colour.mixed(base.ground, PARTS / 4, PARTS);
    let edge = fitted(paler, |ink| base.ground.contrast(ink) >= MARKS && is_weaker(ink));
    Stream { done, tint, edge }
}

/// The nearest to a colour, among those that are darker or lighter, of which this holds.
fn fitted(colour: Rgb, holds: impl Fn(Rgb) -> bool) -> Rgb {
    let mixed = (0..=PARTS)
        .flat_map(|part| [Rgb::BLACK, Rgb::WHITE].map(|end| colour.mixed(end, part, PARTS)));
    mixed.into_iter().find(|ink| holds(*ink)).unwrap_or(colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Xorshift (Marsaglia, 2003).
    fn colours() -> impl Iterator<Item = Rgb> {
        let mut state = 0x9E37_79B9_u32;
        let random = std::iter::repeat_with(move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            Rgb::hex(state >> 8)
        });
        let edges = [0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0x80_8080];
        edges.into_iter().map(Rgb::hex).chain(random.take(1_000))
    }

    #[test]
    fn whatever_the_colour_is_it_can_be_read() {
        for colour in colours() {
            let mut brand = Brand { accent: Some(colour), streams: [None; 8] };
            brand.streams[0] = Some(colour);
            for palette in [brand.by_day(), brand.by_night()] {
                let Stream { done, tint, edge } = palette.streams[1];
                assert!(palette.ground.contrast(done) >= WORDS, "{colour}: words on {done}");
                assert!(palette.text.contrast(tint) >= WORDS, "{colour}: words on {tint}");
                assert!(done.contrast(tint) >= MARKS, "{colour}: {done} beside {tint}");
                assert!(palette.ground.contrast(edge) >= MARKS, "{colour}: the edge {edge}");
                for ink in [done, edge] {
                    assert!(palette.critical.contrast(ink) >= STRONGER, "{colour}: {ink}");
                }
                assert!(palette.ground.contrast(palette.today) >= WORDS, "{colour}: today");
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let colour = Rgb::hex(0x0b_5fff);
        let brand = Brand { accent: Some(colour), streams: [None; 8] };
        let palette = brand.by_day();
        assert_eq!((palette.today, palette.streams[1].done), (colour, colour));
        assert_eq!(palette.streams[0], light::INKS.streams[0]);
        assert_eq!(palette.streams[8], palette.streams[1]);
    }
}
