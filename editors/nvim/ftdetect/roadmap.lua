vim.filetype.add({ extension = { roadmap = 'roadmap' } })
