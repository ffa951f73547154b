//! Why dates are what they are, read from a schedule that is made: what drives them, what limits them, and what would be if
//! something were written otherwise.

pub(in crate::schedule) mod chain;
pub(in crate::schedule) mod disorder;
pub(in crate::schedule) mod reasons;
pub(in crate::schedule) mod rivals;
pub(in crate::schedule) mod slack;
pub(in crate::schedule) mod unestimated;
pub(in crate::schedule) mod what_if;
