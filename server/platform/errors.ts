/** The one error class. Anything else that reaches the HTTP handler is a bug and answers `internal`. */
import { type ErrorCode, errors, type FieldProblem } from '#contract/errors.ts';

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly params: Record<string, unknown>;
  readonly fields: FieldProblem[];
  /** Seconds for a Retry-After header (429 and 503). */
  readonly retry_after: number | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string;
      params?: Record<string, unknown>;
      fields?: FieldProblem[];
      retry_after?: number;
      cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? errors[code].title, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = errors[code].status;
    this.params = options.params ?? {};
    this.fields = options.fields ?? [];
    this.retry_after = options.retry_after;
  }
}

/** `input.invalid` for one field, for rules that a schema cannot state. */
export const invalidField = (path: string, message: string, code = 'custom'): AppError =>
  new AppError('input.invalid', { detail: `${path}: ${message}`, fields: [{ path, code, message }] });

export const notFound = (noun: string): AppError =>
  new AppError('record.not-found', { detail: `${noun} not found`, params: { noun } });
