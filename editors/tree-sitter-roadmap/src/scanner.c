// Which comma goes on with a list, and which one stands between attributes.
//
// Names of a list have commas between, and attributes may have. Behind a comma a word that begins an attribute is a name on the same line,
// unless what the attribute takes follows; on the next line it begins an attribute. It is the rule `more` of `grammar/roadmap.pest`.

#include "tree_sitter/parser.h"
#include "words.h"

#include <string.h>

enum Token { LIST_COMMA, ATTRIBUTE_COMMA };

enum { LONGEST_WORD = 32 };

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool is_letter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
static bool is_inner(int32_t c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }
static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r'; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool is_one_of(const char *word, const char *const *words) {
  for (; *words; words++) {
    if (strcmp(word, *words) == 0) return true;
  }
  return false;
}

// Passes over spaces, line ends and comments; says whether a line ended.
static bool pass_gap(TSLexer *lexer) {
  bool is_next_line = false;
  for (;;) {
    if (is_blank(lexer->lookahead)) {
      advance(lexer);
    } else if (lexer->lookahead == '\n') {
      is_next_line = true;
      advance(lexer);
    } else if (lexer->lookahead == '/') {
      while (lexer->lookahead != '\n' && !lexer->eof(lexer)) advance(lexer);
    } else {
      return is_next_line;
    }
  }
}

// `2026-03-02`, `2026` and `09:00` go on with a list; `10d` and `40%` are attributes.
static bool number_goes_on(TSLexer *lexer) {
  unsigned digits = 0;
  while (is_digit(lexer->lookahead)) {
    digits++;
    advance(lexer);
  }
  int32_t c = lexer->lookahead;
  if (digits == 2 && c == ':') return true;
  return digits == 4 && (c == '-' || !(is_letter(c) || c == '.' || c == '%'));
}

// Whether a word behind a comma is a name.
static bool word_goes_on(TSLexer *lexer, bool is_next_line) {
  char word[LONGEST_WORD];
  unsigned length = 0;
  while (is_inner(lexer->lookahead)) {
    if (length < LONGEST_WORD) word[length++] = lexer->lookahead < 0x80 ? (char)lexer->lookahead : '?';
    advance(lexer);
  }
  if (lexer->lookahead == ':') return false;
  if (length == LONGEST_WORD) return true;
  word[length] = '\0';

  int32_t c = lexer->lookahead;
  bool is_whole = is_blank(c) || c == '\n' || c == ',' || lexer->eof(lexer);
  if (!is_whole) return true;
  if (is_next_line && is_one_of(word, FLAGS)) return false;
  if (!is_blank(c)) return true;
  while (is_blank(lexer->lookahead)) advance(lexer);
  c = lexer->lookahead;
  if (is_one_of(word, ARGUED) && (is_letter(c) || is_digit(c) || c == '"' || c == '@')) return false;
  // `done` takes a day, and no name.
  return !(strcmp(word, "done") == 0 && is_digit(c));
}

static bool goes_on(TSLexer *lexer) {
  bool is_next_line = pass_gap(lexer);
  if (is_digit(lexer->lookahead)) return number_goes_on(lexer);
  // No attribute begins with a text.
  if (lexer->lookahead == '"') return true;
  return is_letter(lexer->lookahead) && word_goes_on(lexer, is_next_line);
}

bool tree_sitter_roadmap_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (!valid[LIST_COMMA] && !valid[ATTRIBUTE_COMMA]) return false;
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  if (lexer->lookahead != ',') return false;
  advance(lexer);
  lexer->mark_end(lexer);
  bool is_list = valid[LIST_COMMA] && (!valid[ATTRIBUTE_COMMA] || goes_on(lexer));
  lexer->result_symbol = is_list ? LIST_COMMA : ATTRIBUTE_COMMA;
  return true;
}

// Nothing is kept from one token to the next.
void *tree_sitter_roadmap_external_scanner_create(void) { return NULL; }
void tree_sitter_roadmap_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_roadmap_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_roadmap_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}
