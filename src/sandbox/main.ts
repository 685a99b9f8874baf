import { AwsCloud, keepsEncoding, serviceNames } from './aws/aws-cloud.ts';
import { CostAnswers } from './aws/cost-explorer/cost-answers.ts';
import { Credentials, managementAccessKeyId, managementSecretAccessKey } from './aws/credentials.ts';
import { Attachments } from './aws/ec2/attachments.ts';
import { EstateIndex } from './aws/estate-index.ts';
import { createEstate } from './estate/create-estate.ts';
import type { Estate } from './estate/model.ts';
import { estateDocument, truthDocument } from './estate/serialise.ts';
import { parseSandboxArguments } from './server/argv.ts';
import { CallLog } from './server/calls.ts';
import { createClock } from './server/clock.ts';
import { controlPrefix, handleControl } from './server/control.ts';
import { readFault } from './server/fault-spec.ts';
import { FaultBook } from './server/faults.ts';
import { Gateway } from './server/gateway.ts';
import { listen } from './server/http-server.ts';
import { defaultRegions, type SandboxOptions } from './server/options.ts';
import { seededRandom } from './server/random.ts';
import { ExchangeRecorder } from './server/recorder.ts';
import {
  type SandboxCloudName,
  type ServedCloud,
  type ServedCloudOptions,
  sandboxClouds,
} from './server/served-cloud.ts';
import { Throttle } from './server/throttle.ts';

export type { Fault } from './server/faults.ts';
export type { SandboxOptions } from './server/options.ts';

export interface SandboxCredentials {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
}

/** A sandbox that answers. */
export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`: the endpoint of every AWS API that it serves. */
  readonly url: string;
  readonly port: number;
  /** A key of the management account; it may assume any role in any active account. */
  readonly credentials: SandboxCredentials;
  /** The live state; changes made through the APIs show here. */
  readonly estate: Estate;
  close(): Promise<void>;
}

export const sandboxCredentials: SandboxCredentials = {
  AWS_ACCESS_KEY_ID: managementAccessKeyId,
  AWS_SECRET_ACCESS_KEY: managementSecretAccessKey,
};

/** The clouds beside AWS; loaded when they are served. */
const makers: Readonly<
  Record<Exclude<SandboxCloudName, 'aws'>, () => Promise<(options: ServedCloudOptions) => ServedCloud>>
> = {
  gcp: async () => (await import('./gcp/serve-gcp.ts')).serveGcp,
  azure: async () => (await import('./azure/serve-azure.ts')).serveAzure,
};

/** Makes an estate and serves it on 127.0.0.1. Throws a RangeError for options outside their limits. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { seed = 1, resources = 2000, accounts = 3, regions = defaultRegions, port = 0, costPageSize = 1000 } = options;
  const { clouds = ['aws'] } = options;
  const clock = createClock(options.now);
  const now = clock();
  // AWS is at the root of the server: where it is not served, it is as small as can be, and nobody is told of it.
  const size = clouds.includes('aws') ? { resources, accounts } : { resources: 50, accounts: 1 };
  const estate = createEstate({ seed, ...size, regions, now });
  const others = new Map<string, ServedCloud>();
  for (const name of sandboxClouds) {
    if (name === 'aws' || !clouds.includes(name)) continue;
    const serve = await makers[name]();
    others.set(name, serve({ seed, resources, accounts, now, clock }));
  }
  const calls = new CallLog();
  const faults = new FaultBook(
    seed,
    new Set([...serviceNames(), ...[...others.values()].flatMap((other) => [...other.serviceNames])]),
  );
  for (const fault of options.faults ?? []) faults.add(readFault(fault));
  const recorder = options.recordExchanges === undefined ? undefined : new ExchangeRecorder(options.recordExchanges);
  const cloud = new AwsCloud({
    estate,
    index: new EstateIndex(estate),
    attachments: new Attachments(estate),
    credentials: new Credentials(estate.organization.managementAccountId, seed),
    clock,
    costPageSize,
    costAnswers: new CostAnswers(),
  });
  const beside = {
    faults,
    calls,
    throttle: options.throttle && new Throttle(options.throttle),
    latency: options.latency,
    recorder,
    random: seededRandom(seed),
  };
  const gateway = new Gateway({ cloud, ...beside });
  const gateways = new Map([...others].map(([name, other]) => [name, new Gateway({ cloud: other.cloud, ...beside })]));
  const control = {
    calls,
    faults,
    truth: () =>
      truthDocument({
        seed,
        truth: [...(clouds.includes('aws') ? estate.truth : []), ...[...others.values()].flatMap(({ truth }) => truth)],
      }),
    estate: () =>
      others.size === 0
        ? estateDocument(estate)
        : {
            ...(clouds.includes('aws') && { aws: estateDocument(estate) }),
            ...Object.fromEntries([...others].map(([name, other]) => [name, other.document()])),
          },
    health: () => ({
      status: 'ok',
      pid: process.pid,
      now: new Date(clock()).toISOString(),
      requests: calls.total(),
      credentials: { accessKeyId: managementAccessKeyId, secretAccessKey: managementSecretAccessKey },
      clouds: {
        ...(clouds.includes('aws') && {
          aws: { accessKeyId: managementAccessKeyId, secretAccessKey: managementSecretAccessKey },
        }),
        ...Object.fromEntries([...others].map(([name, { credentials }]) => [name, credentials])),
      },
    }),
  };
  const listener = await listen(
    port,
    async (request) => {
      if (request.path.startsWith(controlPrefix)) return handleControl(request, control);
      const [, mount = ''] = request.path.split('/', 2);
      return (gateways.get(mount) ?? gateway).handle(request);
    },
    keepsEncoding,
  );
  return {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    credentials: sandboxCredentials,
    estate,
    close: async () => {
      await listener.close();
      await recorder?.close();
    },
  };
}

/**
 * Runs a sandbox as a process of its own: one JSON line on standard output when it answers, then until SIGTERM,
 * SIGINT, or the end of standard input with `--stop-with-stdin`. Resolves when it has stopped.
 *
 * @public The packaged program calls it, from an entry that only the build writes.
 */
export async function runSandboxProcess(argv: readonly string[]): Promise<void> {
  const { options, stopWithStdin } = parseSandboxArguments(argv);
  const sandbox = await startSandbox(options);
  const ready = { url: sandbox.url, pid: process.pid, credentials: sandbox.credentials };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  await untilToldToStop(stopWithStdin);
  await sandbox.close();
}

function untilToldToStop(stopWithStdin: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGTERM', stop).off('SIGINT', stop);
      if (stopWithStdin) process.stdin.off('end', stop).off('close', stop).pause();
      resolve();
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
    if (stopWithStdin) process.stdin.on('end', stop).on('close', stop).resume();
  });
}
