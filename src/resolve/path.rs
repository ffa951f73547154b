//! Paths of imported files: relative to the file that imports them, never out of the root folder.

/// Why a path is none that may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadPath {
    /// Nothing at all.
    Empty,
    /// `/etc/plan.roadmap`, `C:/plan.roadmap`, `https://…`
    Absolute,
    /// More `..` than there are folders.
    Outside,
    /// `teams\web.roadmap`
    Backslash,
}

/// The path from the root folder of what `importer` (its own path from there) imports as `written`.
pub(super) fn imported(importer: &str, written: &str) -> Result<String, BadPath> {
    check_form(written)?;
    let folder = importer.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(written.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or(BadPath::Outside)?),
            name => parts.push(name),
        }
    }
    if parts.is_empty() { Err(BadPath::Empty) } else { Ok(parts.join("/")) }
}

fn check_form(written: &str) -> Result<(), BadPath> {
    if written.trim().is_empty() {
        return Err(BadPath::Empty);
    }
    if written.contains('\\') {
        return Err(BadPath::Backslash);
    }
    let has_drive = written.as_bytes().get(1) == Some(&b':');
    if written.starts_with('/') || has_drive || written.contains("://") {
        return Err(BadPath::Absolute);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_importing_file() {
        let good = |importer, written| imported(importer, written).unwrap();
        assert_eq!(good("plan.roadmap", "teams.roadmap"), "teams.roadmap");
        assert_eq!(good("a/b.roadmap", "c/d.roadmap"), "a/c/d.roadmap");
        assert_eq!(good("a/b.roadmap", "../c.roadmap"), "c.roadmap");
        assert_eq!(good("plan.roadmap", "./a//./b/../c.roadmap"), "a/c.roadmap");
        assert_eq!(good("-", "a.roadmap"), "a.roadmap");
    }

    #[test]
    fn paths_out_of_the_root_are_refused() {
        let bad = |written| imported("a/plan.roadmap", written).unwrap_err();
        assert_eq!(bad("../../etc/passwd"), BadPath::Outside);
        assert_eq!(bad("x/../../../y"), BadPath::Outside);
        assert_eq!(bad("/etc/passwd"), BadPath::Absolute);
        assert_eq!(bad("C:/plan.roadmap"), BadPath::Absolute);
        assert_eq!(bad("https://example.com/a.roadmap"), BadPath::Absolute);
        assert_eq!(bad("a\\b.roadmap"), BadPath::Backslash);
        assert_eq!(bad(" "), BadPath::Empty);
        assert_eq!(bad(".."), BadPath::Empty);
    }
}
