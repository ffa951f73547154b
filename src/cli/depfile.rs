//! What the outputs depend on, as a rule of Make, which ninja reads too.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::resolve::slashed;

/// `out.svg out.json: plan.roadmap teams.roadmap`, with a newline at its end.
pub(super) fn rule(
    targets: &[&Path],
    files: impl Iterator<Item = PathBuf>,
) -> Result<String, Failure> {
    let targets: Vec<String> =
        targets.iter().map(|path| escaped(path)).collect::<Result<_, _>>()?;
    let files: Vec<String> = files.map(|path| escaped(&path)).collect::<Result<_, _>>()?;
    Ok(format!("{}: {}\n", targets.join(" "), files.join(" \\\n  ")))
}

/// A name as Make reads it: blanks, `#` and `:` behind a backslash, `$` doubled, and the backslashes before a blank doubled.
fn escaped(path: &Path) -> Result<String, Failure> {
    let name = slashed(path);
    let mut text = String::with_capacity(name.len());
    let mut backslashes = 0;
    for character in name.chars() {
        match character {
            '\n' | '\r' => {
                return Err(Failure::new("a name with a line break can't stand in a depfile"));
            }
            ' ' | '\t' => text.push_str(&"\\".repeat(backslashes + 1)),
            '#' | ':' => text.push('\\'),
            '$' => text.push('$'),
            _ => {}
        }
        backslashes = if character == '\\' { backslashes + 1 } else { 0 };
        text.push(character);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_make_reads_them() {
        let escape = |name: &str| escaped(Path::new(name)).unwrap();
        assert_eq!(escape("a b"), "a\\ b");
        assert_eq!(escape("a\\ b"), "a\\\\\\ b");
        assert_eq!(escape("a$b#c:d"), "a$$b\\#c\\:d");
        assert!(escaped(Path::new("a\nb")).is_err());
    }

    #[test]
    fn a_rule_has_all_targets_and_files() {
        let files = ["plan.roadmap", "teams.roadmap"].map(PathBuf::from);
        let rule = rule(&[Path::new("./a.svg"), Path::new("a.json")], files.into_iter()).unwrap();
        assert_eq!(rule, "a.svg a.json: plan.roadmap \\\n  teams.roadmap\n");
    }
}
