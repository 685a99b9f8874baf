import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderEvent } from '../../../src/domain/ports/provider.ts';
import { provider } from '../../../src/providers/aws/index.ts';
import { readUntilError } from '../../contract/provider-contract.ts';
import { awsScopeOf, sandboxNow } from './sandbox-cloud.ts';

const account = '111111111111';

const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/u</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Reads a listing from a service that knows who we are and then answers as told, to the byte. */
export async function readWire(
  type: string,
  answer: (response: ServerResponse, call: number) => void,
  attempts: number,
) {
  let calls = 0;
  const server = createServer((message, response) => {
    let body = '';
    message.on('data', (chunk: Buffer) => (body += chunk.toString()));
    message.on('end', () => {
      if (message.url === '/_sandbox/health') return response.end('{}');
      if (body.includes('GetCallerIdentity')) return response.setHeader('content-type', 'text/xml').end(identity);
      // What is asked beside a listing; nothing was ever modified.
      if (body.includes('DescribeVolumesModifications')) {
        return response.setHeader('content-type', 'text/xml').end('<DescribeVolumesModificationsResponse/>');
      }
      calls += 1;
      return answer(response, calls);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const events: ProviderEvent[] = [];
  const connection = provider.connect(
    { provider: 'aws', name: 'wire', regions: ['us-east-1'] },
    {
      now: () => sandboxNow,
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
      sandboxUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      limits: { attempts, callTimeoutMs: 2000 },
    },
  );
  try {
    return { ...(await readUntilError(connection, type, awsScopeOf(account, 'us-east-1'))), calls, events };
  } finally {
    await connection.close();
    server.close();
    server.closeAllConnections();
  }
}

/** One XML answer to every call. */
export const readXml = (type: string, body: string) =>
  readWire(type, (response) => void response.writeHead(200, { 'content-type': 'text/xml' }).end(body), 1);
