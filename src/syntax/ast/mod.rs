//! The tree of one source file: declarations in the order written, each with its attributes. Frozen after parsing.
//!
//! The tree is flat: two vectors, so that neither depth nor size can hurt. Names, titles and texts are spans of the source.
//! Literals are checked already (a date that stands here exists); names are not.

mod attribute;
mod condition;
mod declaration;
mod literal;
mod moved;
mod view;

pub use attribute::{
    Assignee, Attribute, CustomValue, FieldType, Flag, LetValue, Measured, Score, Thoroughness,
    Units, Value,
};
pub use condition::{
    Asked, Comparand, Comparison, Condition, Occasion, Relation, State, Subject, Test, When,
};
pub use declaration::{Ast, Broken, Declaration, DeclarationId};
pub use literal::{
    Amount, Basis, DateLiteral, Decimal, Extent, Health, Horizon, Hours, OffDays, Offset, Point,
    PointBase, PointRange, Quantity, TimeAmount, Unit, WeekdayRange,
};
pub(in crate::syntax) use moved::Move;
pub use view::{
    Audience, ChartKind, Colour, Columns, Criterion, Dimension, Page, Part, Ranking, ScoreKind,
    Shown, Sort, SortKey, Weight,
};
