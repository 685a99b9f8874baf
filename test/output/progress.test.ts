import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { lineOf, progressLine } from '../../src/output/progress.ts';
import { plainStyle } from '../../src/output/style.ts';

describe('the progress line', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const line = () => {
    const writes: string[] = [];
    const progress = progressLine({ write: (text) => writes.push(text), columns: 80 }, plainStyle, () => Date.now());
    return { progress, writes };
  };

  it('is drawn ten times a second at most, and never forgets the latest', () => {
    const { progress, writes } = line();
    for (let done = 1; done <= 100; done += 1) {
      progress.update({ phase: 'inventory', done, total: 100 });
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(200);
    expect(writes.length).toBeLessThanOrEqual(12);
    expect(writes.at(-1)).toContain('100 of 100');
  });

  it('is taken away at the end, and stays away', () => {
    const { progress, writes } = line();
    progress.update({ phase: 'cost', done: 1 });
    progress.update({ phase: 'cost', done: 2 });
    progress.end();
    expect(writes.at(-1)).toBe('\r\u001b[2K');
    const before = writes.length;
    progress.update({ phase: 'cost', done: 3 });
    progress.end();
    vi.advanceTimersByTime(1000);
    expect(writes).toHaveLength(before);
  });

  it('writes nothing at all when nothing was drawn', () => {
    const { progress, writes } = line();
    progress.end();
    expect(writes).toEqual([]);
  });

  it.each([
    [
      { phase: 'inventory', done: 5, total: 20, detail: 'aws:ec2:volume' },
      80,
      'Reading inventory █████░░░░░░░░░░░░░░░ 5 of 20  aws:ec2:volume',
    ],
    [{ phase: 'discover', done: 0 }, 80, 'Looking for accounts'],
    [{ phase: 'import', done: 12_345 }, 80, 'Importing 12,345'],
    [{ phase: 'metrics', done: 30, total: 20 }, 80, 'Reading metrics ████████████████████ 30 of 20'],
    [
      { phase: 'inventory', done: 5, total: 20, detail: 'a very long name of a thing' },
      60,
      'Reading inventory █████░░░░░░░░░░░░░░░ 5 of 20  a very long…',
    ],
    [{ phase: 'inventory', done: 5, total: 20 }, 20, 'Reading inventory █…'],
  ] as const)('%j in %d columns', (event, columns, text) => {
    expect(lineOf(event, columns, plainStyle)).toBe(text);
  });
});
