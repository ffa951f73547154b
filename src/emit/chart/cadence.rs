//! The numbers of a cadence in a lane of their own below the axis.

use super::Px;
use super::label::{Align, Ink, Label, Style, clean};
use super::scale::{Drawn, Scale};
use crate::model::Cadence;

/// The height of a lane of numbers.
pub const CADENCE_HEIGHT: Px = Px::whole(18);

/// A lane of a cadence's numbers.
#[derive(Debug)]
pub struct CadenceLane<'m> {
    /// Its top.
    pub y: Px,
    /// What one is called, at the table's right edge.
    pub name: Label<'m>,
    /// Left and right edge of every other period, for a tint.
    pub tints: Vec<(Px, Px)>,
    /// Numbers that have room.
    pub numbers: Vec<Label<'m>>,
}

/// The least width of a period: narrower ones are no lane any more.
const NARROWEST_PERIOD: Px = Px::whole(5);

/// The lane of a cadence, if its periods can be told apart at this scale and any lies in the picture.
pub fn cadence<'m>(
    cadence: &'m Cadence,
    scale: &Scale,
    right: Px,
    y: Px,
    name_right: Px,
) -> Option<CadenceLane<'m>> {
    let minutes = cadence.days.max(1).saturating_mul(24 * 60);
    let width = scale.px(minutes);
    if width < NARROWEST_PERIOD || cadence.days <= 0 {
        return None;
    }
    let baseline = y + CADENCE_HEIGHT.half() + Style::Faint.drop();
    let first = Drawn::start_of(cadence.from);
    let skipped = scale.start.since(first).div_euclid(minutes).max(0);
    let mut lane = CadenceLane {
        y,
        name: lane_name(cadence, name_right, baseline),
        tints: Vec::new(),
        numbers: Vec::new(),
    };
    let mut number = skipped;
    let mut free_from = scale.left;
    loop {
        let from = scale.x(first.plus(number.saturating_mul(minutes)));
        if from >= right {
            break;
        }
        let (left, end) = (from.max(scale.left), (from + width).min(right));
        number += 1;
        if number % 2 == 0 {
            lane.tints.push((left, end));
        }
        let label = Label::new(number.to_string(), Style::Faint, Ink::Muted);
        let label = label.at(left + (end - left).half(), Align::Middle, baseline);
        if label.left() >= free_from.max(scale.left) && label.right() <= right {
            free_from = label.right() + Px::whole(5);
            lane.numbers.push(label);
        }
    }
    (!lane.numbers.is_empty()).then_some(lane)
}

fn lane_name(cadence: &Cadence, right: Px, baseline: Px) -> Label<'_> {
    let name = cadence.title.as_deref().unwrap_or(&cadence.name);
    Label::new(clean(name), Style::Faint, Ink::Faint).within(Px::whole(160)).at(
        right,
        Align::End,
        baseline,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    fn scale() -> Scale {
        let start = Drawn::start_of(Date::new(2026, 1, 5).unwrap());
        Scale { start, left: Px::whole(300), length: Px::whole(700), minutes: 70 * 24 * 60 }
    }

    #[test]
    fn cadences_are_numbered_from_their_first_day() {
        let sprint = Cadence {
            name: "sprint".into(),
            title: Some("Sprint".into()),
            span: crate::text::Span::default(),
            from: Date::new(2026, 1, 5).unwrap(),
            days: 14,
        };
        let lane = cadence(&sprint, &scale(), Px::whole(1000), Px::ZERO, Px::whole(280)).unwrap();
        let numbers: Vec<_> = lane.numbers.iter().map(|label| label.text.as_ref()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    }
}
