local set = vim.opt_local

set.commentstring = '// %s'
set.comments = '://'
set.expandtab = true
set.shiftwidth = 2
set.softtabstop = 2
set.iskeyword:append('-')

-- Coloured and folded by the grammar where it is installed, else by `syntax/roadmap.vim`.
if pcall(vim.treesitter.start, 0, 'roadmap') then
  set.foldexpr = 'v:lua.vim.treesitter.foldexpr()'
  set.foldmethod = 'expr'
  -- Open until somebody folds.
  set.foldlevel = 99
end

vim.b.undo_ftplugin = 'setlocal commentstring< comments< expandtab< shiftwidth< softtabstop< iskeyword< foldexpr< foldmethod< foldlevel<'
