#!/usr/bin/env bash
# A plain HAPI FHIR server for STU3, in memory, over mutual TLS, for tests against a registry that is not ours.
#   tools/hapi/server.sh build             copies its libraries with Maven, compiles it once, and prints its class path
#   tools/hapi/server.sh run CERT KEY CA   prints its port, and serves until its standard input ends
# In a test run:  HAPI_CLASS_PATH=$(tools/hapi/server.sh build) npm test
set -euo pipefail
cd "$(dirname "$0")"
home=${HAPI_TEST_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/appointment-registry/hapi}

build() {
  local version
  version=$(cat pom.xml src/PlainServer.java | cksum | cut -d' ' -f1)
  if [ "$(cat "$home/built" 2>/dev/null)" != "$version" ]; then
    rm -rf "$home" && mkdir -p "$home/classes"
    mvn --quiet --batch-mode --file pom.xml dependency:copy-dependencies -DoutputDirectory="$home/lib" >&2
    javac -cp "$home/lib/*" -d "$home/classes" src/PlainServer.java >&2
    echo "$version" >"$home/built"
  fi
  echo "$home/classes:$home/lib/*"
}

case ${1:-} in
  build) build ;;
  run) exec java -cp "$(build)" PlainServer "$2" "$3" "$4" ;;
  *) grep '^#   ' "$0" >&2; exit 2 ;;
esac
