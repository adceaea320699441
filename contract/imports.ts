/**
 * Imports: Open edX courses and question files, as runs with progress, a preview where there is something to decide, and
 * a report that says line by line what did not come over and why.
 */
import * as z from 'zod';
import { QuestionDraft } from './assessment.ts';
import { endpoint } from './endpoint.ts';
import { can, id, idParams, instant, listQuery, page } from './values/common.ts';

export const importKinds = ['olx', 'gift', 'moodle_xml'] as const;
export type ImportKind = (typeof importKinds)[number];
/** `preview` waits for a person: questions are read but not yet written. */
export const importStatuses = ['queued', 'running', 'preview', 'done', 'failed'] as const;
export type ImportStatus = (typeof importStatuses)[number];

/**
 * Why something did not come over, or not as it was. The English text is for clients without translations; `{name}` stands
 * for a parameter.
 */
export const importReasons = {
  'kind.unsupported': 'Things of the kind “{kind}” cannot be imported',
  'file.unreadable': 'This could not be read: {detail}',
  'file.missing': 'The export mentions {name}, which is not in it',
  'file.refused': 'The file {name} is of a kind that is not accepted',
  'braces.unbalanced': 'The answers need one opening and one closing brace',
  'text.empty': 'There is no question text',
  'text.too-long': 'Longer than allowed: {field}',
  'choices.too-few': 'A choice question needs at least two choices',
  'choices.too-many': 'More than {limit} choices',
  'choices.empty': 'A choice has no text',
  'answer.none-right': 'No answer is marked as right',
  'answer.several-right': 'Several answers are marked as right, where only one can be',
  'answer.not-a-number': '“{value}” is not a number',
  'answer.pattern': 'The answer is a pattern: {value}',
  'answer.open-range': 'The range {value} leaves out its ends',
  'answer.computed': 'The question is computed by a script',
  'questions.too-many': 'Only {limit} questions fit into one quiz',
  'credit.partial': 'Part of the points for a partly right answer is not kept',
  'credit.weights': 'Different weights of right answers are not kept',
  'feedback.left-out': 'Feedback on single answers is not kept for this kind of question',
  'hints.left-out': 'Hints are not kept',
  'units.left-out': 'Units are not kept; the number alone counts',
  'picture.left-out': 'A picture in the text is not kept',
  'embed.left-out': 'An embedded page of {host} is not kept',
  'script.left-out': 'A script in the text is not kept',
  'unit.staff-only': 'Only staff could see this',
  'unit.empty': 'Nothing to show is left of it',
} as const;
export type ImportReason = keyof typeof importReasons;
const reasonCodes = Object.keys(importReasons) as [ImportReason, ...ImportReason[]];

export const ImportIssue = z.object({
  /** `skipped`: did not come over. `changed`: came over, but not all of it. */
  effect: z.enum(['skipped', 'changed']),
  /** Counted from 1, in question files. */
  line: z.int().nullable(),
  /** Inside the archive, for courses. */
  path: z.string().nullable(),
  title: z.string(),
  code: z.enum(reasonCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});
export type ImportIssue = z.infer<typeof ImportIssue>;

export const PreviewQuestion = z.object({ line: z.int(), title: z.string(), question: QuestionDraft });
export type PreviewQuestion = z.infer<typeof PreviewQuestion>;

export const importCounts = ['modules', 'lessons', 'videos', 'files', 'quizzes', 'questions'] as const;

export const ImportReport = z.object({
  course_title: z.string().nullable(),
  counts: z.object(
    Object.fromEntries(importCounts.map((name) => [name, z.int()])) as Record<
      (typeof importCounts)[number],
      z.ZodInt
    >,
  ),
  issues: z.array(ImportIssue),
  /** More issues than are listed; 0 when all are. */
  issues_left_out: z.int(),
  /** While `status` is `preview`: what would be written. */
  preview: z.array(PreviewQuestion),
  /** Why the run failed. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

const summary = {
  id,
  kind: z.enum(importKinds),
  status: z.enum(importStatuses),
  file_name: z.string(),
  course_id: id.nullable(),
  quiz_id: id.nullable(),
  created_by: id,
  steps_done: z.int(),
  steps_total: z.int(),
  created_at: instant,
  finished_at: instant.nullable(),
  can,
};
export const ImportSummary = z.object(summary);
export type ImportSummary = z.infer<typeof ImportSummary>;
export const ImportRun = z.object({ ...summary, report: ImportReport });
export type ImportRun = z.infer<typeof ImportRun>;

export const ImportInput = z.strictObject({
  kind: z.enum(importKinds),
  file_id: id,
  /** Question files: a new quiz is made in this course. */
  course_id: id.optional(),
  /** Question files: the questions are appended to this quiz. */
  quiz_id: id.optional(),
});
export type ImportInput = z.infer<typeof ImportInput>;

export const imports = {
  listImports: endpoint({
    method: 'GET',
    path: '/api/imports/',
    ability: 'import.run',
    summary: 'My imports, newest first; administrators see all',
    query: z.strictObject({
      ...listQuery,
      kind: z.enum(importKinds).optional(),
      status: z.enum(importStatuses).optional(),
    }),
    response: page(ImportSummary),
  }),
  createImport: endpoint({
    method: 'POST',
    path: '/api/imports/',
    cost: 'costly',
    ability: 'import.run',
    summary: 'Start an import of an uploaded file (purpose `import`)',
    body: ImportInput,
    status: 202,
    response: ImportRun,
    errors: ['record.not-found', 'access.denied'],
  }),
  getImport: endpoint({
    method: 'GET',
    path: '/api/imports/:id/',
    ability: 'import.run',
    summary: 'An import with its progress, preview and report',
    params: idParams,
    response: ImportRun,
    errors: ['record.not-found'],
  }),
  confirmImport: endpoint({
    method: 'POST',
    path: '/api/imports/:id/confirm/',
    cost: 'costly',
    ability: 'import.run',
    summary:
      'Write the questions of a preview into the quiz: all, or those with these numbers, counted from 1',
    params: idParams,
    body: z.strictObject({ questions: z.array(z.int().min(1)).min(1).max(1000).optional() }),
    response: ImportRun,
    errors: ['record.not-found', 'access.denied', 'import.busy', 'record.conflict'],
  }),
};
