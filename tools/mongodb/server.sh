#!/usr/bin/env bash
# A server that speaks MongoDB's protocol, on the loopback, where there is no mongod: for tests only (docs/decisions/0050).
#   tools/mongodb/server.sh start   installs it once, starts it with an empty database, prints its URL as the only line of output
#   tools/mongodb/server.sh crash   kills it (SIGKILL) and starts it again with its data, at the same place
#   tools/mongodb/server.sh stop    stops it and deletes its data
# In a test run:  MONGODB_URL=$(tools/mongodb/server.sh start) npm test; tools/mongodb/server.sh stop
# MONGODB_TEST_HOME says where it is kept; by default a folder of this checkout's own in the user's cache, which `npm ci` spares.
set -euo pipefail
cd "$(dirname "$0")/../.."
checkout=$(cksum <<<"$PWD" | cut -d' ' -f1)
home=${MONGODB_TEST_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/appointment-registry/mongodb-$checkout}
package=secantusdb==0.7.0b3

running() { [ -s "$home/pid" ] && kill -0 "$(cat "$home/pid")" 2>/dev/null; }

stop() {
  if running; then
    kill "$(cat "$home/pid")" 2>/dev/null || true
    for _ in $(seq 100); do running || break; sleep 0.1; done
    if running; then kill -KILL "$(cat "$home/pid")" || true; fi
  fi
  rm -rf "$home/data" "$home/pid" "$home/url"
}

start() {
  if running && [ -s "$home/url" ]; then cat "$home/url"; return; fi
  stop
  mkdir -p "$home"
  if [ "$(cat "$home/installed" 2>/dev/null)" != "$package" ]; then
    rm -rf "$home/venv"
    { python3 -m venv "$home/venv" && "$home/venv/bin/pip" install --quiet --disable-pip-version-check "$package"; } >&2
    echo "$package" >"$home/installed"
  fi
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  serve "$port"
}

# serve PORT: with the data that is there.
serve() {
  local port=$1
  # Own session and no inherited descriptors: it outlives a $(...) around this script without holding it open.
  $(command -v setsid) "$home/venv/bin/secantusd-py" --host 127.0.0.1 --port "$port" --storage-path "$home/data" --sync-on-commit \
    >"$home/log" 2>&1 </dev/null &
  echo $! >"$home/pid"
  for _ in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "mongodb://127.0.0.1:$port" | tee "$home/url"
      return
    fi
    running || break
    sleep 0.1
  done
  echo "The MongoDB-speaking server did not start; its log is $home/log" >&2
  tail -5 "$home/log" >&2
  return 1
}

crash() {
  running || { echo "No server runs." >&2; return 1; }
  local port
  port=$(sed 's/.*://' "$home/url")
  kill -KILL "$(cat "$home/pid")"
  while running; do sleep 0.1; done
  serve "$port"
}

case ${1:-} in
  crash) crash ;;
  start) start ;;
  stop) stop ;;
  *) grep '^#   ' "$0" >&2; exit 2 ;;
esac
