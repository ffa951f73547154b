;; Colours and indents the file that `$ROADMAP` names, and tells what it finds.
(require 'imenu)
(require 'roadmap-mode)

(find-file (getenv "ROADMAP"))
(font-lock-ensure)

(defun told-face (word &optional behind)
  "The face of WORD, the first in the file or the first behind BEHIND."
  (goto-char (point-min))
  (when behind (search-forward behind))
  (re-search-forward (concat "\\_<" (regexp-quote word)))
  (get-text-property (match-beginning 0) 'face))

(let ((before (buffer-string)))
  (princ (format "mode %s\n" major-mode))
  (dolist (one '(("task") ("after" "task ") ("after" "5d,") ("after" "\n    after") ("by" "2d") ("8d") ("jira") ("at-risk") ("Some") ("task page")))
    (princ (format "%s %s\n" (car one) (apply #'told-face one))))
  (princ (format "index %s\n" (mapcar #'car (cdr (assoc "Task" (imenu--make-index-alist t))))))
  (indent-region (point-min) (point-max))
  (princ (if (equal before (buffer-string)) "indented the same\n" (buffer-string))))
