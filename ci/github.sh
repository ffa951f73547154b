#!/usr/bin/env bash
# The steps of the GitHub action (`action.yml`). What is asked for comes by the environment, and is never a part of a command's text.
# It runs under the Bash 3.2 of macOS too, which takes an empty array for a variable that is not set: `${array[@]+"${array[@]}"}`.
set -euo pipefail

# A comment may have 65,536 characters; bytes are at least as many.
most=60000

fail() {
  printf '::error::%s\n' "$1"
  exit 2
}

# The lines of a text that are not empty, in the array `lines`.
read_lines() {
  local line
  lines=()
  while IFS= read -r line; do
    line="${line%$'\r'}"
    if [[ -n "$line" ]]; then lines+=("$line"); fi
  done <<<"$1"
}

# Whether an input says `true`; what is neither that nor `false` is refused.
is_on() {
  case "${2:-false}" in
    true) return 0 ;;
    false) return 1 ;;
    *) fail "the input $1 is either true or false" ;;
  esac
}

# Runs a command; the worst exit code of all is that of the step.
worst=0
try() {
  local code=0
  "$@" || code=$?
  if ((code > worst)); then worst=$code; fi
}

# Puts the action's own version where the next step finds it, unless there is a `milepost` already.
install() {
  if command -v milepost >/dev/null; then
    milepost --version
    return
  fi
  if ! command -v cargo >/dev/null; then fail 'this runner has neither milepost nor cargo'; fi
  local root="$RUNNER_TEMP/milepost"
  # The fastest program takes minutes to compile; this one is fast enough.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install --locked --path "$GITHUB_ACTION_PATH" --root "$root"
  printf '%s\n' "$root/bin" >>"$GITHUB_PATH"
}

# Four blanks before each line are code in Markdown, whatever the line says.
as_code() {
  sed 's/^/    /'
}

# So many lines as a comment may have.
cut() {
  # All is read: who writes may not find its reader gone.
  LC_ALL=C awk -v most="$most" '
    (size += length($0) + 1) <= most { print }
    END { if (size > most) print "\n*There is more: `milepost build --format markdown` writes the whole of a plan.*" }
  '
}

# The report: what is wrong, then how each plan stands.
write_report() {
  local found
  found="$(milepost check --quiet --diagnostics short ${deny[@]+"${deny[@]}"} -- "${files[@]}" 2>&1)" || true
  printf '# Roadmaps\n\n'
  if [[ -n "$found" ]]; then
    printf '%s\n' "$found" | as_code
  else
    printf 'No errors.\n'
  fi
  local file plan
  for file in "${files[@]}"; do
    plan="$(milepost build --quiet --format markdown --output - -- "$file" 2>/dev/null)" || true
    if [[ -n "$plan" ]]; then printf '\n%s\n' "$plan"; fi
  done
}

# Builds the outputs that an input names, or with `--check` compares them.
outputs() {
  read_lines "$2"
  if ((${#lines[@]} == 0)); then return; fi
  if ((${#files[@]} > 1)); then
    fail "the input $1 is for one roadmap: use the action once for each"
  fi
  local output arguments=("${@:3}")
  for output in "${lines[@]}"; do arguments+=("--output=$output"); done
  try milepost build --quiet --diagnostics short "${arguments[@]}" -- "${files[0]}"
}

check() {
  read_lines "${MILEPOST_FILES:-}"
  files=(${lines[@]+"${lines[@]}"})
  if ((${#files[@]} == 0)); then fail 'the input files names no roadmap'; fi
  local file
  for file in "${files[@]}"; do
    if [[ ! -e "$file" ]]; then
      printf '::error::there is no file %s (the input files takes names, no patterns)\n' "${file//%/%25}"
      worst=2
    fi
  done
  deny=()
  if is_on deny-warnings "${MILEPOST_DENY_WARNINGS:-}"; then deny=(--deny warnings); fi

  try milepost check --diagnostics github ${deny[@]+"${deny[@]}"} -- "${files[@]}"

  if is_on fmt "${MILEPOST_FMT:-}"; then
    try milepost fmt --check --diagnostics short -- "${files[@]}"
  fi

  outputs committed "${MILEPOST_COMMITTED:-}" --check
  outputs build "${MILEPOST_BUILD:-}"

  # The action may be used several times in one job.
  local folder
  folder="$(mktemp -d "$RUNNER_TEMP/milepost.XXXXXX")"
  if is_on sarif "${MILEPOST_SARIF:-}"; then
    # What is wrong was told, and counts already.
    milepost check --diagnostics sarif ${deny[@]+"${deny[@]}"} -- "${files[@]}" \
      >"$folder/milepost.sarif" 2>/dev/null || true
    printf 'sarif=%s\n' "$folder/milepost.sarif" >>"$GITHUB_OUTPUT"
  fi

  if is_on report "${MILEPOST_REPORT:-}"; then
    write_report | cut >"$folder/milepost.md"
    cat "$folder/milepost.md" >>"$GITHUB_STEP_SUMMARY"
    printf 'report=%s\n' "$folder/milepost.md" >>"$GITHUB_OUTPUT"
  fi
  exit "$worst"
}

case "${1:-}" in
  install | check) "$1" ;;
  *) fail 'github.sh takes install or check' ;;
esac
