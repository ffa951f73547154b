//! Jira: tables of its issues, from its cloud and from servers, in the languages that it writes headers in.

use super::super::super::{Draft, Estimate, Format, Item, LinkKind};
use super::super::{Lists, Meaning, Profile, Row, normal};
use super::{INNER, NOTED, SAID_ELSEWHERE, TALK};

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "jira-csv",
    "a CSV file of Jira",
    // What is made for its import has numbers in place of keys.
    |input| {
        super::has_header(input, &[TITLE, KEY])
            || super::has_header(input, &[TITLE, "issue id|work item id", "issue type|work type"])
    },
    |input, options| super::read(input, &PROFILE, options),
);

/// What it is known by in its languages.
pub(super) const KEY: &str = "issue key|work item key|vorgangsschlüssel|clé de ticket|clave de incidencia|clave de la incidencia|chave da item|\
    chave do ticket|ключ проблемы|ключ задачи|ключ запроса|issuekey";
const TITLE: &str = "summary|zusammenfassung|résumé|resumen|resumo|тема|описание проблемы";

const BOOKED: &str = "a roadmap keeps what is left to do, and not what was booked";
const SUMMED: &str = "it adds up other issues";
const OF_PROJECT: &str = "it is said of the project, and not of an issue";
const OTHER_LINKS: &str = "only links of the kinds `Blocks` and `Gantt` say what waits for what";

const PROFILE: Profile = Profile {
    beginnings: &[
        (
            "custom field",
            "benutzerdefiniertes feld|champ personnalisé|champs personnalisés|campo personalizado|campo personalizada|пользовательское поле",
        ),
        (
            "outward issue link",
            "outward work item link|ausgehende vorgangsverknüpfung|ausgehende verknüpfung|lien de ticket sortant|lien sortant de ticket|enlace de incidencia saliente|enlace saliente de incidencia|link de ticket de saída|внешняя ссылка на проблему|исходящая ссылка на задачу",
        ),
        (
            "inward issue link",
            "inward work item link|eingehende vorgangsverknüpfung|eingehende verknüpfung|lien de ticket entrant|lien entrant de ticket|enlace de incidencia entrante|enlace entrante de incidencia|link de ticket de entrada|внутренняя ссылка на проблему|входящая ссылка на задачу",
        ),
    ],
    lists: Lists::ColumnEach,
    each,
    ids_of_keys: true,
    ..Profile::of(COLUMNS)
};

/// What its headers mean: the best word of a meaning stands first.
const COLUMNS: &[(&str, Meaning)] = &[
    (TITLE, Meaning::Title),
    (KEY, Meaning::Key),
    (
        "issue id|work item id|vorgangs id|id de ticket|id du ticket|id de la incidencia|id de incidencia|id do ticket|идентификатор проблемы|id проблемы|id задачи",
        Meaning::Number,
    ),
    (
        "issue type|work type|vorgangstyp|type de ticket|tipo de incidencia|tipo de ticket|tipo de item|тип задачи|тип запроса|тип проблемы",
        Meaning::Kind,
    ),
    ("status|statut|état|estado|статус", Meaning::State),
    (
        "status category|statuskategorie|catégorie de statut|catégorie d état|categoría de estado|categoria do status|категория статуса|категория состояния",
        Meaning::State,
    ),
    ("resolution|lösung|résolution|resolución|resolução|решение|резолюция", Meaning::State),
    ("priority|priorität|priorité|prioridad|prioridade|приоритет", Meaning::Priority),
    (
        "assignee|zugewiesene person|bearbeiter|zugewiesen an|responsable|personne assignée|persona asignada|responsável|исполнитель",
        Meaning::People,
    ),
    (
        "project name|projektname|nom du projet|nombre del proyecto|nome do projeto|имя проекта|название проекта",
        Meaning::Whole,
    ),
    (
        "parent id|übergeordnete id|родительский id|id родителя|идентификатор родителя|parent key|clave principal|clé parente|chave pai|ключ родителя|parent|übergeordnet|principal|pai|родитель|custom field epic link|custom field epos verknüpfung|custom field lien d épopée|custom field parent link|custom field parent issue",
        Meaning::Parent,
    ),
    (
        "inward issue link blocks|inward issue link blocker|inward issue link blocked|inward issue link gantt end to start|inward issue link gantt finish to start|inward issue link finish to start fs",
        Meaning::Waits(LinkKind::FinishToStart),
    ),
    (
        "inward issue link gantt start to start|inward issue link start to start ss",
        Meaning::Waits(LinkKind::StartToStart),
    ),
    (
        "inward issue link gantt end to end|inward issue link gantt finish to finish|inward issue link finish to finish ff",
        Meaning::Waits(LinkKind::FinishToFinish),
    ),
    (
        "inward issue link gantt start to end|inward issue link gantt start to finish|inward issue link start to finish sf",
        Meaning::Waits(LinkKind::StartToFinish),
    ),
    (
        "outward issue link blocks|outward issue link blocker|outward issue link blocked|outward issue link gantt end to start|outward issue link gantt finish to start|outward issue link finish to start fs",
        Meaning::Blocks(LinkKind::FinishToStart),
    ),
    (
        "outward issue link gantt start to start|outward issue link start to start ss",
        Meaning::Blocks(LinkKind::StartToStart),
    ),
    (
        "outward issue link gantt end to end|outward issue link gantt finish to finish|outward issue link finish to finish ff",
        Meaning::Blocks(LinkKind::FinishToFinish),
    ),
    (
        "outward issue link gantt start to end|outward issue link gantt start to finish|outward issue link start to finish sf",
        Meaning::Blocks(LinkKind::StartToFinish),
    ),
    ("inward issue link *|outward issue link *", Meaning::Ignored(OTHER_LINKS)),
    (
        "fix versions|fix version s|fix version|release|lösungsversionen|lösungsversion en|korrekturversion en|versions corrigées|version s corrigée s|versiones de corrección|versões corrigidas|исправить в версиях|исправлено в версиях",
        Meaning::Release,
    ),
    (
        "components|component s|component|komponenten|komponente n|composants|composant s|componentes|компоненты",
        Meaning::Tags,
    ),
    ("labels|label|stichwörter|étiquettes|etiquetas|метки", Meaning::Tags),
    ("description|beschreibung|descripción|descrição|описание", Meaning::Note),
    (
        "custom field target start|custom field start date|custom field startdatum|custom field date de début|custom field fecha de inicio|custom field start date time|custom field дата начала|start date",
        Meaning::Start,
    ),
    (
        "custom field target end|custom field end date|custom field enddatum|custom field date de fin|custom field fecha de finalización|custom field end date time|custom field дата окончания",
        Meaning::End,
    ),
    (
        "due date|fälligkeitsdatum|fällig|date d échéance|échéance|fecha de vencimiento|vencimiento|data limite|data de vencimento|срок исполнения|срок",
        Meaning::Deadline,
    ),
    ("custom field actual start", Meaning::Started),
    (
        "custom field actual end|resolved|resolution date|erledigt|résolu|résolution date|resuelta|resolvido|дата решения|решено|решённые",
        Meaning::Finished,
    ),
    (
        "original estimate|ursprüngliche schätzung|estimation originale|estimation d origine|estimación original|estimativa original|первоначальная оценка",
        Meaning::Seconds,
    ),
    (
        "remaining estimate|verbleibende schätzung|estimation restante|estimación restante|estimativa restante|оставшаяся оценка|оставшееся время",
        Meaning::SecondsLeft,
    ),
    ("custom field story points|custom field story point estimate|story points", Meaning::Points),
    ("custom field team|custom field команда", Meaning::OwnerTeam),
    ("custom field goals|custom field goal|custom field ziele", Meaning::Objective),
    ("custom field flagged|custom field markiert", Meaning::Blocked),
    ("sprint|спринт", Meaning::Sprint),
    (
        "created|erstellt|création|créé|creada|creado|criado|создано|updated|aktualisiert|mise à jour|actualizada|actualizado|atualizado|обновлено|last viewed|zuletzt angezeigt|dernière consultation|última visualización|последний просмотр|status category changed",
        Meaning::Stamp(NOTED),
    ),
    (
        "reporter|reporter id|autor|rapporteur|informador|relator|автор|creator|creator id|ersteller|créateur|creador|criador|создатель|assignee id",
        Meaning::Ignored(NOTED),
    ),
    (
        "votes|stimmen|votos|голоса|watchers|watchers id|beobachter|observateurs|observadores|наблюдатели|comment|comments|kommentar|commentaire|comentario|comentário|комментарий|комментарии|attachment|attachments|anhang|pièce jointe|adjunto|anexo|вложение|вложения",
        Meaning::Ignored(TALK),
    ),
    (
        "log work|arbeitsprotokoll|journal de travail|registro de trabajo|журнал работ|time spent|zeitaufwand|benötigte zeit|temps passé|tiempo empleado|tempo gasto|затраченное время|work ratio|arbeitsverhältnis|taux de travail",
        Meaning::Ignored(BOOKED),
    ),
    ("σ original estimate|σ remaining estimate|σ time spent|σ *", Meaning::Ignored(SUMMED)),
    (
        "affects versions|affects version s|betrifft versionen|betroffene versionen|versions concernées|versiones afectadas|versões afetadas|затронутые версии",
        Meaning::Ignored("a roadmap keeps what a fault is mended in, and not where it was found"),
    ),
    ("parent summary|custom field epic name", Meaning::Ignored(SAID_ELSEWHERE)),
    (
        "project key|projektschlüssel|clé de projet|clave del proyecto|chave do projeto|ключ проекта|project type|projekttyp|тип проекта|project lead|project lead id|projektleiter|руководитель проекта|project description|projektbeschreibung|описание проекта|project url",
        Meaning::Ignored(OF_PROJECT),
    ),
    (
        "custom field rank|custom field development|custom field vulnerability|custom field issue color|custom field epic color|custom field epic colour|custom field epic status|custom field approvals|custom field locked forms|custom field open forms|custom field submitted forms|custom field total forms|custom field request type|custom field project overview key|custom field project overview status|custom field chart *",
        Meaning::Ignored(INNER),
    ),
    ("custom field *", Meaning::Field),
];

/// Types of issues that are worth to be seen.
const TAGGED: &str = "bug|improvement|new feature|spike|incident|change|support|fehler|anomalie|error|defeito|ошибка|баг";

fn each(row: &Row<'_>, item: &mut Item, _: &mut Draft) {
    // What nobody has begun takes as long as it was estimated.
    if item.estimate == item.remaining.map(Estimate::Effort) {
        item.remaining = None;
    }
    let kind = row.first(Meaning::Kind);
    let word = normal(kind);
    if TAGGED.split('|').any(|tagged| tagged == word) {
        item.tags.push(kind.to_lowercase());
    }
}
