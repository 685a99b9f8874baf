/** Loaded with `--import` into a measured process: writes its peak resident memory and CPU time when it ends. */
import { writeFileSync } from 'node:fs';

const file = process.env['BALLAST_BENCH_PEAK_FILE'];
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ peakKiB: maxRSS, cpuMicros: userCPUTime + systemCPUTime }));
  });
}
