//! Names of months and weekdays, and the words that stand between numbers of a date.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// The names of each month, in the languages that spreadsheets are kept in; short forms are beginnings of three letters or more, or
/// stand here where they are not.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero ene janeiro gennaio gen januari styczeń stycznia sty январь января січень січня leden ledna tammikuu ocak ianuarie január",
    "february februar feber février fevrier févr febrero fevereiro fev febbraio februari luty lutego lut февраль февраля лютий лютого únor února helmikuu şubat februarie február",
    "march märz maerz mrz mars marzo março maart mrt marzec marca март марта березень березня březen března maaliskuu mart martie marec március",
    "april avril abril abr aprile kwiecień kwietnia kwi апрель апреля квітень квітня duben dubna huhtikuu nisan aprilie apríl április",
    "may mai mayo maio maggio mag mei maj maja май мая травень травня květen května toukokuu mayıs máj május",
    "june juni juin junio junho giugno giu czerwiec czerwca июнь июня червень червня červen června kesäkuu haziran iunie jún június",
    "july juli juillet julio julho luglio lug lipiec lipca июль июля липень липня červenec července heinäkuu temmuz iulie júl július",
    "august août aout agosto ago augustus sierpień sierpnia август августа серпень серпня srpen srpna elokuu ağustos",
    "september septembre septiembre setembro set settembre wrzesień września wrz сентябрь сентября вересень вересня září syyskuu eylül septembrie szeptember",
    "october oktober okt octobre octubre outubro out ottobre ott październik października paź октябрь октября жовтень жовтня říjen října lokakuu ekim octombrie október",
    "november novembre noviembre novembro listopad listopada ноябрь ноября marraskuu kasım noiembrie",
    "december dezember dez décembre decembre diciembre dic dezembro dicembre desember grudzień grudnia декабрь декабря грудень грудня prosinec prosince joulukuu aralık decembrie",
];

/// Names of weekdays, short and long, which say nothing that the date does not.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so \
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim \
    lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom \
    segunda terça quarta quinta sexta seg ter qua qui sex feira \
    lunedì martedì mercoledì giovedì venerdì sabato gio sab \
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo \
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс";

/// What may stand between the numbers of a date.
const BETWEEN: &str = "st nd rd th de del den der le of du d t at um à er 年 月 日 г года р";

/// Every name of a month, and every beginning of one that has three letters or more, where no other month has it before.
static BY_NAME: LazyLock<FxHashMap<&str, i8>> = LazyLock::new(|| {
    let mut months = FxHashMap::default();
    let all = || {
        (1..).zip(MONTHS).flat_map(|(month, names)| names.split(' ').map(move |name| (month, name)))
    };
    for (month, name) in all() {
        months.entry(name).or_insert(month);
    }
    for (month, name) in all() {
        for (end, _) in name.char_indices().skip(3) {
            months.entry(name.get(..end).unwrap_or(name)).or_insert(month);
        }
    }
    months
});

static SILENT: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    [WEEKDAYS, BETWEEN].iter().flat_map(|words| words.split_whitespace()).collect()
});

/// The number of the month of that name, which is lower case and has no full stop.
pub(super) fn month(word: &str) -> Option<i8> {
    BY_NAME.get(word).copied()
}

/// Whether a word of a date says nothing of its own.
pub(super) fn is_silent(word: &str) -> bool {
    SILENT.contains(word)
}
