import type { FieldProblem } from '../src/domain/account-api.ts';

/** An error that is part of the API: `{error, reason}` with a status. Anything else is a fault and says nothing. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: { readonly fields?: Readonly<Record<string, FieldProblem>>; readonly retryAfter?: number };

  /** `code` for programs, `reason` for whoever reads the answer; neither quotes what was sent. */
  constructor(status: number, code: string, reason: string, more: ApiError['more'] = {}) {
    super(reason);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** What was typed cannot be taken: which field, and what is wrong with it. */
export class InvalidFieldsError extends ApiError {
  constructor(fields: Readonly<Record<string, FieldProblem>>) {
    super(400, 'invalid_fields', 'Some fields cannot be taken as they are.', { fields });
  }
}

export class TooManyTriesError extends ApiError {
  constructor(retryAfter: number) {
    super(429, 'too_many_tries', 'Too many tries. Wait a little, then try again.', { retryAfter });
  }
}

/** The database did not answer, or refused us: the caller may try again later. */
export class StoreUnavailableError extends ApiError {
  constructor(cause: unknown) {
    super(503, 'store_unavailable', 'The store does not answer at the moment. Try again later.');
    this.cause = cause;
  }
}
