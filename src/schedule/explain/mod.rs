//! Why dates are what they are, read from a schedule that is made: what drives them, what limits them, and what would be if
//! something were written otherwise.

pub(crate) mod chain;
pub(crate) mod doubts;
pub(crate) mod reasons;
pub(crate) mod rivals;
pub(crate) mod what_if;
