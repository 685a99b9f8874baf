#!/usr/bin/env node
'use strict';

/* oxlint-disable unicorn/prefer-node-protocol -- `node:` came with Node 14.18 */

// CommonJS, and nothing that is younger than Node 8: an old Node must get a sentence here, not a syntax error, nor
// a crash inside a dependency (better-sqlite3 13 segfaults on Node 20). It is also what starts fastest.

const OLDEST_NODE = 22;

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  start();
} else {
  startWithOtherNode();
}

function start() {
  enableCompileCache();
  let program;
  try {
    program = require('../dist/start/main.cjs');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !/dist.start.main\.cjs/.test(error.message)) throw error;
    complain('Ballast is not built: run `npm run build` in its folder.');
    return;
  }
  void program.main(process.argv.slice(2), __dirname + '/..');
}

// Compiled code is kept in the user's cache folder. Without one Ballast is only slower to start.
function enableCompileCache() {
  const env = process.env;
  const home = env.HOME || env.USERPROFILE;
  const base =
    env.XDG_CACHE_HOME ||
    (process.platform === 'win32' && env.LOCALAPPDATA) ||
    (home && home + (process.platform === 'darwin' ? '/Library/Caches' : '/.cache'));
  const { enableCompileCache: enable } = require('module');
  // Node 22.0 has none, and one that cannot be used says so in its answer: both leave everything else as it is.
  if (base && enable) enable(base + '/ballast/compiled');
}

// A package manager may have put a newer Node beside us; it is tried once.
function startWithOtherNode() {
  const sentence =
    'Ballast needs Node.js ' +
    OLDEST_NODE +
    ' or newer and this is ' +
    process.version +
    ': install one from https://nodejs.org, or with your version manager (`nvm install 24`).';
  const node = process.env.BALLAST_OTHER_NODE ? undefined : nodeBeside();
  if (node === undefined) {
    complain(sentence);
    return;
  }
  const child = require('child_process').spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { BALLAST_OTHER_NODE: '1' }),
  });
  // A terminal's Ctrl-C reaches the child by itself; this process waits for it, and passes on what does not.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', () => complain(sentence));
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 128 + (signal === 'SIGINT' ? 2 : 15) : code;
  });
}

function nodeBeside() {
  const fs = require('fs');
  return ['/../node_modules/node/bin/node', '/../../node/bin/node']
    .map((path) => __dirname + path + (process.platform === 'win32' ? '.exe' : ''))
    .find((path) => fs.existsSync(path));
}

function complain(sentence) {
  process.stderr.write(sentence + '\n');
  process.exitCode = 1;
}
