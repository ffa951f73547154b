//! Plans of Jira, which were Advanced Roadmaps.

use super::super::super::Format;
use super::super::{Meaning, Profile};
use super::SAID_ELSEWHERE;

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "jira-plans-csv",
    "a CSV file of a plan of Jira",
    |input| super::has_header(input, &["hierarchy", "title", "issue key", "issue status"]),
    |input, options| super::read(input, &PROFILE, options),
);

const PROFILE: Profile = Profile { ids_of_keys: true, ..Profile::of(COLUMNS) };

const COUNTED: &str = "it follows from the progress, or from the items in it";

const COLUMNS: &[(&str, Meaning)] = &[
    ("title", Meaning::Title),
    ("issue key", Meaning::Key),
    ("hierarchy", Meaning::Kind),
    ("project", Meaning::Whole),
    ("parent", Meaning::Parent),
    ("releases", Meaning::Release),
    ("team", Meaning::OwnerTeam),
    ("assignee", Meaning::People),
    ("sprint", Meaning::Sprint),
    ("target start date|target start", Meaning::Start),
    ("target end date|target end", Meaning::End),
    ("due date", Meaning::Deadline),
    ("estimates d|estimate d", Meaning::Effort),
    ("story points|estimates sp|estimates", Meaning::Points),
    ("priority", Meaning::Priority),
    ("labels|components", Meaning::Tags),
    ("issue status|status", Meaning::State),
    ("progress %", Meaning::Done),
    (
        "progress remaining d|progress completed d|progress completed|progress %  issue count ic|progress % issue count ic|to do ic|in progress ic|done ic|total ic",
        Meaning::Ignored(COUNTED),
    ),
    ("description", Meaning::Note),
    ("goals", Meaning::Objective),
    ("issue id", Meaning::Number),
    ("parent summary", Meaning::Ignored(SAID_ELSEWHERE)),
];
