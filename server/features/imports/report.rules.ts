/** The report of a run. Pure. */
import { type ImportIssue, type ImportReport, importReasons } from '#contract/imports.ts';
import type { Finding } from './questions/made.ts';

/** A report is read by a person; past this the number alone is told. */
const listedIssues = 500;

export const emptyReport = (): ImportReport => ({
  course_title: null,
  counts: { modules: 0, lessons: 0, videos: 0, files: 0, quizzes: 0, questions: 0 },
  issues: [],
  issues_left_out: 0,
  preview: [],
  failure: null,
});

/** Each finding once, in the order of the source, with its English text. */
export function issuesOf(findings: readonly Finding[]): Pick<ImportReport, 'issues' | 'issues_left_out'> {
  const different = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  const issues = [...different.values()].map(issueOf);
  return {
    issues: issues.slice(0, listedIssues),
    issues_left_out: Math.max(0, issues.length - listedIssues),
  };
}

function issueOf({ effect, line, path, title, code, params }: Finding): ImportIssue {
  const message = importReasons[code].replace(/\{(\w+)\}/g, (_whole, name: string) =>
    String(params[name] ?? ''),
  );
  return { effect, line, path, title: title.slice(0, 200), code, params, message };
}
