// Imports on screen: begin one, follow it, choose from its preview, read its report.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { assessment } from '#contract/assessment.ts';
import { catalog } from '#contract/catalog.ts';
import { identity } from '#contract/identity.ts';
import { type ImportIssue, type ImportReport, type ImportRun, imports } from '#contract/imports.ts';
import { sessionOf, userDetail } from '#web/features/identity/identity.samples.ts';
import { detailOf, groupedByReason } from '#web/features/imports/issue-groups.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';
import { sofie } from '#web/testing/samples.ts';

const at = '2026-11-17T09:42:07.000Z';
const idOf = (number: number) => `019aa5c0-0000-7000-8000-0000000000${String(number).padStart(2, '0')}`;
const pageOf = <Row,>(results: Row[]) => ({ count: results.length, next: null, previous: null, results });

const report = (more: Partial<ImportReport> = {}): ImportReport => ({
  course_title: null,
  counts: { modules: 0, lessons: 0, videos: 0, files: 0, quizzes: 0, questions: 0 },
  issues: [],
  issues_left_out: 0,
  preview: [],
  failure: null,
  ...more,
});
const aRun = (more: Partial<ImportRun> = {}): ImportRun => ({
  id: idOf(30),
  kind: 'gift',
  status: 'preview',
  file_name: 'questions.txt',
  course_id: idOf(31),
  quiz_id: null,
  created_by: idOf(1),
  steps_done: 2,
  steps_total: 2,
  created_at: at,
  finished_at: null,
  can: ['confirm'],
  report: report(),
  ...more,
});
const issue = (more: Partial<ImportIssue>): ImportIssue => ({
  effect: 'skipped',
  line: null,
  path: null,
  title: '',
  code: 'kind.unsupported',
  params: {},
  message: 'English words of the server',
  ...more,
});
const question = (line: number, text: string) => ({
  line,
  title: text,
  question: {
    text,
    kind: 'single_choice' as const,
    choices: [
      { text: 'Yes', is_correct: true },
      { text: 'No', is_correct: false },
    ],
  },
});

function aTrainer(run?: ImportRun) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(userDetail(sofie, ['trainer'])));
  server.on(imports.listImports, () => {
    const { report: _report, ...summary } = run ?? aRun();
    return pageOf(run ? [summary] : []);
  });
  server.on(imports.getImport, () => run ?? new Refusal('record.not-found'));
  return server;
}

/** Uploads go by XMLHttpRequest, which reports progress; here they arrive at once. */
function pretendUploads(answer: { status: number; body: unknown }) {
  const sent: FormData[] = [];
  class Upload {
    upload: { onprogress?: (event: object) => void } = {};
    status = answer.status;
    response = answer.body;
    onload?: () => void;
    open() {}
    setRequestHeader() {}
    abort() {}
    send(form: FormData) {
      sent.push(form);
      this.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 1 });
      setTimeout(() => this.onload?.());
    }
  }
  vi.stubGlobal('XMLHttpRequest', Upload);
  onTestFinished(() => void vi.unstubAllGlobals());
  return sent;
}
const stored = {
  status: 201,
  body: {
    id: idOf(40),
    name: 'course.zip',
    media_type: 'application/zip',
    byte_size: 3,
    purpose: 'import',
    url: '',
  },
};
const zip = new File(['abc'], 'course.zip', { type: 'application/zip' });

describe('beginning an import', () => {
  it('of a course takes the file and opens the import', async () => {
    const run = aRun({
      kind: 'olx',
      status: 'queued',
      steps_done: 0,
      steps_total: 0,
      can: [],
      course_id: null,
    });
    const server = aTrainer(run);
    server.on(imports.createImport, () => run);
    const sent = pretendUploads(stored);
    const { user } = await renderPage('/teach/imports');
    await user.upload(await screen.findByLabelText('File to import'), zip);
    expect(await screen.findByRole('progressbar', { name: 'Progress of the import' })).toBeTruthy();
    expect(window.location.pathname).toBe(`/teach/imports/${run.id}`);
    expect(sent[0]?.get('purpose')).toBe('import');
    expect(server.sentTo(imports.createImport)[0]?.body).toEqual({ kind: 'olx', file_id: idOf(40) });
  });

  it('of questions asks for the course first, then offers its quizzes', async () => {
    const run = aRun();
    const server = aTrainer(run);
    server.on(imports.createImport, () => run);
    server.on(catalog.listCourses, () => pageOf([]));
    server.on(assessment.listQuizzes, () => pageOf([]));
    const { user } = await renderPage('/teach/imports');
    await user.click(await screen.findByRole('radio', { name: 'GIFT questions' }));
    expect(await screen.findByText(/Choose the course that the questions belong to/)).toBeTruthy();
    expect(screen.queryByLabelText('File to import')).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Open edX course' }));
    expect(screen.getByLabelText('File to import')).toBeTruthy();
  });

  it('says what the server refused, and leaves the page', async () => {
    aTrainer();
    pretendUploads({ status: 415, body: new Refusal('file.type-refused').problem });
    const { user } = await renderPage('/teach/imports');
    await user.upload(await screen.findByLabelText('File to import'), zip);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByText('This kind of file is not accepted.')).toBeTruthy();
    expect(window.location.pathname).toBe('/teach/imports');
  });

  it('lists the imports so far and leads to each', async () => {
    aTrainer(aRun());
    await renderPage('/teach/imports');
    expect(await screen.findByText('1 import waits for you to look at its questions.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'questions.txt' }).getAttribute('href')).toBe(
      `/teach/imports/${idOf(30)}`,
    );
  });
});

describe('an import under way', () => {
  it('shows how far it is, asks again, and shows the result by itself', async () => {
    let run = aRun({ kind: 'olx', status: 'running', steps_done: 1, steps_total: 4, can: [] });
    const server = aTrainer();
    server.on(imports.getImport, () => run);
    await renderPage(`/teach/imports/${run.id}`);
    expect(
      screen.getByRole('progressbar', { name: 'Progress of the import' }).getAttribute('aria-valuenow'),
    ).toBe('25');
    const counts = { modules: 6, lessons: 65, videos: 11, files: 0, quizzes: 7, questions: 10 };
    run = { ...run, status: 'done', steps_done: 4, report: report({ course_title: 'Safe lifting', counts }) };
    expect(
      await screen.findByText('“Safe lifting” is now a draft course of yours', undefined, { timeout: 4000 }),
    ).toBeTruthy();
    expect(screen.getByText('65')).toBeTruthy();
    expect(screen.queryByText('files')).toBeNull();
    expect(screen.getByRole('link', { name: 'Open the course' }).getAttribute('href')).toBe(
      `/teach/courses/${idOf(31)}`,
    );
  });
});

describe('a preview', () => {
  const preview = [question(1, 'First?'), question(5, 'Second?'), question(5, 'Third?')];

  it('shows each question with its right answer, and writes those that are chosen', async () => {
    const run = aRun({ report: report({ preview }) });
    const server = aTrainer(run);
    server.on(imports.confirmImport, () =>
      aRun({
        status: 'done',
        can: [],
        report: report({ counts: { ...report().counts, quizzes: 1, questions: 2 } }),
      }),
    );
    const { user } = await renderPage(`/teach/imports/${run.id}`);
    const list = screen.getByRole('list', { name: 'Questions' });
    expect(within(list).getAllByRole('img', { name: 'Right answer' })).toHaveLength(3);
    await user.click(screen.getByRole('checkbox', { name: /Second\?/ }));
    await user.click(screen.getByRole('button', { name: 'Make a quiz of 2 questions' }));
    expect(await screen.findByText('The questions are in the quiz')).toBeTruthy();
    expect(server.sentTo(imports.confirmImport)[0]?.body).toEqual({ questions: [1, 3] });
  });

  it('takes all by default, and says that none is too few', async () => {
    const run = aRun({ quiz_id: idOf(32), report: report({ preview }) });
    const server = aTrainer(run);
    server.on(imports.confirmImport, () => aRun({ status: 'done', can: [] }));
    const { user } = await renderPage(`/teach/imports/${run.id}`);
    await user.click(screen.getByRole('checkbox', { name: 'All questions' }));
    expect(screen.getByText('Choose at least one question.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add 0 questions to the quiz' }));
    await user.click(screen.getByRole('checkbox', { name: 'All questions' }));
    await user.click(screen.getByRole('button', { name: 'Add 3 questions to the quiz' }));
    await waitFor(() => expect(server.sentTo(imports.confirmImport)).toHaveLength(1));
    expect(server.sentTo(imports.confirmImport)[0]?.body).toEqual({});
  });

  it('says when somebody else was faster', async () => {
    const run = aRun({ report: report({ preview }) });
    const server = aTrainer(run);
    server.on(imports.confirmImport, () => new Refusal('record.conflict'));
    const { user } = await renderPage(`/teach/imports/${run.id}`);
    await user.click(screen.getByRole('button', { name: 'Make a quiz of 3 questions' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('a report', () => {
  const issues = [
    issue({ line: 3, title: 'Broken?', code: 'braces.unbalanced' }),
    issue({ line: 9, title: 'Match', params: { kind: 'matching' } }),
    issue({ line: 12, title: 'Essay', params: { kind: 'essay' } }),
    issue({ line: 14, title: 'Half', effect: 'changed', code: 'credit.partial' }),
  ];

  it('groups what stayed behind by reason, with the line of each', async () => {
    aTrainer(aRun({ status: 'done', can: [], report: report({ issues, issues_left_out: 7 }) }));
    await renderPage(`/teach/imports/${idOf(30)}`);
    const skipped = within(await screen.findByRole('region', { name: 'Not imported' }));
    expect(skipped.getByText('Kinds that cannot be imported')).toBeTruthy();
    expect(skipped.getByText('Line 9')).toBeTruthy();
    expect(skipped.getByText('matching')).toBeTruthy();
    expect(skipped.getByText('The answers need one opening and one closing brace')).toBeTruthy();
    const changed = within(screen.getByRole('region', { name: 'Imported in part' }));
    expect(changed.getByText('Line 14')).toBeTruthy();
    expect(screen.getByText('7 more are not listed.')).toBeTruthy();
  });

  it('tells in German why the file failed', async () => {
    const failure = {
      code: 'import.unreadable',
      message: 'The archive could not be read: files in it overlap',
    };
    aTrainer(aRun({ status: 'failed', can: [], course_id: null, report: report({ failure }) }));
    await inLanguage('de', async () => {
      await renderPage(`/teach/imports/${idOf(30)}`);
      expect(await screen.findByText('Der Import ist fehlgeschlagen')).toBeTruthy();
      expect(screen.getByText(failure.message).getAttribute('lang')).toBe('en');
    });
  });

  it('of an import that is not there says so', async () => {
    aTrainer();
    await renderPage(`/teach/imports/${idOf(99)}`);
    expect(await screen.findByText('There is nothing here')).toBeTruthy();
  });

  it('keeps groups and places in the order of the file', () => {
    expect(groupedByReason(issues).map(({ code, issues: these }) => [code, these.length])).toEqual([
      ['braces.unbalanced', 1],
      ['kind.unsupported', 2],
      ['credit.partial', 1],
    ]);
    expect(issues.map(detailOf)).toEqual(['', 'matching', 'essay', '']);
  });
});
