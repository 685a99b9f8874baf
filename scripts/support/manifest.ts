import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Command, Interfaces } from '@oclif/core';

import type { BallastCommand } from '../../src/commands/support/define-command.ts';
import { oclifCommand } from '../../src/commands/support/oclif-command.ts';

/** Files of `src/commands` that are a command each, relative to it; `support/` is what they share. */
export const commandFiles = (root: string): readonly string[] =>
  globSync('**/*.ts', { cwd: join(root, 'src/commands'), exclude: (name) => name === 'support' })
    .map((file) => file.replaceAll(sep, '/'))
    .sort();

/** `cost/report.ts` is `cost:report`. */
export const commandId = (file: string): string => file.replace(/\.ts$/, '').replaceAll('/', ':');

export interface LoadedCommand {
  readonly id: string;
  readonly command: BallastCommand;
}

export const loadCommands = (root: string): Promise<readonly LoadedCommand[]> =>
  Promise.all(
    commandFiles(root).map(async (file) => {
      const module = (await import(pathToFileURL(join(root, 'src/commands', file)).href)) as {
        default: BallastCommand;
      };
      return { id: commandId(file), command: module.default };
    }),
  );

/** What oclif reads instead of loading every command: the same that `oclif manifest` would write. */
export async function manifest(root: string): Promise<Interfaces.Manifest> {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const cache = cacheCommand();
  const commands: Interfaces.Manifest['commands'] = {};
  for (const { id, command } of await loadCommands(root)) {
    const type = oclifCommand(command);
    type.id = id;
    commands[id] = {
      ...(await cache(type)),
      pluginAlias: name,
      pluginName: name,
      pluginType: 'core',
      isESM: false,
      relativePath: ['dist', 'commands', ...`${id.replaceAll(':', '/')}.cjs`.split('/')],
    };
  }
  return { version, commands };
}

/** oclif exports no function for this; the package with its command line is 60 times the size of the one file. */
function cacheCommand(): (command: Command.Class) => Promise<Command.Cached> {
  const require = createRequire(import.meta.url);
  const core = dirname(require.resolve('@oclif/core/package.json'));
  const loaded = require(join(core, 'lib/util/cache-command.js')) as {
    cacheCommand: (command: Command.Class) => Promise<Command.Cached>;
  };
  return loaded.cacheCommand;
}
