/** Turns any failure into an RFC 9457 document. Bugs answer with nothing but a request id. */
import type { ZodError } from 'zod';
import { errors, type FieldProblem, type Problem } from '#contract/errors.ts';
import { isUnavailable } from '../db/database.ts';
import { AppError } from '../errors.ts';

const frameworkCodes: Record<string, AppError['code']> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'file.too-large',
  FST_REQ_FILE_TOO_LARGE: 'file.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'file.type-refused',
};

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const known = code && frameworkCodes[code];
  if (known) return new AppError(known, { cause: error });
  if (isUnavailable(error)) return new AppError('service.unavailable', { cause: error, retry_after: 5 });
  // Values that pass a schema but that PostgreSQL cannot hold (a lone surrogate, a number out of range) are bad input.
  if (code && /^(22P02|22003|22P05|22021|22008|22007)$/.test(code))
    return new AppError('input.invalid', { cause: error });
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new AppError('input.invalid', {
      cause: error,
      detail: message ?? 'The request could not be read',
    });
  }
  return new AppError('internal', { cause: error });
}

export function problemOf(error: AppError, requestId: string): Problem {
  const { title, status } = errors[error.code];
  return {
    type: `/api/docs/errors/#${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    params: error.params,
    errors: error.fields,
    request_id: requestId,
  };
}

/** Every unknown field by its own name, every other issue by its path. */
export function fieldProblems(error: ZodError): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        code: 'unknown_field',
        message: 'This field is not known here',
      }));
    }
    return [{ path, code: issue.code, message: issue.message }];
  });
}

export function invalidInput(error: ZodError): AppError {
  const fields = fieldProblems(error);
  const named = fields
    .map((field) => field.path || 'body')
    .slice(0, 5)
    .join(', ');
  return new AppError('input.invalid', { detail: `Not valid: ${named}`, fields });
}
