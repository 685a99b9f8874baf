import document from '../../../data/azure-prices.json' with { type: 'json' };

/** What the SKU API and the price list tell of a size of virtual machine. */
export interface VmSize {
  /** `Standard_D2s_v5` */
  readonly name: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly architecture: 'x64' | 'Arm64';
  readonly gpus: number;
  /** The quota family, `standardDSv5Family`. */
  readonly family: string;
  readonly maxDataDisks: number;
  readonly maxNics: number;
  readonly uncachedIops: number;
  readonly uncachedMBps: number;
  /** Temporary disk on the host; 0 for the series without. */
  readonly tempDiskGiB: number;
  readonly networkMbps: number;
  /** USD per hour of a Linux machine, decimal text, by region. */
  readonly usdPerHour: Readonly<Record<string, string>>;
}

/**
 * name|data disks|NICs|uncached IOPS|uncached MBps|temporary GiB|network Mbps. Source: Azure documentation, "Sizes for virtual
 * machines": Bv1, Dsv3, Dsv5, Dsv6, Dpsv5, Esv3, Esv5, Fsv2, Lsv3 and NCasT4_v3 series, as of 2024.
 */
const LIMITS = `
Standard_B1s|2|2|320|10|4|640
Standard_B1ms|2|2|640|10|4|640
Standard_B2s|4|3|1280|15|8|1280
Standard_B2ms|4|3|1920|22.5|16|1920
Standard_B4ms|8|4|2880|35|32|2880
Standard_B8ms|16|4|4320|50|64|3840
Standard_B12ms|16|6|4320|50|96|5760
Standard_B16ms|32|8|4320|50|128|8000
Standard_B20ms|32|8|4320|50|160|10000
Standard_D2s_v3|4|2|3200|48|16|1000
Standard_D4s_v3|8|2|6400|96|32|2000
Standard_D8s_v3|16|4|12800|192|64|4000
Standard_D16s_v3|32|8|25600|384|128|8000
Standard_D32s_v3|32|8|51200|768|256|16000
Standard_D48s_v3|32|8|76800|1152|384|24000
Standard_D64s_v3|32|8|80000|1200|512|30000
Standard_D2s_v5|4|2|3750|85|0|12500
Standard_D4s_v5|8|2|6400|145|0|12500
Standard_D8s_v5|16|4|12800|290|0|12500
Standard_D16s_v5|32|8|25600|600|0|12500
Standard_D32s_v5|32|8|51200|865|0|16000
Standard_D48s_v5|32|8|76800|1315|0|24000
Standard_D64s_v5|32|8|80000|1735|0|30000
Standard_D2s_v6|8|2|4167|124|0|12500
Standard_D4s_v6|12|2|8333|248|0|12500
Standard_D8s_v6|24|4|16667|496|0|12500
Standard_D16s_v6|48|8|33333|992|0|12500
Standard_D32s_v6|64|8|66667|1984|0|16000
Standard_D48s_v6|64|8|100000|2976|0|24000
Standard_D64s_v6|64|8|133333|3969|0|30000
Standard_D2ps_v5|4|2|3750|85|0|12500
Standard_D4ps_v5|8|2|6400|145|0|12500
Standard_D8ps_v5|16|4|12800|290|0|12500
Standard_D16ps_v5|32|4|25600|600|0|12500
Standard_D32ps_v5|32|8|51200|865|0|16000
Standard_E2s_v3|4|2|3200|48|32|1000
Standard_E4s_v3|8|2|6400|96|64|2000
Standard_E8s_v3|16|4|12800|192|128|4000
Standard_E16s_v3|32|8|25600|384|256|8000
Standard_E32s_v3|32|8|51200|768|512|16000
Standard_E2s_v5|4|2|3750|85|0|12500
Standard_E4s_v5|8|2|6400|145|0|12500
Standard_E8s_v5|16|4|12800|290|0|12500
Standard_E16s_v5|32|8|25600|600|0|12500
Standard_E32s_v5|32|8|51200|865|0|16000
Standard_F2s_v2|4|2|3200|47|16|5000
Standard_F4s_v2|8|2|6400|95|32|10000
Standard_F8s_v2|16|4|12800|190|64|12500
Standard_F16s_v2|32|4|25600|380|128|12500
Standard_F32s_v2|32|8|51200|750|256|16000
Standard_L8s_v3|16|4|12800|200|80|12500
Standard_NC4as_T4_v3|8|2|6400|100|180|8000
Standard_NC8as_T4_v3|16|4|12800|200|360|8000
Standard_NC16as_T4_v3|32|8|25600|400|360|8000
`;

let table: ReadonlyMap<string, VmSize> | undefined;

/** Every size that the sandbox's regions offer, by name. */
export function vmSizes(): ReadonlyMap<string, VmSize> {
  return (table ??= readSizes());
}

/** Throws a RangeError for a size that is not offered. */
export function vmSize(name: string): VmSize {
  const size = vmSizes().get(name);
  if (size === undefined) throw new RangeError(`no size ${name}`);
  return size;
}

function readSizes(): ReadonlyMap<string, VmSize> {
  const limits = new Map(
    LIMITS.trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('|')), line.split('|').slice(1).map(Number)]),
  );
  const { rows, columns } = document.sizes;
  const regions = columns.split('|').slice(6);
  return new Map(
    rows.map((row) => {
      const [name = '', vcpus, memoryGiB, architecture, gpus, family = '', ...prices] = row.split('|');
      const [maxDataDisks = 0, maxNics = 0, uncachedIops = 0, uncachedMBps = 0, tempDiskGiB = 0, networkMbps = 0] =
        limits.get(name) ?? [];
      const usdPerHour = Object.fromEntries(
        regions.flatMap((region, index) => (prices[index] ? [[region, prices[index]]] : [])),
      );
      return [
        name,
        {
          name,
          vcpus: Number(vcpus),
          memoryGiB: Number(memoryGiB),
          architecture: architecture === 'Arm64' ? 'Arm64' : 'x64',
          gpus: Number(gpus),
          family,
          maxDataDisks,
          maxNics,
          uncachedIops,
          uncachedMBps,
          tempDiskGiB,
          networkMbps,
          usdPerHour,
        },
      ];
    }),
  );
}
