/** An error of an Azure API: `{ "error": { "code", "message", "details" } }`. */
export class ArmError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: readonly { readonly code: string; readonly message: string }[] | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly details?: readonly { readonly code: string; readonly message: string }[];
    } = {},
  ) {
    super(message);
    this.name = 'ArmError';
    this.status = status;
    this.code = code;
    this.headers = extra.headers ?? {};
    this.details = extra.details;
  }

  get body(): object {
    const { code, message, details } = this;
    return { error: { code, message, ...(details !== undefined && { details }) } };
  }
}

export const badRequest = (code: string, message: string): ArmError => new ArmError(400, code, message);
export const notFound = (code: string, message: string): ArmError => new ArmError(404, code, message);
