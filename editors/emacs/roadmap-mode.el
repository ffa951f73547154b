;;; roadmap-mode.el --- Major mode for the Roadmap language -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Colours, indentation and an index for `.roadmap' files, and the language server for Eglot.  With Emacs 29 or newer and the tree-sitter
;; grammar installed, `roadmap-ts-mode' colours by the grammar.

;;; Code:

(require 'seq)

(defgroup roadmap nil
  "The Roadmap language."
  :group 'languages)

(defcustom roadmap-indent-offset 2
  "How far a block is indented."
  :type 'integer
  :safe #'integerp)

(defcustom roadmap-program "milepost"
  "The compiler, which is the language server, too."
  :type 'string)

(defconst roadmap--declarations
  '("roadmap" "import" "calendar" "team" "person" "resource" "objective" "measure" "stream" "feature" "task" "milestone" "release" "idea" "risk" "status" "field" "cadence" "let" "view" "marker" "theme" "baseline"))

(defconst roadmap--attributes
  '("chart" "where" "group" "sort" "rank" "columns" "colour" "show" "hide" "effort" "elapsed" "every" "owner" "after" "ends" "before" "within" "from" "to" "now" "on" "by" "promised" "during" "alap" "split" "calendar" "depth" "width" "page" "started" "remaining" "done" "dropped" "blocked" "for" "in" "priority" "must" "should" "could" "wont" "horizon" "score" "cost" "budget" "today" "currency" "level" "rate" "role" "capacity" "away" "extends" "day" "work" "off" "open" "long-term" "short-term" "probability" "impact" "mitigation" "due" "external" "accent" "palette" "font" "link" "allow" "warn" "deny" "note"))

(defconst roadmap--references
  '("after" "for" "in" "before" "allow" "warn" "deny" "calendar" "extends" "currency" "by" "started" "on" "promised" "due" "today" "from" "to" "effort" "elapsed")
  "Attributes behind which a word is a name.")

(defconst roadmap--values
  '("on-track" "at-risk" "off-track" "text" "number" "date" "flag" "next" "later" "reach" "confidence" "value" "urgency" "quick" "normal" "thorough" "gantt" "swimlane" "board" "load" "burnup" "network" "risks" "priorities" "assignee" "tag" "state" "health" "kind" "start" "end" "title" "slack" "descending" "rice" "wsjf" "ice" "eisenhower" "value-risk" "week" "month" "quarter" "half" "year" "arrows" "progress" "people" "dates" "notes" "critical" "unknown" "a4" "a3" "letter" "slide" "and" "or" "not" "starts" "no" "any" "inside" "leads" "follows" "under-way" "waiting" "overdue"))

(defconst roadmap--name "[[:alpha:]][[:alnum:]_-]*")
(defconst roadmap--path (concat roadmap--name "\\(?:\\.[[:alnum:]_-]+\\)*"))
(defconst roadmap--begin "\\(?:^\\|[[:space:],{}\"]\\)")
(defconst roadmap--end "\\_>\\(?:[^.:]\\|$\\)")

(defvar roadmap-font-lock-keywords
  `((,(concat "\\(?:^\\|[{}]\\)[[:space:]]*\\(" (regexp-opt roadmap--declarations) "\\)" roadmap--end)
     1 font-lock-keyword-face)
    (,(concat "\\(?:^\\|[{}]\\)[[:space:]]*"
              (regexp-opt (seq-difference roadmap--declarations '("status" "import")))
              "[[:space:]]+\\(" roadmap--name "\\)")
     1 font-lock-type-face)
    (,(concat roadmap--begin "\\(" (regexp-opt roadmap--references) "\\)[[:space:]]+\\(" roadmap--path "\\)")
     (1 font-lock-builtin-face) (2 font-lock-variable-name-face))
    (,(concat roadmap--begin "\\(" (regexp-opt roadmap--attributes) "\\)" roadmap--end)
     1 font-lock-builtin-face)
    (,(concat roadmap--begin "\\(" (regexp-opt roadmap--values) "\\)" roadmap--end)
     1 font-lock-constant-face)
    (,(concat roadmap--begin "\\(" roadmap--name "\\):") 1 font-lock-variable-name-face)
    (,(concat "@" roadmap--path) 0 font-lock-function-name-face)
    (,(concat "#" roadmap--path) 0 font-lock-preprocessor-face)
    ("\\_<[0-9]\\{4\\}-[-0-9WQHT:]+" 0 font-lock-constant-face)
    ("\\_<[0-9][0-9.]*\\(?:min\\|mo\\|[hdwkM%]\\)?" 0 font-lock-constant-face))
  "What is coloured how.")

(defvar roadmap-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?@ "'" table)
    (modify-syntax-entry ?# "'" table)
    table))

(defun roadmap--syntax-propertize (start end)
  "Between START and END, quotes of three are one.\nThe slashes of an address begin no comment."
  (goto-char start)
  (funcall
   (syntax-propertize-rules
    ("\\(\"\\)\"\\(\"\\)"
     (0 (ignore (roadmap--propertize-quotes))))
    (":\\(/\\)\\(/\\)" (1 ".") (2 ".")))
   (point) end))

(defun roadmap--propertize-quotes ()
  "Make the three quotes that were matched the fence of a text."
  (let* ((begin (match-beginning 0))
         (state (save-excursion (syntax-ppss begin))))
    (cond
     ((eq (nth 3 state) t)
      (put-text-property (1- (match-end 0)) (match-end 0) 'syntax-table (string-to-syntax "|")))
     ((not (nth 8 state))
      (put-text-property begin (1+ begin) 'syntax-table (string-to-syntax "|"))))))

(defun roadmap--goes-on-p ()
  "Whether the line of point ends in a comma."
  (save-excursion
    (end-of-line)
    (let ((comment (nth 8 (syntax-ppss))))
      (when comment (goto-char comment)))
    (skip-chars-backward " \t" (line-beginning-position))
    (eq (char-before) ?,)))

(defun roadmap--line-above ()
  "Go to the line above that is not empty; nil if there is none."
  (and (zerop (forward-line -1))
       (progn
         (while (and (looking-at-p "[ \t]*$") (zerop (forward-line -1))))
         (not (looking-at-p "[ \t]*$")))))

(defun roadmap-indent-line ()
  "Indent the line: by its blocks, and one step more behind a comma."
  (interactive)
  (unless (nth 3 (save-excursion (syntax-ppss (line-beginning-position))))
    (let ((column
           (save-excursion
             (back-to-indentation)
             (let* ((closes (eq (char-after) ?\}))
                    (depth (- (car (syntax-ppss)) (if closes 1 0)))
                    (goes-on (and (roadmap--line-above) (roadmap--goes-on-p))))
               (* roadmap-indent-offset (+ (max 0 depth) (if goes-on 1 0)))))))
      (save-excursion (indent-line-to column))
      (when (< (current-column) column) (back-to-indentation)))))

(defvar roadmap-imenu-generic-expression
  (mapcar (lambda (kind)
            (list (capitalize kind)
                  (concat "^[ \t{}]*" kind "[ \t]+\\(" roadmap--name "\\)") 1))
          (seq-difference roadmap--declarations '("status" "import" "roadmap"))))

(defun roadmap--setup ()
  "What both modes have in common."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "//+[ \t]*")
  (setq-local comment-end "")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 2)
  (setq-local electric-indent-chars (append "}\n" electric-indent-chars))
  (setq-local imenu-generic-expression roadmap-imenu-generic-expression)
  (setq-local compile-command
              (concat roadmap-program " check --diagnostics short "
                      (and buffer-file-name (shell-quote-argument (file-name-nondirectory buffer-file-name))))))

;;;###autoload
(define-derived-mode roadmap-mode prog-mode "Roadmap"
  "Major mode for the Roadmap language."
  (roadmap--setup)
  (setq-local syntax-propertize-function #'roadmap--syntax-propertize)
  (setq-local indent-line-function #'roadmap-indent-line)
  (setq-local font-lock-defaults '(roadmap-font-lock-keywords)))

(declare-function treesit-ready-p "treesit")
(declare-function treesit-parser-create "treesit")
(declare-function treesit-font-lock-rules "treesit")
(declare-function treesit-major-mode-setup "treesit")
(defvar treesit-font-lock-settings)
(defvar treesit-font-lock-feature-list)

(defun roadmap--treesit-rules ()
  "What `roadmap-ts-mode' colours how."
  (treesit-font-lock-rules
   :language 'roadmap :feature 'comment '((comment) @font-lock-comment-face)
   :language 'roadmap :feature 'string '((text) @font-lock-string-face)
   :language 'roadmap :feature 'keyword
   `([,@(seq-difference roadmap--declarations '("calendar"))] @font-lock-keyword-face
     (declaration keyword: "calendar" @font-lock-keyword-face))
   :language 'roadmap :feature 'attribute
   `([,@(seq-difference roadmap--attributes roadmap--declarations)] @font-lock-builtin-face)
   :language 'roadmap :feature 'definition '((declaration name: (identifier) @font-lock-type-face))
   :language 'roadmap :feature 'constant
   '([(health) (value) (today) (type)] @font-lock-constant-face)
   :language 'roadmap :feature 'number
   '([(date) (duration) (share) (number) (hours) (weekdays) (month_day)] @font-lock-constant-face)
   :language 'roadmap :feature 'person
   '((assignment (path) @font-lock-function-name-face) (owner (path) @font-lock-function-name-face))
   :language 'roadmap :feature 'property
   '((field_name) @font-lock-variable-name-face (tag) @font-lock-preprocessor-face)))

;;;###autoload
(define-derived-mode roadmap-ts-mode prog-mode "Roadmap"
  "Major mode for the Roadmap language, by its tree-sitter grammar."
  :syntax-table roadmap-mode-syntax-table
  (roadmap--setup)
  (setq-local syntax-propertize-function #'roadmap--syntax-propertize)
  (setq-local indent-line-function #'roadmap-indent-line)
  (when (and (fboundp 'treesit-ready-p) (treesit-ready-p 'roadmap))
    (treesit-parser-create 'roadmap)
    (setq-local treesit-font-lock-settings (roadmap--treesit-rules))
    (setq-local treesit-font-lock-feature-list
                '((comment definition) (keyword string) (attribute constant number person property)))
    (treesit-major-mode-setup)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.roadmap\\'" . roadmap-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((roadmap-mode roadmap-ts-mode) . (,roadmap-program "lsp"))))

(defvar compilation-error-regexp-alist)
(defvar compilation-error-regexp-alist-alist)
(with-eval-after-load 'compile
  (add-to-list 'compilation-error-regexp-alist-alist
               '(milepost "^\\([^:\n]+\\.roadmap\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(note\\)\\)\\[" 1 2 3 (4 . 5)))
  (add-to-list 'compilation-error-regexp-alist 'milepost))

(provide 'roadmap-mode)
;;; roadmap-mode.el ends here
