#!/usr/bin/env bash
# Sends Schemathesis's requests for the contract to the sandbox that `npm start` runs, and checks the answers against the contract.
# Also fails if an operation accepted none of the bodies of a media type. Needs a build, and Python 3.10 or newer. Arguments are
# passed to Schemathesis (-n 1000, --seed 1, --phases fuzzing ...). SANDBOX names the sandbox's folder if it is not .sandbox.
set -euo pipefail
cd "$(dirname "$0")/../.."
sandbox=${SANDBOX:-.sandbox}
setting() { node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))[process.argv[2]]' "$sandbox/client.json" "$1"; }

venv=${SCHEMATHESIS_VENV:-${TMPDIR:-/tmp}/schemathesis-venv}
[ -x "$venv/bin/schemathesis" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install -q "schemathesis==4.32.5"; }

FUZZ_URL=$(setting baseUrl) FUZZ_CA=$(setting ca) FUZZ_CERT=$(setting cert) FUZZ_KEY=$(setting key)
token=$(curl -sf --cacert "$FUZZ_CA" --cert "$FUZZ_CERT" --key "$FUZZ_KEY" "$(setting tokenUrl)" -d grant_type=client_credentials \
  -d client_id="$(setting clientId)" -d client_secret="$(setting clientSecret)" | node -p 'JSON.parse(fs.readFileSync(0)).access_token')
FUZZ_AUTHORIZATION="Bearer $token"
FUZZ_COUNTS=$(mktemp)
export FUZZ_AUTHORIZATION FUZZ_URL FUZZ_CA FUZZ_CERT FUZZ_KEY FUZZ_COUNTS SCHEMATHESIS_HOOKS=hooks
trap 'rm -f "$FUZZ_COUNTS"' EXIT

result=0
PYTHONPATH=tools/fuzz "$venv/bin/schemathesis" --config-file tools/fuzz/schemathesis.toml run openapi/registry.bundle.json \
  --url "$FUZZ_URL" --header "Authorization: $FUZZ_AUTHORIZATION" --tls-verify "$FUZZ_CA" \
  --request-cert "$FUZZ_CERT" --request-cert-key "$FUZZ_KEY" --continue-on-failure "$@" || result=$?

echo
printf '%-16s %-34s %6s %8s\n' operation "media type" sent accepted
while read -r operation type sent accepted; do
  printf '%-16s %-34s %6s %8s\n' "$operation" "$type" "$sent" "$accepted"
  if [ "$accepted" = 0 ]; then echo "$operation accepted no body of $type" && result=1; fi
done <"$FUZZ_COUNTS"
if [ ! -s "$FUZZ_COUNTS" ]; then echo "No body was sent." && result=1; fi
exit "$result"
