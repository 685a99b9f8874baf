import document from '../data/aws-instance-types.json' with { type: 'json' };

export interface Device {
  readonly kind: 'gpu' | 'fpga' | 'inference' | 'neuron' | 'media';
  readonly count: number;
  readonly maker: string;
  readonly name: string;
  readonly memoryMiB: number | undefined;
}

export interface EbsPerformance {
  readonly bandwidthMbps: number;
  readonly iops: number;
  readonly throughputMBps: number;
}

/** What EC2 tells of an instance type, beside its price. */
export interface InstanceTypeFacts {
  readonly type: string;
  readonly currentGeneration: boolean;
  readonly bareMetal: boolean;
  readonly burstable: boolean;
  readonly freeTier: boolean;
  readonly hibernation: boolean;
  readonly autoRecovery: boolean;
  readonly dedicatedHosts: boolean;
  readonly spot: boolean;
  readonly hypervisor: string;
  readonly maker: string;
  readonly architectures: readonly string[];
  readonly clockGHz: string;
  readonly vcpus: number;
  readonly cores: number;
  readonly threads: number;
  readonly memoryMiB: number;
  readonly devices: readonly Device[];
  readonly disks: readonly { readonly count: number; readonly sizeGB: number; readonly type: string }[];
  readonly ebs: { readonly baseline: EbsPerformance; readonly maximum: EbsPerformance } | undefined;
  readonly ebsOptimized: string;
  readonly nvme: string;
  readonly ebsAttachments: string;
  readonly attachmentLimit: string;
  readonly ena: string;
  readonly interfaces: number;
  readonly ipv4PerInterface: number;
  readonly networkPerformance: string;
  readonly cards: readonly {
    readonly baselineGbps: string;
    readonly peakGbps: string;
    readonly interfaces: string;
    readonly performance: string;
  }[];
  readonly bootModes: readonly string[];
  readonly rootDevices: readonly string[];
  readonly virtualization: readonly string[];
}

let table: ReadonlyMap<string, InstanceTypeFacts> | undefined;

/** All types that facts ship for, by name. */
export function instanceTypeFacts(): ReadonlyMap<string, InstanceTypeFacts> {
  return (table ??= new Map(document.rows.map(parse).map((facts) => [facts.type, facts])));
}

const listOf = (text: string, separator = ','): readonly string[] => (text === '' ? [] : text.split(separator));

function parse(row: string): InstanceTypeFacts {
  const cells = row.split('|');
  const cell = (index: number): string => cells[index] ?? '';
  const parts = (index: number): readonly string[] => cell(index).split('/');
  const has = (flag: string): boolean => cell(1).includes(flag);
  const [ebsOptimized = '', nvme = '', ebsAttachments = '', attachmentLimit = ''] = parts(13);
  const [ena = '', interfaces = '', ipv4 = '', ...performance] = parts(14);
  return {
    type: cell(0),
    currentGeneration: has('c'),
    bareMetal: has('M'),
    burstable: has('B'),
    freeTier: has('F'),
    hibernation: has('H'),
    autoRecovery: has('R'),
    dedicatedHosts: has('D'),
    spot: has('S'),
    hypervisor: cell(2),
    maker: cell(3),
    architectures: listOf(cell(4)),
    clockGHz: cell(5),
    vcpus: Number(cell(6)),
    cores: Number(cell(7)),
    threads: Number(cell(8)),
    memoryMiB: Number(cell(9)),
    devices: listOf(cell(10), ';').map(deviceOf),
    disks: listOf(cell(11), ';').map((disk) => {
      const [count = '', sizeGB = '', type = ''] = disk.split('*');
      return { count: Number(count), sizeGB: Number(sizeGB), type };
    }),
    ebs: cell(12) === '' ? undefined : ebsOf(parts(12).map(Number)),
    ebsOptimized,
    nvme,
    ebsAttachments,
    attachmentLimit,
    ena,
    interfaces: Number(interfaces),
    ipv4PerInterface: Number(ipv4),
    networkPerformance: performance.join('/'),
    cards: listOf(cell(15), ';').map((card) => {
      const [baselineGbps = '', peakGbps = '', most = '', ...words] = card.split('/');
      return { baselineGbps, peakGbps, interfaces: most, performance: words.join('/') };
    }),
    bootModes: listOf(cell(16)),
    rootDevices: listOf(cell(17)),
    virtualization: listOf(cell(18)),
  };
}

function deviceOf(text: string): Device {
  const [kind = '', count = '', maker = '', name = '', memory = ''] = text.split('*');
  const memoryMiB = memory === '' ? undefined : Number(memory);
  return { kind: kind as Device['kind'], count: Number(count), maker, name, memoryMiB };
}

function ebsOf([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): InstanceTypeFacts['ebs'] {
  return {
    baseline: { bandwidthMbps: a, iops: b, throughputMBps: c },
    maximum: { bandwidthMbps: d, iops: e, throughputMBps: f },
  };
}
