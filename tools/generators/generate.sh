#!/usr/bin/env bash
# Generates code from openapi/registry.generators.json with every generator whose tool chain is installed, and compiles it.
#   tools/generators/generate.sh DIRECTORY [NAME...]   runs all generators or the named ones; prints a line for each
# Also compiles the clients in clients/, which apps/registry-e2e runs with GENERATED_CLIENTS=DIRECTORY.
# Exit code 1: a generator or a compiler failed. A missing tool chain is reported and is not a failure.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
workspace=$(cd "$here/../.." && pwd)
contract=$workspace/openapi/registry.generators.json
[ $# -gt 0 ] || { grep '^#   ' "$0" >&2; exit 2; }
mkdir -p "$1" && directory=$(cd "$1" && pwd)
shift

openapi_generator_version=7.23.0
oapi_codegen_version=v2.8.0
ogen_version=v1.24.0
openapi_python_client_version=0.29.0
hey_api_version=0.90.10

has() { for each; do command -v "$each" >/dev/null || return 1; done; }
compile_typescript() { "$workspace/node_modules/.bin/tsc" --strict --noEmit --skipLibCheck --target es2022 --module nodenext --lib es2023,dom "$@"; }

openapi_generator() {
  local jar=$directory/openapi-generator.jar
  [ -s "$jar" ] || mvn --quiet --batch-mode dependency:copy -Dmdep.stripVersion -DoutputDirectory="$directory/jar" \
    -Dartifact="org.openapitools:openapi-generator-cli:$openapi_generator_version" && [ -s "$jar" ] || cp "$directory/jar/openapi-generator-cli.jar" "$jar"
  rm -rf "${directory:?}/$1"
  java -jar "$jar" generate -i "$contract" -g "$2" -o "$directory/$1" "${@:3}"
}

# Runs in a folder without redocly.yaml, which it would use as its own settings.
run_openapi_typescript() (
  mkdir -p "$directory/openapi-typescript" && cd "$directory/openapi-typescript" &&
    "$workspace/node_modules/.bin/openapi-typescript" "$contract" -o contract.d.ts && compile_typescript contract.d.ts
)
run_hey_api() (
  mkdir -p "$directory/hey-api" && cd "$directory/hey-api" && echo '{ "private": true, "type": "module" }' >package.json &&
    npm install --silent --no-audit --no-fund "@hey-api/openapi-ts@$hey_api_version" "typescript@5.9.3" &&
    node_modules/.bin/openapi-ts -i "$contract" -o made -p @hey-api/typescript &&
    node_modules/.bin/tsc --strict --noEmit --skipLibCheck --target es2022 --module esnext --moduleResolution bundler made/*.ts
)
run_typescript_fetch() {
  openapi_generator typescript-fetch typescript-fetch --additional-properties=importFileExtension=.js &&
    cp "$here/clients/client.ts" "$directory/typescript-fetch/" &&
    echo '{ "type": "module" }' >"$directory/typescript-fetch/package.json" &&
    ln -sfn "$workspace/node_modules" "$directory/typescript-fetch/node_modules" &&
    "$workspace/node_modules/.bin/tsc" --strict --skipLibCheck --target es2022 --module nodenext --lib es2023,dom --types node \
      --outDir "$directory/typescript-fetch/dist" "$directory/typescript-fetch/client.ts" "$directory/typescript-fetch/index.ts"
}
run_java() {
  openapi_generator java java --library native --additional-properties=useSingleRequestParameter=true,containerDefaultToNull=true &&
    cp "$here/clients/Client.java" "$directory/java/src/main/java/" &&
    mvn --quiet --batch-mode -f "$directory/java/pom.xml" compile dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib
}
run_csharp() { openapi_generator csharp csharp; }
run_python() {
  openapi_generator python python && python3 -m compileall -q "$directory/python/openapi_client"
}
run_openapi_python_client() {
  local venv=$directory/venv
  [ -x "$venv/bin/openapi-python-client" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install -q "openapi-python-client==$openapi_python_client_version"; } || return 1
  "$venv/bin/openapi-python-client" generate --overwrite --meta none --path "$contract" --output-path "$directory/openapi-python-client" &&
    python3 -m compileall -q "$directory/openapi-python-client"
}
go_module() {
  mkdir -p "$directory/$1" && cd "$directory/$1" && { [ -s go.mod ] || go mod init example.com/registry; }
}
run_oapi_codegen() (
  go_module oapi-codegen && mkdir -p registry &&
    go run "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@$oapi_codegen_version" -generate types,client -package registry \
      -o registry/registry.go "$contract" && cp "$here/clients/client.go" . && go mod tidy && go build -o client .
)
run_ogen() (
  go_module ogen && go run "github.com/ogen-go/ogen/cmd/ogen@$ogen_version" --target registry --package registry --clean "$contract" &&
    go mod tidy && go build ./...
)

# Prints each generator's name and the commands that it needs, one line for each.
generators() {
  echo "openapi_typescript node
hey_api npm
typescript_fetch java mvn
java java javac mvn
csharp java mvn
python java mvn python3
openapi_python_client python3
oapi_codegen go
ogen go"
}

failed=0
while read -r name needs; do
  [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
  # shellcheck disable=SC2086
  if ! has $needs; then
    echo "not here  $name (needs $needs)"
  elif mkdir -p "$directory/log" && "run_$name" </dev/null >"$directory/log/$name" 2>&1; then
    echo "ok        $name"
  else
    failed=1
    echo "not ok    $name"
    tail -20 "$directory/log/$name"
  fi
done < <(generators)
exit "$failed"
