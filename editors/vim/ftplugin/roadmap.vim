" Vim filetype plugin
" Language: Roadmap

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring=//\ %s comments=://
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal iskeyword+=-
setlocal formatoptions-=t formatoptions+=croql
setlocal suffixesadd=.roadmap
setlocal include=^\\s*import\\s\\+\"\\zs[^\"]*

" `:make` checks the file; its mistakes come in the quickfix list.
let &l:makeprg = 'milepost check --diagnostics short %:S'
setlocal errorformat=%f:%l:%c:\ %trror[%m,%f:%l:%c:\ %tarning[%m,%f:%l:%c:\ %tote[%m,%-G%.%#

let b:undo_ftplugin = 'setlocal commentstring< comments< expandtab< shiftwidth< softtabstop< iskeyword< formatoptions< suffixesadd< include< makeprg< errorformat<'
