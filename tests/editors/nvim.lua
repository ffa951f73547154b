-- Drives the language server from Neovim as a user would, and tells what comes back, a line each.
-- `$PLUGIN` is the plugin's folder, `$PROGRAM` the compiler, `$ROADMAP` a file with mistakes, `$TOLD` is where to tell it.

local told = {}
local function tell(what, value)
  table.insert(told, what .. ' ' .. (type(value) == 'string' and value or vim.json.encode(value)))
end

vim.opt.runtimepath:prepend(vim.env.PLUGIN)
vim.cmd('runtime! ftdetect/*.lua plugin/*.lua')
vim.cmd('filetype plugin indent on')
vim.lsp.config('roadmap', { cmd = { vim.env.PROGRAM, 'lsp' } })

local function wait(what, is_so)
  if not vim.wait(20000, is_so, 20) then
    tell('missing', what)
  end
end

vim.cmd.edit(vim.env.ROADMAP)
local buffer = vim.api.nvim_get_current_buf()
tell('filetype', vim.bo.filetype)
wait('client', function()
  local client = vim.lsp.get_clients({ bufnr = buffer })[1]
  return client ~= nil and client.initialized
end)
local client = vim.lsp.get_clients({ bufnr = buffer })[1]

local function ask(method, more)
  local params = vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params(buffer) }, more or {})
  local answer, problem = client:request_sync(method, params, 20000, buffer)
  if answer == nil or answer.err ~= nil then
    tell('missing', method .. ': ' .. vim.inspect(problem or answer.err))
    return nil
  end
  return answer.result
end

--- The place of the n-th time that a text stands in the buffer, so many characters into it.
local function place(text, into)
  for line, content in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local start = content:find(text, 1, true)
    if start then
      return { line = line - 1, character = start - 1 + (into or 0) }
    end
  end
  error('no ' .. text)
end

local function lines()
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

-- Mistakes, as Neovim has them.
wait('diagnostics', function()
  return #vim.diagnostic.get(buffer) > 0
end)
for _, one in ipairs(vim.diagnostic.get(buffer)) do
  tell('diagnostic', { one.code, one.message, one.lnum, one.col, one.end_col })
end

--- What the server says that it can.
local function can(method)
  return client:supports_method(method, buffer)
end

-- A fix, applied as `vim.lsp.buf.code_action` does.
if can('textDocument/codeAction') then
  local mistake = vim.diagnostic.get(buffer)[1]
  local wrong = place('desing')
  local actions = ask('textDocument/codeAction', {
    range = { start = wrong, ['end'] = { line = wrong.line, character = wrong.character + 6 } },
    context = { diagnostics = { mistake.user_data.lsp } },
  })
  for _, action in ipairs(actions or {}) do
    if action.kind == 'quickfix' then
      tell('fix', action.title)
      if action.edit == nil then
        action = client:request_sync('codeAction/resolve', action, 20000, buffer).result
      end
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      break
    end
  end
else
  vim.api.nvim_buf_set_lines(buffer, 4, 5, true, { (lines()[5]:gsub('desing', 'design')) })
end
wait('no diagnostics', function()
  return #vim.diagnostic.get(buffer) == 0
end)
tell('mended', lines()[5])

-- Words that could stand there.
if can('textDocument/completion') then
  local rest = place('3d  after design', #'3d  after ')
  local found = ask('textDocument/completion', { position = rest, context = { triggerKind = 1 } })
  for _, item in ipairs(found and (found.items or found) or {}) do
    tell('completion', item.label)
  end
end

-- What a name means.
if can('textDocument/hover') then
  local hover = ask('textDocument/hover', { position = place('build', 1) })
  tell('hover', hover and hover.contents.value or '')
end

-- Dates beside the lines.
if can('textDocument/inlayHint') then
  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  wait('hints', function()
    return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0
  end)
  for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = buffer })) do
    local label = hint.inlay_hint.label
    tell('hint', type(label) == 'string' and label or label[1].value)
  end
end

-- Colours that the server knows.
wait('colours', function()
  return vim.lsp.semantic_tokens.get_at_pos(buffer, 4, 8) ~= nil and #vim.lsp.semantic_tokens.get_at_pos(buffer, 4, 8) > 0
end)
tell('colour', (vim.lsp.semantic_tokens.get_at_pos(buffer, 4, 8)[1] or {}).type)

-- A new name.
local here = place('design "Design"', 1)
vim.api.nvim_win_set_cursor(0, { here.line + 1, here.character })
vim.lsp.buf.rename('draft')
wait('a new name', function()
  return lines()[4]:find('draft', 1, true) ~= nil
end)
for line = 4, 6 do
  tell('renamed', lines()[line])
end

-- In its form.
if can('textDocument/formatting') then
  vim.lsp.buf.format({ timeout_ms = 20000 })
  tell('formatted', lines()[4])
end

-- Where a name is declared.
local definition = ask('textDocument/definition', { position = place('after draft', #'after d') })
definition = definition and (definition[1] or definition)
tell('definition', definition and (definition.range or definition.targetSelectionRange).start.line)

-- To leave in good order.
client:stop()
wait('the end', function()
  return client:is_stopped()
end)
vim.fn.writefile(told, vim.env.TOLD)
vim.cmd('qall!')
