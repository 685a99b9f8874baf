import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on loopback that keeps what it was asked. */
export async function listenTo(answer: (seen: Seen, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer((message, response) => {
    let body = '';
    message.on('data', (chunk: Buffer) => (body += chunk.toString()));
    message.on('end', () => {
      const { method = '', url = '', headers } = message;
      const asked = { method, url, headers, body };
      seen.push(asked);
      answer(asked, response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const json = (response: ServerResponse, document: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));

export const xml = (response: ServerResponse, body: string, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'text/xml' }).end(body);

/** Region and service that a request is signed for. */
export function signedFor({ headers }: Seen): string {
  const [, region, service] = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return `${service} ${region}`;
}

export const callerIdentity = (accountId: string, partition = 'aws'): string =>
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:${partition}:iam::${accountId}:user/u</Arn><UserId>U</UserId><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
