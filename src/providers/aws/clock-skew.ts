/** What the SDK's middleware stack takes and gives, as far as it is used here. */
interface Answer {
  readonly response: unknown;
}
type Handler = (args: unknown) => Promise<Answer>;

export interface Observable {
  readonly middlewareStack: {
    add(
      middleware: (next: Handler) => Handler,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/** Server time minus ours, from the `Date` header of the last answer. Errors carry one too, a refused signature among them. */
export class ClockSkew {
  #lastMs: number | undefined;

  /** Undefined until a service has answered. To the second, as the header is. */
  get lastMs(): number | undefined {
    return this.#lastMs;
  }

  /** Inside of the deserialiser, which turns error answers into exceptions. */
  watch(client: Observable): void {
    const observe =
      (next: Handler): Handler =>
      async (args) => {
        const answer = await next(args);
        const headers = (answer.response as { readonly headers?: Readonly<Record<string, string>> } | undefined)
          ?.headers;
        const serverMs = Date.parse(headers?.['date'] ?? '');
        if (!Number.isNaN(serverMs)) this.#lastMs = serverMs - Math.floor(Date.now() / 1000) * 1000;
        return answer;
      };
    client.middlewareStack.add(observe, { step: 'deserialize', priority: 'low', name: 'ballastClockSkew' });
  }
}
