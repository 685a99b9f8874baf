/** What a DB instance class is. Source: RDS User Guide, "Hardware specifications for DB instance classes". */
export interface DatabaseClass {
  readonly name: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly processor: string;
  readonly family: 'General purpose' | 'Memory optimized';
  readonly current: boolean;
  readonly network: string;
}

const families: Readonly<
  Record<string, Omit<DatabaseClass, 'name' | 'vcpu' | 'memoryGiB'> & { readonly gibPerVcpu: number }>
> = {
  t2: {
    processor: 'Intel Xeon Family',
    family: 'General purpose',
    current: false,
    network: 'Low to Moderate',
    gibPerVcpu: 2,
  },
  t3: {
    processor: 'Intel Skylake E5 2686 v5 (2.5 GHz)',
    family: 'General purpose',
    current: true,
    network: 'Low to Moderate',
    gibPerVcpu: 2,
  },
  t4g: {
    processor: 'AWS Graviton2',
    family: 'General purpose',
    current: true,
    network: 'Up to 5 Gigabit',
    gibPerVcpu: 2,
  },
  m3: {
    processor: 'Intel Xeon E5-2670 v2 (Ivy Bridge)',
    family: 'General purpose',
    current: false,
    network: 'Moderate',
    gibPerVcpu: 3.75,
  },
  m4: {
    processor: 'Intel Xeon E5-2676 v3 (Haswell)',
    family: 'General purpose',
    current: false,
    network: 'Moderate',
    gibPerVcpu: 4,
  },
  m5: {
    processor: 'Intel Xeon Platinum 8175',
    family: 'General purpose',
    current: true,
    network: 'Up to 10 Gigabit',
    gibPerVcpu: 4,
  },
  m6g: {
    processor: 'AWS Graviton2',
    family: 'General purpose',
    current: true,
    network: 'Up to 10 Gigabit',
    gibPerVcpu: 4,
  },
  r4: {
    processor: 'Intel Xeon E5-2686 v4 (Broadwell)',
    family: 'Memory optimized',
    current: false,
    network: 'Up to 10 Gigabit',
    gibPerVcpu: 7.625,
  },
  r5: {
    processor: 'Intel Xeon Platinum 8175',
    family: 'Memory optimized',
    current: true,
    network: 'Up to 10 Gigabit',
    gibPerVcpu: 8,
  },
  r6g: {
    processor: 'AWS Graviton2',
    family: 'Memory optimized',
    current: true,
    network: 'Up to 10 Gigabit',
    gibPerVcpu: 8,
  },
  r7g: {
    processor: 'AWS Graviton3',
    family: 'Memory optimized',
    current: true,
    network: 'Up to 12.5 Gigabit',
    gibPerVcpu: 8,
  },
};

const vcpus: Readonly<Record<string, number>> = { medium: 2, large: 2, xlarge: 4, '2xlarge': 8 };

/** Memory that does not follow from the family's ratio. */
const memory: Readonly<Record<string, number>> = { 'db.t3.large': 8, 'db.t4g.large': 8 };

export function databaseClass(name: string): DatabaseClass {
  const [, letters = '', size = ''] = name.split('.');
  const family = families[letters];
  if (family === undefined) throw new RangeError(`no DB instance class ${name}`);
  const { gibPerVcpu, ...of } = family;
  const vcpu = name === 'db.m3.medium' ? 1 : (vcpus[size] ?? 2);
  return { name, vcpu, memoryGiB: memory[name] ?? vcpu * gibPerVcpu, ...of };
}

export const isGraviton = (name: string): boolean => databaseClass(name).processor.startsWith('AWS Graviton');
