//! What is asked of charts: which, how wide, in which colours.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[cfg(feature = "png")]
use super::values::scale;
use super::values::{family, levels, pixels};
use crate::cli::Failure;
use crate::emit::{self, ChartOptions, Family};
use crate::model::{self, BrandTheme};
use crate::text::{did_you_mean, words};

/// How charts are drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts")]
pub(in crate::cli) struct Chart {
    /// Which colours charts are drawn in: auto, light, dark, print, colour-blind, or a theme of the roadmap
    #[arg(
        long,
        value_name = "THEME",
        default_value = AUTO,
        long_help = "Which colours charts are drawn in: `auto` (as the reader's system prefers), `light`, `dark`, `print` (greys on white), `colour-blind` (told apart by every eye), or the name of a theme that the roadmap declares"
    )]
    theme: String,
    /// The font of charts, by the name of its family [default: that of the theme, or Inter]
    #[arg(long, value_name = "FAMILY", value_parser = family)]
    font: Option<Family>,
    /// How wide charts are, in pixels
    #[arg(
        long,
        value_name = "PX",
        value_parser = pixels,
        long_help = "How wide charts are, in pixels [default: what their view says, or 838, which fits a README on GitHub; of a swimlane or a board 1280, a slide]"
    )]
    width: Option<u32>,
    /// How many levels of the plan have rows; what lies deeper is rolled up into the bar above it
    #[arg(
        long,
        value_name = "N",
        value_parser = levels,
        long_help = "How many levels of the plan have rows; what lies deeper is rolled up into the bar above it [default: all]"
    )]
    depth: Option<u32>,
}

/// How pictures are made that are no text.
#[cfg(any(feature = "png", feature = "pdf"))]
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts")]
pub(in crate::cli) struct Image {
    /// How many pixels of a PNG are one of the chart's, as `1` or `1.5` [default: 2]
    #[cfg(feature = "png")]
    #[arg(long, value_name = "N", value_parser = scale)]
    pub(in crate::cli) scale: Option<f32>,
    /// On which paper, lying, or slide a PDF is
    #[cfg(feature = "pdf")]
    #[arg(
        long,
        value_name = "PAGE",
        long_help = "On which paper, lying, or slide a PDF is; what is higher goes on on further pages [default: what the view says, or one page as large as the chart]"
    )]
    page: Option<Page>,
}

#[cfg(feature = "pdf")]
impl Image {
    /// The page that is asked for.
    pub(in crate::cli) fn page(&self) -> Option<model::Page> {
        self.page.map(|page| match page {
            Page::A4 => model::Page::A4,
            Page::A3 => model::Page::A3,
            Page::Letter => model::Page::Letter,
            Page::Slide => model::Page::Slide,
        })
    }
}

#[cfg(feature = "pdf")]
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Page {
    /// 297 × 210 mm
    A4,
    /// 420 × 297 mm
    A3,
    /// 11 × 8.5 inches
    Letter,
    /// 16 by 9
    Slide,
}

impl Chart {
    /// Whether nothing is asked of charts that they are not anyway.
    pub(in crate::cli) fn is_plain(&self) -> bool {
        self.depth.is_none() && self.width.is_none() && self.font.is_none() && self.theme == AUTO
    }

    /// How many levels of the plan are shown, where that is said.
    pub(in crate::cli) const fn depth(&self) -> Option<u32> {
        self.depth
    }

    /// Refuses what is asked of charts where nothing that is written goes by it: no chart is drawn, or nothing has levels.
    pub(in crate::cli) fn refuse_idle(
        &self,
        is_drawn: bool,
        has_levels: bool,
    ) -> Result<(), Failure> {
        let asked = [
            ("--theme", "in which colours charts are drawn", self.theme != AUTO, is_drawn),
            ("--font", "in which font charts are set", self.font.is_some(), is_drawn),
            ("--width", "how wide charts are", self.width.is_some(), is_drawn),
            ("--depth", "how many levels are shown", self.depth.is_some(), has_levels),
        ];
        let idle = asked.into_iter().find(|(_, _, is_said, is_used)| *is_said && !is_used);
        let Some((option, says, ..)) = idle else { return Ok(()) };
        let message = format!("`{option}` says {says}, and nothing that is written goes by it");
        Err(Failure::new(message).help(if is_drawn {
            "leave it out: the picture has no levels"
        } else {
            "leave it out, or write a chart too, as in `-o plan.svg`"
        }))
    }

    /// How charts are drawn of a roadmap with these themes.
    pub(in crate::cli) fn options(&self, themes: &[BrandTheme]) -> Result<ChartOptions, Failure> {
        let options = ChartOptions::default();
        let own = themes.iter().find(|theme| *theme.name == *self.theme);
        let options = match (THEMES.iter().find(|(name, _)| *name == self.theme), own) {
            (Some((_, theme)), _) => options.theme(*theme),
            (None, Some(own)) => {
                let font = own.font.as_deref().and_then(Family::new);
                let options = options.theme(emit::Theme::Brand(emit::Brand::of(own)));
                font.into_iter().fold(options, ChartOptions::font)
            }
            (None, None) => return Err(self.unknown_theme(themes)),
        };
        let options = self.font.into_iter().fold(options, ChartOptions::font);
        let options = self.width.into_iter().fold(options, ChartOptions::width);
        Ok(self.depth.into_iter().fold(options, ChartOptions::depth))
    }

    fn unknown_theme(&self, themes: &[BrandTheme]) -> Failure {
        let own = themes.iter().map(|theme| &*theme.name);
        let names: Vec<_> = THEMES.iter().map(|(name, _)| *name).chain(own).collect();
        let help = if let Some(near) = did_you_mean(&self.theme, names.iter().copied()) {
            format!("did you mean `{near}`?")
        } else {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("there is {}", words::list(&names, usize::MAX))
        };
        Failure::new(format!("there is no theme `{}`", self.theme)).help(help)
    }
}

/// The theme of a chart if none is said.
const AUTO: &str = "auto";

/// The themes that every roadmap has.
const THEMES: [(&str, emit::Theme); 5] = [
    (AUTO, emit::Theme::Auto),
    ("light", emit::Theme::Light),
    ("dark", emit::Theme::Dark),
    ("print", emit::Theme::Print),
    ("colour-blind", emit::Theme::ColourBlind),
];

/// Which pictures are drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts")]
pub(in crate::cli) struct Picture {
    /// Which picture is drawn of the whole roadmap
    #[arg(
        long = "chart",
        value_name = "KIND",
        long_help = "Which picture is drawn of the whole roadmap [default: gantt]"
    )]
    kind: Option<ChartKind>,
    /// Draw, or report of, what this view of the roadmap shows
    #[arg(long, value_name = "NAME", conflicts_with = "kind")]
    pub(in crate::cli) view: Option<String>,
    /// Draw all views of the roadmap: each into a file of its name in this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["kind", "view", "output"])]
    pub(in crate::cli) views: Option<PathBuf>,
}

impl Picture {
    /// Whether one is asked for by its kind.
    pub(in crate::cli) const fn is_kind_said(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether nothing is asked for but what is drawn anyway.
    pub(in crate::cli) const fn is_plain(&self) -> bool {
        self.kind.is_none() && self.view.is_none() && self.views.is_none()
    }

    /// Which picture of the whole is asked for.
    pub(in crate::cli) fn kind(&self) -> model::ChartKind {
        self.kind.map_or_else(model::ChartKind::default, |kind| match kind {
            ChartKind::Gantt => model::ChartKind::Gantt,
            ChartKind::Swimlane => model::ChartKind::Swimlane,
            ChartKind::Board => model::ChartKind::Board,
            ChartKind::Load => model::ChartKind::Load,
            ChartKind::Burnup => model::ChartKind::Burnup,
            ChartKind::Network => model::ChartKind::Network,
            ChartKind::Risks => model::ChartKind::Risks,
            ChartKind::Priorities => model::ChartKind::Priorities,
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ChartKind {
    /// Bars over time, a row an item
    Gantt,
    /// The roadmap on one page: lanes of cards over quarters or months
    Swimlane,
    /// Cards in columns: now, next, later
    Board,
    /// Everybody's work against their capacity, week by week
    Load,
    /// Work done and planned over time
    Burnup,
    /// What waits for what, in layers
    Network,
    /// Risks by probability and impact, with their register
    Risks,
    /// Ideas and items by value and effort
    Priorities,
}
