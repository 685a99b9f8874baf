/** A refusal in the words of the EC2 API: `code` is the error code on the wire, `message` what it says. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
