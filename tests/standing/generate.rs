//! Roadmaps with all that the state of a thing depends on, each from its number.

use std::fmt::Write;

use milepost::time::Date;

use crate::random::Random;

/// The roadmap of a number.
pub(crate) fn roadmap(seed: u64) -> String {
    let mut random = Random::new(seed);
    let today = if random.chance(80) { Some(day(random.below(90))) } else { None };
    let mut author = Author { random, today, text: String::new(), before: Vec::new(), named: 0 };
    author.header(seed);
    author.strategy();
    author.items();
    author.statuses();
    author.text
}

/// A day of the roadmap: so many days behind its first, a Monday.
fn day(number: u64) -> Date {
    let first = Date::new(2026, 3, 2).unwrap();
    first.plus_days(i64::try_from(number).unwrap()).unwrap()
}

/// Who writes it.
struct Author {
    random: Random,
    today: Option<Date>,
    text: String,
    /// What may be waited for.
    before: Vec<String>,
    named: usize,
}

const RELEASES: [&str; 2] = ["early", "late"];
const OBJECTIVES: [&str; 2] = ["growth", "calm"];

impl Author {
    fn say(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn date(&mut self) -> Date {
        day(self.random.below(110))
    }

    /// A day that has passed.
    fn past(&mut self) -> Date {
        let days = self.today.map_or(60, |today| today.days() - day(0).days());
        day(self.random.below(u64::try_from(days).unwrap()))
    }

    fn name(&mut self, letter: char) -> String {
        self.named += 1;
        format!("{letter}{}", self.named)
    }

    fn header(&mut self, seed: u64) {
        let _ = write!(self.text, "roadmap \"Plan {seed}\" from {}", day(0));
        if let Some(today) = self.today {
            let _ = write!(self.text, " today {today}");
        }
        if self.random.chance(20) {
            let date = self.date();
            let _ = write!(self.text, " by {date}");
        }
        let level = if self.random.chance(10) { " level quick" } else { "" };
        let calendar = self.random.of(&["", "", "", " calendar own"]);
        self.say(level);
        self.say(calendar);
        let days = self.random.of(&["mon-fri", "mon-thu", "mon-sun"]);
        let _ = writeln!(
            self.text,
            "\ncalendar own {{\n  work {days} 09:00-12:30, 13:30-17:00\n  off 2026-04-03\n}}"
        );
        self.say("person ana \"Ana\"\nperson bo \"Bo\" 50% away 2026-03-23..2026-03-27\n");
    }

    fn strategy(&mut self) {
        for (objective, measure) in OBJECTIVES.into_iter().zip(["0 to 9 now", "9 to 0 now"]) {
            let by =
                if self.random.chance(60) { format!(" by {}", self.date()) } else { String::new() };
            let now = self.random.below(12);
            let measures = if self.random.chance(40) {
                format!(" {{\n  measure m from {measure} {now}\n}}")
            } else {
                String::new()
            };
            let _ = writeln!(self.text, "objective {objective} \"The {objective}\"{by}{measures}");
        }
        for release in RELEASES {
            let _ = write!(self.text, "release {release} \"Release {release}\"");
            self.point();
            self.say("\n");
        }
    }

    fn items(&mut self) {
        for _ in 0..=self.random.below(4) {
            match self.random.below(5) {
                0 | 1 => self.stream(),
                2 => self.feature("", ""),
                _ => self.leaf("", ""),
            }
        }
        for _ in 0..self.random.below(3) {
            self.milestone("", "");
        }
    }

    fn stream(&mut self) {
        let name = self.name('s');
        let _ = write!(self.text, "stream {name} \"Stream {name}\"");
        self.whole();
        self.say(" {\n");
        for _ in 0..self.random.below(4) {
            match self.random.below(3) {
                0 => self.feature(&format!("{name}."), "  "),
                1 => self.leaf(&format!("{name}."), "  "),
                _ => self.milestone(&format!("{name}."), "  "),
            }
        }
        self.say("}\n");
        self.before.push(name);
    }

    fn feature(&mut self, inside: &str, indent: &str) {
        let name = self.name('f');
        let _ = write!(self.text, "{indent}feature {name} \"Feature {name}\"");
        self.whole();
        self.say(" {\n");
        for _ in 0..self.random.below(4) {
            let (inside, indent) = (format!("{inside}{name}."), format!("{indent}  "));
            if self.random.chance(75) {
                self.leaf(&inside, &indent);
            } else {
                self.milestone(&inside, &indent);
            }
        }
        let _ = writeln!(self.text, "{indent}}}");
        self.before.push(format!("{inside}{name}"));
    }

    /// What may be said of something with parts.
    fn whole(&mut self) {
        if self.random.chance(25) {
            self.waits();
        }
        if self.random.chance(12) {
            let when = self.random.of(&[
                "during 2026-W13",
                "during 2026-03",
                "during 2026-Q2",
                "from 2026-03-16",
            ]);
            let _ = write!(self.text, " {when}");
        }
        self.committed(10);
        self.serves();
        if self.random.chance(8) {
            let said = self.random.of(&["done", "dropped", "alap"]);
            let _ = write!(self.text, " {said}");
        }
    }

    /// A task, or a feature that is not broken down.
    fn leaf(&mut self, inside: &str, indent: &str) {
        // In a feature there are no more of them.
        let is_feature = !inside.rsplit('.').nth(1).is_some_and(|of| of.starts_with('f'));
        let (kind, name) = match self.random.below(5) {
            0 if is_feature => ("feature", self.name('f')),
            _ => ("task", self.name('t')),
        };
        let _ = write!(self.text, "{indent}{kind} {name} \"Work {name}\"");
        let days = 1 + self.random.below(15);
        let _ = match self.random.below(10) {
            0 | 1 => Ok(()),
            2 => write!(self.text, " {days}h"),
            3 => write!(self.text, " {days}d..{}d", days * 2),
            4 => write!(self.text, " elapsed {days}d"),
            _ => write!(self.text, " {days}d"),
        };
        let who = self.random.of(&["", "", "", " @ana", " @bo", " @ana @bo"]);
        self.say(who);
        if self.random.chance(60) {
            self.waits();
        }
        self.fixed();
        self.committed(15);
        self.serves();
        self.progress();
        self.say("\n");
        self.before.push(format!("{inside}{name}"));
    }

    fn milestone(&mut self, inside: &str, indent: &str) {
        let name = self.name('m');
        let _ = write!(self.text, "{indent}milestone {name} \"Milestone {name}\"");
        if self.random.chance(80) {
            self.waits();
        }
        self.point();
        self.serves();
        self.say("\n");
        self.before.push(format!("{inside}{name}"));
    }

    /// What may be said of a milestone or a release.
    fn point(&mut self) {
        if self.random.chance(35) {
            let date = self.date();
            let _ = write!(self.text, " on {date}");
        }
        self.committed(20);
        if self.random.chance(10) {
            let date = self.past();
            let said = self.random.of(&["done", "done on", "dropped"]);
            let _ = match said {
                "done on" => write!(self.text, " done {date}"),
                said => write!(self.text, " {said}"),
            };
        }
    }

    fn waits(&mut self) {
        let mut waits: Vec<String> = Vec::new();
        for _ in 0..=self.random.below(2) {
            let Some(awaited) = self.random_before() else { break };
            let point = self.random.of(&["", "", "", "", ".start"]);
            let lag = self.random.of(&["", "", "", " + 3d", " - 2d", " + elapsed 5d"]);
            waits.push(format!("{awaited}{point}{lag}"));
        }
        if waits.is_empty() {
            return;
        }
        let how = self.random.of(&["after", "after", "after", "after", "ends after"]);
        let date = if self.random.chance(8) { format!(", {}", self.date()) } else { String::new() };
        let _ = write!(self.text, " {how} {}{date}", waits.join(", "));
    }

    fn random_before(&mut self) -> Option<String> {
        if self.random.chance(3) {
            return Some(self.random.of(&RELEASES).to_owned());
        }
        let at = usize::try_from(self.random.below(self.before.len() as u64)).unwrap();
        self.before.get(at).cloned()
    }

    /// Dates of work that its author fixes.
    fn fixed(&mut self) {
        let (one, other) = (self.date(), self.date());
        let (first, last) = (one.min(other), one.max(other));
        let week = 10 + self.random.below(12);
        let _ = match self.random.below(30) {
            0 => write!(self.text, " from {first}"),
            1 => write!(self.text, " to {last}"),
            2 => write!(self.text, " from {first} to {last}"),
            3 => write!(self.text, " during 2026-W{week}"),
            4 => write!(self.text, " on {first}"),
            _ => Ok(()),
        };
    }

    fn committed(&mut self, percent: u64) {
        if self.random.chance(percent) {
            let date = self.date();
            let _ = write!(self.text, " by {date}");
        }
        if self.random.chance(percent) {
            let date = self.date();
            let _ = write!(self.text, " promised {date}");
        }
    }

    fn serves(&mut self) {
        if self.random.chance(15) {
            let objective = self.random.of(&OBJECTIVES);
            let _ = write!(self.text, " for {objective}");
        }
        if self.random.chance(15) {
            let release = self.random.of(&RELEASES);
            let _ = write!(self.text, " in {release}");
        }
    }

    fn progress(&mut self) {
        let (one, other) = (self.past(), self.past());
        let (first, last) = (one.min(other), one.max(other));
        let _ = match self.random.below(18) {
            0 | 1 => write!(self.text, " done"),
            2 | 3 => write!(self.text, " done {last}"),
            4 => write!(self.text, " started {first} done {last}"),
            5 => write!(self.text, " started {first}"),
            6 => write!(self.text, " started {first} 40%"),
            7 => write!(self.text, " 30%"),
            8 => write!(self.text, " remaining 3d"),
            9 => write!(self.text, " dropped"),
            10 => write!(self.text, " alap"),
            11 => write!(self.text, " 0%"),
            _ => Ok(()),
        };
    }

    fn statuses(&mut self) {
        for _ in 0..self.random.below(3) {
            let Some(item) = self.random_before() else { return };
            let (date, health) =
                (self.past(), self.random.of(&["on-track", "at-risk", "off-track"]));
            let about = if self.random.chance(20) { OBJECTIVES[0] } else { &item };
            let _ = writeln!(self.text, "status {date} {health} {about} \"As it is.\"");
        }
    }
}
