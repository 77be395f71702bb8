#!/usr/bin/env bash
# Checks the destinations below the working directory, then publishes the report. The exit code is that of the check:
# 0 success, 1 the check failed, 2 wrong usage. Run it locally in the same way: DESTKIT_BASE=main path/to/check.sh
#
#   DESTKIT_DESTINATIONS    names or paths, separated by spaces; by default all in ./destinations
#   DESTKIT_BASE            the commit, branch or tag to compare with; by default there is no comparison
#   DESTKIT_THRESHOLD       the lowest coverage in percent
#   DESTKIT_ALLOW_BREAKING  true: breaking changes do not fail the check
#   DESTKIT_COMMENT         true: write a comment, with GITHUB_TOKEN; otherwise the report is in the job's summary
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

read -ra names <<< "${DESTKIT_DESTINATIONS:-}"
for name in ${names[@]+"${names[@]}"}; do
  case $name in -*) echo "check: a destination must not start with a hyphen: $name" >&2; exit 2 ;; esac
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
options=(--report "$folder/report.md")
if [ -n "${GITHUB_ACTIONS:-}" ]; then options+=(--format github); fi
if [ -n "${DESTKIT_BASE:-}" ]; then options+=("--against=$DESTKIT_BASE"); fi
if [ -n "${DESTKIT_THRESHOLD:-}" ]; then options+=("--threshold=$DESTKIT_THRESHOLD"); fi
if [ "${DESTKIT_ALLOW_BREAKING:-}" = true ]; then options+=(--allow-breaking); fi

# Only the comment needs the token.
code=0
env -u GITHUB_TOKEN node "$here/../dist/apps/cli/main.js" check \
  ${names[@]+"${names[@]}"} "${options[@]}" || code=$?

# Without a report there is nothing to publish: the error message is the output above.
if [ -f "$folder/report.md" ]; then node "$here/comment.js" "$folder/report.md"; fi
exit "$code"
