//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `word`, if it is near enough that a person may have meant it: at most a third of its letters
/// differ (one letter for short words), swapped neighbours counting once. The first of equally near ones wins.
///
/// ```
/// assert_eq!(milepost::text::did_you_mean("aftr", ["before", "after"]), Some("after"));
/// assert_eq!(milepost::text::did_you_mean("xyz", ["before", "after"]), None);
/// ```
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = Misspelt::of(word)?;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if word.apart_at_least(Letters::of(candidate)) > word.allowed {
            continue;
        }
        if let Some(distance) = word.distance(candidate)
            && best.is_none_or(|(nearest, _)| distance < nearest)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A word that nothing has, ready to be compared.
pub(crate) struct Misspelt<'w> {
    word: &'w str,
    folded: String,
    letters: Letters,
    /// How many edits away a name may be.
    pub(crate) allowed: usize,
}

/// How many letters a text has, and which, small ones and capitals alike: those that it has, and those that it has more than
/// once, a bit each. Rare letters may share one with others.
#[derive(Clone, Copy)]
pub(crate) struct Letters {
    count: usize,
    once: u64,
    again: u64,
}

impl<'w> Misspelt<'w> {
    /// None of a word that is too long to be misspelt.
    pub(crate) fn of(word: &'w str) -> Option<Self> {
        let folded = folded(word);
        let letters = Letters::of(&folded);
        let is_word = (1..=64).contains(&letters.count);
        is_word.then_some(Self { word, folded, letters, allowed: (letters.count / 3).max(1) })
    }

    /// How many edits lie at least between the word and a text. One edit takes away one letter at most, and adds one at most.
    pub(crate) fn apart_at_least(&self, other: Letters) -> usize {
        let own = self.letters;
        let length = own.count.abs_diff(other.count);
        length.max(own.more_than(other)).max(other.more_than(own))
    }

    /// How many edits lie between the word and a text, if it may have been meant: something of the word has to be left.
    pub(crate) fn distance(&self, candidate: &str) -> Option<usize> {
        let small = folded(candidate);
        let (own, other) = without_common_ends(&self.folded, &small);
        let distance = strsim::osa_distance(own, other);
        let is_near = distance <= self.allowed && distance < self.letters.count;
        (is_near && candidate != self.word).then_some(distance)
    }
}

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Self { count: text.chars().count(), once: 0, again: 0 };
        for letter in text.chars().map(latin).flat_map(char::to_lowercase) {
            let bit = 1 << (u32::from(letter) % 64);
            letters.again |= letters.once & bit;
            letters.once |= bit;
        }
        letters
    }

    /// How many letters it has that the other has not, at least.
    const fn more_than(self, other: Self) -> usize {
        ((self.once & !other.once).count_ones() + (self.again & !other.again).count_ones()) as usize
    }
}

/// Two texts without what both begin and end with: comparing the rest is quicker, and finds the same.
fn without_common_ends<'a, 'b>(first: &'a str, second: &'b str) -> (&'a str, &'b str) {
    let same = |(one, other): &(char, char)| one == other;
    let ahead = first.chars().zip(second.chars()).take_while(same);
    let length: usize = ahead.map(|(letter, _)| letter.len_utf8()).sum();
    let (first, second) = (rest(first, length), rest(second, length));
    let behind = first.chars().rev().zip(second.chars().rev()).take_while(same);
    let length: usize = behind.map(|(letter, _)| letter.len_utf8()).sum();
    let without = |text: &str| text.len() - length;
    (first.get(..without(first)).unwrap_or(first), second.get(..without(second)).unwrap_or(second))
}

fn rest(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

/// Letters of other scripts that look like a Latin one, and what that one is.
const ALIKE: [(&str, &str, &str); 2] = [
    ("Cyrillic", "аеорсухіјѕһԁАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdABEKMHOPCTYXIJS"),
    ("Greek", "οανιρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavipABEZHIKMNOPTYX"),
];

/// The Latin letter that one of another script looks like, and that script.
fn alike(letter: char) -> Option<(&'static str, char)> {
    ALIKE.iter().find_map(|(script, letters, latin)| {
        let place = letters.chars().position(|other| other == letter)?;
        latin.chars().nth(place).map(|latin| (*script, latin))
    })
}

fn latin(letter: char) -> char {
    let other = if letter.is_ascii() { None } else { alike(letter) };
    other.map_or(letter, |(_, latin)| latin)
}

/// A text in small letters, those of other scripts as the Latin ones that they look like.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(latin).flat_map(char::to_lowercase).collect()
}

/// Whether two texts look the same, though their letters are of different scripts.
pub(crate) fn looks_like(one: &str, other: &str) -> bool {
    folded(one) == folded(other) && one.to_lowercase() != other.to_lowercase()
}

/// Says of a word in Latin letters which of them only looks like one, or is written as a letter and a mark behind it.
pub(crate) fn look_alike(word: &str) -> Option<String> {
    if word.is_ascii() || !word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let of_another_script = word.chars().find_map(|letter| Some((letter, alike(letter)?)));
    if let Some((letter, (script, latin))) = of_another_script {
        return Some(format!("`{letter}` is a {script} letter here: it only looks like `{latin}`"));
    }
    let mark = word.char_indices().find(|(_, char)| matches!(char, '\u{300}'..='\u{36F}'))?;
    let letter = word.get(..mark.0)?.chars().next_back()?;
    Some(format!("`{letter}{}` is written as two characters here, and is no single letter", mark.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts over few letters, one of them outside ASCII: all of up to four letters.
    fn texts() -> Vec<String> {
        let longer = |texts: &[String]| -> Vec<String> {
            texts
                .iter()
                .flat_map(|text| ["a", "B", "é"].map(|letter| format!("{text}{letter}")))
                .collect()
        };
        let (mut all, mut last) = (vec![], vec![String::new()]);
        for _ in 0..4 {
            last = longer(&last);
            all.extend(last.iter().cloned());
        }
        all
    }

    #[test]
    fn what_is_quicker_finds_the_same() {
        for first in texts() {
            let word = Misspelt::of(&first).unwrap();
            for second in texts() {
                let small = second.to_lowercase();
                let distance = strsim::osa_distance(&word.folded, &small);
                let (own, other) = without_common_ends(&word.folded, &small);
                assert_eq!(strsim::osa_distance(own, other), distance, "{first} {second}");
                assert!(word.apart_at_least(Letters::of(&second)) <= distance, "{first} {second}");
            }
        }
    }
}
