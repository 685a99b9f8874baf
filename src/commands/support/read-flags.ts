import type { FlagSpec, FlagSpecs, FlagValues } from './flag-spec.ts';

/** A flag as the command line has it: its text, its texts when repeatable, true for a switch. */
export type RawFlags = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/**
 * Values of all flags: from the command line, else from the flag's environment variable, else what the flag is
 * when it is not given. Both ways into a command end here. Throws `usage-invalid`.
 */
export function readFlags<F extends FlagSpecs>(
  specs: F,
  raw: RawFlags,
  env: Readonly<Record<string, string | undefined>>,
): FlagValues<F> {
  const values = Object.entries(specs).map(([name, spec]) => [name, readFlag(name, spec, raw[name], env)]);
  return Object.fromEntries(values) as FlagValues<F>;
}

function readFlag(
  name: string,
  spec: FlagSpec<unknown>,
  raw: RawFlags[string],
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  if (raw !== undefined && raw !== false) return spec.read(textsOf(raw), `--${name}`);
  const fromEnv = spec.env === undefined ? undefined : env[spec.env];
  return fromEnv === undefined || fromEnv === '' ? spec.read([], `--${name}`) : spec.read([fromEnv], spec.env ?? name);
}

const textsOf = (raw: string | readonly string[] | true): readonly string[] =>
  raw === true ? ['true'] : typeof raw === 'string' ? [raw] : raw;
