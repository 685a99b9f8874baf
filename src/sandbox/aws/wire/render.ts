import { StreamedBody, type WireReply } from '../../server/wire.ts';
import type { ServiceProfile, WireProtocol } from '../service-module.ts';
import { encodeCbor } from './cbor-writer.ts';
import type { AwsError } from './errors.ts';
import { element } from './xml.ts';

/** How to write an answer: the service's profile and the protocol in which it was asked. */
export interface Voice {
  readonly service: string;
  readonly profile: ServiceProfile;
  readonly protocol: WireProtocol;
  readonly operation: string;
  readonly requestId: string;
}

/**
 * What a REST operation answers where it is more than a document with status 200. A body that is an object becomes
 * JSON; text is written as it is (XML: the whole document without its declaration); bytes and streams are sent as
 * they are, with the content type that the headers give.
 */
export class RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | string | Buffer | StreamedBody | undefined;

  constructor(fields: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: object | string | Buffer | StreamedBody;
  }) {
    this.status = fields.status ?? 200;
    this.headers = fields.headers ?? {};
    this.body = fields.body;
  }
}

/** A successful answer of a REST protocol. */
export function renderRest(voice: Voice, { status, headers, body }: RestAnswer): WireReply {
  const own = voice.protocol === 'rest-xml' ? xmlHeaders(voice) : jsonHeaders(voice);
  if (body === undefined) {
    const { 'content-type': _none, ...others } = own;
    return { status, headers: { ...others, ...headers }, body: '' };
  }
  if (typeof body === 'string') {
    return {
      status,
      headers: { ...own, ...headers },
      body: voice.protocol === 'rest-xml' ? xmlDeclaration + body : body,
    };
  }
  if (Buffer.isBuffer(body) || body instanceof StreamedBody) {
    return { status, headers: { ...own, 'content-type': 'binary/octet-stream', ...headers }, body };
  }
  return { status, headers: { ...own, ...headers }, body: JSON.stringify(body) };
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A successful answer of a query protocol; `inner` is the XML of the output's members. */
export function renderXml(voice: Voice, inner: string): WireReply {
  const { xmlNamespace } = voice.profile;
  const root = `${voice.operation}Response`;
  const open = `${xmlDeclaration}<${root} xmlns="${xmlNamespace}">`;
  const body =
    voice.protocol === 'ec2'
      ? `${open}<requestId>${voice.requestId}</requestId>${inner}</${root}>`
      : `${open}<${voice.operation}Result>${inner}</${voice.operation}Result>${metadata(voice)}</${root}>`;
  return { status: 200, headers: xmlHeaders(voice), body };
}

/** A successful answer of AWS JSON, of REST-JSON or of RPC v2 CBOR. */
export function renderDocument(voice: Voice, output: object): WireReply {
  if (voice.protocol === 'cbor') return { status: 200, headers: cborHeaders(voice), body: encodeCbor(output) };
  return { status: 200, headers: jsonHeaders(voice), body: JSON.stringify(output) };
}

/** The error in the form of the protocol in which the request was made. */
export function renderError(voice: Voice, error: AwsError): WireReply {
  const { status, message } = error;
  const retry: Record<string, string> =
    error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) };
  switch (voice.protocol) {
    case 'ec2': {
      const inner = element('Code', error.queryCode) + element('Message', message);
      const body = `${xmlDeclaration}<Response><Errors><Error>${inner}</Error></Errors><RequestID>${voice.requestId}</RequestID></Response>`;
      return { status, headers: { ...xmlHeaders(voice), ...retry }, body, errorCode: error.queryCode };
    }
    case 'query': {
      const { xmlNamespace } = voice.profile;
      const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
      const inner = type + element('Code', error.queryCode) + element('Message', message);
      const body = `${xmlDeclaration}<ErrorResponse xmlns="${xmlNamespace}"><Error>${inner}</Error><RequestId>${voice.requestId}</RequestId></ErrorResponse>`;
      return { status, headers: { ...xmlHeaders(voice), ...retry }, body, errorCode: error.queryCode };
    }
    case 'json': {
      const body = JSON.stringify({ __type: error.code, [voice.profile.messageField]: message });
      const headers = { ...jsonHeaders(voice), ...queryError(voice, error), ...retry };
      return { status, headers, body, errorCode: error.code };
    }
    case 'cbor': {
      const body = encodeCbor({ __type: `com.amazonaws.${voice.service}#${error.code}`, message });
      const headers = { ...cborHeaders(voice), ...queryError(voice, error), ...retry };
      return { status, headers, body, errorCode: error.code };
    }
    case 'rest-json': {
      const body = JSON.stringify({ [voice.profile.messageField]: message });
      const headers = { ...jsonHeaders(voice), 'x-amzn-errortype': error.code, ...retry };
      return { status, headers, body, errorCode: error.code };
    }
    case 'rest-xml':
      return {
        status,
        headers: { ...xmlHeaders(voice), ...retry },
        body: restXmlError(voice, error),
        errorCode: error.code,
      };
  }
}

function restXmlError({ profile, requestId }: Voice, { code, message, status }: AwsError): string {
  const inner = element('Code', code) + element('Message', message);
  const id = element('RequestId', requestId);
  if (profile.errorRoot === 'Error') return `${xmlDeclaration}<Error>${inner}${id}</Error>`;
  const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
  return `${xmlDeclaration}<ErrorResponse xmlns="${profile.xmlNamespace}"><Error>${type}${inner}</Error>${id}</ErrorResponse>`;
}

/** The old code of a service that was a query API (trait `awsQueryCompatible`). */
function queryError(voice: Voice, error: AwsError): Record<string, string> {
  if (!voice.profile.queryCompatible) return {};
  return { 'x-amzn-query-error': `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}` };
}

function metadata(voice: Voice): string {
  return `<ResponseMetadata><RequestId>${voice.requestId}</RequestId></ResponseMetadata>`;
}

function xmlHeaders(voice: Voice): Record<string, string> {
  if (voice.protocol === 'rest-xml') {
    return { 'content-type': 'application/xml', 'x-amz-request-id': voice.requestId };
  }
  return { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': voice.requestId };
}

function jsonHeaders(voice: Voice): Record<string, string> {
  if (voice.protocol === 'rest-json') {
    return { 'content-type': 'application/json', 'x-amzn-requestid': voice.requestId };
  }
  const { jsonVersion = '1.1' } = voice.profile;
  return { 'content-type': `application/x-amz-json-${jsonVersion}`, 'x-amzn-requestid': voice.requestId };
}

function cborHeaders(voice: Voice): Record<string, string> {
  return { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': voice.requestId };
}
