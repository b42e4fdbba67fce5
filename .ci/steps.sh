# Sourced by .ci/run and .ci/full: runs steps under time limits, counts them, and leaves none of their processes behind.
# Needs GNU coreutils, util-linux and procps, which Linux runners have.
export CI=true NX_DAEMON=false REDOCLY_TELEMETRY=off
results=$(mktemp -d)
passed=0 failed=0 skipped=0
# Time limit in seconds for all steps together. A pipeline that does not end reports nothing.
: "${CI_SECONDS:=4800}"

# step LIMIT NAME COMMAND...: LIMIT is in seconds. The output goes to a file, since a process left behind would hold a pipe open.
step() {
  local limit=$1 name=$2 began=$SECONDS reason="" status=0 step_id="$$-$RANDOM$RANDOM" command_pid
  shift 2
  if [ $((CI_SECONDS - SECONDS)) -lt "$limit" ]; then limit=$((CI_SECONDS - SECONDS)); fi
  echo "=== $name"
  : >"$results/log"
  CI_STEP=$step_id setsid --wait "$@" >"$results/log" 2>&1 </dev/null &
  command_pid=$!
  tail -n +1 -f --pid="$command_pid" "$results/log" &
  local tail_pid=$!
  while kill -0 "$command_pid" 2>/dev/null && [ $((SECONDS - began)) -lt "$limit" ]; do sleep 1; done
  if kill -0 "$command_pid" 2>/dev/null; then
    reason=", stopped at its limit of $limit s; what ran:"$'\n'"$(describe_processes "$step_id" "$command_pid")"
    end_processes "$step_id" "$command_pid"
  fi
  wait "$command_pid" 2>/dev/null || status=$?
  wait "$tail_pid" 2>/dev/null
  # Gives processes that are about to end up to five seconds.
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -z "$(processes_of "$step_id" "$command_pid")" ] || sleep 0.5; done
  if [ -z "$reason" ] && [ -n "$(processes_of "$step_id" "$command_pid")" ]; then
    reason=", left behind:"$'\n'"$(describe_processes "$step_id" "$command_pid")"
    status=1
  fi
  end_processes "$step_id" "$command_pid"
  if [ "$status" = 0 ] && [ -z "$reason" ]; then
    passed=$((passed + 1)) && echo "=== $name: passed in $((SECONDS - began)) s"
  else
    failed=$((failed + 1)) && echo "=== $name: FAILED after $((SECONDS - began)) s$reason"
    explain_failure "$name" "$reason"
  fi
}

# Saves the text that report repeats at the end: the failed tests with the first lines of their messages, or the end of the output.
explain_failure() {
  {
    echo "=== $1: failed$2"
    sed -n 's/^failed test: //p' "$results/log" | grep . || tail -n 20 "$results/log"
  } | sed 's/\x1b\[[0-9;]*m//g' >>"$results/failures"
}

# Prints the process ids of a step: those of its session, those that inherited its environment, and the descendants of its command.
processes_of() {
  local step_id=$1 command_pid=$2
  {
    grep -lzx "CI_STEP=$step_id" /proc/[0-9]*/environ | cut -d/ -f3
    ps -eo pid=,ppid=,sess=,stat= | awk -v root="$command_pid" '
      $4 !~ /^Z/ { parent[$1] = $2; session[$1] = $3 }
      END { for (each in parent) for (up = each; up > 1; up = parent[up]) if (up == root || session[up] == root) { print each; break } }'
  } 2>/dev/null | sort -un
}

describe_processes() {
  local list
  list=$(processes_of "$@" | paste -sd,)
  [ -z "$list" ] || ps -o pid,ppid,etimes,time,args --forest -p "$list" | cut -c1-240
}

end_processes() {
  local list
  list=$(processes_of "$@")
  [ -n "$list" ] || return 0
  # shellcheck disable=SC2086
  kill -TERM $list 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -z "$(processes_of "$@")" ] || sleep 1; done
  list=$(processes_of "$@")
  # shellcheck disable=SC2086
  [ -z "$list" ] || kill -KILL $list 2>/dev/null
}

# Adds up Jest's "Tests:" lines, one for each project.
count_tests() {
  local kind=$1
  sed 's/\x1b\[[0-9;]*m//g' "$results/log" | sed -nE "s/.*Tests:.* ([0-9]+) $kind.*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
}

# Tests validate the codec's XML with xmllint. Without it, they report that they did not run.
install_xmllint() {
  if command -v xmllint >/dev/null || ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then return; fi
  timeout 180 bash -c 'apt-get update -q && apt-get install -qy --no-install-recommends libxml2-utils' >/dev/null 2>&1 ||
    echo "xmllint could not be installed"
}

# Starts a server with MongoDB's wire protocol, so that the adapter's tests run against one (docs/decisions/0050).
start_mongodb() {
  if MONGODB_URL=$(timeout 300 tools/mongodb/server.sh start); then
    export MONGODB_URL
  else
    echo "=== no MongoDB-speaking server: the adapter's tests will be skipped"
  fi
}

clean_up() {
  tools/mongodb/server.sh stop >/dev/null 2>&1
  rm -rf "$results"
}
trap clean_up EXIT

# Prints the failures, and "N passed, N failed" as the last line.
report() {
  if [ -s "$results/failures" ]; then cat "$results/failures"; fi
  if [ "$skipped" != 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
  [ "$failed" = 0 ]
}
