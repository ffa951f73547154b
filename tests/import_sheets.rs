//! Sheets: what may not be guessed is refused, what is not carried over is told, and no bytes are too strange.

#![cfg(feature = "xlsx")]

#[path = "import/sheets.rs"]
mod sheets;
