//! A plan as tables: a workbook to send around, and lists that the importers of other tools take.
//!
//! A table is data first ([`table`]): columns with a kind, cells that know what they are. What is on the sheets stands in [`plan`],
//! [`points`], [`strategy`], [`people`], [`calendars`] and [`about`], a row of a table for each column; [`xlsx`](mod@xlsx) and [`csv`](mod@csv) only write them, and
//! [`tools`] says what each tool calls things. What a format has no place for is told ([`said`]). Texts of the roadmap are texts
//! everywhere: no cell is a formula because of what somebody wrote.

// Lists alone leave out most of what a workbook has.
#![cfg_attr(not(feature = "xlsx"), allow(dead_code))]

mod about;
mod calendars;
mod csv;
mod facts;
mod people;
mod plan;
mod points;
mod said;
mod strategy;
mod table;
mod timeline;
mod tools;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use csv::Flavour;
pub(super) use csv::csv;
#[cfg(feature = "xlsx")]
pub(super) use xlsx::xlsx;
