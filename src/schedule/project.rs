//! A roadmap, made ready to be scheduled.

use crate::schedule::crew::crews::Crews;
use crate::schedule::network::Network;
use crate::schedule::progress::States;

/// What there is to do and what waits for what, who does it, and how far it is.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Project<'a, 'm> {
    pub(in crate::schedule) network: &'a Network<'m>,
    pub(in crate::schedule) crews: &'a Crews<'m>,
    pub(in crate::schedule) states: States<'m>,
}
