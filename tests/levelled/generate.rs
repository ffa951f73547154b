//! Small roadmaps in which people are scarce, with a bit of everything, each from its number.

// Each test uses what it needs.
#![allow(dead_code)]

use std::fmt::Write;

/// What a roadmap has beside work, people and dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Neither deadlines nor dates that anybody fixed.
    Open,
    /// Deadlines, fixed dates, progress, work as late as possible.
    Full,
    /// Likewise none of these, but many efforts by several.
    Joint,
}

/// A small generator (xorshift).
struct Random {
    state: u64,
    /// Whether times of day are written, shifts pass midnight, and work takes no time.
    is_wide: bool,
}

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) % limit
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn date(&mut self) -> String {
        format!("2026-03-{:02}", 1 + self.below(30))
    }

    /// Times of day for the two ends of a time off, or none.
    fn hours(&mut self, percent: u64) -> (&'static str, &'static str) {
        if !self.is_wide {
            return ("", "");
        }
        let times = [("T13:00", "T17:00"), ("", "T12:00"), ("T14:30", ""), ("T08:00", "T09:30")];
        let chosen = times[usize::try_from(self.below(4)).unwrap()];
        if self.chance(percent) { chosen } else { ("", "") }
    }

    fn work(&mut self) -> String {
        match self.below(5) {
            0 => format!("{}h", 1 + self.below(20)),
            1 => format!("{}min", 30 * (1 + self.below(9))),
            _ => format!("{}d", 1 + self.below(4)),
        }
    }

    fn lag(&mut self) -> String {
        let sign = self.of(&["+", "+", "-"]);
        let elapsed = self.of(&["", "", "elapsed "]);
        if self.chance(60) { String::new() } else { format!(" {sign} {elapsed}{}", self.work()) }
    }
}

/// The roadmap of a number.
pub(crate) fn roadmap(seed: u64, flavour: Flavour) -> String {
    made(seed, flavour, false)
}

/// Likewise one with times of day, shifts that pass midnight, and work that takes no time.
pub(crate) fn roadmap_to_the_minute(seed: u64, flavour: Flavour) -> String {
    made(seed, flavour, true)
}

fn made(seed: u64, flavour: Flavour, is_wide: bool) -> String {
    let mut random = Random { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, is_wide };
    for _ in 0..8 {
        random.below(2);
    }
    // Thousands of schedules of one small roadmap, unoptimised, take longer than all the rest.
    let level = if random.chance(4) { "level" } else { "level quick" };
    let today = match flavour {
        Flavour::Full if random.chance(50) => {
            let time = if is_wide { random.of(&["", "", "T11:00", "T16:00"]) } else { "" };
            format!(" today 2026-03-{:02}{time}", 4 + random.below(12))
        }
        _ => String::new(),
    };
    let mut text = format!("roadmap \"Random\" from 2026-03-02 calendar own {level}{today}\n");
    calendars(&mut random, &mut text);
    people(&mut random, &mut text);
    let count = 5 + random.below(9);
    let mut writer =
        Writer { random, text, before: Vec::new(), flavour, has_today: !today.is_empty() };
    writer.items(count);
    writer.text
}

fn calendars(random: &mut Random, text: &mut String) {
    let hours = [
        "09:00-17:00",
        "09:00-12:30, 13:30-17:00",
        "06:00-10:00",
        "00:00-24:00",
        "18:00-24:00",
        "00:00-06:00, 22:00-24:00",
    ];
    for name in ["own", "lab"] {
        writeln!(text, "calendar {name} {{\n  day 8h").unwrap();
        let days = random.of(&["mon-fri", "mon-sat", "tue-thu", "mon-sun"]);
        let most = if name == "own" { 3 } else { 5 + u64::from(random.is_wide) };
        let hours = hours[usize::try_from(random.below(most)).unwrap()];
        writeln!(text, "  work {days} {hours}").unwrap();
        if random.chance(40) {
            let (date, (from, to)) = (random.date(), random.hours(35));
            let range = if from.is_empty() && to.is_empty() {
                date
            } else {
                format!("{date}{from}..{date}{to}")
            };
            writeln!(text, "  off {range}").unwrap();
        }
        if random.chance(30) {
            writeln!(text, "  open {} 10:00-15:00", random.date()).unwrap();
        }
        text.push_str("}\n");
    }
}

fn people(random: &mut Random, text: &mut String) {
    for (team, members) in
        [("crew", ["ana", "bo", "cy"].as_slice()), ("web", ["di", "ed"].as_slice())]
    {
        let capacity = random.of(&["", "", "", " capacity 1", " capacity 2"]);
        writeln!(text, "team {team}{capacity} {{").unwrap();
        for name in members {
            let calendar = if random.chance(20) { " calendar lab" } else { "" };
            let share = random.of(&["", "", "", " 50%", " 80%"]);
            write!(text, "  person {name}{share}{calendar}").unwrap();
            if random.chance(50) {
                let day = 1 + random.below(25);
                let last = day + random.below(5);
                let (from, to) = random.hours(35);
                write!(text, " away 2026-03-{day:02}{from}..2026-03-{last:02}{to}").unwrap();
            }
            text.push('\n');
        }
        text.push_str("}\n");
    }
    let capacity = 1 + random.below(2);
    writeln!(text, "resource rig capacity {capacity}").unwrap();
}

struct Writer {
    random: Random,
    text: String,
    before: Vec<String>,
    flavour: Flavour,
    has_today: bool,
}

impl Writer {
    fn items(&mut self, count: u64) {
        let mut open: Option<(String, Vec<String>)> = None;
        for number in 0..count {
            if open.is_none() && self.random.chance(25) {
                let path = format!("f{number}");
                write!(self.text, "feature {path}").unwrap();
                self.waits(60);
                if self.random.chance(30) {
                    self.urgency();
                }
                self.text.push_str(" {\n");
                open = Some((path, Vec::new()));
            }
            let kind = if self.random.chance(12) { "milestone" } else { "task" };
            write!(self.text, "{kind} i{number}").unwrap();
            if kind == "task" {
                self.task();
            }
            self.waits(70);
            self.extras(kind);
            self.text.push('\n');
            match &mut open {
                Some((path, parts)) => parts.push(format!("{path}.i{number}")),
                None => self.before.push(format!("i{number}")),
            }
            let is_full = open.as_ref().is_some_and(|(_, parts)| parts.len() > 2);
            if (is_full || number + 1 == count)
                && let Some((path, parts)) = open.take()
            {
                self.text.push_str("}\n");
                self.before.extend(parts);
                self.before.push(path);
            }
        }
    }

    fn task(&mut self) {
        let work = self.random.work();
        if self.flavour == Flavour::Joint && self.random.chance(50) {
            return self.joint_effort(&work);
        }
        match self.random.below(10) {
            // What takes no time needs nobody.
            2.. if self.random.is_wide && work == "30min" => self.text.push_str(" 0d"),
            0 => write!(self.text, " elapsed {work}").unwrap(),
            1 | 2 => write!(self.text, " effort {work}").unwrap(),
            _ => write!(self.text, " {work}").unwrap(),
        }
        let is_elapsed = self.text.ends_with(&format!("elapsed {work}"));
        if self.random.chance(90) {
            let who = self.random.of(&[
                " @ana",
                " @ana",
                " @bo",
                " @cy",
                " @di",
                " @ed",
                " @ana @bo",
                " @ana:50% @di",
                " @crew",
                " @crew:2",
                " @web",
                " @rig",
                " @rig @ana",
                " @ana|bo",
                " @cy|di|ed",
                " @ana|bo @rig",
                " @ed:50%",
                " @bo:50%",
                " @web:1 @cy",
            ]);
            self.text.push_str(who);
        }
        if self.random.chance(10) {
            self.text.push_str(" calendar lab");
        }
        if self.random.chance(25) && !is_elapsed {
            self.text.push_str(" split");
        }
        if self.random.chance(35) {
            self.urgency();
        }
    }

    fn joint_effort(&mut self, work: &str) {
        let who = self.random.of(&[
            "@ana @bo",
            "@bo @cy @ed:50%",
            "@di @ed",
            "@ana:50% @di",
            "@ana @bo:50% @cy",
            "@crew @di",
            "@web @cy",
            "@rig @ed",
            "@ana|bo @cy",
        ]);
        write!(self.text, " effort {work} {who}").unwrap();
        if self.random.chance(10) {
            self.text.push_str(" calendar lab");
        }
        if self.random.chance(25) {
            self.text.push_str(" split");
        }
        if self.random.chance(35) {
            self.urgency();
        }
    }

    fn urgency(&mut self) {
        let urgency =
            self.random.of(&[" must", " should", " could", " priority 1", " priority 600"]);
        self.text.push_str(urgency);
    }

    fn waits(&mut self, percent: u64) {
        for _ in 0..2 {
            if self.before.is_empty() || !self.random.chance(percent / 2) {
                continue;
            }
            let how = self.random.of(&["after", "after", "after", "ends after"]);
            let count = self.before.len() as u64;
            let what = self.before[usize::try_from(self.random.below(count)).unwrap()].clone();
            let point = self.random.of(&["", "", "", ".start"]);
            let lag = self.random.lag();
            write!(self.text, " {how} {what}{point}{lag}").unwrap();
        }
        if self.random.chance(8) {
            let how = self.random.of(&["after", "ends after"]);
            let date = self.random.date();
            write!(self.text, " {how} {date}").unwrap();
        }
    }

    fn extras(&mut self, kind: &str) {
        if self.flavour != Flavour::Full {
            return;
        }
        if self.random.chance(12) {
            let date = self.random.date();
            write!(self.text, " by {date}").unwrap();
        }
        match (self.random.below(16), kind) {
            (0, "milestone") => write!(self.text, " on {}", self.random.date()).unwrap(),
            (0, _) => write!(self.text, " from {}", self.random.date()).unwrap(),
            (1, "task") => write!(self.text, " to {}", self.random.date()).unwrap(),
            (2, "task") => self.text.push_str(" alap"),
            (3, "task") => {
                write!(self.text, " started 2026-03-0{}", 2 + self.random.below(2)).unwrap();
            }
            (4, "task") => {
                let share = 10 * (1 + self.random.below(9));
                write!(self.text, " started 2026-03-02 {share}%").unwrap();
            }
            (5, "task") if self.has_today => self.text.push_str(" started 2026-03-02 remaining 1d"),
            (6, "task") => self.text.push_str(" done 2026-03-03"),
            _ => {}
        }
    }
}
