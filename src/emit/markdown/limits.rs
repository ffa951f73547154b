//! How much of everything a report shows. What is more is counted; the JSON has all of it.

/// Rows of any table.
pub(super) const ROWS: usize = 40;
/// Of so few items all that stands in them is listed too.
pub(super) const FEW: usize = 8;
/// Items of one stream or one release.
pub(super) const PARTS: usize = 20;
/// Streams whose items are listed.
pub(super) const STREAMS: usize = 20;
/// Releases whose items are listed.
pub(super) const RELEASES: usize = 8;
/// Items that are late.
pub(super) const LATE: usize = 15;
/// What else does not hold.
pub(super) const FAULTS: usize = 15;
/// Items of the chain that makes something late.
pub(super) const LINKS: usize = 6;
/// Stretches of time in which somebody has more work than time.
pub(super) const OVERLOADS: usize = 15;
/// Items that nobody has estimated.
pub(super) const UNKNOWN: usize = 15;
/// Names in one cell.
pub(super) const NAMES: usize = 5;
/// Custom fields that have a column of their own.
pub(super) const FIELDS: usize = 6;
/// Values of one field, and tags.
pub(super) const VALUES: usize = 12;
/// Items that levelling moved.
pub(super) const MOVES: usize = 20;
/// Items that only follow others, if so few that a sentence can name them.
pub(super) const FOLLOWERS: usize = 4;
/// Causes of the spread of a simulation.
pub(super) const CAUSES: usize = 20;
