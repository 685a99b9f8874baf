import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { CloudSettings } from '../domain/cloud-settings.ts';
import { AppError } from '../domain/errors.ts';
import { type Day, type Instant, startOfDay } from '../domain/instant.ts';
import { defined } from './defined.ts';

/** The configuration that is in force, defaults filled in. */
export interface Config {
  /** The file that it came from; undefined when there is none. */
  readonly file: string | undefined;
  /** Store path as the file names it, made absolute; undefined when it does not. */
  readonly store: string | undefined;
  /** Undefined when the file names no clouds: then the environment's credentials decide. */
  readonly clouds: readonly CloudSettings[] | undefined;
  /** Parameters by check id; `false` switches the check off. */
  readonly checks: Readonly<Record<string, false | Readonly<Record<string, number>>>>;
  /** Resources with one of these tags are left alone; `*` in a value stands for anything. */
  readonly exemptTags: Readonly<Record<string, string>>;
  /** Tag whose value is the day until which a resource is left alone. */
  readonly exemptUntilTag: string;
  /** Tag keys by which cost has to be divided; empty when the usual ones decide. */
  readonly allocationTags: readonly string[];
  /** Days that a finding is only watched. */
  readonly graceDays: number;
  /** Other values for a part of the estate; the last that fits wins. */
  readonly overrides: readonly ConfiguredOverride[];
  readonly suppressions: readonly ConfiguredSuppression[];
  /** `ballast.yaml:12:5` of a place in the file, for messages. */
  locate(path: readonly PropertyKey[]): string;
}

interface ConfiguredPart {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ConfiguredOverride extends ConfiguredPart {
  readonly checks: Readonly<Record<string, false | Readonly<Record<string, number>>>>;
  readonly graceDays?: number;
}

export interface ConfiguredSuppression extends ConfiguredPart {
  readonly checks?: readonly string[];
  readonly resources?: readonly string[];
  readonly reason: string;
  /** Null for good. */
  readonly until: Instant | null;
}

/** Tags that protect a resource without any configuration. */
const DEFAULT_EXEMPT_TAGS = { 'ballast:keep': '*' };
const DEFAULT_UNTIL_TAG = 'ballast:keep-until';

export const defaultConfig: Config = {
  file: undefined,
  store: undefined,
  clouds: undefined,
  checks: {},
  exemptTags: DEFAULT_EXEMPT_TAGS,
  exemptUntilTag: DEFAULT_UNTIL_TAG,
  allocationTags: [],
  graceDays: 0,
  overrides: [],
  suppressions: [],
  locate: () => 'built-in defaults',
};

/**
 * Reads and checks one configuration file. Throws `config-unreadable` or `config-invalid`; the latter names
 * file, line, column, the setting and what was expected. zod and yaml are loaded here alone: a run without a
 * configuration file does not pay for them.
 */
export async function loadConfig(file: string): Promise<Config> {
  const text = await readText(file);
  const [{ LineCounter, parseDocument }, { configSchema }, { awsSettings }, { gcpSettings }, { azureSettings }] =
    await Promise.all([
      import('yaml'),
      import('./config-schema.ts'),
      import('./aws-cloud.ts'),
      import('./gcp-cloud.ts'),
      import('./azure-cloud.ts'),
    ]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const { line, col } = lines.linePos(syntaxError.pos[0]);
    const [what = syntaxError.code] = syntaxError.message.split(/ at line \d+|\n/);
    throw new AppError('config-invalid', `${file}:${line}:${col}: ${what}`);
  }
  const locate = (path: readonly PropertyKey[]): string => {
    // A missing key has no place of its own: the nearest parent that is there is where it belongs.
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      const range = isNodeWithRange(node) ? node.range : undefined;
      if (range) {
        const { line, col } = lines.linePos(range[0]);
        return `${file}:${line}:${col}`;
      }
    }
    return file;
  };
  const parsed = configSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const path = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])];
    const what = unknownKey === undefined ? (issue?.message ?? 'invalid') : 'unknown setting';
    throw new AppError('config-invalid', `${locate(path)}: ${settingName(path)}: ${what}`);
  }
  const folder = dirname(resolve(file));
  const { clouds, checks, exempt, allocation, store, graceDays = 0, overrides = [], suppressions = [] } = parsed.data;
  return {
    file,
    store: store === undefined ? undefined : resolve(folder, store),
    clouds: clouds && [
      ...(clouds.aws ?? []).map((cloud): CloudSettings => awsSettings(cloud, folder)),
      ...(clouds.gcp ?? []).map((cloud): CloudSettings => gcpSettings(cloud, folder)),
      ...(clouds.azure ?? []).map((cloud): CloudSettings => azureSettings(cloud, folder)),
    ],
    checks: checks ?? {},
    exemptTags: { ...DEFAULT_EXEMPT_TAGS, ...exempt?.tags },
    exemptUntilTag: exempt?.untilTag ?? DEFAULT_UNTIL_TAG,
    allocationTags: allocation?.requiredTags ?? [],
    graceDays,
    overrides: overrides.map((override) => defined(override)),
    suppressions: suppressions.map(({ until, ...rule }) => ({
      ...defined(rule),
      until: until === undefined ? null : startOfDay(until as Day),
    })),
    locate,
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('config-unreadable', `cannot read the configuration ${file}: ${errorCodeOf(error)}`, {
      cause: error,
    });
  }
}

const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const isNodeWithRange = (node: unknown): node is { range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

/** `clouds.aws[0].regions`; `the file` for the root. */
function settingName(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}
