import type { IncomingHttpHeaders } from 'node:http';

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const requestId = '00000000-0000-4000-8000-000000000000';

/**
 * The throttling error of the service that a request is signed for, in the form of its protocol. Sources: EC2 API
 * Reference, "Error codes" (RequestLimitExceeded, 503); S3 API Reference, "Error responses" (SlowDown, 503); "Common
 * error types" of the query and JSON services (Throttling and ThrottlingException, 400); Lambda API Reference
 * (TooManyRequestsException, 429); Smithy, "RPC v2 CBOR protocol".
 */
export function throttlingAnswer(headers: IncomingHttpHeaders): WireAnswer {
  const [, service = 'ec2'] = /Credential=[^/]+\/\d+\/[^/]*\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor('ThrottlingException');
  if (headers['x-amz-target'] !== undefined) {
    return json(400, 'ThrottlingException', headers['content-type'] ?? 'application/x-amz-json-1.1');
  }
  switch (service) {
    case 'ec2':
      return xml(
        503,
        `<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error>` +
          `</Errors><RequestID>${requestId}</RequestID></Response>`,
      );
    case 's3':
      return xml(
        503,
        `<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message>` +
          `<RequestId>${requestId}</RequestId></Error>`,
      );
    case 'lambda':
      return json(429, 'TooManyRequestsException', 'application/json');
    default:
      return /urlencoded/.test(headers['content-type'] ?? '') || service === 'route53'
        ? xml(
            400,
            `<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error>` +
              `<RequestId>${requestId}</RequestId></ErrorResponse>`,
          )
        : json(429, 'ThrottlingException', 'application/json');
  }
}

const xml = (status: number, text: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
});

const json = (status: number, code: string, contentType: string): WireAnswer => ({
  status,
  headers: { 'content-type': contentType, 'x-amzn-errortype': code, 'x-amzn-requestid': requestId },
  body: Buffer.from(JSON.stringify({ __type: code, message: 'Rate exceeded' })),
});

/** A map of two short texts. */
const cbor = (code: string): WireAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId },
  body: Buffer.concat([
    Buffer.from([0xa2]),
    ...['__type', `com.amazonaws#${code}`, 'message', 'Rate exceeded'].map(cborText),
  ]),
});

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = bytes.length < 24 ? [0x60 + bytes.length] : [0x78, bytes.length];
  return Buffer.concat([Buffer.from(head), bytes]);
}
