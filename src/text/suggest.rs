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
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > allowed || candidate == word {
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
