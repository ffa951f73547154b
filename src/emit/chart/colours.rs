//! What colours tell: by what they tell items apart, which colour each has, and what a legend says of that.

use super::palette::{self, Hue};
use crate::model::{Dimension, Health, IdeaId, ItemId, ItemWalker};
use crate::plan::{GroupKey, PlanView, State};

/// How many colours there are besides that of what stands in no stream.
pub const STREAM_INKS: usize = 8;

/// A colour of an item: a tint for its ground, a strong ink for what is done of it, one between for its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paint {
    /// One of those that only tell apart: 1 to 8; 0 is grey, for all others.
    Slot(u8),
    /// One that says how something stands.
    Health(Health),
}

impl Paint {
    /// Grey.
    pub const GREY: Self = Self::Slot(0);

    /// Its number among the colours of bars.
    pub const fn slot(self) -> u8 {
        match self {
            Self::Slot(slot) => slot,
            Self::Health(Health::OnTrack) => palette::GOOD,
            Self::Health(Health::AtRisk) => palette::WARNING,
            Self::Health(Health::OffTrack) => palette::LATE,
            Self::Health(Health::Done | Health::Unknown) => palette::OVER,
        }
    }

    /// The colour that has this number.
    pub const fn of_slot(slot: u8) -> Self {
        match slot {
            palette::GOOD => Self::Health(Health::OnTrack),
            palette::WARNING => Self::Health(Health::AtRisk),
            palette::LATE => Self::Health(Health::OffTrack),
            palette::OVER => Self::Health(Health::Done),
            slot => Self::Slot(slot),
        }
    }

    /// The ground of what is to come.
    pub const fn tint(self) -> Hue {
        match self {
            Self::Slot(slot) => Hue::Tint(slot),
            Self::Health(Health::OnTrack) => Hue::GoodGround,
            Self::Health(Health::AtRisk) => Hue::WarningGround,
            Self::Health(Health::OffTrack) => Hue::LateGround,
            Self::Health(Health::Done | Health::Unknown) => Hue::OverGround,
        }
    }

    /// What is done, and words in its colour.
    pub const fn strong(self) -> Hue {
        match self {
            Self::Slot(slot) => Hue::Done(slot),
            Self::Health(health) => hue_of(health),
        }
    }

    /// Its edges.
    pub const fn edge(self) -> Hue {
        match self {
            Self::Slot(slot) => Hue::Edge(slot),
            Self::Health(health) => hue_of(health),
        }
    }
}

/// What the sign of a health is drawn with.
pub const fn hue_of(health: Health) -> Hue {
    match health {
        Health::Done | Health::Unknown => Hue::Muted,
        Health::OnTrack => Hue::Good,
        Health::AtRisk => Hue::Warning,
        Health::OffTrack => Hue::Late,
    }
}

/// The colours of all items of a view.
#[derive(Debug)]
pub struct Colours {
    /// By what they tell items apart.
    pub dimension: Dimension,
    /// Which colour stands for what, in order; what has none of its own is grey.
    kinds: Vec<(GroupKey, Paint, String)>,
    /// Whether everything is of one kind, which needs no telling.
    is_one: bool,
}

impl Colours {
    /// The colours that a view asks for, or else by this.
    pub fn of(view: &PlanView<'_, '_>, otherwise: Dimension) -> Self {
        let dimension = view.coloured_by().unwrap_or(otherwise);
        if matches!(dimension, Dimension::Health | Dimension::State) {
            return Self { dimension, kinds: Vec::new(), is_one: false };
        }
        let work = view.items().filter(|item| !item.kind().is_point());
        let mut keys: Vec<_> = work.flat_map(|item| view.keys(item, dimension)).collect();
        keys.retain(|key| *key != GroupKey::None);
        keys.sort();
        let groups: Vec<_> = keys.chunk_by(|one, other| one == other).collect();
        let is_one = groups.is_empty();
        // There are only so many colours that can be told apart: those that most items have get one.
        let mut by_size: Vec<_> = groups.iter().collect();
        by_size.sort_by_key(|group| std::cmp::Reverse(group.len()));
        by_size.truncate(STREAM_INKS);
        let mut kept: Vec<_> = by_size.into_iter().filter_map(|group| group.first()).collect();
        kept.sort();
        let kinds = kept.into_iter().zip((1..=u8::MAX).map(Paint::Slot));
        let titled =
            |(key, paint): (&GroupKey, Paint)| (key.clone(), paint, view.title_of(key, dimension));
        let kinds = kinds.map(titled).collect();
        Self { dimension, kinds, is_one }
    }

    /// The colour of an item: of what is several things that of the first.
    pub fn paint<'m>(&self, view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> Paint {
        match self.dimension {
            Dimension::Health => health_paint(view, item.id),
            Dimension::State => state_paint(view, item.id),
            // One colour is calmer than none.
            _ if self.is_one => Paint::Slot(1),
            dimension => {
                let keys = view.keys(item, dimension);
                keys.iter().find_map(|key| self.of_key(key)).unwrap_or(Paint::GREY)
            }
        }
    }

    /// The colour of an idea.
    pub fn paint_idea(&self, view: &PlanView<'_, '_>, idea: IdeaId) -> Paint {
        match self.dimension {
            Dimension::Health | Dimension::State => Paint::GREY,
            _ if self.is_one => Paint::Slot(1),
            dimension => {
                let keys = view.idea_keys(idea, dimension);
                keys.iter().find_map(|key| self.of_key(key)).unwrap_or(Paint::GREY)
            }
        }
    }

    /// The colour of a kind, if it has one of its own.
    pub fn of_key(&self, key: &GroupKey) -> Option<Paint> {
        self.kinds.iter().find(|(of, ..)| of == key).map(|(_, paint, _)| *paint)
    }

    /// What these colours stand for, each once, in order; nothing where there is nothing to be told.
    pub fn legend(&self, used: impl Iterator<Item = Paint>) -> Vec<(Paint, String)> {
        let mut paints: Vec<_> = used.collect();
        paints.sort_unstable();
        paints.dedup();
        if self.is_one {
            return Vec::new();
        }
        // Grey comes last.
        paints.sort_by_key(|paint| *paint == Paint::GREY);
        paints.into_iter().map(|paint| (paint, self.words(paint))).collect()
    }

    fn words(&self, paint: Paint) -> String {
        let known = self.kinds.iter().find(|(_, of, _)| *of == paint);
        match (paint, self.dimension) {
            (Paint::Health(Health::OffTrack), Dimension::State) => "Overdue".to_owned(),
            (Paint::Health(health), _) => health.label().to_owned(),
            (Paint::Slot(0), Dimension::State) => "Waiting".to_owned(),
            (Paint::Slot(_), Dimension::State) => "Under way".to_owned(),
            (Paint::Slot(_), _) => {
                known.map_or_else(|| "Others".to_owned(), |(.., title)| title.clone())
            }
        }
    }
}

fn health_paint(view: &PlanView<'_, '_>, item: ItemId) -> Paint {
    Paint::Health(view.health(item).unwrap_or(Health::Unknown))
}

fn state_paint(view: &PlanView<'_, '_>, item: ItemId) -> Paint {
    match view.status.standing(item).state {
        State::Waiting => Paint::GREY,
        State::UnderWay => Paint::Slot(1),
        State::Done | State::Dropped => Paint::Health(Health::Done),
        State::Overdue => Paint::Health(Health::OffTrack),
    }
}
