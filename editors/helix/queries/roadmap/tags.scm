(declaration keyword: _ name: (identifier) @name) @definition.class
(let_declaration name: (identifier) @name) @definition.constant
(field_declaration name: (identifier) @name) @definition.field
(import_declaration name: (identifier) @name) @definition.module

(dependency (point (path (identifier) @name))) @reference.class
(reference_attribute (path (identifier) @name)) @reference.class
(assignment (path (identifier) @name)) @reference.class
(owner (path (identifier) @name)) @reference.class
(status_entry item: (path (identifier) @name)) @reference.class
