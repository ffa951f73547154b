(block) @indent.begin
(block "}" @indent.branch @indent.end)

; Lines within a text or a comment are left as they are.
(text) @indent.ignore
(comment) @indent.ignore
