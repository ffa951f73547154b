" Vim syntax file
" Language: Roadmap

if exists('b:current_syntax')
  finish
endif

syn iskeyword @,48-57,_,-,192-255
syn case match
" Whether a line stands in a text is told by all before it.
syn sync fromstart

" Of two that fit, the later one wins.
syn match roadmapName /\v<\a\k*%(\.\k+)*/

" Words are not reserved: what stands behind these is a name, whatever it is called.
syn match roadmapDeclaration /\v%(%(^|[{}])\s*)@<=%(milestone|objective|calendar|resource|cadence|feature|measure|release|roadmap|person|stream|field|theme|idea|risk|task|team|view|let)>:@!/ nextgroup=roadmapDeclared skipwhite
syn match roadmapDeclaration /\v%(%(^|[{}])\s*)@<=%(status|import)>:@!/
syn match roadmapDeclaration /\v"@<=\s+\zsas>/ nextgroup=roadmapDeclared skipwhite
syn match roadmapDeclaration /\v<one\s+of>/
syn match roadmapDeclared /\v\a\k*/ contained

syn keyword roadmapAttribute chart where group sort rank columns colour show hide every owner ends within now during alap split depth width page remaining done dropped blocked priority must should could wont horizon score cost budget level rate role capacity away day work off open long-term short-term probability impact mitigation external accent palette font link note
syn keyword roadmapReference after for in before allow warn deny calendar extends currency by started on promised due today from to effort elapsed nextgroup=roadmapName skipwhite
syn keyword roadmapValue on-track at-risk off-track text number date flag next later reach confidence value urgency quick normal thorough gantt swimlane board load burnup network risks priorities assignee tag state health kind start end title slack descending rice wsjf ice eisenhower value-risk week month quarter half year arrows progress people dates notes critical unknown a4 a3 letter slide and or not starts no any inside leads follows under-way waiting overdue

syn match roadmapField /\v<\a\k*:%(\/\/)@!/
syn match roadmapPerson /\v\@\a[[:alnum:]_.-]*%(:[0-9.]+\%?)?%(\|\@?\a[[:alnum:]_.-]*%(:[0-9.]+\%?)?)*/
syn match roadmapTag /\v#\a[[:alnum:]_.-]*/
syn match roadmapNumber /\v<\d+%(\.\d+)?[kM%]?/
syn match roadmapDate /\v<\d{4}-%(\d\d%(-\d\d%(T\d\d:\d\d)?)?|W\d\d|Q\d|H\d)/
syn match roadmapDate /\v<\d\d-\d\d>/
syn match roadmapDate /\v<\d\d:\d\d-\d\d:\d\d>/
syn match roadmapDuration /\v<\d[0-9.]{-}%(min|mo|h|d|w)%(\k)@!/
syn match roadmapDays /\v<%(fri|mon|sat|sun|thu|tue|wed)%(-%(fri|mon|sat|sun|thu|tue|wed))?>/
syn match roadmapOperator /\v\.\.|[+=\/]/
syn match roadmapBrace /[{}]/
syn match roadmapAddress /\v<%(https?:\/\/|mailto:)[^ "]*[^ ",{}]/

syn match roadmapEscape /\v\\%(u\{\x*\}|.)/ contained
syn region roadmapText start=/"/ end=/"/ end=/$/ contains=roadmapEscape oneline
syn region roadmapText start=/"""/ end=/"""/ contains=@Spell
syn match roadmapComment /\v%(^|[ \t,{}"])@<=\/\/.*$/ contains=roadmapTodo,@Spell
syn keyword roadmapTodo TODO FIXME XXX contained

hi def link roadmapDeclaration Statement
hi def link roadmapDeclared Type
hi def link roadmapAttribute Keyword
hi def link roadmapReference Keyword
hi def link roadmapValue Constant
hi def link roadmapName Normal
hi def link roadmapField Identifier
hi def link roadmapPerson Identifier
hi def link roadmapTag Tag
hi def link roadmapNumber Number
hi def link roadmapDate Number
hi def link roadmapDuration Number
hi def link roadmapDays Number
hi def link roadmapOperator Operator
hi def link roadmapBrace Delimiter
hi def link roadmapAddress Underlined
hi def link roadmapText String
hi def link roadmapEscape SpecialChar
hi def link roadmapComment Comment
hi def link roadmapTodo Todo

let b:current_syntax = 'roadmap'
