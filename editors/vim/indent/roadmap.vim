" Vim indent file
" Language: Roadmap

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=RoadmapIndent()
setlocal indentkeys=0},o,O,!^F
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*RoadmapIndent')
  finish
endif

" The text of a line without its comment and what stands in quotes.
function! s:Bare(number) abort
  let text = substitute(getline(a:number), '\v"%(\\.|[^"\\])*"', '', 'g')
  return substitute(text, '\v%(^|\s)//.*$', '', '')
endfunction

" Whether a line begins within a text.
function! s:IsText(number) abort
  return synIDattr(synID(a:number, 1, 1), 'name') ==# 'roadmapText'
endfunction

" Whether a line goes on in the next: it ends in a comma.
function! s:GoesOn(number) abort
  return a:number > 0 && s:Bare(a:number) =~# ',\s*$'
endfunction

function! RoadmapIndent() abort
  " The lines of a text stay as they are.
  if s:IsText(v:lnum)
    return -1
  endif
  let above = prevnonblank(v:lnum - 1)
  if above == 0
    return 0
  endif
  " Where a text began that ends above.
  while above > 1 && s:IsText(above)
    let above -= 1
  endwhile
  let first = above
  while s:GoesOn(prevnonblank(first - 1))
    let first = prevnonblank(first - 1)
  endwhile
  let indent = indent(first)
  if s:GoesOn(above)
    return indent + shiftwidth()
  endif
  if s:Bare(above) =~# '{\s*$'
    let indent += shiftwidth()
  endif
  if getline(v:lnum) =~# '^\s*}'
    let indent -= shiftwidth()
  endif
  return indent
endfunction
