//! The words of units of time.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::Unit;

/// A unit that a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Word {
    /// One of the language.
    Of(Unit),
    /// Twelve months.
    Years,
    /// A sixtieth of a minute.
    Seconds,
}

const WORDS: [(&str, Word); 7] = [
    (
        "s sec secs second seconds sekunde sekunden sek seconde secondes segundo segundos с сек",
        Word::Seconds,
    ),
    (
        "m min mins minute minutes minuten minuto minutos minuti мин минут минуты",
        Word::Of(Unit::Minutes),
    ),
    (
        "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren ч час часа часов godz godzin",
        Word::Of(Unit::Hours),
    ),
    (
        "d dy dys day days t tag tage tagen j jour jours día días dia dias giorno giorni g dag dagen д дн день дня дней dni dzień pd pt md \
      person-days mandays at arbeitstage workdays",
        Word::Of(Unit::Days),
    ),
    (
        "w wk wks week weeks woche wochen sem semaine semaines semana semanas settimana settimane weken н нед неделя недели недель tydzień tygodnie",
        Word::Of(Unit::Weeks),
    ),
    (
        "mo mon mons month months monat monate mois mes meses mês mese mesi maand maanden мес месяц месяца месяцев miesiąc",
        Word::Of(Unit::Months),
    ),
    (
        "y yr yrs year years jahr jahre an ans année années año años ano anos anno anni jaar год года лет",
        Word::Years,
    ),
];

static BY_WORD: LazyLock<FxHashMap<&str, Word>> = LazyLock::new(|| {
    let words =
        WORDS.iter().flat_map(|(words, unit)| words.split_whitespace().map(|word| (word, *unit)));
    words.collect()
});

/// The unit that a word says, and whether nights and weekends count: `d`, `days`, `ed`, `edays`, `elapsed days`, `Tage`.
pub(in crate::import) fn unit(word: &str) -> Option<(Word, bool)> {
    let word = word.trim().trim_end_matches('.').to_lowercase();
    let plain = |word: &str| BY_WORD.get(word).copied();
    if let Some(unit) = plain(&word) {
        return Some((unit, false));
    }
    let elapsed = word
        .strip_prefix("elapsed")
        .map(str::trim_start)
        .or_else(|| word.strip_prefix(['e', 'f', 'é']));
    elapsed.and_then(plain).map(|unit| (unit, true))
}

/// The unit of the language that a word says, where nights and weekends don't count.
pub(in crate::import) fn unit_of(word: &str) -> Option<Unit> {
    match unit(word) {
        Some((Word::Of(unit), false)) => Some(unit),
        _ => None,
    }
}
