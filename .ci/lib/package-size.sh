# What a user gets: the packed package, installed without development dependencies. To be sourced.

# megabytes FOLDER
megabytes() { du -sm "$1" | cut -f1; }

# under_megabytes LIMIT FOLDER: fails when the folder takes LIMIT MB or more.
under_megabytes() {
  local size
  size=$(megabytes "$2") || return
  echo "$2: $size MB, has to stay under $1"
  ((size < $1))
}

# Packs this folder, installs it elsewhere, and starts it: with Node 24, and with a Node that is too old.
packed_install_works() {
  local folder status=0
  folder=$(mktemp -d) || return
  packed_install_works_in "$folder" || status=$?
  rm -rf "$folder"
  return "$status"
}

packed_install_works_in() {
  local folder=$1 archive version wanted node24="$PWD/node_modules/node/bin/node"
  npm run --silent build &&
    archive=$(npm pack --silent --pack-destination "$folder") &&
    echo '{ "private": true }' >"$folder/package.json" &&
    npm install --prefix "$folder" --omit=dev --no-audit --no-fund --loglevel=error "$folder/$archive" &&
    under_megabytes 150 "$folder/node_modules" &&
    wanted=$("$node24" --print 'require("./package.json").version') &&
    version=$("$node24" "$folder/node_modules/ballast/bin/run.js" --version) &&
    echo "on Node 24: $version" &&
    [[ $version == *"$wanted"* ]] &&
    old_node_is_refused "$folder/node_modules/ballast/bin/run.js"
}

# On a Node below 22 the program says so in one line, with status 1, and nothing else happens.
old_node_is_refused() {
  local output status=0
  if (($(node --print 'process.versions.node.split(".")[0]') >= 22)); then
    echo 'no old Node here to try'
    return 0
  fi
  output=$(node "$1" --version 2>&1) || status=$?
  echo "on Node $(node --version): $output"
  ((status == 1 && $(wc -l <<<"$output") == 1)) && [[ $output == *Node* ]]
}
