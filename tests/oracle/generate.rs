//! Small roadmaps with a bit of everything, each from its number.

use std::fmt::Write;

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
        match self.below(4) {
            0 => format!("{}h", 1 + self.below(20)),
            1 => format!("{}min", 30 * (1 + self.below(9))),
            _ => format!("{}d", 1 + self.below(4)),
        }
    }

    fn lag(&mut self) -> String {
        let sign = self.of(&["+", "+", "-"]);
        let elapsed = self.of(&["", "", "elapsed "]);
        if self.chance(50) { String::new() } else { format!(" {sign} {elapsed}{}", self.work()) }
    }
}

/// The roadmap of a number.
pub(crate) fn roadmap(seed: u64) -> String {
    made(seed, false)
}

/// Likewise one with times of day, shifts that pass midnight, and work that takes no time.
pub(crate) fn roadmap_to_the_minute(seed: u64) -> String {
    made(seed, true)
}

fn made(seed: u64, is_wide: bool) -> String {
    let mut random = Random { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, is_wide };
    for _ in 0..8 {
        random.below(2);
    }
    let mut text = String::from("roadmap \"Random\" from 2026-03-02 calendar own\n");
    calendars(&mut random, &mut text);
    people(&mut random, &mut text);
    items(&mut random, &mut text);
    text
}

/// The same with some tasks as late as possible.
pub(crate) fn roadmap_with_late_tasks(seed: u64) -> String {
    let mut random = Random { state: seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1, is_wide: false };
    let mut text = String::new();
    for line in roadmap(seed).lines() {
        text.push_str(line);
        let is_free =
            line.starts_with("task") && !line.contains(" from ") && !line.contains(" to ");
        text.push_str(if is_free && random.chance(50) { " alap\n" } else { "\n" });
    }
    text
}

/// The same as it stands on 16 March: some of it is begun, some is done.
pub(crate) fn roadmap_under_way(seed: u64) -> String {
    let mut random = Random { state: seed.wrapping_mul(0x1656_67B1_9E37_79F9) | 1, is_wide: false };
    let mut text = String::new();
    for line in roadmap(seed).lines() {
        text.push_str(&line.replace(" calendar own", " today 2026-03-16 calendar own"));
        let is_work = line.trim_start().starts_with("task");
        let said = random.of(&[
            "",
            "",
            "",
            "",
            " done 2026-03-05",
            " done",
            " started 2026-03-04",
            " started 2026-03-10 40%",
            " remaining 3h",
            " 30%",
        ]);
        text.push_str(if is_work { said } else { "" });
        text.push('\n');
    }
    text
}

fn calendars(random: &mut Random, text: &mut String) {
    // The roadmap's own hours end before midnight: a moment that both ends a day and names the next has a minute of its own.
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
            writeln!(text, "  off every 03-{:02}", 1 + random.below(30)).unwrap();
        }
        if random.chance(30) {
            writeln!(text, "  open {} 10:00-15:00", random.date()).unwrap();
        }
        text.push_str("}\n");
    }
}

fn people(random: &mut Random, text: &mut String) {
    text.push_str("team crew {\n");
    for name in ["ana", "bo"] {
        let calendar = if random.chance(20) { " calendar lab" } else { "" };
        let share = random.of(&["", "", " 50%"]);
        write!(text, "person {name}{share}{calendar}").unwrap();
        if random.chance(60) {
            let day = 1 + random.below(25);
            let last = day + random.below(5);
            let (from, to) = random.hours(35);
            write!(text, " away 2026-03-{day:02}{from}..2026-03-{last:02}{to}").unwrap();
        }
        text.push('\n');
    }
    text.push_str("}\n");
}

/// Two features with parts, one in a stream, and some items beside them; every item may wait for any before it.
fn items(random: &mut Random, text: &mut String) {
    let mut before: Vec<String> = Vec::new();
    let mut number = 0;
    for (container, path) in [("feature f", "f"), ("stream s", "s")] {
        let mut waits = String::new();
        attributes(random, &before, &mut waits, "container");
        writeln!(text, "{container}{waits} {{").unwrap();
        let mut inside = String::from(path);
        if container.starts_with("stream") {
            text.push_str("  feature g {\n");
            inside.push_str(".g");
        }
        let mut parts = before.clone();
        for _ in 0..2 + random.below(2) {
            number += 1;
            item(random, &parts, text, number);
            parts.push(format!("{inside}.i{number}"));
        }
        if container.starts_with("stream") {
            text.push_str("  }\n");
            before.push(inside);
        }
        text.push_str("}\n");
        before = [before, parts, vec![path.to_owned()]].concat();
        before.sort();
        before.dedup();
        number += 1;
        item(random, &before, text, number);
        before.push(format!("i{number}"));
    }
}

fn item(random: &mut Random, before: &[String], text: &mut String, number: u64) {
    let kind = random.of(&["task", "task", "task", "task", "milestone"]);
    write!(text, "{kind} i{number}").unwrap();
    if kind == "task" {
        estimate(random, text);
    }
    attributes(random, before, text, kind);
    text.push('\n');
}

fn estimate(random: &mut Random, text: &mut String) {
    let work = random.work();
    match random.below(10 + u64::from(random.is_wide)) {
        10 => text.push_str(" 0d"),
        0 | 1 => write!(text, " elapsed {work}").unwrap(),
        2 | 3 => write!(text, " effort {work}").unwrap(),
        _ => write!(text, " {work}").unwrap(),
    }
    if random.chance(40) {
        let who = random.of(&[" @ana", " @bo", " @ana @bo", " @ana:50% @bo", " @crew", " @crew:2"]);
        text.push_str(who);
    }
    if random.chance(if random.is_wide { 25 } else { 15 }) {
        text.push_str(" calendar lab");
    }
}

fn attributes(random: &mut Random, before: &[String], text: &mut String, kind: &str) {
    for _ in 0..random.below(3) {
        if before.is_empty() {
            break;
        }
        let how = random.of(&["after", "after", "after", "ends after"]);
        let what = &before[usize::try_from(random.below(before.len() as u64)).unwrap()];
        let point = random.of(&["", "", "", ".start"]);
        write!(text, " {how} {what}{point}{}", random.lag()).unwrap();
    }
    if random.chance(4) && !before.is_empty() {
        let what = &before[usize::try_from(random.below(before.len() as u64)).unwrap()];
        write!(text, " before {what}").unwrap();
    }
    if random.chance(10) {
        let how = random.of(&["after", "ends after"]);
        write!(text, " {how} {}", random.date()).unwrap();
    }
    if random.chance(15) {
        write!(text, " by {}", random.date()).unwrap();
    }
    let fixed = match (random.below(20), kind) {
        (0, "milestone") => "on",
        (0, "task" | "container") => "from",
        (1, "task") => "to",
        _ => return,
    };
    write!(text, " {fixed} {}", random.date()).unwrap();
}
