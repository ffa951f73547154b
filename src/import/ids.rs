//! Ids: short, readable, unique, and the same for the same key or title.

use rustc_hash::{FxHashMap, FxHashSet};

/// Names that items can't have.
const TAKEN: [&str; 4] = ["start", "end", "today", "elapsed"];

/// No id that is made of a title is longer, where a word ends earlier.
const LONGEST: usize = 32;

/// Gives each thing of one kind an id of its own.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: FxHashSet<String>,
    /// The last number behind each wish.
    numbers: FxHashMap<String, u32>,
}

impl Ids {
    /// An id made of a wish: itself if it is free, otherwise the next number behind it.
    pub(super) fn take(&mut self, wish: &str, otherwise: &str) -> String {
        let wish = id_of(wish);
        let wish = if wish.is_empty() { otherwise } else { &wish };
        if !TAKEN.contains(&wish) && self.taken.insert(wish.to_owned()) {
            return wish.to_owned();
        }
        let last = self.numbers.entry(wish.to_owned()).or_insert(1);
        loop {
            *last += 1;
            let id = format!("{wish}-{last}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The last name of a path, as it is, if nothing has the path yet.
    pub(super) fn keep(&mut self, path: &str) -> Option<String> {
        let id = path.rsplit('.').next().filter(|id| is_id(id))?;
        if !self.taken.insert(format!("{path}.")) {
            return None;
        }
        self.taken.insert(id.to_owned());
        Some(id.to_owned())
    }
}

/// Whether a text can be an id.
fn is_id(text: &str) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.starts_with(char::is_alphabetic) && text.chars().all(is_sign) && !TAKEN.contains(&text)
}

/// The id that a text makes: its letters and digits in lower case, `-` between words; whole words, as many as fit.
///
/// ```text
/// Payment API (v2)  →  payment-api-v2
/// PAY-12            →  pay-12
/// 3rd party         →  i3rd-party
/// ```
fn id_of(text: &str) -> String {
    let mut id = String::new();
    let mut length = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
        let sign = match word.clone().next() {
            _ if length > 0 => "-",
            Some(first) if first.is_alphabetic() => "",
            _ => "i",
        };
        let longer = length + sign.len() + word.clone().count();
        if length > 0 && longer > LONGEST {
            break;
        }
        id.push_str(sign);
        id.extend(word.take(LONGEST));
        length = longer;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::{Ids, id_of};

    #[test]
    fn ids_are_words_of_the_title() {
        assert_eq!(id_of("Payment API (v2)"), "payment-api-v2");
        assert_eq!(id_of("PAY-12"), "pay-12");
        assert_eq!(id_of("3rd party"), "i3rd-party");
        assert_eq!(id_of("Größe Ännchen"), "größe-ännchen");
        assert_eq!(id_of("…"), "");
        assert_eq!(
            id_of("one two three four five six seven eight nine"),
            "one-two-three-four-five-six"
        );
    }

    #[test]
    fn no_two_are_the_same() {
        let mut ids = Ids::default();
        let taken: Vec<_> =
            ["Test", "test", "", "", "Start"].iter().map(|wish| ids.take(wish, "item")).collect();
        assert_eq!(taken, ["test", "test-2", "item", "item-2", "start-2"]);
    }

    #[test]
    fn those_of_a_roadmap_are_kept_where_they_stand() {
        let mut ids = Ids::default();
        let paths = ["core.API_v2", "web.API_v2", "core.API_v2", "web.2", "start"];
        let kept = paths.map(|path| ids.keep(path));
        assert_eq!(kept, [Some("API_v2".into()), Some("API_v2".into()), None, None, None]);
        assert_eq!(ids.take("api v2", "item"), "api-v2");
        assert_eq!(ids.keep("core.api-v2"), Some("api-v2".into()));
        assert_eq!(ids.take("api v2", "item"), "api-v2-2");
    }
}
