//! The Gantt chart: a pure layout, which tests look at in numbers.
//!
//! ```text
//!  PlanView ──rows──▶ what each row says ──layout──▶ where everything stands
//! ```
//!
//! What a row says comes first, for the words behind the bars decide how much room is left for time.

pub mod arrows;
pub mod lanes;
pub mod layout;
pub mod legend;
pub mod rows;
