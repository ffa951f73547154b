//! What tells things apart: what an item, an idea or a risk is by each dimension.

use super::GroupKey;
use crate::model::{
    Dimension, Estimate, Extras, FieldId, FieldKind, FieldValue, Health, Horizon, Idea, ItemKind,
    ItemWalker, Objective, Ranking, ResourceId, ResourceKind, Risk,
};
use crate::plan::{Plan, PlanStatus};
use crate::schedule::{State, Timing};
use crate::text::words;

/// What can be shown.
#[derive(Clone, Copy)]
pub(super) enum Subject<'m> {
    Item(ItemWalker<'m>),
    Idea(&'m Idea),
    Risk(&'m Risk),
}

impl<'m> Subject<'m> {
    pub(super) fn extras(self) -> &'m Extras {
        match self {
            Self::Item(item) => item.extras(),
            Self::Idea(idea) => &idea.extras,
            Self::Risk(risk) => &risk.extras,
        }
    }

    pub(super) fn priority(self) -> Option<u16> {
        match self {
            Self::Item(item) => Some(item.data().priority),
            Self::Idea(idea) => Some(idea.priority),
            Self::Risk(_) => None,
        }
    }

    pub(super) fn estimate(self) -> Option<Estimate> {
        match self {
            Self::Item(item) => item.data().estimate,
            Self::Idea(idea) => idea.estimate,
            Self::Risk(_) => None,
        }
    }

    fn kind(self) -> (i64, &'static str) {
        match self {
            Self::Item(item) => (item.kind() as i64, item.kind().word()),
            Self::Idea(_) => (5, "idea"),
            Self::Risk(_) => (6, "risk"),
        }
    }
}

/// The words for priorities, the first the highest, each with the least that it is said of.
const PRIORITIES: [(&str, u16); 4] = [("must", 800), ("should", 501), ("could", 1), ("wont", 0)];
/// The priority of what says nothing about it.
const USUAL: u16 = 500;

/// The states, in the order in which they are told.
const STATES: [State; 5] =
    [State::Overdue, State::UnderWay, State::Waiting, State::Done, State::Dropped];

/// What knows how everything is called.
#[derive(Clone, Copy)]
pub(super) struct Labels<'a, 'm> {
    pub(super) plan: Plan<'m>,
    pub(super) status: &'a PlanStatus<'m>,
    /// By what the view compares.
    pub(super) ranking: Option<&'a Ranking>,
}

impl<'m> Labels<'_, 'm> {
    /// What something is by this dimension, in order; nothing where it is nothing of the kind.
    pub(super) fn keys(self, subject: Subject<'m>, dimension: Dimension) -> Vec<GroupKey> {
        let mut keys = match dimension {
            Dimension::Stream => {
                let inside = self.item_of(subject).into_iter().flat_map(ItemWalker::with_ancestors);
                let streams = inside.filter(|item| item.kind() == ItemKind::Stream);
                streams.last().map(|stream| GroupKey::Item(stream.id)).into_iter().collect()
            }
            // An idea ships in nothing yet.
            Dimension::Release if matches!(subject, Subject::Idea(_)) => Vec::new(),
            Dimension::Release => self
                .gathered(subject, |extras| extras.releases.iter().map(|of| GroupKey::Item(of.0))),
            Dimension::Objective => self.gathered(subject, |extras| {
                extras.objectives.iter().map(|of| GroupKey::Objective(of.0))
            }),
            Dimension::Tag => self.gathered(subject, |extras| {
                extras.tags.iter().map(|tag| GroupKey::Word(0, tag.clone()))
            }),
            Dimension::Assignee => {
                self.assignees(subject).into_iter().map(GroupKey::Resource).collect()
            }
            Dimension::Team => {
                let people = self.assignees(subject).into_iter();
                let teams = people.filter_map(|of| self.team_of(of));
                teams.map(GroupKey::Resource).collect()
            }
            Dimension::Owner => owner(subject).map(GroupKey::Resource).into_iter().collect(),
            Dimension::Field(field) => self.field(subject, field).into_iter().collect(),
            _ => self.word(subject, dimension).into_iter().collect(),
        };
        keys.sort();
        keys.dedup();
        keys
    }

    /// What something is by a dimension of which it is one thing only, and that in a word.
    fn word(self, subject: Subject<'m>, dimension: Dimension) -> Option<GroupKey> {
        let (place, word) = match dimension {
            Dimension::Kind => subject.kind(),
            Dimension::Priority => {
                let own = subject.priority().filter(|own| *own != USUAL)?;
                let words = (0..).zip(PRIORITIES);
                let (place, (word, _)) = words.into_iter().find(|(_, (_, least))| own >= *least)?;
                (place, word)
            }
            Dimension::Horizon => {
                let horizon = horizon(subject)?;
                (place(&Horizon::ALL, &horizon), horizon.word())
            }
            Dimension::State => {
                let Subject::Item(item) = subject else { return None };
                let is_dropped = self.status.is_all_dropped(item.id);
                let state = self.plan.schedule.timing(item.id).state;
                let state = if is_dropped { State::Dropped } else { state };
                (place(&STATES, &state), state.name())
            }
            Dimension::Health => {
                let Subject::Item(item) = subject else { return None };
                let health = self.status.item_health_word(item.id)?;
                (-(health as i64), health.word())
            }
            _ => return None,
        };
        Some(GroupKey::Word(place, word.into()))
    }

    /// What something says of a custom field. Choices stand in the order in which they were declared, numbers and dates in their own.
    fn field(self, subject: Subject<'m>, field: FieldId) -> Option<GroupKey> {
        let own = subject.extras().custom.iter().find(|one| one.field == field)?;
        let (place, word) = match &own.value {
            FieldValue::Text(text) => (0, text.clone()),
            FieldValue::Number(number) => (number.0, words::plain(number.0).into()),
            FieldValue::Date(date) => (date.days().into(), date.to_string().into()),
            FieldValue::Flag(is_set) => {
                (i64::from(!is_set), if *is_set { "yes" } else { "no" }.into())
            }
            FieldValue::Choice(choice) => {
                let declared = self.plan.model.fields.get(field.index())?;
                match &declared.kind {
                    FieldKind::OneOf(choices) => (place(choices, choice), choice.clone()),
                    _ => (0, choice.clone()),
                }
            }
        };
        Some(GroupKey::Word(place, word))
    }

    /// What its own extras and those of what it stands in say.
    fn gathered<I: Iterator<Item = GroupKey>>(
        self,
        subject: Subject<'m>,
        of: impl Fn(&'m Extras) -> I,
    ) -> Vec<GroupKey> {
        let own = match subject {
            Subject::Item(_) => None,
            _ => Some(subject.extras()),
        };
        let inside = self.item_of(subject).into_iter().flat_map(ItemWalker::with_ancestors);
        own.into_iter().chain(inside.map(ItemWalker::extras)).flat_map(of).collect()
    }

    /// The item that something is, or stands in.
    fn item_of(self, subject: Subject<'m>) -> Option<ItemWalker<'m>> {
        let around = match subject {
            Subject::Item(item) => Some(item.id),
            Subject::Idea(idea) => idea.stream,
            Subject::Risk(risk) => risk.threatens,
        };
        around.map(|item| self.plan.model.item(item))
    }

    /// Who really works on it, or on what is inside it: of alternatives those that were chosen.
    fn assignees(self, subject: Subject<'m>) -> Vec<ResourceId> {
        let Subject::Item(item) = subject else { return Vec::new() };
        let schedule = self.plan.schedule;
        let does_work = |part: &ItemWalker<'m>| {
            !part.has_parts() && (part.id == item.id || schedule.timing(part.id).is_scheduled)
        };
        let parts = std::iter::once(item).chain(item.descendants()).filter(does_work);
        parts.flat_map(|part| schedule.people(part)).map(|one| one.resource).collect()
    }

    /// The team somebody belongs to, or is.
    pub(super) fn team_of(self, resource: ResourceId) -> Option<ResourceId> {
        let data = self.plan.model.resource(resource).data();
        if data.kind == ResourceKind::Team { Some(resource) } else { data.team }
    }

    /// The timing of something that is still to be done.
    pub(super) fn open_timing(self, subject: Subject<'m>) -> Option<&'m Timing> {
        let Subject::Item(item) = subject else { return None };
        let timing = self.plan.schedule.timing(item.id);
        (timing.is_scheduled && timing.state.is_open()).then_some(timing)
    }

    /// What a group is called.
    pub(super) fn title_of(self, key: &GroupKey, dimension: Dimension) -> String {
        let model = self.plan.model;
        match key {
            GroupKey::Item(item) => model.item(*item).title().to_owned(),
            GroupKey::Objective(id) => {
                let title = |of: &Objective| of.title.as_deref().unwrap_or(&of.name).to_owned();
                model.objectives.get(id.index()).map(title).unwrap_or_default()
            }
            GroupKey::Resource(id) => model.resource(*id).title().to_owned(),
            GroupKey::Word(_, word) => match dimension {
                Dimension::Tag => format!("#{word}"),
                Dimension::Health => Health::of_word(word)
                    .map_or_else(|| Health::Unknown.label().to_owned(), |of| of.label().to_owned()),
                Dimension::Kind => words::sentence(word) + "s",
                Dimension::Priority if &**word == "wont" => "Won't".to_owned(),
                Dimension::State | Dimension::Priority | Dimension::Horizon => {
                    words::sentence(&word.replace('-', " "))
                }
                Dimension::Field(field) => self.value_title(field, word),
                _ => word.to_string(),
            },
            GroupKey::None => String::new(),
        }
    }

    /// A value of a field; of a flag what it is a flag of.
    fn value_title(self, field: FieldId, word: &str) -> String {
        let declared = self.plan.model.fields.get(field.index());
        match declared.filter(|of| of.kind == FieldKind::Flag) {
            Some(flag) => {
                let title = flag.title.as_deref().unwrap_or(&flag.name);
                if word == "yes" { title.to_owned() } else { format!("{title}: {word}") }
            }
            None => word.to_owned(),
        }
    }
}

/// Where something is to stand on a board: its own word, or that of what it stands in.
fn horizon(subject: Subject<'_>) -> Option<Horizon> {
    match subject {
        Subject::Item(item) => item.with_ancestors().find_map(|item| item.extras().horizon),
        Subject::Idea(idea) => idea.extras.horizon,
        Subject::Risk(_) => None,
    }
}

/// Who answers for something: itself, or what it stands in.
fn owner(subject: Subject<'_>) -> Option<ResourceId> {
    match subject {
        Subject::Item(item) => item.with_ancestors().find_map(|item| item.extras().owner),
        _ => subject.extras().owner,
    }
}

fn place<T: PartialEq>(all: &[T], one: &T) -> i64 {
    let place = all.iter().position(|other| other == one).unwrap_or(all.len());
    i64::try_from(place).unwrap_or(i64::MAX)
}
