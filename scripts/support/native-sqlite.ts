import type { Plugin } from 'rolldown';

/**
 * Bundles better-sqlite3's JavaScript, ten small files, and leaves its native half where it is installed: a fifth
 * of the time of a fast command was spent on finding those files. The version must be pinned, see `bundle.ts`.
 */
export function nativeSqlite(): Plugin {
  return {
    name: 'native-sqlite',
    transform(code, id) {
      if (!/better-sqlite3[\\/]lib[\\/]binding\.js$/.test(id)) return null;
      if (!code.includes('__dirname')) throw new Error('better-sqlite3 finds its binary in another way now');
      return `${FIND}\n${code.replaceAll('__dirname', 'installedLib()')}`;
    },
  };
}

/** Looks beside and above first: that is where it is, and asking Node's resolver takes longer than the query. */
const FIND = `
let foundLib;
function installedLib() {
  if (foundLib) return foundLib;
  const { existsSync } = require('fs');
  const { dirname, join } = require('path');
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'better-sqlite3', 'lib');
    if (existsSync(candidate)) return (foundLib = candidate);
  }
  return (foundLib = join(dirname(require.resolve('better-sqlite3/package.json')), 'lib'));
}`;
