//! Hygger: boards and backlogs, with what its six techniques of prioritisation ask.

use super::super::super::amounts::number;
use super::super::super::{Amount, Draft, Estimate, Format, Item, Kind, Number, ScoreWord, Unit};
use super::super::{Meaning, Profile, Row, State, horizon, state};
use super::{SAID_ELSEWHERE, TALK};

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "hygger-csv",
    "a CSV file of Hygger",
    |input| super::has_header(input, &["board", "column", "name|title|task|task name"]),
    |input, options| super::read(input, &PROFILE, options),
);

const PROFILE: Profile = Profile { each, ids_of_keys: true, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("name|title|task name|task", Meaning::Title),
    ("task id|id", Meaning::Key),
    ("description", Meaning::Note),
    ("project|board", Meaning::Whole),
    ("column", Meaning::List),
    ("swimlane", Meaning::Horizon),
    ("parent|parent task", Meaning::Parent),
    ("labels|label", Meaning::Tags),
    ("assignee|assignees|assigned to|members", Meaning::People),
    ("start date", Meaning::Start),
    ("due date", Meaning::Deadline),
    ("estimate|estimated time", Meaning::Effort),
    ("progress", Meaning::Done),
    ("status", Meaning::State),
    ("priority", Meaning::Priority),
    ("sprint", Meaning::Sprint),
    ("value|importance|weighted score", Meaning::Score(ScoreWord::Value)),
    ("urgency", Meaning::Score(ScoreWord::Urgency)),
    ("reach", Meaning::Score(ScoreWord::Reach)),
    ("impact", Meaning::Score(ScoreWord::Impact)),
    ("confidence", Meaning::Score(ScoreWord::Confidence)),
    ("efforts", Meaning::Points),
    ("effort", Meaning::Own),
    ("risk|ease", Meaning::Field),
    ("priority score|rice score|ice score|score", Meaning::Ignored(SAID_ELSEWHERE)),
    ("comments|attachments|votes|followers", Meaning::Ignored(TALK)),
];

fn each(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    item.horizon = horizon(row.first(Meaning::Horizon)).or(item.horizon);
    techniques(row, item, draft);
    let is_candidate = state(row.first(Meaning::List)) == Some(State::Later);
    let has_dates = item.start.is_some() || item.end.is_some() || item.deadline.is_some();
    if is_candidate && item.kind == Kind::Auto && !has_dates && !item.is_done && !item.is_dropped {
        item.kind = Kind::Idea;
        // Nobody works on an idea, and somebody answers for it.
        if item.owner.is_none() && !item.people.is_empty() {
            item.owner = Some(item.people.remove(0).who);
        }
    }
    if item.is_done || item.is_dropped {
        item.horizon = None;
    }
}

/// What the columns of a technique mean in a score of the language, where it is not just the same.
fn techniques(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    let place = &item.place;
    if !row.below("ease").is_empty() {
        draft.changed(
            "the ease of ICE",
            "it is a field: a score has an effort, an amount of time",
            place,
        );
        // What is sure is said from 1 to 10.
        if let Some(sure) =
            number(row.below("confidence")).filter(|sure| (0..=10_000).contains(&sure.0))
        {
            item.score.retain(|(word, _)| *word != ScoreWord::Confidence);
            item.score.push((ScoreWord::Confidence, Number(sure.0 * 10)));
        }
    }
    if !row.below("risk").is_empty() {
        let why =
            "it is a field: the `risk` of a score is the one that work lowers, not the one it runs";
        draft.changed("the risk of value and risk", why, place);
    }
    if !row.below("weighted score").is_empty() {
        draft.changed(
            "the criteria of a weighted score",
            "they are fields, and their total is its value",
            place,
        );
    }
    let months = number(row.below("effort")).filter(|months| months.0 > 0);
    if let Some(number) = months.filter(|_| item.estimate.is_none()) {
        draft.decided("the effort of RICE", "it is of months", place);
        item.estimate = Some(Estimate::Effort(Amount { number, unit: Unit::Months }));
    }
}
