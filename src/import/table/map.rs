//! A map of columns: what those mean whose words don't tell.
//!
//! ```toml
//! [columns]
//! "Wer macht's" = "people"
//! "KW von" = "start"
//! Intern = "ignore"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{Refusal, shown};
use super::Meaning;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Map {
    columns: BTreeMap<String, String>,
}

/// Reads a map: headers, and the names of what they mean, for `Options::columns`.
///
/// # Errors
///
/// If it is no TOML, has other words, or a meaning that there is not.
pub fn columns(text: &str) -> Result<Vec<(String, String)>, Refusal> {
    const SHAPE: &str = "write `[columns]` and lines such as `Wer = \"people\"`";
    let map: Map = toml::from_str(text).map_err(|error| {
        Refusal::new(format!("the map of columns can't be read: {}", error.message())).help(SHAPE)
    })?;
    for (header, name) in &map.columns {
        Meaning::named(name).ok_or_else(|| unknown(header, name))?;
    }
    Ok(map.columns.into_iter().collect())
}

/// A meaning that there is not.
pub(super) fn unknown(header: &str, name: &str) -> Refusal {
    let message = format!(
        "the map of columns gives {} the meaning {}, which there is not",
        shown(header),
        shown(name)
    );
    Refusal::new(message).help(Meaning::help())
}
