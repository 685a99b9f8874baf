import { Exit } from '../output/exit.ts';
import { sandboxView } from '../output/views/setup-views.ts';
import { SANDBOX_REGIONS, startSandboxProcess } from '../services/sandbox-process.ts';
import { defineCommand } from './support/define-command.ts';
import { estateFlags } from './support/estate-flags.ts';
import { defaultedFlag, readInteger, repeatedFlag, textFlag } from './support/flag-spec.ts';

export default defineCommand({
  summary: 'Run a small made-up cloud on this machine',
  description:
    "Serves AWS's own wire protocols on 127.0.0.1 from one seeded estate, so that everything can be tried with no " +
    'account and no credentials. What is changed stays changed until it stops. It also answers /_sandbox/truth ' +
    '(what is planted), /_sandbox/estate, /_sandbox/calls and /_sandbox/fault.',
  examples: [
    { command: 'ballast sandbox --port 4010', why: 'then, elsewhere: ballast audit --sandbox http://127.0.0.1:4010' },
    {
      command: 'ballast sandbox --resources 10000 --accounts 20 --throttle 50',
      why: 'a large estate behind tight limits',
    },
    { command: 'ballast sandbox --seed 7 --latency 20-80', why: 'another estate, and a slow network' },
  ],
  view: sandboxView,
  flags: {
    ...estateFlags,
    port: defaultedFlag(
      {
        summary: 'where to listen; 0 for any free one',
        helpValue: 'PORT',
        defaultText: '0',
        otherwise: 0,
        env: 'BALLAST_SANDBOX_PORT',
      },
      readInteger(0, 65_535),
    ),
    throttle: textFlag({
      summary: 'calls a second for each account and API, beyond which it throttles, and how many may come at once',
      helpValue: 'RATE[:BURST]',
    }),
    latency: textFlag({ summary: 'milliseconds before each answer, or a range such as 20-80', helpValue: 'MS[-MS]' }),
    fault: repeatedFlag({
      summary: 'make calls fail, such as kind=deny,service=ec2,region=eu-west-1; repeatable',
      helpValue: 'FAULT',
    }),
  },
  async run({ context, flags }) {
    const { cloud: clouds, seed, resources, accounts, port, throttle, latency, fault: faults } = flags;
    const sandbox = await startSandboxProcess(context, {
      clouds,
      seed,
      resources,
      accounts,
      regions: SANDBOX_REGIONS,
      port,
      faults,
      ...(throttle !== undefined && { throttle }),
      ...(latency !== undefined && { latency }),
    });
    // Ctrl-C is how a server is stopped, so that is not an interruption.
    context.signal.addEventListener('abort', () => void sandbox.stop(), { once: true });
    if (context.signal.aborted) await sandbox.stop();
    const until = sandbox.ended.then((code) => (context.signal.aborted || code === 0 ? Exit.ok : Exit.failed));
    return { data: sandbox, until };
  },
});
