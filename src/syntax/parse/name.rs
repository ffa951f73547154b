//! Names: `design`, `second-slot`, `checkout.api`.

/// Whether a word is an identifier: a letter of any script, then letters, digits, `_` or `-`.
pub(in crate::syntax) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    // Nearly all names are ASCII: no character needs to be decoded.
    let plain = bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    plain || is_foreign_identifier(text)
}

fn is_foreign_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    !text.is_ascii() && chars.next().is_some_and(char::is_alphabetic) && chars.all(is_inner)
}

/// Whether a character may stand in a name, behind its first.
pub(in crate::syntax) fn is_inner(char: char) -> bool {
    char.is_alphanumeric() || char == '-' || char == '_' || is_mark(char)
}

/// Whether a character changes the letter before it. Words of many scripts can't be written without such marks.
fn is_mark(char: char) -> bool {
    let is_punctuation = matches!(
        char,
        '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5C6}' | '\u{5F3}' | '\u{5F4}'
            | '\u{600}'..='\u{60F}' | '\u{61B}'..='\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}'
            | '\u{964}' | '\u{965}' | '\u{970}'
    );
    let is_in_block = matches!(
        char,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{109F}' | '\u{1780}'..='\u{17D3}'
            | '\u{200C}' | '\u{200D}' | '\u{3099}' | '\u{309A}'
    );
    is_in_block && !is_punctuation
}

/// Whether a word is a name or several with dots between, of which the later may be numbers: `checkout.api`, `sprint.5`.
pub(in crate::syntax) fn is_path(text: &str) -> bool {
    if is_plain_path(text) {
        return true;
    }
    let mut segments = text.split('.');
    let is_segment = |segment: &str| {
        is_identifier(segment)
            || (!segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()))
    };
    segments.next().is_some_and(is_identifier) && segments.all(is_segment)
}

/// Whether a word is names with dots between, as nearly all are written: letters, digits, `-` and `_` of ASCII.
fn is_plain_path(text: &str) -> bool {
    let mut is_start = true;
    let is_inner = text.bytes().all(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' => {
            is_start = false;
            true
        }
        b'.' => !std::mem::replace(&mut is_start, true),
        b'0'..=b'9' | b'-' | b'_' => !is_start,
        _ => false,
    });
    is_inner && !is_start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script() {
        for name in ["a", "second-slot", "a_1", "größe", "設計", "проект", "हिन्दी", "v2"]
        {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "1a", "-a", "a.b", "a b", "a/b", "a“", "a→b", "＠"] {
            assert!(!is_identifier(name), "{name}");
        }
    }

    #[test]
    fn paths_have_names_and_numbers() {
        for path in ["a", "a.b", "sprint.5", "checkout.api.end"] {
            assert!(is_path(path), "{path}");
        }
        for path in [".a", "a.", "a..b", "5.a", "a.5b"] {
            assert!(!is_path(path), "{path}");
        }
    }
}
