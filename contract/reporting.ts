/**
 * Reporting: who leads whom, since when, and who acts for a manager who is away.
 *
 * A person has one manager at any moment. What a manager may see and do of people follows this line, direct and indirect, and
 * ends the moment it changes; whoever acts for a manager has the manager's whole line between two instants, and cannot pass
 * that on.
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  can,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
} from './values/common.ts';

/** A person as lists of people show them. */
export const LinePerson = z.object({
  id,
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  department: z.string().nullable(),
  position: z.string().nullable(),
  /** False when the account is closed. */
  is_active: z.boolean(),
});
export type LinePerson = z.infer<typeof LinePerson>;

export const ActingManager = z.object({
  id,
  manager: LinePerson,
  /** Acts for `manager` between the two instants; `valid_until` is the first instant when it is over. */
  acting: LinePerson,
  valid_from: instant,
  valid_until: instant,
  reason: z.string(),
  /** `end`. */
  can,
});
export type ActingManager = z.infer<typeof ActingManager>;

export const PersonManager = z.object({
  user_id: id,
  /** At the moment asked for. */
  manager: LinePerson.nullable(),
  since: instant.nullable(),
  /** Those who act for the manager at that moment. */
  acting: z.array(ActingManager),
  /** All managers there were, latest first; the current one has no `valid_until`. */
  history: z.array(
    z.object({
      manager: LinePerson,
      valid_from: instant,
      valid_until: instant.nullable(),
      set_by_name: z.string().nullable(),
    }),
  ),
  /** `change`. */
  can,
});
export type PersonManager = z.infer<typeof PersonManager>;

export const ReportingLine = z.object({
  person: LinePerson,
  email: z.string(),
  manager: LinePerson.nullable(),
  since: instant.nullable(),
  /** How many people report to this person directly. */
  direct_reports: z.int(),
  /** Who acts for this person now. */
  acting: z.array(LinePerson),
});
export type ReportingLine = z.infer<typeof ReportingLine>;

/** Columns of the file, in this order when we write it. `acting_…` say who acts for the person of the row. */
export const reportingColumns = [
  'email',
  'manager_email',
  'acting_email',
  'acting_from',
  'acting_until',
] as const;

/** Why a row is refused. The English text is for clients without translations. */
export const reportingFaults = {
  'file.empty': 'The file has no rows',
  'file.quote-open': 'A quotation mark is opened and never closed',
  'file.column-repeated': 'A column stands in the file twice',
  'file.too-many-cells': 'The row has more cells than the head',
  'column.missing': 'The column is missing',
  'column.unknown': 'There is no such column',
  'email.missing': 'The row names nobody',
  'person.unknown': 'Nobody has this address',
  'person.inactive': 'The account is closed',
  'person.self': 'Nobody can be their own manager or stand-in',
  'manager.contradicts': 'An earlier row names another manager for this person',
  'line.ring': 'The reporting line would go round in a circle',
  'acting.incomplete': 'A stand-in needs an address, a beginning and an end',
  'acting.date': 'Neither a day (2026-07-01) nor an instant (2026-07-01T08:00:00Z)',
  'acting.order': 'The end must be after the beginning',
  'acting.overlaps': 'The same stand-in is already named for a part of this time',
} as const;
export type ReportingFault = keyof typeof reportingFaults;

export const ReportingImport = z.object({
  /** False for a preview and when a row was refused: then nothing at all was written. */
  applied: z.boolean(),
  created_count: z.int(),
  changed_count: z.int(),
  unchanged_count: z.int(),
  refused_count: z.int(),
  rows: z.array(
    z.object({
      /** As a spreadsheet counts: the head is row 1. */
      row: z.int(),
      email: z.string(),
      outcome: z.enum(['created', 'changed', 'unchanged', 'refused']),
      manager_email: z.string(),
      previous_manager_email: z.string().nullable(),
      problems: z.array(
        z.object({
          column: z.string(),
          code: z.enum(Object.keys(reportingFaults) as [ReportingFault, ...ReportingFault[]]),
          message: z.string(),
        }),
      ),
    }),
  ),
});
export type ReportingImport = z.infer<typeof ReportingImport>;

export const reporting = {
  getManager: endpoint({
    method: 'GET',
    path: '/api/users/:id/manager/',
    ability: 'team.read',
    summary: 'Who leads this person now or at an instant, and who did before',
    params: idParams,
    query: z.strictObject({ at: instant.optional() }),
    response: PersonManager,
  }),
  setManager: endpoint({
    method: 'PUT',
    path: '/api/users/:id/manager/',
    ability: 'reporting.manage',
    summary: 'Name the manager of a person, from now on; null for none',
    params: idParams,
    body: z.strictObject({ manager_id: id.nullable() }),
    response: PersonManager,
    errors: ['reporting.ring'],
  }),
  listLines: endpoint({
    method: 'GET',
    path: '/api/reporting-lines/',
    ability: 'reporting.manage',
    summary: 'People with their managers',
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['display_name', 'email', 'manager', 'since', 'direct_reports']).default(
        'display_name',
      ),
      /** Only people who report to this one directly. */
      manager: id.optional(),
      without_manager: flag.optional(),
      /** People whose account is closed are left out unless asked for. */
      include_inactive: flag.optional(),
    }),
    response: page(ReportingLine),
  }),
  exportLines: endpoint({
    method: 'GET',
    path: '/api/reporting-lines/export/',
    hands_out: 'people',
    reads: 'report',
    cost: 'costly',
    ability: 'reporting.manage',
    summary: 'All reporting lines as CSV; importing the file again changes nothing',
    status: 200,
    produces: 'text/csv',
  }),
  importLines: endpoint({
    method: 'POST',
    path: '/api/reporting-lines/import/',
    cost: 'costly',
    ability: 'reporting.manage',
    summary: 'Set reporting lines from CSV, all rows or none; `dry_run` only says what would happen',
    body: z.strictObject({ csv: optionalText(2_000_000), dry_run: z.boolean().default(false) }),
    response: ReportingImport,
  }),
  listActing: endpoint({
    method: 'GET',
    path: '/api/acting-managers/',
    ability: 'team.read',
    summary: 'Who acts for whom: all for administrators, for others what concerns themselves',
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['valid_from', 'valid_until']).default('-valid_from'),
      manager: id.optional(),
      acting: id.optional(),
      /** Begun and not over. */
      current: flag.optional(),
    }),
    response: page(ActingManager),
  }),
  createActing: endpoint({
    method: 'POST',
    path: '/api/acting-managers/',
    ability: 'reporting.manage',
    summary: 'Let somebody act for a manager between two instants',
    body: z.strictObject({
      manager_id: id,
      acting_id: id,
      valid_from: instant,
      valid_until: instant,
      reason: optionalText(500).default(''),
    }),
    status: 201,
    response: ActingManager,
    errors: ['record.conflict'],
  }),
  endActing: endpoint({
    method: 'DELETE',
    path: '/api/acting-managers/:id/',
    ability: 'team.read',
    summary: 'End acting now; one that has not begun never will. For administrators and the manager themself',
    params: idParams,
  }),
};
