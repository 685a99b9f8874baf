#!/usr/bin/env node
// Runs on any Node that knows dynamic import, and imports nothing statically: an old Node must get a sentence
// here, not a crash inside a dependency (better-sqlite3 13 segfaults on Node 20).

const OLDEST_NODE = 22;

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  start();
} else {
  startWithOtherNode();
}

function start() {
  enableCompileCache();
  import('../dist/start/main.cjs').then(
    (module) => module.main(process.argv.slice(2), new URL('..', import.meta.url).href),
    (error) => {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/dist.start.main\.cjs/.test(error.message)) throw error;
      complain('Ballast is not built: run `npm run build` in its folder.');
    },
  );
}

// Compiled code is kept in the user's cache folder. Without one Ballast is only slower to start.
function enableCompileCache() {
  try {
    const { env, platform } = process;
    const home = env.HOME || env.USERPROFILE;
    const base =
      env.XDG_CACHE_HOME ||
      (platform === 'win32' && env.LOCALAPPDATA) ||
      (home && home + (platform === 'darwin' ? '/Library/Caches' : '/.cache'));
    if (base) process.getBuiltinModule('module').enableCompileCache(base + '/ballast/compiled');
  } catch {
    // Node before 22.3 has no getBuiltinModule.
  }
}

// A package manager may have put a newer Node beside us; it is tried once.
function startWithOtherNode() {
  const sentence =
    'Ballast needs Node.js ' +
    OLDEST_NODE +
    ' or newer and this is ' +
    process.version +
    ': install one from https://nodejs.org, or with your version manager (`nvm install 24`).';
  if (process.env.BALLAST_OTHER_NODE) {
    complain(sentence);
    return;
  }
  Promise.all([import('fs'), import('child_process'), import('url')]).then(([fs, childProcess, url]) => {
    const node = ['../node_modules/node/bin/node', '../../node/bin/node']
      .reduce((all, path) => all.concat([path, path + '.exe']), [])
      .map((path) => url.fileURLToPath(new URL(path, import.meta.url)))
      .find((path) => fs.existsSync(path));
    if (node === undefined) {
      complain(sentence);
      return;
    }
    const child = childProcess.spawn(node, process.argv.slice(1), {
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
  });
}

function complain(sentence) {
  process.stderr.write(sentence + '\n');
  process.exitCode = 1;
}
