#!/usr/bin/env bash
# src/ knows no destination, and the project names no registry host and no path of anyone's machine.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "check-words: $1" >&2; exit 1; }

for folder in destinations/*/; do
  name=$(basename "$folder")
  # In any word: a name inside an identifier is knowledge of it too.
  if grep -rni "$name" src; then fail "src/ names the destination $name: move that into its folder"; fi
done
if grep -n '"resolved"' package-lock.json; then fail 'package-lock.json names a registry host'; fi
