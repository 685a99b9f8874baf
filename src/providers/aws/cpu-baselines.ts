/**
 * Baseline utilization per vCPU in percent, which no API tells. Source: EC2 User Guide, "Key concepts for burstable
 * performance instances", table of credits (T2: credits per hour / (60 x vCPUs); T3, T3a and T4g: the column itself).
 */
const baselines: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t2: { nano: 5, micro: 10, small: 20, medium: 20, large: 30, xlarge: 22.5, '2xlarge': 17 },
  t3: { nano: 5, micro: 10, small: 20, medium: 20, large: 30, xlarge: 40, '2xlarge': 40 },
};

/**
 * Flex types deliver their full CPU 95 percent of the time, and 40 percent always. Source: EC2 instance types guide,
 * "Flex instances".
 */
const FLEX_BASELINE = 40;

/** Undefined for a type whose vCPUs are its own, and for a burstable one that is not in the table. */
export function cpuBaseline(type: string): number | undefined {
  const [family = '', size = ''] = type.split('.');
  if (family.endsWith('-flex')) return FLEX_BASELINE;
  const table = family === 't3a' || family === 't4g' ? 't3' : family;
  return Object.hasOwn(baselines, table) ? baselines[table]?.[size] : undefined;
}
