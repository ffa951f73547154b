//! What is asked of charts: which, how wide, in which colours.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[cfg(feature = "png")]
use super::values::scale;
use crate::emit::{self, ChartOptions};
use crate::model;

/// How charts are drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts")]
pub(in crate::cli) struct Chart {
    /// Which colours charts are drawn in
    #[arg(long, value_name = "THEME", default_value = "auto")]
    theme: Theme,
    /// How wide charts are, in pixels
    #[arg(
        long,
        value_name = "PX",
        value_parser = clap::value_parser!(u32).range(widths()),
        long_help = "How wide charts are, in pixels [default: what their view says, or 838, which fits a README on GitHub; of a swimlane or a board 1280, a slide]"
    )]
    width: Option<u32>,
    /// How many levels of the plan have rows; what lies deeper is rolled up into the bar above it
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..),
        long_help = "How many levels of the plan have rows; what lies deeper is rolled up into the bar above it [default: all]"
    )]
    depth: Option<u32>,
}

/// How pictures are made that are no text.
#[cfg(feature = "png")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts")]
pub(in crate::cli) struct Image {
    /// How many pixels of a PNG are one of the chart's, as `1` or `1.5` [default: 2]
    #[arg(long, value_name = "N", value_parser = scale)]
    pub(in crate::cli) scale: Option<f32>,
}

fn widths() -> RangeInclusive<i64> {
    let (least, most) = ChartOptions::WIDTHS.into_inner();
    least.into()..=most.into()
}

impl Chart {
    /// Whether nothing is asked of charts that they are not anyway.
    pub(in crate::cli) const fn is_plain(&self) -> bool {
        self.depth.is_none() && self.width.is_none() && matches!(self.theme, Theme::Auto)
    }

    pub(in crate::cli) fn options(&self) -> ChartOptions {
        let options = ChartOptions::default().theme(match self.theme {
            Theme::Auto => emit::Theme::Auto,
            Theme::Light => emit::Theme::Light,
            Theme::Dark => emit::Theme::Dark,
            Theme::Print => emit::Theme::Print,
            Theme::ColourBlind => emit::Theme::ColourBlind,
        });
        let options = self.width.into_iter().fold(options, ChartOptions::width);
        self.depth.into_iter().fold(options, ChartOptions::depth)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    /// As the reader's system prefers
    Auto,
    Light,
    Dark,
    /// Greys on white, for paper
    Print,
    /// Told apart by every eye
    ColourBlind,
}

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
