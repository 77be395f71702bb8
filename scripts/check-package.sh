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
npx destkit export kochava --to rudder-transformer --out transformer > /dev/null
node -e "
  const { compiledExecutor } = require('./transformer/src/cdk/v2/destinations/kochava/runtime.js');
  if (typeof compiledExecutor.execute !== 'function') throw new Error('the exported folder has no executor');
"
npx destkit new webhook > /dev/null
npx destkit lint ./webhook
npx destkit test ./webhook
npx destkit transform ./webhook webhook/goldens/processor/*/input.json --validate --strict | grep -q '"event":"Order Completed"'
# The studio serves its page without a build.
node_modules/.bin/destkit studio kochava --port 0 > studio.txt &
studio=$!
for _ in $(seq 100); do grep -q http studio.txt && break; sleep 0.1; done
origin=$(grep -o 'http://127.0.0.1:[0-9]*' studio.txt)
for part in / /main.js /main.css /worker.js; do curl -sf "$origin$part" > part.txt && test -s part.txt; done
kill -TERM "$studio"
wait "$studio"
echo 'the package works on its own'
