import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Plugin } from 'rolldown';

/**
 * Bundles better-sqlite3's JavaScript, ten small files, and leaves its native half where it is installed: finding
 * those files took a fifth of the time of a fast command. The halves of a package belong together, so where
 * another version is installed than was bundled, the whole of that one is used instead.
 */
export function nativeSqlite(): Plugin {
  const file = (name: string): RegExp => new RegExp(`better-sqlite3[\\\\/]lib[\\\\/]${name}\\.js$`);
  const index = file('index');
  const binding = file('binding');
  return {
    name: 'native-sqlite',
    transform(code, id) {
      if (index.test(id)) {
        const { version } = JSON.parse(readFileSync(join(dirname(id), '..', 'package.json'), 'utf8')) as {
          version: string;
        };
        return indexModule(version);
      }
      if (!binding.test(id)) return null;
      if (!code.includes('__dirname')) throw new Error('better-sqlite3 finds its binary in another way now');
      return `const { installedFolder } = require('./installed-folder');\n${code.replaceAll('__dirname', "path.join(installedFolder(), 'lib')")}`;
    },
    resolveId: (id) => (id === './installed-folder' ? '\0installed-folder' : null),
    load: (id) => (id === '\0installed-folder' ? { code: INSTALLED_FOLDER, moduleType: 'js' } : null),
  };
}

const indexModule = (version: string): string => `
const { installedFolder } = require('./installed-folder');
const folder = installedFolder();
const installed = JSON.parse(require('fs').readFileSync(folder + '/package.json', 'utf8')).version;
if (installed === ${JSON.stringify(version)}) {
  module.exports = require('./database')(require('./binding').getBinding, true);
  module.exports.SqliteError = require('./sqlite-error');
} else {
  module.exports = require(folder);
}`;

/** Looks beside and above first: it is there, and asking Node's resolver takes longer than a query. */
const INSTALLED_FOLDER = `
const { existsSync } = require('fs');
const { dirname, join } = require('path');
let found;
exports.installedFolder = () => {
  if (found) return found;
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'better-sqlite3');
    if (existsSync(candidate)) return (found = candidate);
  }
  return (found = dirname(require.resolve('better-sqlite3/package.json')));
};`;
