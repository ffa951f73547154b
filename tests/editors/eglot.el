;; Drives the language server from Emacs as a user would, and tells what comes back.
(require 'eglot)
(require 'roadmap-mode)

(defun told-wait (what is-so)
  "Wait until IS-SO; tell WHAT is missing if it never is."
  (let ((end (time-add nil 20)))
    (while (and (not (funcall is-so)) (time-less-p nil end))
      (accept-process-output nil 0.02))
    (unless (funcall is-so) (princ (format "missing %s\n" what)))))

(defun told-line (number)
  "The text of a line."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (point) (line-end-position))))

(setq eglot-sync-connect t
      eglot-confirm-server-initiated-edits nil
      eglot-connect-timeout 20)
(find-file (getenv "ROADMAP"))
(call-interactively #'eglot)
(princ (format "server %s\n" (and (eglot-current-server) t)))

;; Mistakes, as Flymake has them.
(flymake-start)
(told-wait "diagnostics" #'flymake-diagnostics)
(dolist (one (flymake-diagnostics))
  (princ (format "diagnostic %s %s\n" (line-number-at-pos (flymake-diagnostic-beg one)) (flymake-diagnostic-text one))))

;; A fix, the first that is offered, in a menu or by its name.
(goto-char (point-min))
(search-forward "desing")
(backward-char)
(if (eglot--server-capable :codeActionProvider)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_ choices &rest _) (caar choices)))
              ((symbol-function 'x-popup-menu)
               (lambda (_ menu) (cdadr (cadr menu)))))
      (eglot-code-actions (point) (point) "quickfix" t))
  (replace-string "desing" "design" nil (point-min) (point-max)))
(eglot--signal-textDocument/didChange)
(told-wait "no diagnostics" (lambda () (null (flymake-diagnostics))))
(princ (format "mended %s\n" (told-line 5)))

;; What a name means.
(when (eglot--server-capable :hoverProvider)
  (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                (eglot--TextDocumentPositionParams))))
    (princ (format "hover %S\n" (plist-get (plist-get hover :contents) :value)))))

;; A new name.
(goto-char (point-min))
(search-forward "task desi")
(eglot-rename "draft")
(dolist (line '(4 5 6))
  (princ (format "renamed %s\n" (told-line line))))

;; In its form.
(when (eglot--server-capable :documentFormattingProvider)
  (eglot-format-buffer)
  (princ (format "formatted %s\n" (told-line 4))))

;; Where a name is declared, and the outline.
(goto-char (point-min))
(search-forward "after draf")
(xref-find-definitions (thing-at-point 'symbol))
(princ (format "definition %s\n" (line-number-at-pos)))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot--current-server-or-lose))
