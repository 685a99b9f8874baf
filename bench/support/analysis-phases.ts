import { checks } from '../../src/analysis/checks.ts';
import { defaultConfig } from '../../src/config/load-config.ts';
import { instant } from '../../src/domain/instant.ts';
import { analyseInto } from '../../src/services/analysis/analyse.ts';
import { openStore } from '../../src/store/open-store.ts';

/** Seconds by what they went to: each question to the store (`charges.ofResources`), each check, and the rest. */
export interface AnalysisPhases {
  readonly seconds: number;
  readonly store: Readonly<Record<string, number>>;
  readonly checks: Readonly<Record<string, { readonly seconds: number; readonly judged: number }>>;
  /** What is neither: batches, contexts, findings, overlaps. */
  readonly rest: number;
}

/** One analysis of the store in this process, with a clock in each repository and check, which takes time too. */
export async function measurePhases(path: string): Promise<AnalysisPhases> {
  const store = await openStore({ location: path, mode: 'write', now: instant(Date.now()) });
  const asked = new Map<string, number>();
  const judged = clockChecks();
  const started = performance.now();
  try {
    await analyseInto(
      {
        cwd: process.cwd(),
        env: {},
        now: () => instant(Date.now()),
        signal: new AbortController().signal,
        global: { store: path, providers: [], accounts: [], regions: [] },
        progress: { update: () => undefined },
      },
      clocked(store, '', asked),
      defaultConfig,
    );
  } finally {
    await store.close();
  }
  const seconds = (performance.now() - started) / 1000;
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const inChecks = [...judged.values()].map((check) => check.seconds);
  return {
    seconds,
    store: Object.fromEntries(asked),
    checks: Object.fromEntries(judged),
    rest: seconds - sum(asked.values()) - sum(inChecks),
  };
}

/** The same repositories, each of whose answers adds its time to `asked`. */
function clocked<T extends object>(target: T, prefix: string, asked: Map<string, number>): T {
  const note = (name: string, since: number): void => {
    asked.set(name, (asked.get(name) ?? 0) + (performance.now() - since) / 1000);
  };
  return new Proxy(target, {
    get(_, key) {
      const member: unknown = Reflect.get(target, key, target);
      const name = `${prefix}${String(key)}`;
      if (typeof member === 'object' && member !== null) return clocked(member, `${name}.`, asked);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const since = performance.now();
        const answer: unknown = Reflect.apply(member, target, given);
        if (isAsyncIterable(answer)) return clockedStream(answer, (began) => note(name, began));
        if (!(answer instanceof Promise)) return answer;
        return answer.then((value: unknown) => {
          note(name, since);
          // A load of findings has members that are asked in turn.
          return key === 'beginLoad' ? clocked(value as object, `${name}.`, asked) : value;
        });
      };
    },
  });
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

async function* clockedStream(stream: AsyncIterable<unknown>, note: (since: number) => void): AsyncGenerator {
  let since = performance.now();
  for await (const item of stream) {
    note(since);
    yield item;
    since = performance.now();
  }
  note(since);
}

function clockChecks(): ReadonlyMap<string, { seconds: number; judged: number }> {
  const judged = new Map<string, { seconds: number; judged: number }>();
  for (const check of checks) {
    const of = { seconds: 0, judged: 0 };
    judged.set(check.name, of);
    const timed =
      <Args extends unknown[], T>(work: (...args: Args) => T) =>
      (...args: Args): T => {
        const since = performance.now();
        try {
          return work(...args);
        } finally {
          of.seconds += (performance.now() - since) / 1000;
          of.judged += 1;
        }
      };
    Object.assign(check, { judge: timed(check.judge.bind(check)) });
    const rule = check.estate;
    if (rule !== undefined)
      Object.assign(rule, { evaluate: timed((rule.evaluate as (...args: unknown[]) => unknown).bind(rule)) });
  }
  return judged;
}
