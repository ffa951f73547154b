//! What the words of cells mean: states, priorities, kinds, horizons, and nothing at all.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::{Horizon, Kind};
use super::normal;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum State {
    /// Nobody works on it.
    ToDo,
    /// It comes next.
    Next,
    /// It comes some day.
    Later,
    /// Somebody works on it.
    Doing,
    /// It is finished.
    Done,
    /// It is not to be done.
    Dropped,
    /// It can't go on.
    Blocked,
    /// It is a point in time, as some templates say in their states.
    Milestone,
}

const STATES: [(&str, State); 8] = [
    (
        "to do|todo|waiting|triage|unstarted|tareas por hacer|сделать|not started|open|new|planned|scheduled|pending|not yet started|upcoming|selected for development|\
         offen|nicht begonnen|nicht gestartet|geplant|neu|zu erledigen|zu tun|à faire|non commencé|non démarré|ouvert|planifié|nouveau|\
         por hacer|pendiente|no iniciado|no iniciada|sin empezar|abierto|planificado|a fazer|pendente|não iniciado|não iniciada|aberto|planejado|\
         da fare|non iniziato|niet gestart|te doen|att göra|ej påbörjad|к выполнению|не начато|не начата|открыто|новая|новый|запланировано|do zrobienia|nierozpoczęte|otwarte|nezahájeno",
        State::ToDo,
    ),
    (
        "next|next up|up next|ready|ready to start|ready for development|als nächstes|bereit|prêt|prochainement|siguiente|pronto|próximo|далее|готово к работе|gotowe do startu",
        State::Next,
    ),
    (
        "backlog|later|icebox|someday|future|parked|on the radar|später|plus tard|más tarde|depois|позже|бэклог|później",
        State::Later,
    ),
    (
        "in progress|in review|review|code review|testing|in testing|in test|qa|in qa|analyzing|analysis|in analysis|implementing|development|doing|started|active|ongoing|underway|under way|in development|in work|wip|now|current|in bearbeitung|in arbeit|läuft|begonnen|laufend|\
         en cours|commencé|démarré|en curso|en progreso|en proceso|iniciado|em andamento|em progresso|em curso|in corso|\
         mee bezig|bezig|pågår|pågående|в работе|в процессе|начато|выполняется|w toku|w trakcie|probíhá|aan de gang",
        State::Doing,
    ),
    (
        "done|fixed|listo|finalizada|complete|completed|finished|closed|resolved|shipped|released|launched|delivered|approved|live|100%|ready for release|\
         erledigt|fertig|abgeschlossen|beendet|geschlossen|terminé|terminée|fini|achevé|fait|fermé|livré|hecho|completado|completada|terminado|terminada|finalizado|cerrado|\
         concluído|concluída|feito|finalizada|completato|fatto|chiuso|gereed|klaar|voltooid|afgerond|klar|färdig|slutförd|\
         готово|завершено|завершена|выполнено|выполнена|закрыто|сделано|zakończone|ukończone|zrobione|gotowe|hotovo|dokončeno|valmis|tamamlandı",
        State::Done,
    ),
    (
        "cancelled|canceled|won t fix|cannot reproduce|not a bug|invalid|withdrawn|не будет исправлено|doppelt|nicht zu erledigen|wird nicht erledigt|dropped|won t do|wont do|rejected|abandoned|obsolete|duplicate|will not implement|will not do|not doing|\
         abgebrochen|verworfen|storniert|entfällt|annulé|abandonné|cancelado|cancelada|descartado|annullato|geannuleerd|отменено|отменена|отклонено|anulowane|zrušeno",
        State::Dropped,
    ),
    (
        "blocked|on hold|hold|stuck|impeded|paused|deferred|blockiert|wartet|pausiert|zurückgestellt|bloqué|bloquée|en attente|en pause|bloqueado|bloqueada|en espera|em espera|\
         bloccato|in attesa|geblokkeerd|заблокировано|ожидание|приостановлено|отложено|zablokowane|wstrzymane|blokováno",
        State::Blocked,
    ),
    ("milestone|meilenstein|jalon|hito|marco|веха|mijlpaal", State::Milestone),
];

/// Names of priorities, and the number that the language gives them.
const PRIORITIES: [(&str, u16); 7] = [
    ("must|must have|m", 900),
    ("should|should have|s", 700),
    ("could|could have|c", 300),
    ("won t|wont|won t have|w", 0),
    (
        "critical|urgent|highest|very high|top|blocker|high|major|p0|p1|a|1 high|\
         kritisch|sehr hoch|hoch|dringend|très haute|haute|élevée|élevé|critique|urgente|muy alta|alta|alto|crítica|kritiek|hoog|hög|критический|срочный|высокий|высокая|wysoki|krytyczny|vysoká",
        800,
    ),
    (
        "medium|normal|moderate|p2|b|none|no priority|2 medium|mittel|moyenne|moyen|normale|media|medio|média|médio|medel|gemiddeld|средний|средняя|обычный|średni|střední",
        500,
    ),
    (
        "low|lowest|minor|trivial|very low|p3|p4|c3|3 low|niedrig|gering|sehr niedrig|basse|faible|baja|bajo|muy baja|baixa|baixo|bassa|laag|låg|низкий|низкая|niski|nízká",
        300,
    ),
];

/// Priorities that are more or less than others with the same word in the middle.
const ENDS: [(&str, u16); 2] = [
    (
        "critical|urgent|highest|very high|top|blocker|p0|kritisch|sehr hoch|dringend|critique|urgente|muy alta|crítica|kritiek|критический|срочный|krytyczny",
        900,
    ),
    ("lowest|trivial|very low|p4|sehr niedrig|muy baja", 200),
];

const KINDS: [(&str, Kind); 6] = [
    (
        "milestone|meilenstein|jalon|hito|marco|веха|mijlpaal|gate|checkpoint|deadline|event|kamień milowy",
        Kind::Milestone,
    ),
    ("release|version|launch|release date|livraison|релиз|wydanie", Kind::Release),
    (
        "stream|workstream|phase|summary|group|section|stage|project|initiative|swimlane|theme|category|sammelvorgang|phase summary|fase|étape|etapa|фаза|этап|проект|faza",
        Kind::Stream,
    ),
    (
        "feature|container|épopée|epopeya|épico|epic|capability|master feature|funktion|fonctionnalité|funcionalidad|эпик|функция",
        Kind::Feature,
    ),
    (
        "task|bar|historia|história|récit|activity|subtask|sub task|story|user story|bug|requirement|spike|chore|action|improvement|issue|work package|aufgabe|vorgang|tâche|sous tâche|tarea|tarefa|задача|подзадача|история|баг|zadanie|taak",
        Kind::Task,
    ),
    ("idea|candidate|proposal|idee|idée|propuesta|ideia|идея|pomysł", Kind::Idea),
];

const HORIZONS: [(&str, Horizon); 3] = [
    ("now|doing|current|in progress|jetzt|maintenant|ahora|agora|сейчас|teraz", Horizon::Now),
    (
        "next|soon|up next|als nächstes|ensuite|siguiente|próximo|depois|далее|następnie",
        Horizon::Next,
    ),
    (
        "later|someday|future|backlog|später|plus tard|más tarde|mais tarde|позже|później",
        Horizon::Later,
    ),
];

const NOTHING: &str = "tbd|tba|tbc|n a|na|none|nil|null|unknown|unassigned|not assigned|not set|no date|not scheduled|open ended|nobody|keine|keiner|unbekannt|aucun|aucune|ninguno|ninguna|nenhum|nessuno|geen|нет|не назначен|brak";

/// Titles of rows that add up others, or say where the next is to go.
const TOTALS: &str = "insert new rows above this one|add new rows above this line|total|totals|grand total|sum|subtotal|summe|gesamt|gesamtsumme|somme|total général|suma|total general|soma|totale|totaal|итого|всего|razem|celkem";

/// Whether a cell is what a spreadsheet shows where a formula has no value.
pub(super) fn is_error(cell: &str) -> bool {
    const ERRORS: [&str; 8] =
        ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"];
    cell.starts_with('#') && ERRORS.contains(&cell)
}

/// Words, made for looking up.
struct Words<T: 'static>(LazyLock<FxHashMap<&'static str, T>>);

impl<T: Copy> Words<T> {
    /// What a word says; the first row that has it counts.
    fn get(&self, text: &str) -> Option<T> {
        self.0.get(normal(text).as_str()).copied()
    }
}

/// The words of a table, those between `|`.
fn words<T: Copy>(rows: &[(&'static str, T)]) -> FxHashMap<&'static str, T> {
    let all = rows
        .iter()
        .rev()
        .flat_map(|(words, value)| words.split('|').map(|word| (word.trim(), *value)));
    all.collect()
}

static BY_STATE: Words<State> = Words(LazyLock::new(|| words(&STATES)));
static BY_PRIORITY: Words<u16> = Words(LazyLock::new(|| {
    let mut all = words(&PRIORITIES);
    all.extend(words(&ENDS));
    all
}));
static BY_KIND: Words<Kind> = Words(LazyLock::new(|| words(&KINDS)));
static BY_HORIZON: Words<Horizon> = Words(LazyLock::new(|| words(&HORIZONS)));
static ADDING: Words<()> = Words(LazyLock::new(|| words(&[(TOTALS, ())])));
static NOTHINGS: Words<()> = Words(LazyLock::new(|| words(&[(NOTHING, ())])));

/// The state that a word says; nothing if it is none that is known.
pub(in crate::import) fn state(text: &str) -> Option<State> {
    const WAITS: [&str; 4] = ["blocked by ", "blocked ", "waiting for ", "waiting on "];
    let waits = || {
        let text = normal(text);
        WAITS.iter().any(|beginning| text.starts_with(beginning)).then_some(State::Blocked)
    };
    BY_STATE.get(text).or_else(waits)
}

/// The number of a priority, 0 (it goes behind all) to 1000: a word, or a number from 1 (most) to 5, or one of Project, up to 1000.
pub(in crate::import) fn priority(text: &str) -> Option<u16> {
    if let Some(priority) = BY_PRIORITY.get(text) {
        return Some(priority);
    }
    let number: u16 = text.trim().parse().ok()?;
    match number {
        0 => Some(0),
        1..=5 => Some(1000 - number * 150),
        6..=1000 => Some(number),
        _ => None,
    }
}

/// The kind that a word says.
pub(in crate::import) fn kind(text: &str) -> Option<Kind> {
    BY_KIND.get(text)
}

/// The horizon that a word says.
pub(in crate::import) fn horizon(text: &str) -> Option<Horizon> {
    BY_HORIZON.get(text)
}

/// Whether a title is one of rows that are no items: sums, and where the next row is to go.
pub(super) fn is_total(title: &str) -> bool {
    ADDING.get(title).is_some()
}

/// Whether a cell says that there is nothing: empty, `-`, `n/a`, `TBD`, `unassigned`.
pub(in crate::import) fn is_nothing(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric) || (text.len() < 24 && NOTHINGS.get(text).is_some())
}
