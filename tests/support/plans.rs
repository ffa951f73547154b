//! Roadmaps for the tests of the chart: of any size, with everything that a chart draws.

use std::fmt::Write;

/// Xorshift (Marsaglia, 2003), so that a seed is a plan on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const WORDS: [&str; 12] = [
    "Payment",
    "Checkout",
    "Onboarding of merchants",
    "UI",
    "Grundsätze der Rechnungslegung",
    "計画と実行",
    "Load test",
    "Ledger",
    "WWWWWWWW MMMMMMMM",
    "Data retention audit for all of Europe and the rest",
    "🚀 Launch",
    "API",
];

/// A roadmap of so many items.
pub(crate) fn generated(items: usize, seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = String::new();
    let today = if random.one_in(2) { "  today 2026-03-16\n" } else { "" };
    let by = if random.one_in(2) { "  by 2026-12-01\n" } else { "" };
    let _ = write!(text, "roadmap \"Plan {items} of {seed}\" from 2026-01-05 {{\n{today}{by}");
    for rule in ["deadline-missed", "promise-missed", "release-missed", "overallocated"] {
        let _ = writeln!(text, "  warn {rule}");
    }
    text.push_str("}\ncadence sprint \"Sprint\" every 2w from 2026-01-05\nteam web \"Web team\" capacity 9\nperson ana \"Ana Silva\"\nperson anb \"Ana Berg\"\n");
    for release in 0..items.min(5) {
        let _ = writeln!(
            text,
            "release r{release} \"{release}.0 {}\" on 2026-0{}-{:02}",
            random.pick(&WORDS),
            3 + release,
            1 + random.below(27)
        );
    }
    let streams = if random.one_in(4) { 0 } else { 1 + items / 40 };
    let mut names: Vec<String> = Vec::new();
    for stream in 0..streams.max(1) {
        let count = items / streams.max(1);
        if streams > 0 {
            let _ = writeln!(text, "stream s{stream} \"{}\" {{", random.pick(&WORDS));
        }
        let prefix = if streams > 0 { format!("s{stream}.") } else { String::new() };
        for at in 0..count {
            item(&mut text, &mut random, &format!("i{stream}-{at}"), &prefix, &mut names);
        }
        if streams > 0 {
            text.push_str("}\n");
        }
    }
    text
}

fn item(text: &mut String, random: &mut Random, name: &str, prefix: &str, names: &mut Vec<String>) {
    let title = format!("{} {}", random.pick(&WORDS), random.pick(&WORDS));
    let waits = waits(random, names);
    let path = format!("{prefix}{name}");
    let date = format!("2026-{:02}-{:02}", 1 + random.below(9), 1 + random.below(27));
    if random.one_in(9) {
        let on = random.pick(&["by", "promised"]);
        let _ = writeln!(text, "milestone {name} \"{title}\" {waits} {on} {date}");
        names.push(path);
        return;
    }
    let estimate = match random.below(12) {
        0 => String::new(),
        1 => "3d..5d..9d".to_owned(),
        2 => "1h".to_owned(),
        _ => format!("{}d", 1 + random.below(20)),
    };
    let who = random.pick(&["", "@ana", "@anb", "@web", "@ana @anb @web:2"]);
    let more = match random.below(8) {
        0 => format!("by {date}"),
        1 => format!("promised {date}"),
        2 if !estimate.is_empty() => format!("{}%", random.below(100)),
        _ => String::new(),
    };
    if random.one_in(6) {
        let _ = writeln!(
            text,
            "feature {name} \"{title}\" {waits} {more} {{\n  task a \"First part\" {estimate} {who}\n  task b \"Second part\" 4d after a {{\n    risk r \"Late\" probability 20%\n  }}\n}}"
        );
    } else {
        let _ = writeln!(text, "task {name} \"{title}\" {estimate} {waits} {who} {more}");
    }
    names.push(path);
}

/// Mostly something near, now and then something far.
fn waits(random: &mut Random, names: &[String]) -> String {
    let mut all: Vec<String> = Vec::new();
    for _ in 0..random.below(3) {
        if names.is_empty() {
            break;
        }
        let near = names.len().saturating_sub(1 + random.below(6));
        let at = if random.one_in(5) { random.below(names.len()) } else { near };
        let point = random.pick(&["", "", "", "", ".start", " + 2d", " - 1d"]);
        let waited = format!("{}{point}", names[at]);
        if !all.contains(&waited) {
            all.push(waited);
        }
    }
    match (all.is_empty(), random.one_in(12)) {
        (true, _) => String::new(),
        (false, true) => format!("ends after {}", all[0]),
        (false, false) => format!("after {}", all.join(", ")),
    }
}

/// A roadmap of so many items that few people have to do, one after the other: levelled, so that it is full of hand-overs.
pub(crate) fn levelled(items: usize, seed: u64) -> String {
    const PEOPLE: [&str; 7] = ["ana", "bo", "cem", "ana|bo", "pair", "rig", "bo split"];
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = format!(
        "roadmap \"Levelled {items} of {seed}\" from 2026-01-05 level quick {{\n  allow levelled\n}}\n"
    );
    text.push_str(
        "team pair \"Pair & <co>\" {\n  person ana \"Ana Silva\"\n  person bo \"Bo Lind\" 80%\n}\n",
    );
    text.push_str("person cem \"Cem Aydin\"\nresource rig \"Test rig\" capacity 1\n");
    let mut names: Vec<String> = Vec::new();
    for at in 0..items {
        let (title, days) = (random.pick(&WORDS), 1 + random.below(9));
        let waits = if random.one_in(2) { waits(&mut random, &names) } else { String::new() };
        let who = random.pick(&PEOPLE);
        let _ = writeln!(text, "task t{at} \"{title}\" {days}d {waits} @{who}");
        names.push(format!("t{at}"));
    }
    text
}

/// A roadmap whose titles try to get out of their place.
pub(crate) fn hostile() -> String {
    let titles = [
        "</text><script>alert(1)</script>",
        "a & b < c > d \\\" e '",
        "bell\\u{7} and \\u{202E}override",
        "]]> <!-- --> <?x ?>",
        "\\n\\n",
        "",
    ];
    let mut text = String::from(
        "roadmap \"</title><script>\" from 2026-01-05\nperson x \"<b>&\"\nrelease r \"</style>\" on 2026-02-02\n",
    );
    for (at, title) in titles.iter().enumerate() {
        let _ = writeln!(
            text,
            "task t{at} \"{title}\" 5d @x:10% link \"<\" https://example.com/'<>&x=1"
        );
    }
    text
}

/// Names of people and things, from one character to a hundred and twenty, in five scripts.
const NAMES: [&str; 10] = [
    "A",
    "Ana Silva",
    "Maximiliane-Theodora von und zu Hohenlohe-Langenburg-Schillingsfürst the younger, acting head of platform engineering EMEA",
    "Александра Константинопольская",
    "山田太郎",
    "محمد عبد الرحمن الفاروقي",
    "יוסף בן־דוד",
    "WWWWWWWWWWWWWWWWWWWWWWWW",
    "नागार्जुन विश्वनाथन",
    "🚀 Rocket lab",
];

/// A roadmap of so many items and people, of whom some have far too much to do, some are away and some have nothing.
pub(crate) fn crowded(items: usize, people: usize, seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let today = if seed.is_multiple_of(2) { "  today 2026-03-18\n" } else { "" };
    let mut text = format!(
        "roadmap \"Crowd of {people}\" from 2026-01-05 {{\n{today}  by 2026-06-30\n  warn overallocated\n  warn deadline-missed\n}}\n"
    );
    for at in 0..people {
        if at % 5 == 1 && people > 2 {
            let _ = writeln!(text, "team team{at} \"{}\" {{", random.pick(&NAMES));
        }
        let away = match random.below(4) {
            0 => " away 2026-02-02..2026-02-13 \"vacation in the mountains\"",
            1 => " away 2026-03-04T13:00..2026-03-06T11:00",
            _ => "",
        };
        let share = random.pick(&["", "80%", "50%"]);
        let role =
            random.pick(&["", "role \"Lead\"", "role \"Something that has a very long name\""]);
        let name = random.pick(&NAMES);
        let _ = writeln!(text, "  person p{at} \"{name} {at}\" {share} {role}{away}");
        if at % 5 == 4 {
            text.push_str("}\n");
        }
    }
    // The last team may have fewer.
    if people > 2 && people % 5 > 1 {
        text.push_str("}\n");
    }
    text.push_str("stream work \"Work\" {\n");
    let mut names: Vec<String> = Vec::new();
    for at in 0..items {
        let (title, days) = (random.pick(&NAMES), 1 + random.below(15));
        // Half of them have nearly all of it to do.
        let half = people.div_ceil(2);
        let who = format!("@p{}", random.below(half));
        let is_shared = people > half && random.one_in(4);
        let other = half + random.below(people - half);
        let who = if is_shared { format!("{who} @p{other}") } else { who };
        let amount = if random.one_in(3) { format!("effort {days}d") } else { format!("{days}d") };
        let waits = if random.one_in(3) { waits(&mut random, &names) } else { String::new() };
        let _ = writeln!(text, "  task t{at} \"{title}\" {amount} {waits} {who}");
        names.push(format!("t{at}"));
    }
    text.push_str("}\n");
    text
}
