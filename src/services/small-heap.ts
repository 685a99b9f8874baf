import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the memory of a long sync or analysis flat. What is alive in a sync is 25 to 40 MB, but V8 lets a heap that small grow
 * fourfold before it collects, and its young generation to 48 MB: a sync of 10,000 resources peaked at 424 MiB
 * resident. Collecting earlier costs nothing that could be measured there (21.9 s against 30.5 s, on a noisy
 * machine) and peaks at 205 MiB. An analysis of 117,000 resources peaked at 593 MiB, and so at 431, in the same time
 * (15.6 and 15.8 s of CPU; 20 to 47 MB were alive). Both flags are read at every collection, so that setting them late works.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--semi-space-growth-factor=1');
}
