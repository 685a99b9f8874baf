import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/sandbox/aws/call.ts';
import { queryDocumentOperations } from '../../../src/sandbox/aws/operation.ts';
import { queryProfile } from '../../../src/sandbox/aws/service-profiles.ts';
import {
  documentXml,
  ec2Form,
  flat,
  named,
  queryForm,
  xmlDocument,
} from '../../../src/sandbox/aws/wire/document-xml.ts';
import { AwsError } from '../../../src/sandbox/aws/wire/errors.ts';
import { queryDocument } from '../../../src/sandbox/aws/wire/query-document.ts';
import { QueryParams } from '../../../src/sandbox/aws/wire/query-params.ts';
import type { Voice } from '../../../src/sandbox/aws/wire/render.ts';
import { Timestamp, TimestampList } from '../../../src/sandbox/aws/wire/timestamps.ts';
import { uploadedBody } from '../../../src/sandbox/aws/wire/uploaded-body.ts';

describe('documents as XML', () => {
  it.each([
    [
      'scalars',
      { A: 'x & y', N: 0, B: false, At: new Timestamp(0) },
      '<A>x &amp; y</A><N>0</N><B>false</B><At>1970-01-01T00:00:00.000Z</At>',
    ],
    ['what is not there', { A: undefined, B: {} }, '<B/>'],
    ['a plain list', { L: ['a', { X: 1 }] }, '<L><member>a</member><member><X>1</X></member></L>'],
    ['an empty list', { L: [], N: named('Item', []) }, '<L/><N/>'],
    ['a list with named entries', { DBs: named('DB', [{ Id: 'a' }]) }, '<DBs><DB><Id>a</Id></DB></DBs>'],
    [
      'a flattened list',
      { Contents: flat([{ Key: 'a' }, { Key: 'b' }]) },
      '<Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents>',
    ],
    ['a map', { M: new Map([['k', 1]]) }, '<M><entry><key>k</key><value>1</value></entry></M>'],
    ['times', { T: new TimestampList([0]) }, '<T><member>1970-01-01T00:00:00.000Z</member></T>'],
  ])('write %s', (_, document, xml) => {
    expect(documentXml(document)).toBe(xml);
  });

  it('write lists as the protocol does, and objects that are maps', () => {
    expect(documentXml({ l: ['a'] }, ec2Form)).toBe('<l><item>a</item></l>');
    expect(documentXml({ M: { p90: 1 } }, { ...queryForm, maps: new Set(['M']) })).toBe(
      '<M><entry><key>p90</key><value>1</value></entry></M>',
    );
    expect(xmlDocument('Root', 'urn:x', { A: 1 })).toBe('<Root xmlns="urn:x"><A>1</A></Root>');
  });
});

describe('query parameters as a document', () => {
  it('are lists where they are numbered, with or without a name of their entries', () => {
    const params = new QueryParams(
      new URLSearchParams(
        'Action=X&Version=1&Names.member.2=b&Names.member.1=a&Filters.Filter.1.Name=f&Filters.Filter.1.Values.Value.1=v&Tag.1.Key=k&MaxRecords=20&All=true&Text=20',
      ),
    );
    const types = { numbers: new Set(['MaxRecords']), booleans: new Set(['All']) };
    expect(queryDocument(params, types)).toEqual({
      Names: ['a', 'b'],
      Filters: [{ Name: 'f', Values: ['v'] }],
      Tag: [{ Key: 'k' }],
      MaxRecords: 20,
      All: true,
      Text: '20',
    });
  });

  it('keep what is none of its type as text, for the operation to refuse', () => {
    const params = new QueryParams([['MaxRecords', 'many']]);
    expect(queryDocument(params, { numbers: new Set(['MaxRecords']) })).toEqual({ MaxRecords: 'many' });
  });
});

describe('a query API with documents', () => {
  it('reads and answers as a JSON API does', () => {
    const { ListThings } = queryDocumentOperations(
      { ListThings: (_, { MaxRecords, Names }) => ({ Things: named('Thing', [{ MaxRecords, Names }]) }) },
      { numbers: new Set(['MaxRecords']) },
    );
    const voice: Voice = {
      service: 'things',
      profile: queryProfile({ signingName: 'things', version: '1', xmlNamespace: 'urn:things' }),
      protocol: 'query',
      operation: 'ListThings',
      requestId: 'r-1',
    };
    const input = new QueryParams(new URLSearchParams('Action=ListThings&MaxRecords=5&Names.member.1=a'));
    expect(ListThings?.run({} as Call, input, voice).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<ListThingsResponse xmlns="urn:things"><ListThingsResult><Things><Thing>' +
        '<MaxRecords>5</MaxRecords><Names><member>a</member></Names></Thing></Things></ListThingsResult>' +
        '<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></ListThingsResponse>',
    );
  });
});

describe('uploads', () => {
  const streaming = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };

  it('are the bytes as they are, unless they come in chunks', () => {
    const body = Buffer.from('5\r\nhello\r\n0\r\n\r\n');
    expect(uploadedBody({ headers: {}, body })).toBe(body);
    expect(uploadedBody({ headers: streaming, body }).toString()).toBe('hello');
    expect(uploadedBody({ headers: { 'content-encoding': 'gzip,aws-chunked' }, body }).toString()).toBe('hello');
  });

  it('lose signatures and trailers of their chunks', () => {
    const body = Buffer.from(
      'a;chunk-signature=00\r\n0123456789\r\n2;chunk-signature=11\r\n\r\n\r\n0;chunk-signature=22\r\nx-amz-checksum-crc32:AA==\r\n\r\n',
    );
    expect(uploadedBody({ headers: streaming, body }).toString()).toBe('0123456789\r\n');
  });

  it.each(['5\r\nhel', '5\r\nhello\r\n', 'hello', ''])('that end too early are refused: %j', (text) => {
    expect(() => uploadedBody({ headers: streaming, body: Buffer.from(text) })).toThrow(AwsError);
  });
});
