#!/usr/bin/env bash
# Checks that src/ names no destination, that package-lock.json names no registry host,
# and documentation, comments and texts use the plain words of scripts/plainWords.txt.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "check-words: $1" >&2; exit 1; }

for folder in destinations/*/; do
  name=$(basename "$folder")
  # In any word: a name inside an identifier is knowledge of it too.
  if grep -rni "$name" src; then fail "src/ names the destination $name: move that into its folder"; fi
done
if grep -n '"resolved"' package-lock.json; then fail 'package-lock.json names a registry host'; fi

# The pages, and the sources of their generated parts: comments and texts in the code, descriptions in YAML and in schemas.
mapfile -t files < <(git ls-files '*.md' 'src/*.ts' 'editors/*.ts' 'destinations/*.yaml' 'schemas/*.json' templates deploy)

# Each line of plainWords.txt is: banned phrase, tab, what to write instead. Phrases match whole words in any case, also
# across a line break. Code blocks and generated blocks are skipped: their sources are checked instead.
awk -F '\t' '
  FILENAME == ARGV[1] { plain[$1] = $2; next }
  FNR == 1 { before = ""; code = generated = 0 }
  { line = $0 }
  /^ *```/ { code = !code; line = "" }
  /<!-- generated:/ { generated = 1 }
  /<!-- \/generated:/ { generated = 0; line = "" }
  code || generated { line = "" }
  {
    line = " " tolower(line) " "
    gsub(/[.:;!?|]/, " . ", line) # no phrase goes across these
    gsub(/[^a-z0-9.]+/, " ", line)
    gsub(/ no longer /, " nolonger ", line)
    both = before substr(line, 2)
    for (phrase in plain) {
      words = phrase
      gsub(/[^a-z0-9]+/, " ", words)
      words = " " words " "
      inLine = index(line, words)
      if (inLine || (before != "" && index(both, words) && !index(before, words))) {
        printf "%s:%d: \"%s\": write \"%s\" instead\n", FILENAME, inLine ? FNR : FNR - 1, phrase, plain[phrase]
        found = 1
      }
    }
    before = line
  }
  END { exit found }
' scripts/plainWords.txt "${files[@]}" >&2
