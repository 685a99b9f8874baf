import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { throttlingAnswer } from './throttling-answers.ts';

export interface ThrottlingProxy {
  readonly url: string;
  /** Calls so far, and those of them that were answered with a throttling error. */
  readonly counts: () => { readonly calls: number; readonly throttled: number };
  stop(): Promise<void>;
}

/** A proxy on loopback that answers every `nth` call itself, as the called service does when it throttles. */
export async function startThrottlingProxy(target: string, nth: number): Promise<ThrottlingProxy> {
  let calls = 0;
  let throttled = 0;
  const server = createServer((incoming, outgoing) => {
    calls += 1;
    if (calls % nth !== 0) {
      pass(target, incoming, outgoing);
      return;
    }
    throttled += 1;
    incoming.resume().once('end', () => {
      const { status, headers, body } = throttlingAnswer(incoming.headers);
      outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ calls, throttled }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.once('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
