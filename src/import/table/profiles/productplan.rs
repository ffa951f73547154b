//! `ProductPlan`: bars in containers in lanes, as its tables and its interface name them.

use super::super::super::amounts::yes;
use super::super::super::{Draft, Format, Item, Kind};
use super::super::{Meaning, Profile, Row};
use super::INNER;

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "productplan-csv",
    "a CSV file of ProductPlan",
    |input| {
        super::has_header(
            input,
            &["lane", "legend|parked|container", "name", "start date|starts on|parked"],
        )
    },
    |input, options| super::read(input, &PROFILE, options),
);

const PROFILE: Profile = Profile { each, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("name|bar name", Meaning::Title),
    ("id|bar id", Meaning::Key),
    ("type", Meaning::Kind),
    ("roadmap|roadmap name", Meaning::Whole),
    ("lane|lane name", Meaning::Group),
    ("container bar id|container id|container|container name", Meaning::Parent),
    ("start date|starts on|start", Meaning::Start),
    ("end date|ends on|end", Meaning::End),
    ("legend|legend name|tags", Meaning::Tags),
    ("percent complete|percent done|% complete", Meaning::Done),
    ("description|strategic value|notes", Meaning::Note),
    ("links|link|external links", Meaning::Url),
    ("effort", Meaning::Points),
    ("is container|parked", Meaning::Own),
    ("roadmap id", Meaning::Ignored(INNER)),
];

fn each(row: &Row<'_>, item: &mut Item, _: &mut Draft) {
    if yes(row.below("is container")) == Some(true) {
        item.kind = Kind::Feature;
    }
    if yes(row.below("parked")) == Some(true) {
        item.kind = Kind::Idea;
    }
}
