//! Commands that are named to people, who type them.

use std::path::Path;

use crate::resolve::slashed;

/// A file as a word of a shell's command: in quotes if it would be none without, and never an option.
pub(super) fn word(file: &Path) -> String {
    let name = match slashed(file) {
        name if name.is_empty() => ".".to_owned(),
        name if name.len() > 1 && name.starts_with('-') => format!("./{name}"),
        name => name,
    };
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+:,@%=".contains(letter);
    if name.chars().all(is_plain) { name } else { format!("'{}'", name.replace('\'', r"'\''")) }
}
