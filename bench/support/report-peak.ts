/** Loaded with `--import` into a measured process: writes its peak resident memory when it ends. */
import { writeFileSync } from 'node:fs';

const file = process.env['BALLAST_BENCH_PEAK_FILE'];
if (file !== undefined) {
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
}
