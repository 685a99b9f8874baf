/** What an instance type's name tells. Source: EC2 instance types guide, "Naming conventions". */
export interface InstanceFamily {
  /** The price list's `instanceFamily`. */
  readonly title: string;
}

const titles: readonly (readonly [RegExp, string])[] = [
  [/^(inf|trn|dl)/, 'Machine Learning ASIC Instances'],
  [/^(vt)/, 'Media Accelerator Instances'],
  [/^(im|is|i\d|d\d|h1|hs)/, 'Storage optimized'],
  [/^(hpc|c)/, 'Compute optimized'],
  [/^(r|x|z|u)/, 'Memory optimized'],
  [/^(g|p)\d/, 'GPU instance'],
  [/^f\d/, 'FPGA Instances'],
];

export function familyOf(type: string): InstanceFamily {
  return { title: titles.find(([pattern]) => pattern.test(type))?.[1] ?? 'General purpose' };
}

/** Source: AWS, "Previous generation instances". */
const previous = new Set(['a1', 'c1', 'c3', 'cc2', 'cr1', 'g2', 'hs1', 'i2', 'm1', 'm2', 'm3', 'r3', 't1']);

export function isCurrentGeneration(type: string): boolean {
  return !previous.has(familyName(type));
}

/** `m5` of `m5.large`. */
export function familyName(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/** Families before the Nitro system. Source: EC2 instance types guide, "Hypervisor type". */
const xen = new Set([
  ...previous,
  'c4',
  'd2',
  'f1',
  'g3',
  'g3s',
  'h1',
  'i3',
  'm4',
  'p2',
  'p3',
  'r4',
  't2',
  'x1',
  'x1e',
]);
xen.delete('a1');

/** Undefined for bare metal, which has none. */
export function hypervisorOf(type: string): 'nitro' | 'xen' | undefined {
  if (isBareMetal(type)) return undefined;
  return xen.has(familyName(type)) ? 'xen' : 'nitro';
}

export function isBareMetal(type: string): boolean {
  return type.includes('.metal');
}

/** T types earn credits below their baseline. */
export function isBurstable(type: string): boolean {
  return /^t\d/.test(type);
}
