/** Percent of each vCPU. Sources: Azure documentation, "Bv1-series", "Bsv2-series", "Basv2-series", "Bpsv2-series". */
const first: Readonly<Record<string, number>> = {
  B1ls: 5,
  B1s: 10,
  B1ms: 20,
  B2s: 20,
  B2ms: 30,
  B4ms: 22.5,
  B8ms: 16.875,
  B12ms: 16.8,
  B16ms: 16.8,
  B20ms: 16.8,
};

/** What a burstable size may use on and on, percent of each vCPU; undefined for any other size. */
export function cpuBaseline(sizeName: string): number | undefined {
  const named = /^Standard_(B\d+[a-z]*)(?:_v(\d+))?$/.exec(sizeName);
  if (!named) return undefined;
  const [, name = '', version] = named;
  if (version === undefined) return first[name];
  // Of the second version the letters tell: very little (`t`), little (`l`) or the usual memory.
  if (/^B\d+[ap]?t/.test(name)) return 20;
  return /^B\d+[ap]?l/.test(name) ? 30 : 40;
}
