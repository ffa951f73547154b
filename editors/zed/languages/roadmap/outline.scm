(declaration
  keyword: _ @context
  name: (identifier)? @name
  title: (text)? @name) @item

(let_declaration
  keyword: _ @context
  name: (identifier) @name) @item

(field_declaration
  keyword: _ @context
  name: (identifier) @name) @item
