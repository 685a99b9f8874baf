/** What a shell can complete, taken from the command manifest. */
export interface FlagOutline {
  readonly name: string;
  readonly summary: string;
  readonly takesValue: boolean;
  /** The closed set of its values, where it has one. */
  readonly values: readonly string[];
  readonly isPath: boolean;
  readonly repeatable: boolean;
}

export interface CommandOutline {
  /** `cost report`. */
  readonly words: string;
  readonly summary: string;
  readonly flags: readonly FlagOutline[];
  /** Its arguments are files. */
  readonly takesFiles: boolean;
}

export const shells = ['bash', 'zsh', 'fish'] as const;

/** `a|b|c`, as the help shows a closed set of values. */
const CLOSED_SET = /^[\w-]+(\|[\w-]+)+$/;

interface ManifestFlag {
  readonly name: string;
  readonly type: string;
  readonly summary?: string;
  readonly helpValue?: string | readonly string[];
  readonly multiple?: boolean;
}

interface ManifestCommand {
  readonly id: string;
  readonly summary?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly flags: Readonly<Record<string, ManifestFlag>>;
}

/** Commands in alphabetical order. `manifest` is the content of oclif.manifest.json. */
export function outlineOf(manifest: unknown): readonly CommandOutline[] {
  const { commands } = manifest as { readonly commands: Readonly<Record<string, ManifestCommand>> };
  return Object.values(commands)
    .map((command) => ({
      words: command.id.replaceAll(':', ' '),
      summary: command.summary ?? '',
      takesFiles: Object.keys(command.args ?? {}).includes('file'),
      flags: Object.values(command.flags)
        .map(flagOutline)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }))
    .sort((a, b) => (a.words < b.words ? -1 : 1));
}

function flagOutline({ name, type, summary = '', helpValue, multiple = false }: ManifestFlag): FlagOutline {
  const value = typeof helpValue === 'string' ? helpValue : '';
  return {
    name,
    summary: summary.replace(/ \[[^\]]*\]$/, ''),
    takesValue: type === 'option',
    values: CLOSED_SET.test(value) ? value.split('|') : [],
    isPath: value === 'FILE',
    repeatable: multiple,
  };
}

/** First words with what may follow each: `{ '': ['audit', 'checks'], checks: ['list', 'show'] }`. */
export function nextWords(commands: readonly CommandOutline[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { words } of commands) {
    const parts = words.split(' ');
    parts.forEach((part, index) => {
      const before = parts.slice(0, index).join(' ');
      const known = next.get(before) ?? [];
      if (!known.includes(part)) next.set(before, [...known, part]);
    });
  }
  return next;
}
