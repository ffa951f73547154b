//! The formats of outputs.

use clap::ValueEnum;

#[cfg(feature = "interchange")]
use crate::emit::{Exchange, Flavour};

/// What an output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// A picture
    Svg,
    /// The same as pixels
    #[cfg(feature = "png")]
    Png,
    /// The same as pages
    #[cfg(feature = "pdf")]
    Pdf,
    /// Data, for programs
    Json,
    /// A report
    #[value(alias = "md")]
    Markdown,
    /// A Gantt chart as text, for places that draw Mermaid
    #[value(alias = "mmd")]
    Mermaid,
    /// A page to explore, with all of these
    Html,
    /// A workbook of Excel
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// The list of all items, for a sheet
    #[cfg(feature = "interchange")]
    Csv,
    /// A list that Jira imports
    #[cfg(feature = "interchange")]
    JiraCsv,
    /// A list that Asana imports
    #[cfg(feature = "interchange")]
    AsanaCsv,
    /// A list that importers for Trello take
    #[cfg(feature = "interchange")]
    TrelloCsv,
    /// The XML of MS Project
    #[cfg(feature = "interchange")]
    #[value(alias = "ms-project", alias = "xml")]
    Mspdi,
    /// Dates for a calendar: iCalendar
    #[cfg(feature = "interchange")]
    #[value(alias = "icalendar")]
    Ics,
    /// A project for TaskJuggler
    #[cfg(feature = "interchange")]
    #[value(alias = "tjp")]
    Taskjuggler,
    /// A Gantt chart as text, for places that draw PlantUML
    #[cfg(feature = "interchange")]
    #[value(alias = "puml")]
    Plantuml,
}

impl Format {
    /// Whether it is one of pictures.
    pub(in crate::cli) const fn is_picture(self) -> bool {
        match self {
            Self::Svg => true,
            #[cfg(feature = "png")]
            Self::Png => true,
            #[cfg(feature = "pdf")]
            Self::Pdf => true,
            _ => false,
        }
    }

    /// The format of other tools that it is.
    #[cfg(feature = "interchange")]
    pub(in crate::cli) const fn exchange(self) -> Option<Exchange> {
        Some(match self {
            #[cfg(feature = "xlsx")]
            Self::Xlsx => Exchange::Workbook,
            Self::Csv => Exchange::List(Flavour::Plan),
            Self::JiraCsv => Exchange::List(Flavour::Jira),
            Self::AsanaCsv => Exchange::List(Flavour::Asana),
            Self::TrelloCsv => Exchange::List(Flavour::Trello),
            Self::Mspdi => Exchange::MsProject,
            Self::Ics => Exchange::Calendar,
            Self::Taskjuggler => Exchange::TaskJuggler,
            _ => return None,
        })
    }

    /// Whether it holds the whole plan, whatever a view shows of it.
    pub(in crate::cli) const fn is_data(self) -> bool {
        #[cfg(feature = "interchange")]
        if self.exchange().is_some() {
            return true;
        }
        matches!(self, Self::Json)
    }
}
