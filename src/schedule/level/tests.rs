//! Solutions of generated problems against the checker, and against all there is to find.

mod bounded;
mod exhaustive;
pub(in crate::schedule) mod make;
mod optimal;
mod plain_tests;
mod promises;
