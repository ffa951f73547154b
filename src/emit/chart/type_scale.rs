//! How large a picture is written: a page is read from near, a slide from the last row.

use super::Px;
use super::axis::{self, Unit};
use super::label::Style;
use super::scale::Scale;

/// The styles of a picture, and how large its lengths are.
#[derive(Clone, Copy, Debug)]
pub struct TypeScale {
    /// Its title.
    pub title: Style,
    /// The lines below it.
    pub subtitle: Style,
    /// Names that stand out.
    pub strong: Style,
    /// Other names.
    pub plain: Style,
    /// Numbers, the axis, the legend.
    pub small: Style,
    /// Numbers that stand out.
    pub small_strong: Style,
    /// Left and right of everything.
    pub margin: Px,
    /// How much of a length it is, in hundredths.
    part: i64,
}

impl TypeScale {
    /// What is at least so wide is a slide.
    const SLIDE: Px = Px::whole(1200);
    /// What is narrower is looked at on a phone.
    const PHONE: Px = Px::whole(600);

    /// That of a picture so wide.
    pub fn of(width: Px) -> Self {
        if width >= Self::SLIDE {
            return Self {
                title: Style::SlideTitle,
                subtitle: Style::SlidePlain,
                strong: Style::SlideStrong,
                plain: Style::SlidePlain,
                small: Style::SlidePlain,
                small_strong: Style::SlideStrong,
                margin: Px::whole(48),
                part: 140,
            };
        }
        Self {
            title: Style::Title,
            subtitle: Style::Subtitle,
            strong: Style::Strong,
            plain: Style::Plain,
            small: Style::Small,
            small_strong: Style::SmallStrong,
            margin: if width < Self::PHONE { Px::whole(16) } else { Px::whole(28) },
            part: 100,
        }
    }

    /// Whether a picture so wide has room for nothing but what has to be seen.
    pub fn is_narrow(width: Px) -> bool {
        width < Self::PHONE
    }

    /// Whether it is that of a slide.
    pub const fn is_slide(self) -> bool {
        matches!(self.title, Style::SlideTitle)
    }

    /// The units of an axis whose labels have room, the fine and the coarse one.
    pub fn tiers(self, scale: &Scale) -> (Unit, Unit) {
        // Larger letters need more room, as if there were less of it.
        axis::tiers(&Scale { length: Px(scale.length.0 * 100 / self.part), ..*scale }, None)
    }

    /// So many pixels of a page.
    pub const fn px(self, pixels: i64) -> Px {
        Px(Px::whole(pixels).0 * self.part / 100)
    }
}
