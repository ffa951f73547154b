//! Roadmunk, which is Strategic Roadmaps today: items with dates or in a bucket.

use super::super::super::{Draft, Format, Item};
use super::super::{Meaning, Profile, Row};

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "roadmunk-csv",
    "a CSV file of Roadmunk",
    |input| super::has_header(input, &["items", "start date|bucket", "end date|bucket"]),
    |input, options| super::read(input, &PROFILE, options),
);

const PROFILE: Profile = Profile { each, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("items|item", Meaning::Title),
    ("description", Meaning::Note),
    ("start date", Meaning::Start),
    ("end date", Meaning::End),
    ("bucket", Meaning::Horizon),
    ("% complete|progress", Meaning::Done),
    ("status", Meaning::State),
    ("owner", Meaning::Owner),
    ("team|teams", Meaning::OwnerTeam),
    ("url|link", Meaning::Url),
    ("milestone|type", Meaning::Kind),
];

fn each(_: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    if item.horizon.is_some() && (item.start.is_some() || item.end.is_some()) {
        item.horizon = None;
        let why = "an item has one or the other, and its dates are kept";
        draft.decided("a bucket beside dates", why, &item.place);
    }
}
