/**
 * @file The Roadmap language: plans in text, checked like a program.
 * @license MIT OR Apache-2.0
 */

// The same language as `grammar/roadmap.pest`, in the same order; a test holds the two together. Words come from there too, by the name of
// their rule. They are not reserved: where a name is expected, no word is, so that what stands there is a name.
//
// A line is a unit. Spaces and comments may stand anywhere; a line feed only where a line ends, and behind a comma. Which comma goes on
// with a list of names, and which one begins the next attribute, is told by `src/scanner.c`.

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const words = require("./words.json");

const LETTER = "\\p{Alphabetic}";
const INNER = "[\\p{Alphabetic}\\p{M}\\p{N}_\\-\\u200C\\u200D]";
const NAME = new RegExp(`${LETTER}${INNER}*`, "u");
const UNIT = /d|w|h|min|mo/;
const QUANTITY = /\d[\d.]*(d|w|h|min|mo)/;

/** One of several words. */
const one_of = (list) => choice(...list);

/** A name, a title and attributes, of which each may be missing. Behind the keyword a word is always the name. */
const head = ($) => [
  optional(
    choice(
      seq(field("name", $.identifier), optional(field("title", $.text)), optional($._attributes)),
      seq(field("title", $.text), optional($._attributes)),
      seq($._wordless, repeat(seq(optional($._comma), $.attribute))),
    ),
  ),
];

module.exports = grammar({
  name: "roadmap",

  word: ($) => $.identifier,

  extras: ($) => [/[ \t\r]/, $.comment],

  externals: ($) => [$._list_comma, $._attribute_comma],

  supertypes: ($) => [$.attribute],

  inline: ($) => [$._point, $._level, $._health],

  rules: {
    // ── Lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    source_file: ($) => seq(repeat(choice("\n", $._closed, seq($._statement, "\n"))), optional($._statement)),

    _statement: ($) =>
      choice(
        $.declaration,
        alias($._calendar, $.declaration),
        $.status_entry,
        $.let_declaration,
        $.field_declaration,
        $.import_declaration,
        $.baseline_declaration,
        $.marker_declaration,
      ),

    _closed: ($) =>
      choice(alias($._with_block, $.declaration), alias($._calendar_with_block, $.declaration)),

    block: ($) =>
      seq("{", repeat(choice("\n", $._inner_closed, seq($._inner, "\n"))), optional($._inner), "}"),

    // A calendar imports holidays.
    _inner: ($) => choice($.declaration, $.status_entry, $.import_declaration, $.attributes),

    _inner_closed: ($) => alias($._with_block, $.declaration),

    attributes: ($) => $._attributes,

    _attributes: ($) => seq($.attribute, repeat(seq(optional($._comma), $.attribute))),

    _comma: ($) => seq(alias($._attribute_comma, ","), repeat("\n")),

    _more: ($) => seq(alias($._list_comma, ","), repeat("\n")),

    comment: (_) => token(prec(-1, /\/\/[^\n]*/)),

    // ── Declarations ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    declaration: ($) => seq(field("keyword", one_of(words.declared)), ...head($)),
    _with_block: ($) => seq(field("keyword", one_of(words.declared)), ...head($), field("body", $.block)),

    // In a block `calendar` is an attribute.
    _calendar: ($) => seq(field("keyword", "calendar"), ...head($)),
    _calendar_with_block: ($) => seq(field("keyword", "calendar"), ...head($), field("body", $.block)),

    _wordless: ($) => choice(alias($._span, $.estimate), $.assignment, $.progress, $.tag),

    status_entry: ($) =>
      seq(
        field("keyword", "status"),
        field("date", $.point),
        field("health", $._health),
        field("item", optional($.path)),
        field("text", optional($.text)),
      ),

    _health: ($) => alias(one_of(words.health), $.health),

    let_declaration: ($) =>
      seq(
        field("keyword", "let"),
        field("name", $.identifier),
        "=",
        field("value", choice($.point, $.share, $.duration, $.number)),
      ),

    field_declaration: ($) =>
      seq(
        field("keyword", "field"),
        field("name", $.identifier),
        optional(field("title", $.text)),
        choice(field("type", alias(one_of(words.type), $.type)), seq("one", "of", $._choices)),
      ),

    _choices: ($) => seq($._choice, repeat(seq($._more, $._choice))),
    _choice: ($) => choice($.text, alias($.identifier, $.choice)),

    import_declaration: ($) =>
      seq(
        field("keyword", "import"),
        field("file", $.text),
        optional(seq("as", field("name", $.identifier))),
      ),

    baseline_declaration: ($) => seq(field("keyword", "baseline"), field("file", $.text)),

    marker_declaration: ($) =>
      seq(field("keyword", "marker"), field("date", $.point), field("title", optional($.text))),

    // ── Attributes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    attribute: ($) =>
      choice(
        $.estimate,
        $.assignment,
        $.progress,
        $.tag,
        $.flag,
        $.dependency,
        $.date_attribute,
        $.level_attribute,
        $.period_attribute,
        $.reference_attribute,
        $.owner,
        $.duration_attribute,
        $.amount_attribute,
        $.text_attribute,
        $.note,
        $.link,
        $.horizon,
        $.score,
        $.levelling,
        $.rate,
        $.days_attribute,
        $.working_hours,
        $.risk_attribute,
        $.mitigation,
        $.filter,
        $.view_attribute,
        $.colours,
        $.custom_field,
      ),

    flag: (_) => prec(-1, one_of(words.flag)),

    // What takes points in time: what an item waits for.
    dependency: ($) =>
      seq(
        optional(choice("ends", seq("within", optional("elapsed"), choice($.duration, $.path)))),
        "after",
        $._points_list,
      ),
    _points_list: ($) => seq($.point, repeat(seq($._more, $.point))),

    // One point in time. The `from`, `to` and `now` of a measure are levels.
    date_attribute: ($) => prec.right(seq(choice(one_of(words.point), one_of(words.from), "done"), $.point)),
    level_attribute: ($) => seq(choice(one_of(words.from), "now"), $._level),
    _level: ($) => choice($.share, alias($._count, $.number)),
    period_attribute: ($) => seq("during", $.days),

    // Names: what it serves and ships in, what waits for it, rules.
    reference_attribute: ($) =>
      choice(seq(one_of(words.names), $.path, repeat(seq($._more, $.path))), seq(one_of(words.name), $.path)),
    owner: ($) => seq("owner", choice($.path, seq("@", alias($._immediate_path, $.path)))),

    // How long it takes; the name of a `let` may stand for an amount of time.
    estimate: ($) => choice($._span, $.path),
    _span: ($) => choice($.duration, $.range),
    duration_attribute: ($) =>
      choice(
        seq(one_of(words.time), choice($.duration, $.range, $.path)),
        seq("remaining", choice($.duration, $.path)),
        seq(one_of(words.length), $.duration),
      ),

    // Amounts, texts.
    amount_attribute: ($) =>
      choice(seq(one_of(words.amount), choice($.number, $.path)), seq(one_of(words.number), $.number)),
    text_attribute: ($) => seq(one_of(words.text), $.text),
    note: ($) => seq("note", $.text),

    // Who works on it; what it is about; a custom field.
    assignment: ($) => seq("@", $._assignee, repeat(seq(token.immediate("|"), optional(token.immediate("@")), $._assignee))),
    _assignee: ($) =>
      seq(
        alias($._immediate_path, $.path),
        optional(seq(token.immediate(":"), choice(alias($._immediate_share, $.share), alias($._immediate_number, $.number)))),
      ),
    progress: ($) => $.share,
    tag: ($) => seq("#", alias($._immediate_path, $.path)),
    custom_field: ($) =>
      seq(field("name", $.field_name), field("value", choice($.text, $.point, $.number, $.share))),

    // What takes something of its own.
    link: ($) => seq("link", optional($.text), $.address),
    horizon: ($) => seq("horizon", alias(one_of(words.time_frame), $.value)),
    score: ($) => prec.right(seq("score", repeat1(seq(alias(one_of(words.criterion), $.value), choice($.share, $.number, $.path))))),
    levelling: ($) => prec.right(seq("level", alias(one_of(words.thoroughness), $.value))),
    rate: ($) => seq("rate", choice($.number, $.path), token.immediate("/"), alias(token.immediate(UNIT), $.unit)),

    // Days and hours: of people, teams and resources, and calendars.
    days_attribute: ($) =>
      choice(
        seq("away", $.days, optional($.text)),
        seq("off", choice($.days, seq("every", choice($.month_day, $.weekdays))), optional($.text)),
        seq("open", $.days, optional($._hours_list), optional($.text)),
      ),
    working_hours: ($) => seq("work", $.weekdays, $._hours_list),
    _hours_list: ($) => seq($.hours, repeat(seq($._more, $.hours))),

    // Risks.
    risk_attribute: ($) =>
      choice(
        seq("probability", $.share),
        prec.right(seq("impact", choice($.duration, $.range, $.path), optional(seq("on", $.path)))),
        seq("impact", $.number, optional(seq("..", $.number))),
      ),
    mitigation: ($) => prec.right(seq("mitigation", choice(seq($.text, optional($._mitigated_by)), $._mitigated_by))),
    _mitigated_by: ($) => seq("by", optional(choice("task", "feature")), $.path),

    // Views: which picture of which items, and how; themes.
    filter: ($) => seq("where", $._condition),
    view_attribute: ($) =>
      choice(
        seq("chart", alias(one_of(words.picture), $.value)),
        seq(choice("group", "colour"), $._dimension),
        prec.right(seq("sort", choice(alias(one_of(words.sort_key), $.value), $._dimension), optional("descending"))),
        seq("rank", choice(alias(one_of(words.technique), $.value), prec.right(repeat1($._weight)))),
        seq("columns", choice(alias(one_of(words.column), $.value), $.path)),
        seq(choice("show", "hide"), $._part, repeat(seq($._more, $._part))),
        seq("page", alias(one_of(words.paper), $.value)),
      ),
    _dimension: ($) => choice(alias(one_of(words.dimension), $.value), $.identifier),
    _weight: ($) =>
      seq(choice(alias(one_of(words.criterion), $.value), $.identifier), optional("-"), choice($.share, $.number)),
    _part: ($) => alias(one_of(words.part), $.value),
    colours: ($) => choice(seq("accent", $.text), seq("palette", $.text, repeat(seq($._more, $.text)))),

    // ── Conditions ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    _condition: ($) => choice($.disjunction, $.conjunction, $.negation, $.parenthesis, $.test),
    disjunction: ($) => prec.left(1, seq($._condition, "or", $._condition)),
    conjunction: ($) => prec.left(2, seq($._condition, "and", $._condition)),
    negation: ($) => prec(3, seq("not", $._condition)),
    parenthesis: ($) => seq("(", $._condition, ")"),

    test: ($) =>
      prec.right(
        choice(
          $.tag,
          seq("@", alias($._immediate_path, $.path)),
          alias(one_of(words.is), $.value),
          seq(one_of(words.relation.filter((word) => !["leads", "to"].includes(word))), $._named),
          seq("leads", "to", $._named),
          seq(choice("no", "any"), $._dimension),
          seq("priority", alias(one_of(words.importance), $.value)),
          seq("horizon", alias(one_of(words.time_frame), $.value)),
          seq(choice(one_of(words.subject), $.identifier), $._sign, $._comparand),
          seq(choice(one_of(words.occasion), $.identifier), choice("before", "after", "in", "on"), $.days),
        ),
      ),
    _named: ($) => choice($.path, seq("@", alias($._immediate_path, $.path))),
    _sign: (_) => choice("<", "<=", "=", "!=", ">=", ">"),
    _comparand: ($) => choice($.text, $.share, $.duration, alias($._count, $.number), $.point),

    // ── What attributes take ──────────────────────────────────────────────────────────────────────────────────────────────────

    // A point in time is a date or a period, `today`, or a name; and how long after it or before.
    point: ($) => prec.right(seq($._point, optional($.lag))),
    _point: ($) => choice($.date, alias("today", $.today), $.path),
    days: ($) => prec.right(seq($._point, optional(seq("..", $._point)), optional($.lag))),
    lag: ($) => seq(choice("+", "-"), optional("elapsed"), choice($.duration, $.path)),

    // ── Literals ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    identifier: (_) => token(NAME),
    path: ($) => $._path,
    _path: ($) => seq($.identifier, repeat($._segment)),
    _immediate_path: ($) => seq(alias($._immediate_name, $.identifier), repeat($._segment)),
    _segment: ($) => seq(token.immediate("."), choice(alias($._immediate_name, $.identifier), alias($._immediate_digits, $.number))),
    _immediate_name: (_) => token.immediate(NAME),
    _immediate_digits: (_) => token.immediate(/\d+/),
    field_name: (_) => token(new RegExp(`${LETTER}[\\p{Alphabetic}\\p{M}\\d_\\-]*:`, "u")),

    text: ($) =>
      choice(
        seq('"', repeat(choice($.escape_sequence, alias($._characters, $.text_content))), token.immediate('"')),
        seq('"""', optional(alias($._lines, $.text_content)), token.immediate('"""')),
      ),
    escape_sequence: (_) => token.immediate(prec(1, /\\([^\nu]|u\{[0-9a-fA-F]*\})/)),
    _characters: (_) => token.immediate(prec(1, /[^"\\\n]+/)),
    _lines: (_) => token.immediate(prec(1, /([^"]|"[^"]|""[^"])+/)),

    // `2026-03-02`, `2026-03-02T14:00`; `2026-03`, `2026-W10`, `2026-Q2`, `2026-H1`, `2026`
    date: (_) => token(prec(1, /\d{4}(-(\d\d(-\d\d(T\d\d:\d\d)?)?|W\d\d|Q\d|H\d))?/)),

    // `10d`, `2.5d`; `8d..15d`, `8d..10d..15d`: best and worst, best, likely and worst
    duration: (_) => token(QUANTITY),
    range: ($) => seq($.duration, "..", $.duration, optional(seq("..", $.duration))),

    // `12`, `3.5`, `200k`, `1.2M`; `40%`
    number: (_) => token(/\d+(\.\d+)?[kM]?/),
    _count: ($) => $.number,
    share: (_) => token(/\d+(\.\d+)?%/),
    _immediate_number: (_) => token.immediate(/\d+(\.\d+)?[kM]?/),
    _immediate_share: (_) => token.immediate(/\d+(\.\d+)?%/),

    // `09:00-17:30`, `mon-fri`, `12-25`
    hours: (_) => token(/\d\d:\d\d-\d\d:\d\d/),
    weekdays: (_) => token(prec(1, new RegExp(`(${words.weekday.join("|")})(-(${words.weekday.join("|")}))?`))),
    month_day: (_) => token(/\d\d-\d\d/),

    address: (_) => token(/(https?:\/\/|mailto:)([^\s"]*[^\s",{}])?/),
  },
});
