//! The flags between axis and rows: today, releases, markers, deadlines.

use super::axis::Scale;
use super::line::{Strip, Tint};
use super::text::{clean, cut, fitted, width};
use crate::emit::chart::gantt::lanes::{FlagFacts, FlagKind};
use crate::emit::chart::scale::Drawn;

/// More lines than this would push the plan off the screen.
const MOST: usize = 5;
/// A name is cut here.
const LONGEST: usize = 24;

/// Where a thin line goes down through the rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pole {
    column: usize,
    sign: char,
    tint: Tint,
}

impl Pole {
    /// Draws it where nothing is yet.
    pub(super) fn draw(self, strip: &mut Strip) {
        strip.put_behind(self.column, self.sign, self.tint);
    }
}

/// What a flag says, and where it stands.
struct Flag {
    pole: Pole,
    head: char,
    tint: Tint,
    words: String,
}

/// The lines of flags, and the poles that go down from them: that of today first.
pub(super) fn flags(
    facts: &[FlagFacts<'_>],
    now: Option<Drawn>,
    scale: &Scale,
    columns: usize,
) -> (Vec<Strip>, Vec<Pole>) {
    let today = now.and_then(|now| scale.column(now)).map(|column| Flag {
        pole: Pole { column, sign: '│', tint: Tint::Today },
        head: '▼',
        tint: Tint::Today,
        words: "today".to_owned(),
    });
    let mut others: Vec<Flag> = facts.iter().filter_map(|facts| flag(facts, scale)).collect();
    others.sort_by_key(|flag| flag.pole.column);
    let all: Vec<Flag> = today.into_iter().chain(others).collect();
    let mut lanes: Vec<Strip> = Vec::new();
    let mut poles: Vec<(usize, Pole)> = Vec::new();
    let mut unseen = 0;
    for flag in &all {
        match place(flag, &mut lanes, columns) {
            Some(lane) => poles.push((lane, flag.pole)),
            None => unseen += 1,
        }
    }
    for (lane, strip) in lanes.iter_mut().enumerate() {
        for (_, pole) in poles.iter().filter(|(of, _)| *of < lane) {
            pole.draw(strip);
        }
    }
    if unseen > 0 {
        let mut strip = Strip::new(columns);
        strip.write(0, &cut(&format!("and {unseen} more"), columns), Tint::Faint);
        lanes.push(strip);
    }
    (lanes, poles.into_iter().map(|(_, pole)| pole).collect())
}

fn flag(facts: &FlagFacts<'_>, scale: &Scale) -> Option<Flag> {
    let (head, tint) = match facts.kind {
        FlagKind::Release | FlagKind::Deadline => ('⚑', Tint::Strong),
        FlagKind::LateRelease | FlagKind::MissedDeadline | FlagKind::MissedObjective => {
            ('⚑', Tint::Late)
        }
        FlagKind::Marker => ('▾', Tint::Faint),
    };
    // A point stands at the end of its day.
    let column = scale.column(facts.at.plus(-1).max(scale.start.min(facts.at)))?;
    let sign = if tint == Tint::Late { "‼ " } else { "" };
    // It is isolated once it is cut.
    let name = facts.name.replace(['\u{2068}', '\u{2069}'], "");
    let name = fitted(&clean(&name), LONGEST);
    let words = [name, clean(&facts.news)].into_iter().filter(|words| !words.is_empty());
    let words = format!("{sign}{}", words.collect::<Vec<_>>().join(" · "));
    let pole_tint = if tint == Tint::Strong { Tint::Faint } else { tint };
    Some(Flag { pole: Pole { column, sign: '┊', tint: pole_tint }, head, tint, words })
}

/// Puts a flag into the first line that has room for it, at the right of its pole or at the left; gives which.
fn place(flag: &Flag, lanes: &mut Vec<Strip>, columns: usize) -> Option<usize> {
    let (at, tint) = (flag.pole.column, flag.tint);
    let words = cut(&flag.words, columns.saturating_sub(2));
    let wide = width(&words);
    for lane in 0..MOST {
        if lanes.len() <= lane {
            lanes.push(Strip::new(columns));
        }
        let strip = lanes.get_mut(lane)?;
        // A column apart from what is at the right, and from what is at the left.
        let left = at.saturating_sub(1);
        let right_room = wide + 2 + usize::from(at + wide + 3 <= columns) + (at - left);
        if at + 2 + wide <= columns && strip.is_free(left, right_room) {
            strip.put(at, flag.head, tint);
            strip.write(at + 2, &words, tint);
            return Some(lane);
        }
        let begin = at.checked_sub(wide + 1);
        let is_free = |begin: usize| {
            let before = begin.saturating_sub(1);
            strip.is_free(before, at + 1 - before)
        };
        if let Some(begin) = begin.filter(|begin| is_free(*begin)) {
            strip.write(begin, &words, tint);
            strip.put(at, flag.head, tint);
            return Some(lane);
        }
    }
    None
}
