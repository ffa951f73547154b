" Colours and indents the file that `$ROADMAP` names, and tells what it finds.
set nocompatible
let &runtimepath = $PLUGIN . ',' . &runtimepath
filetype plugin indent on
syntax on
execute 'edit ' . fnameescape($ROADMAP)

let s:told = ['filetype ' . &filetype, 'commentstring ' . &commentstring]

" The colour of a word, the first in the file or the first behind another.
function! s:Colour(word, behind) abort
  call cursor(1, 1)
  if a:behind !=# ''
    call search('\V' . a:behind, 'cW')
  endif
  let [line, column] = searchpos('\V\<' . a:word, 'cW')
  return synIDattr(synID(line, column, 1), 'name')
endfunction

for [s:word, s:behind] in [['task', ''], ['after', 'task'], ['after', '5d,'], ['by', '2d'], ['must', '2d'],
      \ ['8d', ''], ['2026-03-02', ''], ['jira', ''], ['at-risk', ''], ['Some', '']]
  call add(s:told, s:word . ' ' . s:Colour(s:word, s:behind))
endfor

let s:before = getline(1, '$')
normal! gg=G
call add(s:told, 'indented ' . (s:before ==# getline(1, '$') ? 'the same' : join(getline(1, '$'), '\n')))
call writefile(s:told, $TOLD)
qall!
