; Notes are Markdown.
((note (text (text_content) @injection.content))
  (#set! injection.language "markdown"))
