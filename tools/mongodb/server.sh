#!/usr/bin/env bash
# A server with MongoDB's protocol on the loopback interface, for machines without mongod. For tests only (docs/decisions/0050).
#   tools/mongodb/server.sh start   installs it once, starts it with an empty database, prints its URL as the only line of output
#   tools/mongodb/server.sh crash   kills it (SIGKILL) and restarts it with its data, at the same address
#   tools/mongodb/server.sh stop    stops it and deletes its data
# In a test run:  MONGODB_URL=$(tools/mongodb/server.sh start) npm test; tools/mongodb/server.sh stop
# MONGODB_TEST_HOME is its folder. The default is a folder for this checkout in the user's cache, which `npm ci` does not delete.
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

# serve PORT: starts the server with the existing data.
serve() {
  local port=$1
  # The server has its own session and no inherited descriptors, so that it can outlive a $(...) around this script without blocking it.
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
