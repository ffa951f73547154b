//! A text in its place: what tests look at to see that none overlaps another.

use std::borrow::Cow;

use super::Px;
use super::font::{self, ELLIPSIS, Weight};
use super::palette::Hue;
use crate::text::one_line;

/// Where a label's `x` is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Align {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The roadmap's title.
    Title,
    /// The line below it.
    Subtitle,
    /// The name of a stream or feature.
    Strong,
    /// The name of a task or milestone.
    Plain,
    /// Dates, numbers, the legend.
    Small,
    /// The coarse unit of the axis, flags, what is late.
    SmallStrong,
    /// People.
    Faint,
    /// The title of a slide. On a slide of 1280 pixels nothing is smaller than 16: it is read from the last row.
    SlideTitle,
    /// The name of a lane or a column on a slide.
    SlideHeading,
    /// The title of a card on a slide.
    SlideStrong,
    /// All else on a slide.
    SlidePlain,
}

impl Style {
    /// The height of its letters.
    pub const fn size(self) -> Px {
        match self {
            Self::Title => Px(220),
            Self::Subtitle | Self::Strong | Self::Plain => Px(125),
            Self::Small | Self::SmallStrong | Self::Faint => Px(110),
            Self::SlideTitle => Px(300),
            Self::SlideHeading => Px(180),
            Self::SlideStrong | Self::SlidePlain => Px(160),
        }
    }

    /// How heavy it is.
    pub const fn weight(self) -> Weight {
        match self {
            Self::Title
            | Self::Strong
            | Self::SmallStrong
            | Self::SlideTitle
            | Self::SlideHeading
            | Self::SlideStrong => Weight::Bold,
            Self::Subtitle | Self::Plain | Self::Small | Self::Faint | Self::SlidePlain => {
                Weight::Regular
            }
        }
    }

    /// How wide a text is in it.
    pub fn width(self, text: &str) -> Px {
        font::width(text, self.size(), self.weight())
    }

    /// How far below the middle of a row its baseline is, so that it looks centred: a third of its size.
    pub const fn drop(self) -> Px {
        Px((self.size().0 * 36 + 50) / 100)
    }
}

/// What a label is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Ink {
    Text,
    Muted,
    Faint,
    /// What is late.
    Late,
    /// What may become late, or was promised earlier.
    Warning,
    /// The colour of a stream, as text on the ground.
    Stream(u8),
    /// Text on the done part of a bar.
    OnDone,
    /// Text on the part of a bar that is to come.
    OnBar,
    /// Text on the pill of today.
    OnToday,
    /// The flag of a release.
    Release,
}

impl Ink {
    /// Its hue, where that is not the one of all text.
    pub(super) const fn hue(self) -> Option<Hue> {
        match self {
            Self::Text | Self::OnBar => None,
            Self::Muted => Some(Hue::Muted),
            Self::Faint => Some(Hue::Faint),
            Self::Late => Some(Hue::Late),
            Self::Warning => Some(Hue::Warning),
            Self::Release => Some(Hue::Release),
            Self::OnDone | Self::OnToday => Some(Hue::Ground),
            Self::Stream(slot) => Some(Hue::Done(slot)),
        }
    }

    /// Of which stream it is the colour.
    pub(super) fn slot(self) -> Option<u8> {
        self.hue().and_then(Hue::slot)
    }
}

/// A text in its place.
#[derive(Clone, Debug)]
pub struct Label<'m> {
    /// Where its start, middle or end is.
    pub x: Px,
    /// Where its letters stand.
    pub baseline: Px,
    /// What `x` is.
    pub align: Align,
    /// How it is set.
    pub style: Style,
    /// What it is drawn with.
    pub ink: Ink,
    /// The text, clean and cut to its room.
    pub text: Cow<'m, str>,
    /// How wide it is at most.
    pub width: Px,
}

impl<'m> Label<'m> {
    /// A label that is as wide as its text.
    pub fn new(text: impl Into<Cow<'m, str>>, style: Style, ink: Ink) -> Self {
        let text = text.into();
        let width = style.width(&text);
        Self { x: Px::ZERO, baseline: Px::ZERO, align: Align::Start, style, ink, text, width }
    }

    /// Cut to a width.
    pub fn within(self, room: Px) -> Self {
        if self.width <= room {
            return self;
        }
        match font::cut(&self.text, self.style.size(), self.style.weight(), room) {
            Some(text) => {
                Self::new(text, self.style, self.ink).at(self.x, self.align, self.baseline)
            }
            None => self,
        }
    }

    /// Put to this place.
    pub fn at(self, x: Px, align: Align, baseline: Px) -> Self {
        Self { x, baseline, align, ..self }
    }

    /// The same label on another line.
    pub fn repeated(&self, baseline: Px) -> Self {
        Self { baseline, ..self.clone() }
    }

    /// Its left edge.
    pub fn left(&self) -> Px {
        match self.align {
            Align::Start => self.x,
            Align::Middle => self.x - self.width.half(),
            Align::End => self.x - self.width,
        }
    }

    /// Its right edge.
    pub fn right(&self) -> Px {
        self.left() + self.width
    }

    /// The top of its tallest letters.
    pub fn top(&self) -> Px {
        self.baseline - Px(self.style.size().0 * 78 / 100)
    }

    /// The foot of its lowest letters.
    pub fn bottom(&self) -> Px {
        self.baseline + Px(self.style.size().0 * 22 / 100)
    }
}

/// A text as it may stand in a picture: a line, in which nothing steers a terminal, a parser or the direction of writing.
pub fn clean(text: &str) -> Cow<'_, str> {
    one_line(text)
}

/// So many characters of a text, an ellipsis behind them where there are more. What is said once may be as long as it is; what
/// is said at every item that has to do with it may not.
pub fn shortened(text: &str, characters: usize) -> Cow<'_, str> {
    // No text has more characters than bytes.
    let cut = if text.len() > characters { text.char_indices().nth(characters) } else { None };
    match cut {
        Some((end, _)) => format!("{}{ELLIPSIS}", clean(text.get(..end).unwrap_or(text))).into(),
        None => clean(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_leaves_what_people_write() {
        assert!(matches!(clean("Größe 👩\u{200D}💻 計画"), Cow::Borrowed(_)));
        assert_eq!(clean("a\0b\u{202E}c\nd"), "a␀b\u{FFFD}c d");
    }

    #[test]
    fn a_long_text_is_said_in_short() {
        assert_eq!(shortened("計画を立てる", 2), "計画…");
        assert_eq!(shortened("plan", 4), "plan");
    }

    #[test]
    fn a_label_knows_its_edges() {
        let label = Label::new("wide", Style::Plain, Ink::Text).at(
            Px::whole(100),
            Align::End,
            Px::whole(20),
        );
        assert_eq!(label.right(), Px::whole(100));
        assert!(label.left() < label.right() && label.top() < label.bottom());
    }
}
