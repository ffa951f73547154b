//! What people wrote, on its way into a picture or a page.

use std::borrow::Cow;

use memchr::{memchr2, memchr3};

/// What stands for itself between tags and in an attribute.
pub(crate) fn in_markup(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if memchr3(b'&', b'<', b'>', bytes).is_none() && memchr2(b'"', b'\'', bytes).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Whether an address leads to the web or to a letter.
pub(crate) fn may_be_followed(address: &str) -> bool {
    let is_scheme = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    ["http://", "https://", "mailto:"].into_iter().any(is_scheme)
        && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(in_markup("</a x=\"'&"), "&lt;/a x=&quot;&apos;&amp;");
        assert!(matches!(in_markup("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn addresses_lead_to_the_web_or_to_a_letter() {
        let followed = ["http://a.b", "HTTPS://a.b/?c=d", "mailto:a@b.c"];
        assert!(followed.into_iter().all(may_be_followed));
        let others = ["", "javascript:alert(1)", "data:text/html,a", "/etc", "https://a b"];
        assert!(!others.into_iter().any(may_be_followed));
    }
}
