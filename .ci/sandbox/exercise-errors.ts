import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { encode, Tagged } from 'cborg';
import type { RunningSandbox } from '../../src/sandbox/main.ts';
import { expectError, rawPost, type AwsClients } from './aws-clients.ts';
import type { ClientOptions } from './exchanges/exchanges.ts';

/** A failing call of each kind for every service: the forms of their errors. */
export async function exerciseErrors(
  reads: Readonly<Record<string, (options: ClientOptions) => Promise<unknown>>>,
  options: ClientOptions,
): Promise<void> {
  const stranger = { ...options, credentials: { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'x' } };
  for (const [service, read] of Object.entries(reads)) await mustFail(service, 'unknown key', () => read(stranger));
  for (const kind of ['deny', 'throttle', 'expired-token', 'error']) {
    await fetch(`${options.endpoint}/_sandbox/fault`, { method: 'POST', body: JSON.stringify({ kind }) });
    for (const [service, read] of Object.entries(reads)) await mustFail(service, kind, () => read(options));
    await fetch(`${options.endpoint}/_sandbox/fault`, { method: 'DELETE' });
  }
}

async function mustFail(service: string, why: string, call: () => Promise<unknown>): Promise<void> {
  let answered = true;
  await call().catch(() => (answered = false));
  if (answered) throw new Error(`a call of ${service} that must fail (${why}) got an answer`);
}

export async function exerciseSuspendedAccount({ sts }: AwsClients, { estate }: RunningSandbox): Promise<void> {
  const suspended = estate.accounts.find(({ status }) => status === 'SUSPENDED');
  const RoleArn = `arn:aws:iam::${suspended?.id ?? '999999999999'}:role/BallastRead`;
  await expectError('AccessDenied', sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci-check' })));
}

/** CloudWatch in CBOR, which other vendors' SDKs speak: an answer, an error, an unknown key. */
async function exerciseCbor(sandbox: RunningSandbox, MetricStat: object): Promise<void> {
  const time = (epochMs: number) => new Tagged(1, Math.floor(epochMs / 1000));
  const post = (accessKeyId: string, input: object) =>
    rawPost(sandbox.url, {
      service: 'monitoring',
      path: '/service/GraniteServiceVersion20100801/operation/GetMetricData',
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      body: Uint8Array.from(encode(input)),
      accessKeyId,
    });
  const input = {
    StartTime: time(Date.now() - 86_400_000),
    EndTime: time(Date.now()),
    MetricDataQueries: [{ Id: 'a', MetricStat }],
  };
  const { AWS_ACCESS_KEY_ID } = sandbox.credentials;
  await post(AWS_ACCESS_KEY_ID, input);
  await post(AWS_ACCESS_KEY_ID, { ...input, EndTime: time(0) });
  await post('AKIAUNKNOWN000000000', input);
}

/** CloudWatch in its two older protocols, and operations that nobody serves. */
export async function exerciseRawProtocols(sandbox: RunningSandbox, instanceId: string): Promise<void> {
  const accessKeyId = sandbox.credentials.AWS_ACCESS_KEY_ID;
  const post = (service: string, headers: Readonly<Record<string, string>>, body: string) =>
    rawPost(sandbox.url, { service, headers, body, accessKeyId });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const json = (target: string) => ({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `GraniteServiceVersion20100801.${target}`,
  });
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const metric = `Namespace=AWS%2FEC2&MetricName=CPUUtilization&Dimensions.member.1.Name=InstanceId&Dimensions.member.1.Value=${instanceId}`;
  const window = `StartTime=${from}&EndTime=${new Date().toISOString()}`;
  const statistics = `Action=GetMetricStatistics&Version=2010-08-01&${metric}&${window}&Period=3600&Statistics.member.1=Average&ExtendedStatistics.member.1=p90`;
  await post('monitoring', form, statistics);
  await post('monitoring', form, 'Action=ListMetrics&Version=2010-08-01&Namespace=AWS%2FEC2');
  await post(
    'monitoring',
    form,
    `Action=GetMetricStatistics&Version=2010-08-01&${metric}&${window}&Period=7&Statistics.member.1=Average`,
  );
  const stat = {
    Metric: {
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: instanceId }],
    },
    Period: 300,
    Stat: 'Maximum',
  };
  const data = {
    StartTime: Date.parse(from) / 1000,
    EndTime: Date.now() / 1000,
    MetricDataQueries: [{ Id: 'a', MetricStat: stat }],
  };
  await post('monitoring', json('GetMetricData'), JSON.stringify(data));
  await post('monitoring', json('GetMetricData'), JSON.stringify({ ...data, EndTime: 0 }));
  await exerciseCbor(sandbox, stat);
  await post('ec2', form, 'Action=DescribeVpcs&Version=2016-11-15');
  await post('sts', form, 'Action=GetSessionToken&Version=2011-06-15');
  await post('monitoring', json('PutMetricData'), '{}');
}
