//! What can be said about a roadmap: one value, [`Diagnostic`], that every renderer reads.
//!
//! The headline ([`Diagnostic::message`]) says what is wrong and is enough alone; the primary label stands at the cause;
//! the other labels at what it contradicts; help can be typed; a fix can be applied.
//! Wording: lower case, no full stop, backticks round what the user wrote, dates as people write them.

mod failure;
mod losses;
pub mod render;
pub mod rules;
mod tidy;
mod value;

pub use failure::Failure;
pub use losses::{Fate, Loss, Losses};
pub use rules::{Guard, Rule, Severity};
pub use value::Diagnostics;
pub use value::{Diagnostic, Edit, Fix, Label};
