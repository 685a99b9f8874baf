/**
 * Writes `src/sandbox/data/azure-prices.json`, the Azure price facts that ship with the sandbox, from a larger price file:
 * `node scripts/make-sandbox-azure-prices.ts <azure.json> [out.json]`.
 *
 * Prices become decimal text, so that nothing downstream adds floats, and the sources travel along: they are the
 * attribution. One size is one line of text. A family is left out of a region in which its prices do not follow its
 * vCPUs: there the source mixes Windows with Linux prices (it has `Standard_D2as_v5` at twice its price, for one).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { decimalText, type InputUnitPrice } from './support/price-input.ts';

const REGIONS = ['eastus', 'westus2', 'westeurope', 'northeurope', 'southeastasia'] as const;

const SIZES =
  /^Standard_(B(1s|1ms|2s|2ms|4ms|8ms|12ms|16ms|20ms)|D(2|4|8|16|32|48|64)s_v[356]|D(2|4|8|16|32)ps_v5|E(2|4|8|16|32)s_v[35]|F(2|4|8|16|32)s_v2|NC(4|8|16)as_T4_v3|L8s_v3)$/;

/**
 * Our key, where the input has it (resource, name, unit), the region whose row is taken, and the test resource that it was
 * seen in where one name has several prices.
 */
const UNIT_PRICES = {
  ultraGiBMonth: ['azurerm_managed_disk', 'Storage (ultra, 2048 GiB)', 'GiB', 'eastus'],
  ultraIopsMonth: ['azurerm_managed_disk', 'Provisioned IOPS', 'IOPS', 'eastus'],
  ultraMBpsMonth: ['azurerm_managed_disk', 'Throughput', 'MB/s', 'eastus'],
  snapshotGiBMonth: ['azurerm_snapshot', 'Storage', 'GB', 'westeurope'],
  publicIpStaticHour: ['azurerm_public_ip', 'IP address (static, regional)', 'hours', 'eastus'],
  publicIpDynamicHour: ['azurerm_public_ip', 'IP address (dynamic, regional)', 'hours', 'eastus'],
  natGatewayHour: ['azurerm_nat_gateway', 'NAT gateway', 'hours', 'westeurope'],
  natGatewayGb: ['azurerm_nat_gateway', 'Data processed', 'GB', 'westeurope'],
  loadBalancerGb: ['azurerm_lb', 'Data processed', 'GB', 'westeurope'],
  appGatewayWafV2Hour: ['azurerm_application_gateway', 'Gateway usage (WAF v2)', 'hours', 'eastus'],
  appGatewayWafV2Cu: ['azurerm_application_gateway', 'V2 capacity units (WAF)', 'CU', 'eastus'],
  appGatewayStandardV2Hour: ['azurerm_application_gateway', 'Gateway usage (basic v2)', 'hours', 'eastus'],
  appGatewayStandardV2Cu: ['azurerm_application_gateway', 'V2 capacity units (basic)', 'CU', 'eastus'],
  vpnGw1Hour: ['azurerm_virtual_network_gateway', 'VPN gateway (VpnGw1)', 'hours', 'eastus'],
  vpnGw2Hour: ['azurerm_virtual_network_gateway', 'VPN gateway (VpnGw2)', 'hours', 'eastus'],
  vpnGw3Hour: ['azurerm_virtual_network_gateway', 'VPN gateway (VpnGw3)', 'hours', 'eastus'],
  bastionBasicHour: ['azurerm_bastion_host', 'Bastion host', 'hours', 'australiaeast'],
  firewallStandardHour: ['azurerm_firewall', 'Deployment (Standard)', 'hours', 'westeurope'],
  aksUptimeHour: ['azurerm_kubernetes_cluster', 'Uptime SLA', 'hours', 'westeurope'],
  sqlGpGen5FourVcoreHour: ['azurerm_mssql_database', 'Compute (provisioned, GP_Gen5_4)', 'hours', 'eastus'],
  sqlGpLicenceVcoreHour: [
    'azurerm_mssql_database',
    'SQL license',
    'vCore-hours',
    'eastus',
    'azurerm_mssql_database.general_purpose_gen_zone',
  ],
  sqlBcGen5EightVcoreHour: ['azurerm_mssql_database', 'Compute (provisioned, BC_Gen5_8)', 'hours', 'eastus'],
  sqlBcLicenceVcoreHour: [
    'azurerm_mssql_database',
    'SQL license',
    'vCore-hours',
    'eastus',
    'azurerm_mssql_database.business_critical_gen',
  ],
  sqlS1Hour: ['azurerm_mssql_database', 'Compute (S1)', 'hours', 'eastus'],
  sqlP6Hour: ['azurerm_mssql_database', 'Compute (P6)', 'hours', 'eastus'],
  sqlStandardPool200Hour: ['azurerm_mssql_elasticpool', 'Compute (Standard, 200 DTUs)', 'hours', 'westeurope'],
  sqlMiGpFourVcoreHour: ['azurerm_mssql_managed_instance', 'Compute (GP_GEN5 4 cores)', 'hours', 'westeurope'],
  postgresqlD4sV3Hour: ['azurerm_postgresql_flexible_server', 'Compute (GP_Standard_D4s_v3)', 'hours', 'westus'],
  redisStandardC3Month: ['azurerm_redis_cache', 'Cache usage (Standard_C3)', 'nodes', 'eastus'],
  blobHotLrsGbMonth: [
    'azurerm_storage_account',
    'Capacity (first 50TB)',
    'GB',
    'westus',
    'azurerm_storage_account.storagev2["StorageV2.Standard.LRS.Hot"]',
  ],
  blobHotGrsGbMonth: [
    'azurerm_storage_account',
    'Capacity (first 50TB)',
    'GB',
    'westus',
    'azurerm_storage_account.storagev2["StorageV2.Standard.GRS.Hot"]',
  ],
  blobCoolLrsGbMonth: ['azurerm_storage_account', 'Capacity', 'GB', 'eastus', 'azurerm_storage_account.example'],
} as const satisfies Readonly<Record<string, readonly [string, string, string, string, string?]>>;

interface InputSize {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly gpu: number;
  readonly arch: 'amd64' | 'arm64';
  readonly family: string;
  readonly usdPerHour: Readonly<Record<string, number>>;
}

interface Input {
  readonly currency: string;
  readonly note: string;
  readonly sources: readonly unknown[];
  readonly instanceTypes: Readonly<Record<string, InputSize>>;
  readonly unitPrices: readonly InputUnitPrice[];
}

function unitPrice(input: Input, where: readonly string[]) {
  const [resource, name, unit, region = '', seenIn] = where;
  const rows = input.unitPrices.filter(
    (row) =>
      row.resource === resource &&
      row.name === name &&
      row.unit === unit &&
      row.region.split('|').includes(region) &&
      (seenIn === undefined || [row.seenIn].flat().join(',').includes(seenIn)),
  );
  const prices = new Set(rows.map((row) => row.usd));
  if (prices.size !== 1) throw new Error(`${where.join(', ')}: ${prices.size} prices (${[...prices].join(' ')})`);
  const { usd, source, asOf } = rows[0]!;
  return { usd: decimalText(usd), unit, region, source, asOf };
}

/** Families whose price per vCPU is nearly the same at every size, by region. The burstable ones have their own. */
function soundFamilies(sizes: readonly (readonly [string, InputSize])[], region: string): ReadonlySet<string> {
  const families = new Map<string, number[]>();
  for (const [, { family, vcpu, usdPerHour, gpu }] of sizes) {
    const price = usdPerHour[region];
    if (price === undefined) continue;
    const perVcpu = families.get(family) ?? [];
    perVcpu.push(gpu > 0 ? 1 : price / vcpu);
    families.set(family, perVcpu);
  }
  return new Set(
    [...families]
      .filter(([family, each]) => /BS/.test(family) || Math.max(...each) / Math.min(...each) < 1.06)
      .map(([family]) => family),
  );
}

function build(input: Input) {
  const sizes = Object.entries(input.instanceTypes)
    .filter(([name]) => SIZES.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sound = new Map(REGIONS.map((region) => [region, soundFamilies(sizes, region)]));
  const rows = sizes.map(([name, { vcpu, memoryGiB, arch, gpu, family, usdPerHour }]) => {
    const priced = REGIONS.map((region) =>
      usdPerHour[region] === undefined || !sound.get(region)?.has(family) ? '' : decimalText(usdPerHour[region]),
    );
    return [name, vcpu, memoryGiB, arch === 'amd64' ? 'x64' : 'Arm64', gpu, family, ...priced].join('|');
  });
  return {
    currency: input.currency,
    note: input.note,
    sources: input.sources,
    regions: REGIONS,
    sizes: { columns: ['name', 'vcpu', 'memoryGiB', 'architecture', 'gpu', 'family', ...REGIONS].join('|'), rows },
    unitPrices: Object.fromEntries(Object.entries(UNIT_PRICES).map(([key, where]) => [key, unitPrice(input, where)])),
  };
}

const [from, to = 'src/sandbox/data/azure-prices.json'] = process.argv.slice(2);
if (from === undefined) {
  process.stderr.write('usage: node scripts/make-sandbox-azure-prices.ts <azure.json> [out.json]\n');
  process.exitCode = 2;
} else {
  const output = build(JSON.parse(readFileSync(from, 'utf8')) as Input);
  writeFileSync(to, `${JSON.stringify(output, null, 1)}\n`);
  process.stdout.write(`${to}: ${output.sizes.rows.length} sizes, ${REGIONS.length} regions\n`);
}
