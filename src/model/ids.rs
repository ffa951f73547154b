//! Typed ids: which row of which table; and amounts, each with its unit.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the row at this index.
            pub const fn from_index(index: usize) -> Self {
                // A table has at most one row a byte of source, and all sources together are shorter than that.
                #[allow(clippy::cast_possible_truncation)]
                Self(index as u32)
            }

            /// The index of its row.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A stream, feature, task, milestone or release.
    ItemId;
    /// A team, person or resource.
    ResourceId;
    /// A calendar.
    CalendarId;
    /// A dependency.
    DependencyId;
    /// An objective.
    ObjectiveId;
    /// An idea.
    IdeaId;
    /// A risk.
    RiskId;
    /// A custom field.
    FieldId;
}

/// Money in thousandths of the roadmap's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

/// How much of something in thousandths: 1000 is one whole person or one unit, 500 half of one; of progress, 1000 is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub i64);

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One whole.
    pub const ONE: Self = Self(1000);
}
