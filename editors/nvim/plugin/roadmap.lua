if vim.fn.has('nvim-0.11') == 1 then
  vim.lsp.enable('roadmap')
end

--- A chart, in what the system shows pictures with.
local function picture(answer)
  local file = vim.fn.tempname() .. '.svg'
  vim.fn.writefile(vim.split(answer.svg, '\n', { plain = true }), file)
  vim.ui.open(file)
end

--- A text, in a window of its own that is gone when it is closed.
local function text(answer)
  vim.cmd.new()
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.filetype = 'nofile', 'wipe', 'markdown'
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(answer, '\n', { plain = true }))
  vim.bo.modifiable = false
end

--- Asks the server to carry a command out, and shows what it answers.
local function ask(client, command, arguments, show)
  client:request('workspace/executeCommand', { command = command, arguments = arguments }, function(problem, answer)
    if problem then
      vim.notify(problem.message, vim.log.levels.WARN)
    elseif answer then
      show(answer)
    end
  end)
end

for name, show in pairs({ preview = picture, report = text, simulate = text }) do
  local command = 'milepost.' .. name
  vim.lsp.commands[command] = function(lens, context)
    ask(vim.lsp.get_client_by_id(context.client_id), command, lens.arguments, show)
  end
  vim.api.nvim_create_user_command('Roadmap' .. name:gsub('^%l', string.upper), function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'roadmap' })[1]
    if client == nil then
      vim.notify('no language server is attached to this buffer', vim.log.levels.WARN)
    else
      ask(client, command, { { uri = vim.uri_from_bufnr(0) } }, show)
    end
  end, { desc = 'Show what `' .. command .. '` answers' })
end

-- Why an item has its dates is what is said of it.
vim.lsp.commands['milepost.why'] = function(lens)
  local position = lens.arguments[1].position
  vim.api.nvim_win_set_cursor(0, { position.line + 1, position.character })
  vim.lsp.buf.hover()
end

-- Lines above items are asked for anew when the text rests.
vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(attached)
    local client = vim.lsp.get_client_by_id(attached.data.client_id)
    if client == nil or client.name ~= 'roadmap' then
      return
    end
    vim.lsp.codelens.refresh({ bufnr = attached.buf })
    vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
      buffer = attached.buf,
      callback = function()
        vim.lsp.codelens.refresh({ bufnr = attached.buf })
      end,
    })
  end,
})

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
