//! What custom fields mean: some have a counterpart in a roadmap, all others stay custom fields.

use super::board::words;
use super::{Reading, Spot};
use crate::import::amounts;
use crate::import::{Amount, Estimate, FieldKind, Item, Number, ScoreWord, Unit, When, shown};

/// What a custom field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Start,
    End,
    Deadline,
    Progress,
    Priority,
    Points,
    Effort(Unit),
    Score(ScoreWord),
    Cost,
}

const NAMES: [(Meaning, &str); 18] = [
    (Meaning::Start, "start|start date|start on|planned start|starts|begin|begin date"),
    (Meaning::End, "end|end date|finish|finish date|target end|planned end|target|target date"),
    (Meaning::Deadline, "due|due date|due on|deadline"),
    (Meaning::Progress, "progress|percent complete|complete|percent done|completion"),
    (Meaning::Priority, "priority|prio"),
    (Meaning::Points, "points|story points|story point estimate|storypoints|sp"),
    (Meaning::Effort(Unit::Minutes), "estimated minutes|estimate minutes|estimate min"),
    (
        Meaning::Effort(Unit::Hours),
        "estimated hours|estimate hours|estimate h|effort hours|effort h|hours",
    ),
    (
        Meaning::Effort(Unit::Days),
        "estimated days|estimate days|estimate d|effort days|effort d|days|person days",
    ),
    (
        Meaning::Effort(Unit::Weeks),
        "estimated weeks|estimate weeks|effort weeks|weeks|person weeks",
    ),
    (Meaning::Score(ScoreWord::Reach), "reach"),
    (Meaning::Score(ScoreWord::Impact), "impact"),
    (Meaning::Score(ScoreWord::Confidence), "confidence"),
    (Meaning::Score(ScoreWord::Value), "value|business value|user business value|benefit"),
    (Meaning::Score(ScoreWord::Urgency), "urgency|time criticality"),
    (Meaning::Score(ScoreWord::Risk), "risk reduction|risk reduction opportunity enablement"),
    (Meaning::Cost, "cost|costs"),
    (Meaning::Effort(Unit::Months), "estimated months|effort months|person months"),
];

/// Words of priorities, with the number that a roadmap gives them.
const PRIORITIES: [(u16, &str); 4] = [
    (900, "critical|urgent|highest|blocker|must|must have|p0|very high|showstopper"),
    (700, "high|should|should have|p1|important"),
    (500, "medium|normal|p2|default"),
    (300, "low|lowest|could|could have|p3|p4|minor|nice to have|very low|trivial"),
];

/// The number of a priority that is said in words.
pub(super) fn priority(text: &str) -> Option<u16> {
    let text = words(text);
    let is_one = |(_, names): &&(u16, &str)| names.split('|').any(|name| name == text);
    PRIORITIES.iter().find(is_one).map(|(priority, _)| *priority)
}

fn meaning(title: &str) -> Option<Meaning> {
    let title = words(title);
    let is_one = |(_, names): &&(Meaning, &str)| names.split('|').any(|name| name == title);
    NAMES.iter().find(is_one).map(|(meaning, _)| *meaning)
}

/// The value of a custom field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'v> {
    /// What the field is called.
    pub(super) title: &'v str,
    /// What its values are.
    pub(super) kind: FieldKind,
    /// Itself, as it is said.
    pub(super) text: &'v str,
}

/// Says a custom field of an item.
pub(super) fn say(value: Value<'_>, item: &mut Item, spot: &Spot, reading: &mut Reading<'_>) {
    let Value { title, kind, text } = value;
    if meaning(title).and_then(|meaning| means(meaning, value, item, reading)).is_some() {
        return;
    }
    let text = match kind {
        FieldKind::Number => amounts::number(text).map(|number| number.to_string()),
        FieldKind::Flag => amounts::yes(text).map(|is_so| if is_so { "yes" } else { "no" }.into()),
        FieldKind::Date => reading.dates.read(text).map(|when| when.date.to_string()),
        FieldKind::Text => Some(text.to_owned()),
    };
    if let Some(text) = text {
        let field = reading.draft.field(title, kind);
        item.fields.push((field, text));
    } else {
        let why = "it is not what the field is to hold";
        reading.draft.left_out(shown(value.text), why, &spot.at(title));
    }
}

/// Says a field that has a counterpart; nothing if its value says no such thing.
fn means(
    meaning: Meaning,
    Value { kind, text, .. }: Value<'_>,
    item: &mut Item,
    reading: &Reading<'_>,
) -> Option<()> {
    let day = || reading.dates.read(text).map(|when| When::day(when.date));
    let number = || amounts::number(text).filter(|number| number.0 >= 0);
    match meaning {
        Meaning::Start => item.start = Some(day().filter(|_| item.start.is_none())?),
        Meaning::End => item.end = Some(day().filter(|_| item.end.is_none())?),
        Meaning::Deadline => item.deadline = Some(day().filter(|_| item.deadline.is_none())?),
        Meaning::Progress => {
            let shares = amounts::Shares::of([text, "100"].into_iter());
            item.progress = Some(shares.read(text)?);
        }
        Meaning::Priority => {
            let known = text.split([' ', '-', '(']).find_map(priority);
            item.priority = Some(priority(text).or(known)?);
        }
        Meaning::Points => {
            let point = reading.options.point?;
            let minutes = point.0.checked_mul(number()?.0)? / 1000;
            item.estimate = Some(Estimate::Effort(Amount::of_minutes(minutes, amounts::DAY)));
        }
        Meaning::Effort(unit) => {
            let number = number().filter(|number| number.0 > 0)?;
            item.estimate = Some(Estimate::Effort(Amount { number, unit }));
        }
        Meaning::Score(word) if kind == FieldKind::Number || text.ends_with('%') => {
            item.score.push((word, of_score(word, text)?));
        }
        Meaning::Cost if kind == FieldKind::Number => item.cost = Some(number()?),
        Meaning::Score(_) | Meaning::Cost => return None,
    }
    Some(())
}

/// The number of a word of a score: confidence is a share.
fn of_score(word: ScoreWord, text: &str) -> Option<Number> {
    if word != ScoreWord::Confidence {
        return amounts::number(text).filter(|number| number.0 >= 0);
    }
    let share = amounts::Shares::of(std::iter::once(text)).read(text)?;
    Some(Number(share * 100))
}
