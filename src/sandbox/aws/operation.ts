import type { DocumentOperation, QueryOperation, RestOperation } from './call.ts';
import type { Operation } from './service-module.ts';
import { documentXml } from './wire/document-xml.ts';
import { AwsError } from './wire/errors.ts';
import { queryDocument, type QueryTypes } from './wire/query-document.ts';
import { QueryParams } from './wire/query-params.ts';
import { renderDocument, renderRest, renderXml, RestAnswer } from './wire/render.ts';

/** The operations of a query API. */
export function queryOperations(table: Readonly<Record<string, QueryOperation>>): Readonly<Record<string, Operation>> {
  return operationTable(table, (operation) => ({
    run: (call, input, voice) => renderXml(voice, operation(call, asParams(input))),
  }));
}

/**
 * The operations of a query API that read and answer documents, as those of a JSON API do: `types` says which members
 * of the input are no text; lists of the output whose entries have names of their own are `NamedList`s.
 */
export function queryDocumentOperations(
  table: Readonly<Record<string, DocumentOperation>>,
  types: QueryTypes = {},
): Readonly<Record<string, Operation>> {
  return operationTable(table, (operation) => ({
    run: (call, input, voice) => renderXml(voice, documentXml(operation(call, queryDocument(asParams(input), types)))),
  }));
}

/** The operations of a REST API, JSON or XML. */
export function restOperations(table: Readonly<Record<string, RestOperation>>): Readonly<Record<string, Operation>> {
  return operationTable(table, (operation) => ({
    run: (call, input, voice) => {
      const answer = operation(call, asDocument(input));
      return renderRest(voice, answer instanceof RestAnswer ? answer : new RestAnswer({ body: answer }));
    },
  }));
}

/** The operations of an API with documents: AWS JSON and RPC v2 CBOR. */
export function documentOperations(
  table: Readonly<Record<string, DocumentOperation>>,
): Readonly<Record<string, Operation>> {
  return operationTable(table, (operation) => ({
    run: (call, input, voice) => renderDocument(voice, operation(call, asDocument(input))),
  }));
}

/** A table of operations from a table of what they do. */
export function operationTable<T>(
  table: Readonly<Record<string, T>>,
  map: (entry: T) => Operation,
): Readonly<Record<string, Operation>> {
  // No prototype: an operation named `constructor` must be unknown, not found.
  const mapped = Object.create(null) as Record<string, Operation>;
  for (const [name, entry] of Object.entries(table)) mapped[name] = map(entry);
  return mapped;
}

function asParams(input: unknown): QueryParams {
  if (input instanceof QueryParams) return input;
  throw new AwsError('InvalidAction', 'This API speaks a query protocol.');
}

export function asDocument(input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input) && !(input instanceof QueryParams)) {
    return input as Readonly<Record<string, unknown>>;
  }
  throw new AwsError('SerializationException', 'The body must be a document.');
}
