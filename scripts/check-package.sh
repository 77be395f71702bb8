#!/usr/bin/env bash
# The package works where nothing but its tarball was installed.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

npm pack "$root" --silent --pack-destination "$folder" > /dev/null
cd "$folder"
npm init --yes > /dev/null
npm install --no-audit --no-fund --silent ./destkit-*.tgz

npx destkit --version
npx destkit demo kochava | tail -n 2
npx destkit test kochava
printf '{"type":"track","event":"Order Completed","anonymousId":"a-1"}\n' > event.ndjson
printf '{"apiKey":"koacme"}\n' > config.json
npx destkit transform kochava event.ndjson --config config.json --validate | grep -q '"event_name":"Purchase"'
node -e "
  const { loadDestination } = require('destkit');
  loadDestination('kochava')
    .then((kochava) => kochava.transform({ message: { type: 'identify' }, destination: { Config: { apiKey: 'k' } } }))
    .then((result) => { if (result.outcome !== 'rejected') throw new Error(JSON.stringify(result)); });
"
npx destkit new webhook > /dev/null
npx destkit lint ./webhook
npx destkit test ./webhook
npx destkit transform ./webhook webhook/goldens/processor/*/input.json --validate --strict | grep -q '"event":"Order Completed"'
echo 'the package works on its own'
