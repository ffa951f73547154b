//! Addresses of files, and their paths.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in a path of an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b'+')
    .remove(b'=')
    .remove(b'@');

/// The path of a file's address; `None` of an address that is not a file's.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let text: &str = uri.as_ref();
    let (scheme, rest) = text.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        // A host can be named; what is behind it is the path.
        Some(rest) => rest.find('/').and_then(|slash| rest.get(slash..))?,
        None => rest,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if path.contains('\0') {
        return None;
    }
    let path = without_slash_before_drive(&path);
    Path::new(path).has_root().then(|| PathBuf::from(path))
}

/// The address of a file.
pub(super) fn of_path(path: &Path) -> Uri {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = utf8_percent_encode(&path, PLAIN);
    let slash = if path.to_string().starts_with('/') { "" } else { "/" };
    Uri(format!("file://{slash}{path}"))
}

/// `C:/plans` of `/C:/plans`, where paths have drives.
fn without_slash_before_drive(path: &str) -> &str {
    let is_drive = path.as_bytes().get(2) == Some(&b':') && cfg!(windows);
    if is_drive { path.trim_start_matches('/') } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> Option<PathBuf> {
        path_of(&Uri(uri.to_owned()))
    }

    #[test]
    fn addresses_are_read_as_editors_write_them() {
        let plain = Some(PathBuf::from("/home/ana/my plan.roadmap"));
        assert_eq!(path("file:///home/ana/my%20plan.roadmap"), plain);
        assert_eq!(path("FILE:///home/ana/my%20plan.roadmap"), plain);
        assert_eq!(path("file:/home/ana/my%20plan.roadmap"), plain);
        assert_eq!(path("file://localhost/home/ana/my%20plan.roadmap"), plain);
        assert_eq!(path("file:///a/%C3%BC%3Ab"), Some(PathBuf::from("/a/\u{fc}:b")));
        for none in [
            "untitled:Untitled-1",
            "",
            "x",
            "file:",
            "file://",
            "file:a",
            "file:///%FF",
            "file:///a%00b",
        ] {
            assert_eq!(path(none), None, "{none}");
        }
    }

    #[test]
    fn a_path_comes_back() {
        for path in ["/a/b c.roadmap", "/\u{fc}/100%.roadmap", "/a#b?c", "/a:b;c&d"] {
            let uri = of_path(Path::new(path));
            assert_eq!(path_of(&uri), Some(PathBuf::from(path)), "{uri}");
        }
    }
}
