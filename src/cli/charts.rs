//! What can be said of how charts are drawn.

use std::ops::RangeInclusive;

use clap::{Args, ValueEnum};

use crate::emit::{self, ChartOptions};

/// How charts are drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts")]
pub(super) struct Chart {
    /// Which colours charts are drawn in
    #[arg(long, value_name = "THEME", default_value = "auto")]
    theme: Theme,
    /// How wide charts are, in pixels; the default fits a README on GitHub
    #[arg(
        long,
        value_name = "PX",
        default_value_t = ChartOptions::README_WIDTH,
        value_parser = clap::value_parser!(u32).range(widths())
    )]
    width: u32,
    /// How many levels of the plan have rows; what lies deeper is rolled up into the bar above it
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..),
        long_help = "How many levels of the plan have rows; what lies deeper is rolled up into the bar above it [default: all]"
    )]
    depth: Option<u32>,
}

fn widths() -> RangeInclusive<i64> {
    let (least, most) = ChartOptions::WIDTHS.into_inner();
    least.into()..=most.into()
}

impl Chart {
    /// Whether nothing is asked of charts that they are not anyway.
    pub(super) const fn is_plain(&self) -> bool {
        self.depth.is_none()
            && self.width == ChartOptions::README_WIDTH
            && matches!(self.theme, Theme::Auto)
    }

    pub(super) fn options(&self) -> ChartOptions {
        let options = ChartOptions::default().width(self.width).theme(match self.theme {
            Theme::Auto => emit::Theme::Auto,
            Theme::Light => emit::Theme::Light,
            Theme::Dark => emit::Theme::Dark,
        });
        self.depth.into_iter().fold(options, ChartOptions::depth)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    /// As the reader's system prefers
    Auto,
    Light,
    Dark,
}
