//! What can be written behind `milepost import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::values::{amount, on};
use crate::import;
use crate::time::{Date, Minutes};

const EXAMPLES: &str = "\
Examples:
  milepost import plan.xlsx                      plan.roadmap beside it
  milepost import Jira.csv -o plan.roadmap --losses losses.json
  milepost import board.json --into plan.roadmap --dry-run
                                                 what the board changes in a roadmap
  milepost import plan.csv --date-order dmy      3/4/2026 is 3 April
  milepost import holidays.ics -o -              to standard output

Exit codes:
  0  a roadmap was written; what was left out is told
  1  what was written does not compile, or something was lost (`--strict`)
  2  a file can't be read as what it is";

/// Make a roadmap of another tool's file: a sheet, a board, a tracker's export, a plan
///
/// The format is known by what is in the file. What has no counterpart in a roadmap is told, with its place; nothing is dropped
/// in silence. Several files become one roadmap. A roadmap that exists is never overwritten: `--into` carries what has changed into it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Import {
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The roadmap to write; `-` is standard output
    #[arg(
        long,
        short,
        value_name = "OUT",
        long_help = "The roadmap to write; `-` is standard output [default: the first FILE with .roadmap in place of its end]"
    )]
    pub(in crate::cli) output: Option<PathBuf>,
    /// What the files are, where that can't be told from what is in them
    #[arg(long, value_name = "FORMAT", long_help = formats())]
    pub(in crate::cli) from: Option<String>,
    /// Carry what has changed into this roadmap, and leave all else in it as it is
    #[arg(long, value_name = "ROADMAP", conflicts_with = "output")]
    pub(in crate::cli) into: Option<PathBuf>,
    /// Write nothing; show what would change
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Write what could not be carried over into this file too: for programs if it ends in `.json`
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) losses: Option<PathBuf>,
    /// Fail if something was lost
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// What columns mean whose words don't tell: a TOML file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) map: Option<PathBuf>,
    /// The order of dates such as 3/4/2026
    #[arg(long, value_name = "ORDER")]
    pub(in crate::cli) date_order: Option<Order>,
    /// How much work a story point is, as in `4h`; points stay a custom field if nothing is said
    #[arg(long, value_name = "TIME", value_parser = amount)]
    pub(in crate::cli) point: Option<Minutes>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// The day the plan is looked at, if it is not the file's own
    #[arg(long, value_name = "DATE", value_parser = on)]
    pub(in crate::cli) today: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Order {
    /// 31/12/2026
    Dmy,
    /// 12/31/2026
    Mdy,
    /// 2026/12/31
    Ymd,
}

impl Import {
    /// What the files can't say themselves, but for a map of columns.
    pub(in crate::cli) fn options(&self) -> import::Options {
        let order = self.date_order.map(|order| match order {
            Order::Dmy => import::DateOrder::DayFirst,
            Order::Mdy => import::DateOrder::MonthFirst,
            Order::Ymd => import::DateOrder::YearFirst,
        });
        import::Options {
            date_order: order,
            today: self.today,
            point: self.point,
            columns: Vec::new(),
            sheet: self.sheet.clone(),
            reads_beside: self.files.iter().all(|file| file.as_os_str() != "-"),
        }
    }
}

/// Every format with what it is.
fn formats() -> String {
    let mut help = "What the files are, where that can't be told from what is in them:".to_owned();
    for format in import::formats() {
        help.extend(["\n- ", format.name, ": ", format.title]);
    }
    help
}
