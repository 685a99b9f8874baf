import { setTimeout as sleep } from 'node:timers/promises';
import type { CallLog } from './calls.ts';
import type { Cloud, Identified } from './cloud.ts';
import type { Fault, FaultBook } from './faults.ts';
import type { LatencyRange } from './latency.ts';
import type { ExchangeRecorder } from './recorder.ts';
import type { Throttle } from './throttle.ts';
import { halfOfBody, sizeOfBody, type Outcome, type WireReply, type WireRequest } from './wire.ts';

export interface GatewayOptions<C> {
  readonly cloud: Cloud<C>;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly throttle?: Throttle | undefined;
  readonly latency?: LatencyRange | undefined;
  readonly recorder?: ExchangeRecorder | undefined;
  readonly random: () => number;
}

/** Stands between the network and a cloud: rate limits, latency, faults, the call log and the recording. */
export class Gateway<C> {
  readonly #options: GatewayOptions<C>;

  constructor(options: GatewayOptions<C>) {
    this.#options = options;
  }

  async handle(request: WireRequest): Promise<Outcome> {
    const { cloud, latency } = this.#options;
    const startedAt = performance.now();
    const call = cloud.identify(request);
    const fault = this.#options.faults.strike(call);
    if (latency) await sleep(latency.minMs + this.#options.random() * (latency.maxMs - latency.minMs));
    const outcome = this.#decide(request, call, fault);
    this.#log(call, outcome, fault, startedAt);
    if (outcome.kind === 'reply' && fault?.kind !== 'malformed') {
      this.#options.recorder?.record(cloud.name, call, request, outcome.reply);
    }
    return outcome;
  }

  #decide(request: WireRequest, call: Identified<C>, fault: Fault | undefined): Outcome {
    const { cloud, throttle } = this.#options;
    const answer = (halvePage = false) => cloud.answer(request, call, { halvePage });
    if (throttle && !throttle.take(`${call.account}|${call.region}|${call.service}`, performance.now())) {
      return reply(cloud.failure(call, 'throttle'));
    }
    switch (fault?.kind) {
      case undefined:
        return reply(answer());
      case 'deny':
      case 'throttle':
      case 'expired-token':
      case 'error':
        return reply(cloud.failure(call, fault.kind, fault));
      case 'half-page':
        return reply(call.continuesListing ? cloud.failure(call, 'error', fault) : answer(true));
      case 'malformed':
        return reply(cutShort(answer()));
      case 'truncate':
        return { kind: 'truncated', reply: answer() };
      case 'disconnect':
        return { kind: 'disconnected' };
      case 'timeout':
        return { kind: 'unanswered' };
    }
  }

  #log(call: Identified<C>, outcome: Outcome, fault: Fault | undefined, startedAt: number): void {
    const sent = outcome.kind === 'reply' || outcome.kind === 'truncated' ? outcome.reply : undefined;
    this.#options.calls.add({
      at: new Date().toISOString(),
      cloud: this.#options.cloud.name,
      service: call.service,
      operation: call.operation,
      action: call.action,
      accountId: call.account,
      region: call.region,
      status: outcome.kind === 'reply' ? outcome.reply.status : 0,
      ...(sent?.errorCode === undefined ? {} : { errorCode: sent.errorCode }),
      ...(fault?.id === undefined ? {} : { fault: fault.id }),
      requestId: call.requestId,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      responseBytes: sent === undefined ? 0 : sizeOfBody(sent.body),
    });
  }
}

function reply(whole: WireReply): Outcome {
  return { kind: 'reply', reply: whole };
}

/** The same answer with the second half of its body gone: ill-formed in XML, JSON and CBOR alike. */
function cutShort(whole: WireReply): WireReply {
  return { ...whole, body: halfOfBody(whole.body) };
}
