//! Roadmaps at random, from a seed, and what the search makes of one.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Severity};
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::Dates;
use crate::schedule::engine::mobility::{UnlevelledDates, holds};
use crate::schedule::level::decode::{Decoder, Found};
use crate::schedule::level::problem::{ProblemIndex, SearchProblem};
use crate::schedule::level::search::OrderSearch;
use crate::schedule::level::{Build, build};
use crate::schedule::network::Network;
use crate::schedule::network::order::untie;
use crate::schedule::progress::{Project, States};
use crate::{Options, Source, compile};

/// A small generator (xorshift), so that a failing case can be run again.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.below(2);
        }
        random
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit.max(1)
    }

    /// In so many of a hundred cases.
    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

/// What a roadmap may hold.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    pub(super) tasks: u64,
    /// The longest work, in hours.
    pub(super) longest: u64,
    pub(super) holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// Work by people who are always there, behind each other's ends.
    Plain,
    /// Absences, other hours, teams with less, several who could do it, all kinds of links: nothing needs to be left out to be
    /// searched through.
    Searchable,
    /// Pauses, deadlines, priorities, efforts by several and fixed dates too.
    All,
}

impl Wish {
    pub(super) const ALL: Self = Self { tasks: 14, longest: 20, holds: Holds::All };
    pub(super) const PLAIN: Self = Self { tasks: 30, longest: 20, holds: Holds::Plain };
}

const PLAIN: &str = "roadmap \"R\" from 2026-03-02\n\
    person ana\nperson bo\nresource rig capacity 3\nresource lab capacity 2\n";

const PEOPLE: &str = "roadmap \"R\" from 2026-03-02\n\
    calendar late {\n  work mon-fri 12:00-21:00\n}\n\
    team crew {\n  person ana\n  person bo away 2026-03-03..2026-03-04\n  person cy calendar late\n}\n\
    team web capacity 2 {\n  person di away 2026-03-10..2026-03-16\n  person ed\n}\n\
    resource rig capacity 3\n";

/// A roadmap in which what waits is declared behind what it waits for, and all takes whole hours.
pub(super) fn roadmap(wish: Wish, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut text = String::from(if wish.holds == Holds::Plain { PLAIN } else { PEOPLE });
    for id in 0..wish.tasks {
        let hours = 1 + random.below(wish.longest);
        if wish.holds == Holds::All && random.percent(15) {
            write!(text, "task t{id} effort {hours}h @ana @bo:50%").unwrap();
        } else {
            write!(text, "task t{id} {hours}h {}", who(wish, &mut random)).unwrap();
        }
        if id > 0 {
            text += &links(wish, id, &mut random);
        }
        if wish.holds >= Holds::Searchable && random.percent(10) {
            text += " calendar late";
        }
        if wish.holds == Holds::All {
            let day = 4 + random.below(20);
            text += random.pick(&["", "", "", " split", " must", " priority 700"]);
            match random.below(8) {
                0 => write!(text, " by 2026-03-{day:02}").unwrap(),
                1 => write!(text, " from 2026-03-{day:02}").unwrap(),
                _ => {}
            }
        }
        text.push('\n');
    }
    text
}

fn who(wish: Wish, random: &mut Random) -> String {
    if wish.holds == Holds::Plain {
        let who = random.pick(&["@ana", "@bo", "@ana @rig", "@rig:2 @lab", "@rig", "@lab:2"]);
        return who.to_owned();
    }
    let who = [
        "@ana",
        "@bo",
        "@cy",
        "@ana|bo",
        "@bo|di",
        "@di|ed @rig:2",
        "@crew:2",
        "@crew",
        "@web",
        "@web:2",
        "@rig:2 @ana",
        "@rig",
        "@ed @rig:3",
        "@ana @bo",
    ];
    random.pick(&who).to_owned()
}

fn links(wish: Wish, id: u64, random: &mut Random) -> String {
    let mut links = String::new();
    for attribute in [" after ", " ends after "] {
        let percent = match attribute {
            " after " => 60,
            _ if wish.holds == Holds::Plain => 0,
            _ => 15,
        };
        if !random.percent(percent) {
            continue;
        }
        let from = random.below(id);
        let is_plain = wish.holds == Holds::Plain || random.percent(60);
        let edge = if is_plain { "" } else { random.pick(&["", ".start"]) };
        let hours = random.below(wish.longest);
        let lag = match random.below(4) {
            _ if is_plain => String::new(),
            0 => format!(" - {hours}h"),
            1 => format!(" + elapsed {hours}h"),
            _ => format!(" + {hours}h"),
        };
        write!(links, "{attribute}t{from}{edge}{lag}").unwrap();
    }
    links
}

/// A roadmap, as the search sees it.
pub(super) struct Case<'c, 'p, 'q, 'a, 'm> {
    pub(super) problem: &'c SearchProblem<'q>,
    pub(super) net: &'c mut ProblemIndex<'p, 'q>,
    pub(super) decoder: &'c mut Decoder<'a, 'm>,
}

/// What the search has found.
pub(super) struct Solved {
    pub(super) found: Found,
    pub(super) schedules: u64,
    pub(super) work: u64,
    pub(super) is_proven_optimal: bool,
}

impl Case<'_, '_, '_, '_, '_> {
    /// Searches with so many schedules, and until so much work is done.
    pub(super) fn solve(&mut self, budget: (u64, u64)) -> Solved {
        let before = self.net.work.done();
        let most = budget.1.saturating_add(before);
        let mut levelling = OrderSearch::new(self.net, self.decoder, (budget.0, most));
        let found = levelling.run(self.net);
        Solved {
            is_proven_optimal: found.cost.ends_by(levelling.bound),
            schedules: levelling.used,
            found,
            work: self.net.work.done() - before,
        }
    }
}

/// Looks at a roadmap.
pub(super) fn look<T>(text: &str, look: impl FnOnce(Case<'_, '_, '_, '_, '_>) -> T) -> T {
    let compilation = compile(Source::new("case.roadmap", text), &Options::new());
    let is_read = |one: &Diagnostic| {
        let is_of_plan = matches!(
            one.rule.name,
            "deadline-missed" | "overallocated" | "starts-before-dependency"
        );
        one.severity != Severity::Error || is_of_plan
    };
    let wrong: Vec<_> = compilation
        .diagnostics()
        .filter(|one| !is_read(one))
        .map(|one| (one.rule.name, &one.message))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{text}");
    let mut network = Network::new(compilation.model());
    let (order, _) = untie(&mut network);
    let (network, states) = (&network, States::new(compilation.model()));
    let crews = &Crews::with_choices(network);
    let dates = Dates::plain(Project { network, crews, states }, &order);
    let (holds, timings) = (&holds(network, states, &dates.timings), &dates.timings[..]);
    let plain = UnlevelledDates { project: Project { network, crews, states }, holds, timings };
    let Build { problem, rows, .. } = build(plain);
    let mut net = ProblemIndex::new(&problem);
    let mut decoder = Decoder::new(&plain, rows, &net.work);
    look(Case { problem: &problem, net: &mut net, decoder: &mut decoder })
}

/// What the search makes of a roadmap with so many schedules.
pub(super) fn solve(text: &str, schedules: u64) -> Solved {
    look(text, |mut case| case.solve((schedules, u64::MAX)))
}
