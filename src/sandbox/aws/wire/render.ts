import type { WireReply } from '../../server/wire.ts';
import type { ServiceId, WireProtocol } from '../services.ts';
import { services } from '../services.ts';
import { encodeCbor } from './cbor-writer.ts';
import type { AwsError } from './errors.ts';
import { element } from './xml.ts';

/** How to write an answer: the service's profile and the protocol in which it was asked. */
export interface Voice {
  readonly service: ServiceId;
  readonly protocol: WireProtocol;
  readonly operation: string;
  readonly requestId: string;
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A successful answer of a query protocol; `inner` is the XML of the output's members. */
export function renderXml(voice: Voice, inner: string): WireReply {
  const { xmlNamespace } = services[voice.service];
  const root = `${voice.operation}Response`;
  const open = `${xmlDeclaration}<${root} xmlns="${xmlNamespace}">`;
  const body =
    voice.protocol === 'ec2'
      ? `${open}<requestId>${voice.requestId}</requestId>${inner}</${root}>`
      : `${open}<${voice.operation}Result>${inner}</${voice.operation}Result>${metadata(voice)}</${root}>`;
  return { status: 200, headers: xmlHeaders(voice), body };
}

/** A successful answer of AWS JSON or of RPC v2 CBOR. */
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
      const { xmlNamespace } = services[voice.service];
      const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
      const inner = type + element('Code', error.queryCode) + element('Message', message);
      const body = `${xmlDeclaration}<ErrorResponse xmlns="${xmlNamespace}"><Error>${inner}</Error><RequestId>${voice.requestId}</RequestId></ErrorResponse>`;
      return { status, headers: { ...xmlHeaders(voice), ...retry }, body, errorCode: error.queryCode };
    }
    case 'json': {
      const body = JSON.stringify({ __type: error.code, [services[voice.service].messageField]: message });
      const headers = { ...jsonHeaders(voice), ...queryError(voice, error), ...retry };
      return { status, headers, body, errorCode: error.code };
    }
    case 'cbor': {
      const body = encodeCbor({ __type: `com.amazonaws.${voice.service}#${error.code}`, message });
      const headers = { ...cborHeaders(voice), ...queryError(voice, error), ...retry };
      return { status, headers, body, errorCode: error.code };
    }
  }
}

/** CloudWatch was a query API: its newer protocols also tell the old code (trait `awsQueryCompatible`). */
function queryError(voice: Voice, error: AwsError): Record<string, string> {
  if (voice.service !== 'cloudwatch') return {};
  return { 'x-amzn-query-error': `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}` };
}

function metadata(voice: Voice): string {
  return `<ResponseMetadata><RequestId>${voice.requestId}</RequestId></ResponseMetadata>`;
}

function xmlHeaders(voice: Voice): Record<string, string> {
  return { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': voice.requestId };
}

function jsonHeaders(voice: Voice): Record<string, string> {
  const { jsonVersion = '1.1' } = services[voice.service];
  return { 'content-type': `application/x-amz-json-${jsonVersion}`, 'x-amzn-requestid': voice.requestId };
}

function cborHeaders(voice: Voice): Record<string, string> {
  return { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': voice.requestId };
}
