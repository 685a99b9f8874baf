import type { BallastCommand } from '../commands/support/define-command.ts';
import { execute, type RawInvocation } from '../commands/support/execute.ts';
import type { Io } from '../commands/support/io.ts';
import type { ExitCode } from '../output/exit.ts';

/**
 * Commands that only read the store, by their two words. oclif reads 165 files before it looks at the command
 * line; these are answered without it when every word is one that they know. See docs/adr/0008-startup-hot-path.md.
 */
const hotCommands: Readonly<Record<string, () => Promise<{ readonly default: BallastCommand }>>> = {
  'checks list': () => import('../commands/checks/list.ts'),
  'cost allocation': () => import('../commands/cost/allocation.ts'),
  'cost report': () => import('../commands/cost/report.ts'),
  'findings list': () => import('../commands/findings/list.ts'),
  'inventory list': () => import('../commands/inventory/list.ts'),
  'store info': () => import('../commands/store/info.ts'),
};

/** Runs the command and answers its exit code; undefined when this command line is oclif's. */
export async function runHot(argv: readonly string[], io: Io): Promise<ExitCode | undefined> {
  const load = hotCommands[`${argv[0]} ${argv[1]}`];
  if (load === undefined) return undefined;
  const { default: command } = await load();
  const raw = parseHot(command, argv.slice(2));
  return raw === undefined ? undefined : execute(command, raw, io);
}

/**
 * Takes a command line apart exactly as oclif would, or not at all: help, arguments, unknown flags, flags given
 * twice or without a value, and values that look like flags are left to oclif and its messages.
 */
export function parseHot(command: BallastCommand, words: readonly string[]): RawInvocation | undefined {
  if (!command.hot || words.includes('-h')) return undefined;
  const flags: Record<string, string | string[] | boolean> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--') || word === '--') return undefined;
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const spec = Object.hasOwn(command.flags, name) ? command.flags[name] : undefined;
    if (spec === undefined) return undefined;
    if (spec.type === 'boolean') {
      if (equals >= 0) return undefined;
      flags[name] = true;
      continue;
    }
    const value = equals < 0 ? words[(index += 1)] : word.slice(equals + 1);
    if (value === undefined || value.startsWith('--')) return undefined;
    const before = flags[name];
    if (!spec.multiple) {
      if (before !== undefined) return undefined;
      flags[name] = value;
    } else if (Array.isArray(before)) {
      before.push(value);
    } else {
      flags[name] = [value];
    }
  }
  return { flags, args: [] };
}
