/**
 * The closed table of error codes: code -> HTTP status and English title.
 *
 * One table, used by the server to answer and by the web to look up text. A code that is not here does not compile.
 * The two 400s for duplicates are the documents' own (L-78, L-83); everything else follows docs/decisions/0003-errors.md.
 */
const errorTable = {
  'input.invalid': { status: 400, title: 'Some fields are not valid' },
  'account.taken': { status: 400, title: 'That e-mail or username is already taken' },
  already_enrolled: { status: 400, title: 'Already enrolled' },

  'auth.required': { status: 401, title: 'Sign in to continue' },
  'auth.invalid-credentials': { status: 401, title: 'E-mail or password is not right' },
  'auth.expired': { status: 401, title: 'Your session has ended' },
  'auth.refresh-refused': { status: 401, title: 'This refresh token is no longer valid' },

  'access.denied': { status: 403, title: 'You may not do this' },
  'enrollment.required': { status: 403, title: 'Enroll in this course first' },
  'auth.csrf': { status: 403, title: 'The request did not carry a valid CSRF token' },
  'auth.password-wrong': { status: 403, title: 'The current password is not right' },

  'route.not-found': { status: 404, title: 'There is nothing at this address' },
  'record.not-found': { status: 404, title: 'Not found' },
  'reset.invalid': { status: 404, title: 'This link has expired or was already used' },

  'route.method-not-allowed': { status: 405, title: 'This address does not answer that method' },

  'record.conflict': { status: 409, title: 'Another record already has this value' },
  'record.in-use': { status: 409, title: 'This record is still in use' },
  'attempt.closed': { status: 409, title: 'This attempt has already been handed in' },
  'certificate.revoked': { status: 409, title: 'This certificate has been revoked' },
  'skill.required': { status: 409, title: 'This course asks for skills that are not proven yet' },
  'course.not-published': { status: 409, title: 'This course is not published' },
  'import.busy': { status: 409, title: 'This import is still running' },

  'session.clash': { status: 409, title: 'A room or a trainer is taken at this time' },
  'session.full': { status: 409, title: 'No seat is free in this session' },
  'session.cancelled': { status: 409, title: 'This session is cancelled' },
  'booking.exists': { status: 409, title: 'There is a booking of this session already' },
  'booking.decided': { status: 409, title: 'This request has been decided already' },
  'offer.lapsed': { status: 409, title: 'This offer has ended' },

  'idempotency.in-progress': { status: 409, title: 'The first of these requests is still being carried out' },
  'idempotency.not-kept': { status: 409, title: 'This was done already; its answer was too large to keep' },

  'record.stale': { status: 412, title: 'Someone else changed this in the meantime' },

  'file.too-large': { status: 413, title: 'The file is too large' },
  'file.type-refused': { status: 415, title: 'This kind of file is not accepted' },

  'idempotency.key-reused': { status: 422, title: 'This key was already used for another request' },

  'user.last-admin': { status: 422, title: 'There must be at least one active administrator' },
  'reporting.ring': { status: 422, title: 'A reporting line cannot go round in a circle' },
  'certificate.not-renewable': { status: 422, title: 'This certificate cannot be renewed now' },
  'certificate.archive-too-large': { status: 422, title: 'Too many certificates for one archive' },
  'course.not-ready': { status: 422, title: 'The course is not ready to publish' },
  'lesson.not-completable': { status: 422, title: 'This lesson cannot be marked complete yet' },
  'attempt.not-started': { status: 422, title: 'This quiz has a time limit: start an attempt first' },
  'attempt.limit-reached': { status: 422, title: 'No attempts are left' },
  'attempt.too-late': { status: 422, title: 'The time for this attempt is over' },
  'quiz.not-scorable': { status: 422, title: 'No question of this quiz can earn points' },
  'enrollment.closed': { status: 422, title: 'This enrollment has ended' },
  'file.quota-reached': { status: 422, title: 'Your space for files is used up' },
  'import.unreadable': { status: 422, title: 'The file could not be read' },
  'payment.required': { status: 422, title: 'This course has a price and cannot be taken without payment' },

  'session.over': { status: 422, title: 'This session is over' },
  'booking.closed': { status: 422, title: 'Booking for this session has closed' },
  'attendance.too-early': { status: 422, title: 'It is too early for this' },
  'check-in.closed': { status: 422, title: 'Check-in is not open' },
  'check-in.refused': { status: 422, title: 'This code is wrong or has run out' },
  'check-in.not-booked': { status: 422, title: 'There is no booking of yours for this session' },

  'rate.limited': { status: 429, title: 'Too many tries' },

  internal: { status: 500, title: 'Something went wrong on our side' },
  'service.unavailable': { status: 503, title: 'A part of the service is not available right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

export const errors: Record<ErrorCode, { status: number; title: string }> = errorTable;

/** One thing wrong with one field. `path` is dotted (`answers.0.question_id`); empty means the body as a whole. */
export type FieldProblem = { path: string; code: string; message: string };

/** The body of every failure: RFC 9457 with our `code`, `params`, `errors` and `request_id`. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  params: Record<string, unknown>;
  errors: FieldProblem[];
  request_id: string;
};
