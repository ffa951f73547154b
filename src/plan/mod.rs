//! A roadmap that holds: checked and scheduled. The only thing a backend accepts.

use crate::model::Model;
use crate::schedule::Schedule;

/// A checked roadmap with its schedule; there is none of a roadmap with errors.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'c> {
    /// The roadmap.
    pub model: &'c Model,
    /// When everything is.
    pub schedule: &'c Schedule,
}
