//! Numbers, durations, dates, names and texts: each is read from one word, and said to be wrong precisely.

pub(super) mod date;
pub(super) mod duration;
pub(super) mod name;
pub(super) mod number;
pub(super) mod point;
pub(super) mod text;
