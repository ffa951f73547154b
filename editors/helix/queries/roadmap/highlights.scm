; No two patterns colour the same node: which of them would win is not the same in all editors.

; Declarations
[
  "roadmap"
  "import"
  "calendar"
  "team"
  "person"
  "resource"
  "objective"
  "measure"
  "stream"
  "feature"
  "task"
  "milestone"
  "release"
  "idea"
  "risk"
  "status"
  "field"
  "cadence"
  "let"
  "view"
  "marker"
  "theme"
  "baseline"
] @keyword

; Attributes
[
  "chart"
  "where"
  "group"
  "sort"
  "rank"
  "columns"
  "colour"
  "show"
  "hide"
  "effort"
  "elapsed"
  "every"
  "owner"
  "after"
  "ends"
  "before"
  "within"
  "from"
  "to"
  "now"
  "on"
  "by"
  "promised"
  "during"
  "alap"
  "split"
  "depth"
  "width"
  "page"
  "started"
  "remaining"
  "done"
  "dropped"
  "blocked"
  "for"
  "in"
  "priority"
  "must"
  "should"
  "could"
  "wont"
  "horizon"
  "score"
  "cost"
  "budget"
  "today"
  "currency"
  "level"
  "rate"
  "role"
  "capacity"
  "away"
  "extends"
  "day"
  "work"
  "off"
  "open"
  "long-term"
  "short-term"
  "probability"
  "impact"
  "mitigation"
  "due"
  "external"
  "accent"
  "palette"
  "font"
  "link"
  "allow"
  "warn"
  "deny"
  "note"
] @attribute

[
  "as"
  "one"
  "of"
] @keyword

[
  "and"
  "or"
  "not"
  "leads"
  "inside"
  "follows"
  "no"
  "any"
  "descending"
] @keyword

(declaration
  name: (identifier) @type)

(let_declaration
  name: (identifier) @constant)

(choice) @constant

(field_declaration
  name: (identifier) @property)

(import_declaration
  name: (identifier) @module)

(custom_field
  name: (field_name) @property)

(assignment
  (path
    (identifier) @variable.parameter))

(owner
  (path
    (identifier) @variable.parameter))

(tag) @label

; What refers to an item, or to a value.
[
  (point
    (path
      (identifier) @variable))
  (days
    (path
      (identifier) @variable))
  (lag
    (path
      (identifier) @variable))
  (dependency
    (path
      (identifier) @variable))
  (reference_attribute
    (path
      (identifier) @variable))
  (estimate
    (path
      (identifier) @variable))
  (duration_attribute
    (path
      (identifier) @variable))
  (amount_attribute
    (path
      (identifier) @variable))
  (risk_attribute
    (path
      (identifier) @variable))
  (mitigation
    (path
      (identifier) @variable))
  (status_entry
    (path
      (identifier) @variable))
]

[
  (health)
  (value)
  (today)
] @constant.builtin

(type) @type.builtin

(text) @string

(escape_sequence) @string.escape

(address) @string.special.url

[
  (date)
  (duration)
  (share)
  (number)
  (hours)
  (weekdays)
  (month_day)
  (unit)
] @number

[
  ".."
  "+"
  "-"
  "="
  "|"
  "/"
  "@"
  ":"
] @operator

[
  "{"
  "}"
] @punctuation.bracket

[
  ","
  "."
] @punctuation.delimiter

(comment) @comment
