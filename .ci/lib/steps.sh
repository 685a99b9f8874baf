# Named, timed steps. A failing step does not stop the others: one run shows all that is wrong.
# To be sourced; `set -e` does not reach into a step (it runs as a condition), so a step joins its commands with &&.

steps_passed=()
steps_failed=()
steps_skipped=()

# step NAME COMMAND…: runs the command without stdin and notes how it went.
step() {
  local name=$1 started=$SECONDS status=0
  shift
  printf '\n=== %s\n' "$name"
  "$@" </dev/null || status=$?
  if ((status == 0)); then
    steps_passed+=("$name")
    printf -- '--- %s: passed in %d s\n' "$name" $((SECONDS - started))
  else
    steps_failed+=("$name")
    printf -- '--- %s: FAILED (status %d) after %d s\n' "$name" "$status" $((SECONDS - started))
  fi
}

# skipped_step NAME REASON: a step that cannot run here is neither passed nor failed.
skipped_step() {
  printf '\n=== %s\n--- %s: SKIPPED, %s\n' "$1" "$1" "$2"
  steps_skipped+=("$1: $2")
}

# As step, and ends the run when it fails: for what all later steps need.
required_step() {
  local failures=${#steps_failed[@]}
  step "$@"
  if ((${#steps_failed[@]} > failures)); then finish_steps; fi
}

# Prints the tally and exits.
finish_steps() {
  printf '\nCI steps, %d s in all:\n' "$SECONDS"
  local name
  for name in "${steps_failed[@]}"; do printf '  FAILED  %s\n' "$name"; done
  for name in "${steps_skipped[@]}"; do printf '  skipped %s\n' "$name"; done
  for name in "${steps_passed[@]}"; do printf '  passed  %s\n' "$name"; done
  printf '%d passed, %d failed\n' "${#steps_passed[@]}" "${#steps_failed[@]}"
  exit $((${#steps_failed[@]} > 0))
}
