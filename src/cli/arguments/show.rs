//! What can be written behind `milepost show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Compile;
use super::values::{columns, levels};
use crate::model;

const EXAMPLES: &str = "\
Examples:
  milepost show plan.roadmap                     a Gantt chart, as wide as the terminal
  milepost show plan.roadmap --depth 2           streams and what stands in them
  milepost show plan.roadmap --chart board       now, next, later
  milepost show plan.roadmap --view launch       what a view of the roadmap shows
  milepost show plan.roadmap --color always | less -R";

/// Show a roadmap in the terminal: a Gantt chart, a board, everybody's load
///
/// How all stands, the picture, and what does not hold. A view whose picture has no form in a terminal is shown as a Gantt chart.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Show {
    /// The roadmap; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Show what this view of the roadmap shows
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) view: Option<String>,
    /// Which picture
    #[arg(
        long,
        value_name = "KIND",
        long_help = "Which picture [default: that of the view, or a Gantt chart]"
    )]
    chart: Option<Chart>,
    /// How many columns wide
    #[arg(
        long,
        value_name = "COLUMNS",
        value_parser = columns,
        long_help = "How many columns wide [default: as wide as the terminal, or 80 where there is none]"
    )]
    pub(in crate::cli) width: Option<u16>,
    /// How many levels of the plan are shown; what lies deeper is rolled up
    #[arg(
        long,
        value_name = "N",
        value_parser = levels,
        long_help = "How many levels of the plan are shown; what lies deeper is rolled up [default: all]"
    )]
    pub(in crate::cli) depth: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) compile: Compile,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Chart {
    /// Bars over time, a row an item
    Gantt,
    /// Cards in columns: now, next, later
    Board,
    /// Everybody's work against their capacity, week by week
    Load,
}

impl Show {
    /// The picture that is asked for.
    pub(in crate::cli) fn chart(&self) -> Option<model::ChartKind> {
        self.chart.map(|chart| match chart {
            Chart::Gantt => model::ChartKind::Gantt,
            Chart::Board => model::ChartKind::Board,
            Chart::Load => model::ChartKind::Load,
        })
    }
}
