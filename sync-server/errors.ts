/** An error that is part of the API: `{error, reason}` with a status. Anything else is a fault and says nothing. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  /** `code` for programs, `reason` for whoever reads the answer; neither quotes what was sent. */
  constructor(status: number, code: string, reason: string) {
    super(reason);
    this.status = status;
    this.code = code;
  }
}

/** The database did not answer, or refused us: the caller may try again later. */
export class StoreUnavailableError extends ApiError {
  constructor(cause: unknown) {
    super(503, 'store_unavailable', 'The store does not answer at the moment. Try again later.');
    this.cause = cause;
  }
}
