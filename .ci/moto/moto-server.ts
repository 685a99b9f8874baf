import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface MotoServer {
  readonly url: string;
  /** Ends the server and removes what was installed for it. */
  stop(): Promise<void>;
}

/**
 * moto's server from PyPI, in a virtual environment of its own in a temporary folder, on a free port of loopback.
 * `BALLAST_MOTO_PYTHON` names a Python that has `moto[server]` already, and spares the installation.
 */
export async function startMoto(): Promise<MotoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-moto-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const python = process.env.BALLAST_MOTO_PYTHON ?? (await installMoto(folder));
    const port = await freePort();
    const server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'false' },
    });
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
    const url = `http://127.0.0.1:${port}`;
    await answers(url, server, () => log);
    return {
      url,
      stop: async () => {
        if (server.exitCode === null) {
          server.kill('SIGTERM');
          await once(server, 'exit');
        }
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function installMoto(folder: string): Promise<string> {
  const environment = join(folder, 'venv');
  await mustRun('python3', ['-m', 'venv', environment]);
  const python = join(environment, 'bin', 'python');
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'moto[server]']);
  return python;
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Python takes some seconds to load what moto imports. */
async function answers(url: string, server: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}: ${log()}`);
    const up = await fetch(`${url}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(200);
  }
  server.kill('SIGKILL');
  throw new Error(`moto did not answer within a minute: ${log()}`);
}
