//! What the lists of a board mean: states that cards go through, or what the work is about.

use crate::import::{Horizon, Item, Kind};

/// What a list of a board, a section of a project or a status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A state of work that is not finished.
    Stands(Horizon),
    /// What nobody has decided to do.
    Ideas,
    /// What is finished.
    Done,
    /// What will not be done.
    Dropped,
    /// What can't go on.
    Blocked,
    /// Points in time.
    Milestones,
    /// Deliveries.
    Releases,
    /// What the work is about.
    Theme,
}

/// Names of lists. Those of the first column are names alone, those of the second may go on: `Done in March`.
const NAMES: [(Role, &str, &str); 10] = [
    (
        Role::Stands(Horizon::Now),
        "now|current|active|open|started|wip|review|testing|test|qa|this week|today|en cours|en curso|sprint",
        "doing|in progress|in review|in test|in qa|in development|in design|ready to ship|ready for release|in arbeit|in bearbeitung|work in progress|ready for qa|\
         ready for review|ready to merge|under way|作業中|進行中|en proceso",
    ),
    (
        Role::Stands(Horizon::Next),
        "next|ready|new|planned|queue|open|this month|à faire|a faire|por hacer|pendiente|nächste|やること",
        "to do|todo|up next|next up|not started|ready to develop|sprint backlog|ready for dev|ready to start|selected for development|\
         available to pickup|assigned|zu erledigen",
    ),
    (
        Role::Stands(Horizon::Later),
        "later|future|soon|someday|some day|später|plus tard|luego|triage|inbox",
        "backlog|product backlog|under consideration|not now|next year|someday maybe|future work",
    ),
    (
        Role::Ideas,
        "exploring|exploratory|suggestions|proposals|parking lot|candidates",
        "wünsche|ideas|idea|icebox|ice box|wish list|wishlist|feature requests|brainstorm|ideen|idées|やりたいこと",
    ),
    (
        Role::Done,
        "released|live|closed|archive|archived|resolved|fini|hecho|クローズ|完了",
        "done|complete|completed|finished|shipped|delivered|deployed|erledigt|fertig|terminé|terminado|merged",
    ),
    (
        Role::Dropped,
        "declined|dropped|rejected|obsolete|duplicate|中止",
        "cancelled|canceled|won t do|won t fix|wont do|wont fix|will not implement|not doing|not planned|\
         abandoned|discarded|verworfen|annulé|cancelado",
    ),
    (
        Role::Blocked,
        "waiting|paused|stuck",
        "blocked|on hold|waiting for|waiting on|blockiert|bloqué",
    ),
    (
        Role::Milestones,
        "milestones|milestone|key dates|meilensteine|jalons|hitos",
        "key milestones",
    ),
    (Role::Releases, "releases|release|versions", "release dates"),
    (Role::Theme, "", ""),
];

impl Role {
    /// What a list of that name is.
    pub(super) fn of(name: &str) -> Self {
        let name = words(name);
        let goes_on =
            |start: &str| name.strip_prefix(start).is_some_and(|rest| rest.starts_with(' '));
        let is_one = |(_, alone, begins): &&(Self, &str, &str)| {
            alone
                .split('|')
                .chain(begins.split('|'))
                .any(|known| !known.is_empty() && known == name)
                || begins.split('|').any(|known| !known.is_empty() && goes_on(known))
        };
        NAMES.iter().find(is_one).map_or(Self::Theme, |(role, ..)| *role)
    }

    /// What it does with what stands in it, for a report; nothing where it is a part of the plan itself.
    pub(super) const fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::Stands(Horizon::Now) => "what stands in it has the horizon `now`",
            Self::Stands(Horizon::Next) => "what stands in it has the horizon `next`",
            Self::Stands(Horizon::Later) => "what stands in it has the horizon `later`",
            Self::Ideas => {
                "what stands in it is an idea, or has the horizon `later` where it is planned"
            }
            Self::Done => "what stands in it is done",
            Self::Dropped => "what stands in it is dropped",
            Self::Blocked => "what stands in it is blocked",
            Self::Milestones => "what stands in it is a milestone",
            Self::Releases => "what stands in it is a release",
            Self::Theme => return None,
        })
    }

    /// Says of an item that it stands in such a list.
    pub(super) fn say(self, item: &mut Item, list: &str, has_parts: bool) {
        let is_over = item.is_done || item.is_dropped;
        match self {
            Self::Stands(horizon) if !is_over => item.horizon = Some(horizon),
            Self::Ideas if !is_over => {
                let dates = [item.start, item.end, item.deadline];
                let is_planned = has_parts || dates.iter().any(Option::is_some);
                if is_planned || item.kind != Kind::Auto || item.people.len() > 1 {
                    item.horizon = Some(Horizon::Later);
                } else {
                    // Nobody works on an idea, but somebody may answer for it.
                    item.kind = Kind::Idea;
                    item.owner = item.people.pop().map(|person| person.who);
                }
            }
            Self::Done => item.is_done = !item.is_dropped,
            Self::Dropped => item.is_dropped = !item.is_done,
            Self::Blocked if !is_over => item.blocked = Some(format!("It stands in {list}.")),
            Self::Milestones if !has_parts => item.kind = Kind::Milestone,
            Self::Releases if !has_parts => item.kind = Kind::Release,
            _ => {}
        }
        if matches!(item.kind, Kind::Milestone | Kind::Release) {
            item.end = item.end.or(item.deadline.take());
        }
    }
}

/// The words of a name in lower case, without what stands between them.
pub(super) fn words(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
