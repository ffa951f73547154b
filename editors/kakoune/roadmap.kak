# The Roadmap language.

hook global BufCreate .*\.roadmap %{ set-option buffer filetype roadmap }

# What stands between braces has to have as many of the one as of the other: a single one is written `\x7b` or `\x7d`.
hook global WinSetOption filetype=roadmap %{
    require-module roadmap
    hook window InsertChar \n -group roadmap-indent roadmap-indent-on-new-line
    hook window InsertChar \x7d -group roadmap-indent roadmap-indent-on-closing
    hook -once -always window WinSetOption filetype=.* %{ remove-hooks window roadmap-.+ }
}

hook -group roadmap-highlight global WinSetOption filetype=roadmap %{
    add-highlighter window/roadmap ref roadmap
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/roadmap }
}

hook global BufSetOption filetype=roadmap %{
    set-option buffer comment_line '//'
    set-option buffer indentwidth 2
    set-option buffer tabstop 2
    set-option -add buffer extra_word_chars '-'
    # Diagnostics go to standard error, and linters are listened to on standard output.
    set-option buffer lintcmd '2>&1 milepost check --diagnostics short'
}

provide-module roadmap %§

add-highlighter shared/roadmap regions
add-highlighter shared/roadmap/code default-region group
add-highlighter shared/roadmap/lines region '"""' '"""' fill string
add-highlighter shared/roadmap/text region '"' '(?<!\\)(\\\\)*("|$)' fill string
add-highlighter shared/roadmap/comment region '(^|(?<=[\s,{}]))//' '$' fill comment
add-highlighter shared/roadmap/address region '\b(https?://|mailto:)' '(?=[\s"])|$' fill link

add-highlighter shared/roadmap/code/ regex '(?<![\w.@#-])(?:probability|mitigation|short-term|long-term|remaining|calendar|capacity|currency|external|priority|promised|blocked|columns|dropped|elapsed|extends|horizon|palette|started|accent|before|budget|colour|during|effort|impact|should|within|after|allow|chart|could|depth|every|group|level|owner|score|split|today|where|width|alap|away|cost|deny|done|ends|font|from|hide|link|must|note|open|page|rank|rate|role|show|sort|warn|wont|work|day|due|for|now|off|by|in|on|to)(?![\w.:-])' 0:attribute
add-highlighter shared/roadmap/code/ regex '(?<![\w.@#-])(?:confidence|descending|eisenhower|priorities|value-risk|off-track|under-way|assignee|critical|on-track|progress|swimlane|thorough|at-risk|follows|network|overdue|quarter|unknown|urgency|waiting|arrows|burnup|health|inside|letter|normal|number|people|starts|board|dates|gantt|later|leads|month|notes|quick|reach|risks|slack|slide|start|state|title|value|date|flag|half|kind|load|next|rice|text|week|wsjf|year|and|any|end|ice|not|tag|a3|a4|no|or)(?![\w.:-])' 0:value
add-highlighter shared/roadmap/code/ regex '(?<![\w.@#-])(calendar|currency|promised|elapsed|extends|started|before|effort|after|allow|today|deny|from|warn|due|for|by|in|on|to)\h+([A-Za-z][\w-]*(?:\.[\w-]+)*)' 1:attribute 2:variable
add-highlighter shared/roadmap/code/ regex '(?:^|[{}])\h*(status|import)(?![\w.:-])' 1:keyword
add-highlighter shared/roadmap/code/ regex '(?:^|[{}])\h*(milestone|objective|calendar|resource|cadence|feature|measure|release|roadmap|person|stream|field|theme|idea|risk|task|team|view|let)(?![\w.:-])(?:\h+([A-Za-z][\w-]*))?' 1:keyword 2:type
add-highlighter shared/roadmap/code/ regex '(?<![\w.@#-])[A-Za-z][\w-]*:' 0:attribute
add-highlighter shared/roadmap/code/ regex '@[A-Za-z][\w.-]*(?::[\d.]+%?)?' 0:variable
add-highlighter shared/roadmap/code/ regex '(?<![\w.-])#[A-Za-z][\w.-]*' 0:meta
add-highlighter shared/roadmap/code/ regex '(?:(?<=\.\.)|(?<![\w.-]))\d+(?:\.\d+)?(?:%|min|mo|[kMhdw])?(?![\w-])' 0:value
add-highlighter shared/roadmap/code/ regex '(?<![\w-])\d[\d.]*(?:min|mo|[hdw])(?=\.\.)' 0:value
add-highlighter shared/roadmap/code/ regex '(?:(?<=\.\.)|(?<![\w.-]))\d{4}-(?:\d\d(?:-\d\d(?:T\d\d:\d\d)?)?|W\d\d|Q\d|H\d)|\d\d:\d\d-\d\d:\d\d' 0:value
add-highlighter shared/roadmap/code/ regex '\.\.|[+=/]' 0:operator

define-command -hidden roadmap-indent-on-new-line %{
    evaluate-commands -draft -itersel %{
        # as the line above
        try %{ execute-keys -draft <semicolon> K <a-&> }
        # one deeper behind an opening brace
        try %{ execute-keys -draft k x <a-k> \x7b\h*$ <ret> j <a-gt> }
        # one deeper behind the first line of a statement that goes on, back behind its last
        try %{ execute-keys -draft k x <a-k> ,\h*$ <ret> k x <a-K> ,\h*$ <ret> j j <a-gt> }
        try %{ execute-keys -draft k x <a-K> ,\h*$ <ret> k x <a-k> ,\h*$ <ret> j j <a-lt> }
    }
}

define-command -hidden roadmap-indent-on-closing %{
    try %{ execute-keys -draft -itersel <a-h><a-k>^\h+\x7d$<ret>hm<a-S>1<a-&> }
}

§
