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

/** Makes an estate and serves it on 127.0.0.1. Throws a RangeError for options outside their limits. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { seed = 1, resources = 2000, accounts = 3, regions = defaultRegions, port = 0, costPageSize = 1000 } = options;
  const clock = createClock(options.now);
  const estate = createEstate({ seed, resources, accounts, regions, now: clock() });
  const calls = new CallLog();
  const faults = new FaultBook(seed, serviceNames());
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
  const gateway = new Gateway({
    cloud,
    faults,
    calls,
    throttle: options.throttle && new Throttle(options.throttle),
    latency: options.latency,
    recorder,
    random: seededRandom(seed),
  });
  const control = {
    calls,
    faults,
    truth: () => truthDocument(estate),
    estate: () => estateDocument(estate),
    health: () => ({
      status: 'ok',
      pid: process.pid,
      now: new Date(clock()).toISOString(),
      requests: calls.total(),
      credentials: { accessKeyId: managementAccessKeyId, secretAccessKey: managementSecretAccessKey },
    }),
  };
  const listener = await listen(
    port,
    async (request) =>
      request.path.startsWith(controlPrefix) ? handleControl(request, control) : gateway.handle(request),
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
