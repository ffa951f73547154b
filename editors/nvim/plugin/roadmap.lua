if vim.fn.has('nvim-0.11') == 1 then
  vim.lsp.enable('roadmap')
end

--- Compiles the tree-sitter grammar, which stands beside this plugin, for this Neovim. It takes a C compiler.
vim.api.nvim_create_user_command('RoadmapInstallParser', function()
  local script = debug.getinfo(1, 'S').source:sub(2)
  local editors = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fn.resolve(script))))
  local source = vim.fs.joinpath(editors, 'tree-sitter-roadmap', 'src')
  local folder = vim.fs.joinpath(vim.fn.stdpath('data'), 'site', 'parser')
  vim.fn.mkdir(folder, 'p')
  local parser = vim.fs.joinpath(folder, 'roadmap.so')
  local files = { vim.fs.joinpath(source, 'parser.c'), vim.fs.joinpath(source, 'scanner.c') }
  local made = vim.system({ vim.env.CC or 'cc', '-O2', '-fPIC', '-shared', '-I', source, '-o', parser, unpack(files) }):wait()
  if made.code ~= 0 then
    vim.notify(made.stderr, vim.log.levels.ERROR)
  else
    vim.notify(parser .. ' is written')
  end
end, { desc = 'Compile the tree-sitter grammar of the Roadmap language' })
