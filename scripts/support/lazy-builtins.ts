import type { Plugin } from 'rolldown';

/**
 * Built-in modules that are not in Node's start-up snapshot: loading `node:crypto` takes a sixth of the time that
 * `node -e 0` does, and a fast command never calls it. Their `require` waits until the first use.
 */
const LAZY = [
  'crypto',
  'fs/promises',
  'child_process',
  'readline',
  'readline/promises',
  'os',
  'util',
  'url',
  'http',
  'https',
  'zlib',
  'stream',
  'tty',
];

/**
 * In CommonJS output rolldown writes `let node_crypto = require("node:crypto");` and `(0, node_crypto.hash)(…)`.
 * A module that is used in any other way than by a member, or assigned again, stays as it is.
 */
export function lazyBuiltins(): Plugin {
  const requires = new RegExp(`^let (\\w+) = require\\("node:(${LAZY.join('|')})"\\);$`, 'gm');
  return {
    name: 'lazy-builtins',
    renderChunk: (code) =>
      code.replace(requires, (statement, name: string, module: string) => {
        const uses = code.match(new RegExp(`\\b${name}\\b(?!\\.)`, 'g')) ?? [];
        if (uses.length > 1) return statement;
        return `const ${name} = new globalThis.Proxy({}, { get: (_, key) => require("node:${module}")[key] });`;
      }),
  };
}
