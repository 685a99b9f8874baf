import { get } from 'node:http';
import type { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { AppError } from '../../domain/errors.ts';

/**
 * What a sandbox tells of itself, its credentials for one cloud among it. Throws `sandbox-unreachable`. Not by `fetch`:
 * that one may go through a proxy of the environment, and a sandbox call goes nowhere but to the sandbox.
 */
export async function sandboxHealth<T>(sandboxUrl: string, signal: AbortSignal, health: z.ZodType<T>): Promise<T> {
  const url = URL.parse('/_sandbox/health', sandboxUrl);
  if (url?.protocol !== 'http:') throw new AppError('sandbox-unreachable', `${sandboxUrl} is no http URL`);
  const text = await read(url, signal).catch((cause: unknown) => {
    if (signal.aborted) {
      const message = 'the call of the sandbox was cancelled';
      throw new CloudError({ category: 'cancelled', operation: 'sandbox:health', message }, { cause });
    }
    throw new AppError('sandbox-unreachable', `no sandbox answers at ${sandboxUrl}`, { cause });
  });
  const told = health.safeParse(parse(text));
  if (told.success) return told.data;
  throw new AppError(
    'sandbox-unreachable',
    `what answers at ${sandboxUrl} is not a sandbox, or does not serve this cloud`,
  );
}

const longestWaitMs = 5000;

function read(url: URL, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal, timeout: longestWaitMs }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(`HTTP status ${response.statusCode}`)),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${longestWaitMs} ms`)));
    request.on('error', reject);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
