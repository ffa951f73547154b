//! Typed ids: which row of which table.

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
