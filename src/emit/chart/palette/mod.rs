//! The inks, a file a theme: each theme is designed, and every pair of inks that carries meaning has enough contrast in all of them (the
//! tests count it).
//!
//! What decides the end is the darkest line there is; what is late has a colour that nothing else has, or in greys the darkest area.

mod brand;
mod colour_blind;
mod dark;
mod light;
mod print;
mod rgb;

pub use brand::Brand;
pub use rgb::Rgb;

use super::Theme;

/// How many colours tell streams and other groups apart, grey among them. Behind them stand the colours of how something stands.
pub(super) const STREAMS: u8 = 9;
/// The colours of what is on track, at risk, off track, and over.
pub(super) const GOOD: u8 = STREAMS;
pub(super) const WARNING: u8 = STREAMS + 1;
pub(super) const LATE: u8 = STREAMS + 2;
pub(super) const OVER: u8 = STREAMS + 3;

/// The three inks of a stream's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    done: Rgb,
    tint: Rgb,
    edge: Rgb,
}

impl Stream {
    const fn hex(done: u32, tint: u32, edge: u32) -> Self {
        Self { done: Rgb::hex(done), tint: Rgb::hex(tint), edge: Rgb::hex(edge) }
    }
}

macro_rules! hues {
    ($($(#[$doc:meta])* $hue:ident $ink:ident;)+) => {
        /// An ink by what it is for: the same in all themes.
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Hue {
            $($(#[$doc])* $hue,)+
            /// Work done in a stream, and words of it.
            Done(u8),
            /// Work to come in a stream.
            Tint(u8),
            /// The edges of a stream's bars, the tail of their slack.
            Edge(u8),
        }

        /// The inks of a theme.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) struct Palette {
            $($ink: Rgb,)+
            /// The first are those of what stands in no stream.
            streams: [Stream; 9],
        }

        impl Hue {
            /// Of which stream it is the colour.
            pub(super) const fn slot(self) -> Option<u8> {
                match self {
                    Self::Done(slot) | Self::Tint(slot) | Self::Edge(slot) => Some(slot),
                    _ => None,
                }
            }

            /// Those of a stream.
            pub(super) const fn of_stream(slot: u8) -> [Self; 3] {
                [Self::Done(slot), Self::Tint(slot), Self::Edge(slot)]
            }

            /// Those of no stream.
            pub(super) const PLAIN: &[Self] = &[$(Self::$hue),+];
        }

        impl Palette {
            /// The ink of this hue.
            pub(super) fn ink(&self, hue: Hue) -> Rgb {
                match hue {
                    $(Hue::$hue => self.$ink,)+
                    Hue::Done(slot) => self.stream(slot).done,
                    Hue::Tint(slot) => self.stream(slot).tint,
                    Hue::Edge(slot) => self.stream(slot).edge,
                }
            }
        }
    };
}

hues! {
    Ground ground;
    Text text;
    Muted muted;
    Faint faint;
    Grid grid;
    CoarseGrid coarse_grid;
    Band band;
    Off off;
    Arrow arrow;
    /// What decides the end.
    Critical critical;
    /// What is late, and nothing else.
    Late late;
    Warning warning;
    Good good;
    Today today;
    Release release;
    Cloth cloth;
    /// Grounds of what is late, of a warning, of what is good, and of what is over.
    LateGround late_ground;
    WarningGround warning_ground;
    GoodGround good_ground;
    OverGround over_ground;
    /// Grounds of risks, each with more contrast to the ground than the one before: greyscale tells them apart.
    RiskLow risk_low;
    RiskMedium risk_medium;
    RiskHigh risk_high;
}

impl Palette {
    /// What a chart of this theme is written with; paper and pictures as pixels show it so too.
    pub(super) fn of(theme: Theme) -> Self {
        match theme {
            Theme::Brand(brand) => brand.by_day(),
            Theme::Auto | Theme::Light => light::INKS,
            Theme::Dark => dark::INKS,
            Theme::Print => print::INKS,
            Theme::ColourBlind => colour_blind::INKS,
        }
    }

    /// What a style sheet turns its inks into, and where it does: on a dark screen, on paper.
    pub(super) fn turned(theme: Theme) -> Option<(&'static str, Self)> {
        const BY_NIGHT: &str = "screen and (prefers-color-scheme:dark)";
        match theme {
            Theme::Auto => Some((BY_NIGHT, dark::INKS)),
            Theme::Dark => Some(("print", light::INKS)),
            Theme::Brand(brand) => Some((BY_NIGHT, brand.by_night()))
                .filter(|(_, night)| brand.by_day().can_turn_into(night)),
            Theme::Light | Theme::Print | Theme::ColourBlind => None,
        }
    }

    /// Whether what is one ink is one ink of the other too: a style sheet knows things by their inks.
    fn can_turn_into(&self, other: &Self) -> bool {
        let hues = || Hue::PLAIN.iter().copied().chain((0..9).flat_map(Hue::of_stream));
        hues().all(|one| {
            hues().all(|two| self.ink(one) != self.ink(two) || other.ink(one) == other.ink(two))
        })
    }

    fn stream(&self, slot: u8) -> Stream {
        let [outside, ..] = self.streams;
        let of_health = |done, tint| Stream { done, tint, edge: done };
        match slot {
            GOOD => of_health(self.good, self.good_ground),
            WARNING => of_health(self.warning, self.warning_ground),
            LATE => of_health(self.late, self.late_ground),
            OVER => of_health(self.muted, self.over_ground),
            _ => self.streams.get(usize::from(slot)).copied().unwrap_or(outside),
        }
    }
}

#[cfg(test)]
mod tests;
