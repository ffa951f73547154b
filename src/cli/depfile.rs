//! What the outputs depend on, as a rule of Make, which ninja reads too.
//!
//! Only names that both read as they are meant are written: `;` would begin a recipe, which Make runs, `=` a variable, `*` a pattern,
//! and neither knows a way to write them otherwise.

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

/// A name as Make and ninja read it: blanks, `#` and `:` behind a backslash, `$` doubled.
fn escaped(path: &Path) -> Result<String, Failure> {
    if path.to_str().is_none() {
        return Err(refused(path, "it is not UTF-8"));
    }
    let name = slashed(path);
    if let Some(found) = misread(&name) {
        let reason = match found {
            '\n' | '\r' => "a line break can't be written there".to_owned(),
            ' ' => "Make and ninja take no blank at its beginning or end".to_owned(),
            found => format!("Make or ninja would misread its `{found}`"),
        };
        return Err(refused(path, &reason));
    }
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            ' ' | '#' | ':' => text.push('\\'),
            '$' => text.push('$'),
            _ => {}
        }
        text.push(character);
    }
    Ok(text)
}

/// The character of a name that Make or ninja would take for something else.
fn misread(name: &str) -> Option<char> {
    let is_read =
        |c: &char| c.is_alphanumeric() || !c.is_ascii() || " #:$!+,-./@_~()]{}".contains(*c);
    let at_ends = name.chars().next().filter(|first| " ~".contains(*first));
    let at_ends = at_ends.or(name.chars().next_back().filter(|last| " :)".contains(*last)));
    name.chars().find(|c| !is_read(c) || c.is_control()).or(at_ends)
}

fn refused(path: &Path, reason: &str) -> Failure {
    let message = format!("`{}` can't stand in a depfile: {reason}", path.display());
    Failure::new(message).help("give the file another name, or leave `--depfile` out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_make_and_ninja_read_them() {
        let escape = |name: &str| escaped(Path::new(name)).unwrap();
        assert_eq!(escape("a b"), "a\\ b");
        assert_eq!(escape("a$b#c:d"), "a$$b\\#c\\:d");
        assert_eq!(escape("größe/計画 (1).svg"), "größe/計画\\ (1).svg");
    }

    #[test]
    fn names_that_would_be_misread_are_refused() {
        let bad = [
            "a\nb",
            "x;touch y",
            "a=b",
            "a|b",
            "a*",
            "a?",
            "[a]",
            "%",
            "a\\b",
            "'",
            "\"",
            "`",
            "<",
            "&",
        ];
        for name in bad.into_iter().chain(["~a", "a ", " a", "a:", "lib(a)", "a\tb", "a\u{85}"]) {
            assert!(escaped(Path::new(name)).is_err(), "{name:?}");
        }
        #[cfg(unix)]
        {
            let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"a\xFF");
            assert!(escaped(Path::new(name)).is_err());
        }
    }

    #[test]
    fn a_rule_has_all_targets_and_files() {
        let files = ["plan.roadmap", "teams.roadmap"].map(PathBuf::from);
        let rule = rule(&[Path::new("./a.svg"), Path::new("a.json")], files.into_iter()).unwrap();
        assert_eq!(rule, "a.svg a.json: plan.roadmap \\\n  teams.roadmap\n");
    }
}
