import { writeFileSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { reading, csvOf } from '/work/main/test/billing/support/focus-csv.ts';
import { DuckDBInstance } from '@duckdb/node-api';
const kind = process.argv[2]; const N = Number(process.argv[3]); let seed = Number(process.argv[4] ?? 1);
const rnd = () => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return seed / 0x7fffffff; };
const rows = Array.from({ length: 50 }, (_, i) => ({ ResourceId: `i-${i}`, ResourceName: i % 3 ? 'a' : 'x,"y"\nz', ConsumedQuantity: '1E-5', BilledCost: String(i / 7) }));
let base = Buffer.from(csvOf(rows));
if (kind === 'gz') base = gzipSync(base);
if (kind === 'parquet') { writeFileSync('/tmp/duck/fz.csv', base); const i = await DuckDBInstance.create(':memory:'); const c = await i.connect(); await c.run(`COPY (select * replace (BilledCost::double as BilledCost, ChargePeriodStart::timestamp as ChargePeriodStart, map{'a':'b'} as Tags) from read_csv('/tmp/duck/fz.csv')) TO '/tmp/duck/fz.parquet' (FORMAT parquet)`); base = readFileSync('/tmp/duck/fz.parquet'); }
const f = `/tmp/duck/fuzz.${kind}`; const seen = new Map<string, number>(); let slow = 0;
for (let k = 0; k < N; k++) {
  const b = Buffer.from(base); const m = 1 + Math.floor(rnd() * 3);
  for (let j = 0; j < m; j++) { const at = Math.floor(rnd() * b.length); b[at] = kind === 'csv' ? '",\n\r{}; 09eE-.\0\xffN'.charCodeAt(Math.floor(rnd() * 19)) & 255 : Math.floor(rnd() * 256); }
  writeFileSync(f, b); const t = performance.now();
  const r = await reading(f, (d) => `ok rows ${d.rows}`).catch((e) => e.code?.startsWith?.('import') ? `${e.code} ${e.message.replace(/line \d+|row \d+/,'L').replace(/"[^"]*"…?/g,'V').slice(0,90)}` : `BUG ${e.stack?.slice(0,300)}`);
  if (r.includes('damaged and cannot')) writeFileSync(`/tmp/duck/dmg-${k}.csv`, b); if (r.startsWith('BUG')) { writeFileSync(`/tmp/duck/bug-${kind}-${k}`, b); }
  slow = Math.max(slow, performance.now() - t); seen.set(r, (seen.get(r) ?? 0) + 1);
}
for (const [r, n] of [...seen].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(n, r);
console.log('slowest ms', slow | 0, 'rss', process.memoryUsage().rss >> 20);
