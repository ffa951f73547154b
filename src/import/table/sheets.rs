//! The words of headers in sheets as people make them, in the languages they make them in.

use super::super::ScoreWord;
use super::Meaning;

/// What these words mean. Of several columns that mean the same, the one whose word stands first here is taken.
pub(super) const COLUMNS: &[(&str, Meaning)] = &[
    (
        "task name|task|task title|item name|task description|tasks|activity name|activity|activities|work item|item|feature|feature name|deliverable|action item|action|to do|todo|idea|ideas|candidate|opportunity|\
         story|user story|epic name|title|summary|name|what|subject|step|job|\
         aufgabe|aufgaben|aufgabenname|vorgangsname|vorgang|vorgänge|aktivität|arbeitspaket|tätigkeit|titel|bezeichnung|thema|maßnahme|was|\
         tâche|tâches|nom de la tâche|nom de tâche|nom|activité|intitulé|titre|libellé|\
         tarea|tareas|nombre de tarea|nombre de la tarea|actividad|título|nombre|\
         tarefa|tarefas|nome da tarefa|atividade|nome|\
         attività|nome attività|titolo|taak|taken|taaknaam|activiteit|naam|\
         задача|задачи|название задачи|название|наименование|тема|работа|имя|\
         zadanie|zadania|nazwa zadania|nazwa|tytuł|úkol|název|název úkolu|uppgift|aktivitet|opgave|oppgave|tehtävä|görev|feladat",
        Meaning::Title,
    ),
    (
        "milestone|milestones|milestone name|meilenstein|meilensteine|jalon|jalons|hito|hitos|marco|marcos|веха|kamień milowy|mijlpaal|pietra miliare",
        Meaning::Milestone,
    ),
    (
        "task id|id|key|issue key|dep id|activity id|item id|ref|reference|reference #|code|task code|identifier|ticket|\
         kennung|schlüssel|vorgangs id|nr id|identifiant|réf|clave|código|chave|ключ|код|идентификатор|kod|klíč",
        Meaning::Key,
    ),
    (
        "#|no|nr|num|number|row|row #|task #|task no|task number|item #|item no|s no|sr no|sl no|unique id|pos|position|lfd nr|n|n°|numéro|número|№|номер|п п|№ п п|lp|č",
        Meaning::Number,
    ),
    (
        "type|task type|item type|issue type|kind|work item type|record type|art|typ|vorgangsart|genre|tipo|tipo de tarea|тип|rodzaj|soort",
        Meaning::Kind,
    ),
    (
        "outline level|level|indent|indent level|depth|gliederungsebene|ebene|niveau|niveau hiérarchique|nivel|nivel de esquema|nível|уровень|poziom",
        Meaning::Level,
    ),
    (
        "wbs|wbs code|wbs number|wbs no|wbs #|wbs id|outline number|outline|psp|psp code|gliederungsnummer|otp|n° hiérarchique|edt|eap|сдр|структурный код",
        Meaning::Outline,
    ),
    (
        "parent|parent task|parent id|parent item|parent key|parent name|subtask of|part of|summary task|\
         übergeordnet|übergeordnete aufgabe|teil von|tâche parente|parente|tarea principal|tarea padre|padre|tarefa pai|pai|родитель|родительская задача|nadrzędne",
        Meaning::Parent,
    ),
    (
        "phase|project phase|stage|workstream|work stream|stream|swimlane|track|section|section column|category|group|area|list|list name|\
         project|project name|component|module|theme|epic|bucket|lane|\
         gruppe|abschnitt|bereich|projekt|teilprojekt|kategorie|projet|étape|groupe|catégorie|lot|\
         fase|etapa|proyecto|grupo|categoría|projeto|categoria|фаза|этап|проект|группа|категория|раздел|faza|etap",
        Meaning::Group,
    ),
    (
        "start date|start|planned start|plan start|scheduled start|target start|target start date|begin|begin date|begins|starts|start on|starts on|starting|from|\
         startdatum|beginn|anfang|start am|geplanter start|geplanter beginn|von|ab|\
         début|date de début|date début|commence le|fecha de inicio|fecha inicio|inicio|comienzo|desde|\
         data de início|data início|início|data inizio|inizio|begindatum|startdato|start dato|\
         дата начала|начало|старт|data rozpoczęcia|rozpoczęcie|początek|začátek|zahájení|datum zahájení|alku|başlangıç|kezdés",
        Meaning::Start,
    ),
    (
        "end date|end|planned end|planned finish|plan end|scheduled end|scheduled finish|target end|target end date|finish|finish date|ends|ends on|end on|to|until|till|completion date|\
         enddatum|ende|endtermin|fertigstellung|geplantes ende|bis|fin|date de fin|date fin|se termine le|fecha de fin|fecha fin|fecha de finalización|final|hasta|\
         data de término|data de fim|data fim|término|fim|data fine|fine|einddatum|eind|slutdatum|slut|slutdato|\
         дата окончания|окончание|конец|дата завершения|завершение|data zakończenia|zakończenie|koniec|konec|dokončení|datum dokončení|loppu|bitiş|vége",
        Meaning::End,
    ),
    (
        "date|when|on|datum|wann|date prévue|fecha|cuándo|data|quando|дата|когда|päivämäärä|tarih",
        Meaning::On,
    ),
    (
        "due date|due|due on|deadline|due by|complete by|target date|must finish by|required by|\
         fällig|fällig am|fälligkeitsdatum|fälligkeit|termin|frist|stichtag|bis wann|échéance|date d échéance|date limite|à rendre le|\
         fecha de vencimiento|fecha límite|vencimiento|plazo|data de vencimento|prazo|data limite|scadenza|data di scadenza|vervaldatum|förfallodatum|frist|\
         срок|срок исполнения|дедлайн|крайний срок|termin wykonania|termín|määräaika",
        Meaning::Deadline,
    ),
    (
        "promised|promised date|committed date|commitment|external date|zugesagt|promis|prometido|обещано",
        Meaning::Promised,
    ),
    (
        "not before|earliest start|start no earlier than|frühester beginn|nicht vor|pas avant|no antes de",
        Meaning::NotBefore,
    ),
    (
        "actual start|actual start date|started|started on|tatsächlicher beginn|ist start|ist beginn|début réel|comienzo real|início real|фактическое начало",
        Meaning::Started,
    ),
    (
        "actual end|actual finish|actual end date|actual finish date|completed on|completed at|date completed|completion|finished|done on|\
         tatsächliches ende|ist ende|erledigt am|fin réelle|fin real|término real|фактическое окончание",
        Meaning::Finished,
    ),
    (
        "duration|work days|working days|est duration|estimated duration|planned duration|length|estimate|time estimate|time needed|net days|\
         dauer|arbeitstage|geplante dauer|schätzung|durée|durée estimée|jours ouvrés|duración|duración estimada|estimación|\
         duração|duração estimada|durata|duur|varaktighet|varighet|varighed|длительность|продолжительность|оценка|czas trwania|doba trvání|kesto|süre|\
         calendar days|days|# days|# of days|tage|jours|días|dias|giorni|dagen|дней|дни|dni",
        Meaning::Duration,
    ),
    (
        "effort|work|person days|man days|effort estimate|estimated effort|workload|aufwand|arbeit|personentage|pt|charge|travail|effort estimé|esfuerzo|trabajo|esforço|trabalho|трудозатраты|трудоёмкость|pracochłonność|lavoro|inspanning",
        Meaning::Effort,
    ),
    (
        "optimistic|best case|best|min duration|minimum|min|low estimate|optimistisch|optimiste|optimista|оптимистичная",
        Meaning::Best,
    ),
    (
        "pessimistic|worst case|worst|max duration|maximum|max|high estimate|pessimistisch|pessimiste|pesimista|пессимистичная",
        Meaning::Worst,
    ),
    (
        "remaining|remaining work|remaining duration|remaining effort|rest|restaufwand|restdauer|reste|restante|осталось",
        Meaning::Remaining,
    ),
    ("story points|points|story point estimate|sp", Meaning::Points),
    (
        "% done|% complete|% completed|percent complete|percentage complete|percent done|progress|progress %|complete|completion %|pct complete|% progress|% of completion|completion percentage|\
         % abgeschlossen|fortschritt|fertig|% fertig|erledigt %|erfüllungsgrad|% achevé|avancement|progression|% avancement|% completado|avance|progreso|% avance|\
         % concluído|progresso|% completamento|voortgang|% gereed|прогресс|% завершения|выполнено|% выполнения|postęp|% ukończenia|edistyminen|ilerleme",
        Meaning::Done,
    ),
    (
        "status|state|task status|current status|workflow status|stand|zustand|bearbeitungsstand|statut|état|estado|estatus|situação|stato|статус|состояние|stan|stav|tila|durum",
        Meaning::State,
    ),
    (
        "done|completed|is done|finished?|closed|erledigt|abgeschlossen|terminé|fait|hecho|completado|concluído|feito|готово|завершено|gotowe",
        Meaning::IsDone,
    ),
    (
        "archived|cancelled|canceled|dropped|deleted|archiviert|archivé|archivado|arquivado",
        Meaning::IsDropped,
    ),
    ("active|aktiv|actif|actif oui non|activo|ativo", Meaning::IsActive),
    (
        "blocked|is blocked|blocker reason|blocked reason|impediment|blockiert|blockiert durch was|bloqué|bloqueado|заблокировано",
        Meaning::Blocked,
    ),
    (
        "assigned to|assignee|assignees|assigned|resource names|resource name|resources|resource|people|who|team members|members|staff|performer|executor|\
         zugewiesen an|zugewiesen|zuständig|bearbeiter|bearbeiterin|mitarbeiter|ressourcennamen|ressourcen|ressource|wer|wer macht s|\
         assigné à|assigné|affecté à|attribué à|noms ressources|ressources|qui|asignado a|asignado|nombres de los recursos|recursos|recurso|quién|\
         atribuído a|nomes dos recursos|quem|assegnato a|risorse|nomi risorse|toegewezen aan|tilldelad|\
         исполнитель|исполнители|названия ресурсов|ресурсы|кто|przypisane do|osoba|zasoby|wykonawca|přiřazeno|řešitel",
        Meaning::People,
    ),
    (
        "team|teams|team name|squad|department|abteilung|équipe|equipo|equipe|squadra|команда|отдел|zespół|tým",
        Meaning::Team,
    ),
    (
        "owner|task owner|lead|task lead|responsible|responsible person|person responsible|accountable|manager|project manager|coordinator|in charge|\
         verantwortlich|verantwortliche|verantwortlicher|leitung|eigner|eigentümer|koordinator|responsable|propriétaire|chef de projet|pilote|\
         responsável|dono|encargado|responsabile|verantwoordelijke|eigenaar|ansvarig|ansvarlig|ответственный|владелец|odpowiedzialny|właściciel|vastuuhenkilö|sorumlu",
        Meaning::Owner,
    ),
    (
        "predecessors|predecessor|depends on|dependency|dependencies|dependent on|dep|blocked by|blocked by dependencies|waits for|waiting for|waiting on|after|prerequisite|prerequisites|\
         vorgänger|abhängig von|abhängigkeit|abhängigkeiten|wartet auf|nach|prédécesseurs|prédécesseur|dépend de|dépendances|dépendance|\
         predecesoras|predecesora|predecesores|depende de|dependencias|dependencia|predecessoras|predecessora|dependências|\
         predecessori|dipende da|voorafgaande taken|voorganger|afhankelijk van|föregående aktiviteter|предшественники|предшественник|зависит от|зависимости|poprzedniki|zależy od|předchůdci",
        Meaning::Predecessors,
    ),
    (
        "successors|successor|blocks|blocking|blocking dependencies|before|nachfolger|blockiert wen|successeurs|sucesoras|sucessoras|successori|opvolgers|последователи|блокирует|następniki",
        Meaning::Successors,
    ),
    (
        "priority|prio|importance|moscow|priorität|wichtigkeit|dringlichkeit|priorité|prioridad|prioridade|priorità|prioriteit|prioritet|приоритет|priorytet|priorita",
        Meaning::Priority,
    ),
    ("horizon|now next later|time horizon|horizont|horizonte|горизонт", Meaning::Horizon),
    ("reach|reichweite|portée|alcance|охват", Meaning::Score(ScoreWord::Reach)),
    ("impact|wirkung|impacto|влияние", Meaning::Score(ScoreWord::Impact)),
    (
        "confidence|confidence %|zuversicht|confiance|confianza|confiança|уверенность",
        Meaning::Score(ScoreWord::Confidence),
    ),
    (
        "value|business value|user value|nutzen|wert|valeur|valor|ценность",
        Meaning::Score(ScoreWord::Value),
    ),
    ("urgency|time criticality|urgence|urgencia|срочность", Meaning::Score(ScoreWord::Urgency)),
    ("risk reduction|risk score", Meaning::Score(ScoreWord::Risk)),
    (
        "cost|costs|budget|price|cost to achieve|fixed cost|total cost|kosten|coût|coûts|costo|coste|custo|стоимость|бюджет|koszt|náklady",
        Meaning::Cost,
    ),
    (
        "release|releases|version|fix version|fix versions|target release|target version|ships in|lieferung|livraison|versión|versão|релиз|версия|wydanie|verze",
        Meaning::Release,
    ),
    ("sprint|sprints|iteration|cycle|спринт", Meaning::Sprint),
    (
        "objective|objectives|goal|goals|okr|strategic goal|initiative|ziel|ziele|objectif|objectifs|objetivo|objetivos|цель|цели|cel|cíl",
        Meaning::Objective,
    ),
    (
        "tags|tag|labels|label|keywords|schlagwörter|stichwörter|étiquettes|etiquetas|метки|теги|tagi|etykiety|štítky",
        Meaning::Tags,
    ),
    (
        "notes|note|comments|comment|remarks|remark|description|details|detail|explanation|more information|\
         notizen|notiz|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|beschreibung|hinweis|\
         commentaires|commentaire|remarques|détails|notas|nota|comentarios|comentario|descripción|observaciones|\
         comentários|descrição|observações|descrizione|commenti|opmerkingen|omschrijving|примечания|примечание|комментарий|комментарии|описание|заметки|uwagi|notatki|opis|poznámky|popis",
        Meaning::Note,
    ),
    (
        "url|link|links|hyperlink|web address|card url|permalink|adresse web|enlace|ссылка",
        Meaning::Url,
    ),
    (
        "created|created at|created on|date created|creation date|erstellt|erstellt am|créé le|creado|criado em|создано",
        Meaning::Stamp("a roadmap does not keep when an item was noted"),
    ),
    (
        "updated|last modified|modified|last updated|modified on|geändert am|modifié le|обновлено",
        Meaning::Stamp("a roadmap does not keep when an item was changed"),
    ),
    (
        "baseline start|baseline finish|baseline end|basisplan start|basisplan ende",
        Meaning::Stamp("what was planned before is compared with `milepost diff` or a `baseline`"),
    ),
    (
        "early start|early finish|late start|late finish|frühester anfang|spätestes ende",
        Meaning::Stamp("it follows from the plan"),
    ),
    (
        "total slack|free slack|slack|float|total float|critical|critical path|pufferzeit|gesamtpuffer|marge|demora permisible",
        Meaning::Ignored("it follows from the plan"),
    ),
    (
        "days remaining|days left|overdue|days overdue|days late|resttage|verspätung",
        Meaning::Ignored("it follows from the plan and today"),
    ),
    (
        "task mode|vorgangsmodus|mode de tâche|modo de tarea|modo de tarefa|режим задачи",
        Meaning::Derived,
    ),
    ("gantt|gantt chart|timeline|chart", Meaning::Ignored("it is a picture of the dates")),
];
