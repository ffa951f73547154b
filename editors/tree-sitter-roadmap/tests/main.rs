//! The grammar against the compiler, its queries against an example, and what is generated against what it is generated from.
//!
//! `UPDATE=1` writes the generated parser and the trees of the corpus anew.

mod agreement;
mod corpus;
mod generated;
mod queries;
mod texts;

pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}
