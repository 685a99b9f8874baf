# Finds what a command left running, detached children and their children included: all of them inherit the
# environment. To be sourced. Needs /proc.

# leaves_nothing_running COMMAND…: fails when the command does, or when something of it still runs afterwards.
leaves_nothing_running() {
  local mark="BALLAST_CI_MARK=$$-$RANDOM-$SECONDS"
  env "$mark" "$@" || return
  local -a left=()
  local attempt process
  for attempt in 1 2 3 4 5; do
    left=()
    for process in /proc/[0-9]*; do
      if grep -qzxF "$mark" "$process/environ" 2>/dev/null; then left+=("${process#/proc/}"); fi
    done
    if ((${#left[@]} == 0)); then return 0; fi
    sleep 1
  done
  echo 'still running:'
  for process in "${left[@]}"; do
    printf '  %s %s\n' "$process" "$(tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null)"
  done
  kill "${left[@]}" 2>/dev/null
  return 1
}
