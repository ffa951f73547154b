; A block is a scope: a name is looked for in the innermost, then outward.
(source_file) @local.scope
(block) @local.scope

(declaration name: (identifier) @local.definition)
(let_declaration name: (identifier) @local.definition)
(field_declaration name: (identifier) @local.definition)
(import_declaration name: (identifier) @local.definition)

(path . (identifier) @local.reference)
(field_name) @local.reference
