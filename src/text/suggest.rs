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
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    if length == 0 || length > 64 {
        return None;
    }
    let allowed = (length / 3).max(1);
    let own = letters(&folded);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > allowed || candidate == word {
            continue;
        }
        // An edit takes away one letter at most, and adds one at most: most candidates are too far off for that alone.
        let others = letters(candidate);
        if differing(own, others).max(differing(others, own)) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&folded, &candidate.to_lowercase());
        // Something of the word has to be left.
        if distance <= allowed
            && distance < length
            && best.is_none_or(|(nearest, _)| distance < nearest)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The letters of a text, small ones and capitals alike, one bit each. Rare letters may share a bit with others.
fn letters(text: &str) -> u64 {
    let small = text.chars().flat_map(char::to_lowercase);
    small.fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 64))
}

/// How many letters the first text has that the second has not, at least.
fn differing(first: u64, second: u64) -> usize {
    (first & !second).count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts over few letters, one of them outside ASCII: all pairs of up to three letters.
    fn texts() -> Vec<String> {
        let longer = |texts: &[String]| -> Vec<String> {
            texts
                .iter()
                .flat_map(|text| ["a", "B", "é"].map(|letter| format!("{text}{letter}")))
                .collect()
        };
        let (mut all, mut last) = (vec![], vec![String::new()]);
        for _ in 0..3 {
            last = longer(&last);
            all.extend(last.iter().cloned());
        }
        all
    }

    #[test]
    fn letters_are_never_further_apart_than_the_texts() {
        for (first, second) in
            texts().iter().flat_map(|a| texts().into_iter().map(move |b| (a.clone(), b)))
        {
            let distance =
                strsim::damerau_levenshtein(&first.to_lowercase(), &second.to_lowercase());
            assert!(differing(letters(&first), letters(&second)) <= distance, "{first} {second}");
        }
    }
}
