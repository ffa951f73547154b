//! A whole plan in the formats that other tools read, with what each can't hold.

use super::calendar::icalendar;
use super::mspdi::mspdi;
#[cfg(feature = "xlsx")]
use super::sheet::xlsx;
use super::sheet::{Flavour, csv};
use super::taskjuggler::taskjuggler;
use crate::diagnostic::Losses;
use crate::plan::Plan;

/// A format that other tools read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// A workbook of Excel.
    #[cfg(feature = "xlsx")]
    Workbook,
    /// A list of values between commas, as one of the tools takes it.
    List(Flavour),
    /// The XML of MS Project.
    MsProject,
    /// Milestones, releases, deadlines and absences for a calendar.
    Calendar,
    /// A project for `TaskJuggler`.
    TaskJuggler,
}

impl Exchange {
    /// The bytes of a plan in this format, and what it does not hold.
    pub fn write(self, plan: Plan<'_>) -> (Vec<u8>, Losses) {
        let text = |(text, losses): (String, Losses)| (text.into_bytes(), losses);
        match self {
            #[cfg(feature = "xlsx")]
            Self::Workbook => xlsx(plan),
            Self::List(flavour) => text(csv(plan, flavour)),
            Self::MsProject => text(mspdi(plan)),
            Self::Calendar => text(icalendar(plan)),
            Self::TaskJuggler => text(taskjuggler(plan)),
        }
    }
}
