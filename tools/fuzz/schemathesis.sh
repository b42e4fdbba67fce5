#!/usr/bin/env bash
# Sends what Schemathesis makes of the contract to the sandbox that `npm start` runs, and holds the answers to the contract.
# Needs Python 3.10 or newer; arguments go to Schemathesis (-n 1000, --seed 1, --phases fuzzing ...).
set -euo pipefail
cd "$(dirname "$0")/../.."
setting() { node -p 'JSON.parse(require("fs").readFileSync(".sandbox/client.json", "utf8"))[process.argv[1]]' "$1"; }

venv=${SCHEMATHESIS_VENV:-${TMPDIR:-/tmp}/schemathesis-venv}
[ -x "$venv/bin/schemathesis" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install -q "schemathesis==4.32.5"; }

token=$(npm run --silent client -- token --raw)
exec "$venv/bin/schemathesis" --config-file tools/fuzz/schemathesis.toml run openapi/registry.bundle.json \
  --url "$(setting baseUrl)" --header "Authorization: Bearer $token" --tls-verify "$(setting ca)" \
  --request-cert "$(setting cert)" --request-cert-key "$(setting key)" --continue-on-failure "$@"
