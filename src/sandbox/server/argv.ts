import { parseArgs } from 'node:util';
import { parseFaultSpec } from './fault-spec.ts';
import { parseLatency } from './latency.ts';
import type { SandboxOptions } from './options.ts';
import { type SandboxCloudName, sandboxClouds } from './served-cloud.ts';
import { parseThrottle } from './throttle.ts';

export interface SandboxArguments {
  readonly options: SandboxOptions;
  /** Stop when standard input ends: a parent that dies takes its sandbox with it. */
  readonly stopWithStdin: boolean;
}

/** The arguments of a sandbox process; throws a RangeError or a TypeError that says which one is wrong. */
export function parseSandboxArguments(argv: readonly string[]): SandboxArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      clouds: { type: 'string' },
      seed: { type: 'string' },
      resources: { type: 'string' },
      accounts: { type: 'string' },
      regions: { type: 'string' },
      port: { type: 'string' },
      throttle: { type: 'string' },
      latency: { type: 'string' },
      fault: { type: 'string', multiple: true },
      record: { type: 'string' },
      now: { type: 'string' },
      'cost-page-size': { type: 'string' },
      'stop-with-stdin': { type: 'boolean' },
    },
  });
  const options: SandboxOptions = {
    ...given('clouds', values.clouds, cloudList),
    ...given('seed', values.seed, wholeNumber),
    ...given('resources', values.resources, wholeNumber),
    ...given('accounts', values.accounts, wholeNumber),
    ...given('regions', values.regions, regionList),
    ...given('port', values.port, wholeNumber),
    ...given('throttle', values.throttle, (_, text) => parseThrottle(text)),
    ...given('latency', values.latency, (_, text) => parseLatency(text)),
    ...(values.fault === undefined ? {} : { faults: values.fault.map(parseFaultSpec) }),
    ...(values.record === undefined ? {} : { recordExchanges: values.record }),
    ...given('now', values.now, instant),
    ...(values['cost-page-size'] === undefined
      ? {}
      : { costPageSize: wholeNumber('cost-page-size', values['cost-page-size']) }),
  };
  return { options, stopWithStdin: values['stop-with-stdin'] ?? false };
}

function given<N extends string, T>(
  name: N,
  text: string | undefined,
  read: (name: string, text: string) => T,
): { [K in N]?: T } {
  return text === undefined ? {} : ({ [name]: read(name, text) } as { [K in N]?: T });
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`--${name} must be a whole number, not ${JSON.stringify(text)}`);
  }
  return number;
}

function regionList(name: string, text: string): readonly string[] {
  const regions = text.split(',').map((region) => region.trim());
  if (regions.some((region) => region === ''))
    throw new RangeError(`--${name} must be a list such as us-east-1,eu-west-1`);
  return regions;
}

function cloudList(name: string, text: string): readonly SandboxCloudName[] {
  return text.split(',').map((part) => {
    const found = sandboxClouds.find((cloud) => cloud === part.trim());
    if (found === undefined) throw new RangeError(`--${name} takes ${sandboxClouds.join(', ')}, not ${part}`);
    return found;
  });
}

/** Epoch milliseconds, or ISO 8601 text. */
function instant(name: string, text: string): number {
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isSafeInteger(at))
    throw new RangeError(`--${name} must be a time such as 2026-11-24T00:00:00Z, not ${JSON.stringify(text)}`);
  return at;
}
