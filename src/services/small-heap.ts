import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the memory of a long sync or analysis flat. What is alive in one is 20 to 50 MB, but V8 lets a heap that small
 * grow fourfold before it collects, and its young generation to 48 MB. A sync of 10,000 resources by the first few
 * collectors peaked at 424 MiB resident, and so at 205; by those of today 3,000 and 12,000 resources of AWS peak alike, at 380
 * and 388 (`npm run bench:sync -- --part growth --small 3000 --large 12000`). An analysis of 117,000 peaked at 484 MiB, and so at 242, of 11,700 at 168, for about a tenth
 * more CPU time (`npm run bench:analysis`). Both flags are read at every collection, so that setting them late works.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--semi-space-growth-factor=1');
}
