" What Vim has, which stands beside this plugin.
execute 'source ' . fnameescape(expand('<sfile>:p:h:h:h') . '/vim/syntax/roadmap.vim')
