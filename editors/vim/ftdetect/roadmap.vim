autocmd BufRead,BufNewFile *.roadmap setfiletype roadmap
