(block) @indent.begin
(block "}" @indent.branch @indent.end)

; What stands behind a comma goes on with its line.
(text) @indent.ignore
(comment) @indent.ignore
