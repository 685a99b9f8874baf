/**
 * Writes `src/sandbox/data/aws-prices.json`, the price facts that ship with the sandbox, from a larger price
 * file: `node scripts/make-sandbox-prices.ts <aws.json> [out.json]`.
 *
 * Every price becomes decimal text, so that nothing downstream adds floats, and the sources travel along:
 * they are the attribution. One instance type is one line of text: that keeps the file small, quick to parse
 * and cheap for the type checker.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { decimalText, type InputUnitPrice } from './support/price-input.ts';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-1'] as const;

/**
 * The unit prices that the sandbox's bill uses: our key, where the input has it (resource, name, unit), and the
 * test resource that it was seen in where one name has several prices.
 */
const UNIT_PRICES = {
  publicIpv4Hour: ['aws_eip', 'IP address (if unused)', 'hours'],
  natGatewayHour: ['aws_nat_gateway', 'NAT gateway', 'hours'],
  natGatewayGb: ['aws_nat_gateway', 'Data processed', 'GB'],
  loadBalancerHour: ['aws_lb', 'Application load balancer', 'hours'],
  s3StandardGbMonth: ['aws_s3_bucket', 'Standard / Storage', 'GB'],
  s3PutThousand: ['aws_s3_bucket', 'Standard / PUT, COPY, POST, LIST requests', '1k requests'],
  logsIngestedGb: ['aws_cloudwatch_log_group', 'Data ingested', 'GB'],
  kmsKeyMonth: ['aws_kms_key', 'Customer master key', 'months'],
  dataTransferOutGb: [
    'aws_data_transfer',
    'Outbound data transfer to Internet (first 10TB)',
    'GB',
    'aws_data_transfer.eu-central-1',
  ],
} as const;

interface InputType {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly gpu: number;
  readonly arch: 'amd64' | 'arm64';
  readonly usdPerHour: Readonly<Record<string, number>>;
}

interface Input {
  readonly currency: string;
  readonly note: string;
  readonly sources: readonly unknown[];
  readonly instanceTypes: Readonly<Record<string, InputType>>;
  readonly ebs: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly unitPrices: readonly InputUnitPrice[];
}

function unitPrice(input: Input, [resource, name, unit, seenIn]: readonly [string, string, string, string?]) {
  const rows = input.unitPrices.filter(
    (row) =>
      row.resource === resource &&
      row.name === name &&
      row.unit === unit &&
      (seenIn === undefined ? row.region === 'us-east-1' : row.seenIn.includes(seenIn)),
  );
  const prices = new Set(rows.map((row) => row.usd));
  if (prices.size !== 1) throw new Error(`${resource} "${name}" per ${unit}: ${prices.size} prices, expected one`);
  const { usd, source, asOf } = rows[0]!;
  return { usd: decimalText(usd), unit, region: seenIn?.split('.').at(-1) ?? 'us-east-1', source, asOf };
}

function build(input: Input) {
  const rows = Object.entries(input.instanceTypes)
    .filter(([, facts]) => REGIONS.some((region) => facts.usdPerHour[region] !== undefined))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, facts]) =>
      [
        type,
        facts.vcpu,
        facts.memoryGiB,
        facts.arch === 'amd64' ? 'x86_64' : facts.arch,
        facts.gpu,
        ...REGIONS.map((region) =>
          facts.usdPerHour[region] === undefined ? '' : decimalText(facts.usdPerHour[region]),
        ),
      ].join('|'),
    );
  const ebs = Object.fromEntries(
    REGIONS.map((region) => [
      region,
      Object.fromEntries(Object.entries(input.ebs[region] ?? {}).map(([key, usd]) => [key, decimalText(usd)])),
    ]),
  );
  const unitPrices = Object.fromEntries(
    Object.entries(UNIT_PRICES).map(([key, where]) => [key, unitPrice(input, where)]),
  );
  return {
    currency: input.currency,
    note: input.note,
    sources: input.sources,
    regions: REGIONS,
    instanceTypes: { columns: ['type', 'vcpu', 'memoryGiB', 'architecture', 'gpu', ...REGIONS].join('|'), rows },
    ebs,
    unitPrices,
  };
}

const [from, to = 'src/sandbox/data/aws-prices.json'] = process.argv.slice(2);
if (from === undefined) {
  process.stderr.write('usage: node scripts/make-sandbox-prices.ts <aws.json> [out.json]\n');
  process.exitCode = 2;
} else {
  const output = build(JSON.parse(readFileSync(from, 'utf8')) as Input);
  writeFileSync(to, `${JSON.stringify(output, null, 1)}\n`);
  process.stdout.write(`${to}: ${output.instanceTypes.rows.length} instance types, ${REGIONS.length} regions\n`);
}
