-- The language server. `:help vim.lsp.config` tells how to set it otherwise.
return {
  cmd = { 'milepost', 'lsp' },
  filetypes = { 'roadmap' },
  root_markers = { '.git' },
}
