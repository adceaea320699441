// Editing a quiz as a trainer does it, by mouse and by keyboard.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { assessment, type Question, type QuestionDraft, type QuizDetail } from '#contract/assessment.ts';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage, renderWithProviders } from '#web/testing/render.tsx';
import { aQuestion, aQuiz, choiceId, courseId, questionId, quizId } from '../assessment.samples.ts';
import { QuizEditor } from './QuizEditor.tsx';

const author: Partial<QuizDetail> = { can: ['update', 'delete'], standing: null };

async function anEditor(questions: Question[] = [aQuestion(1), aQuestion(2), aQuestion(3)]) {
  const server = pretendServer();
  const quiz = aQuiz({ ...author, questions });
  const saved = (id: string, body: unknown): Question => ({
    ...aQuestion(1),
    id,
    ...(body as QuestionDraft),
    order: 1,
    answer: null,
    settings: {},
    choices: aQuestion(1).choices,
  });
  server.on(assessment.getQuiz, () => quiz);
  server.on(assessment.updateQuiz, () => quiz);
  server.on(assessment.updateQuestion, ({ params, body }) => saved(params['id'] ?? '', body));
  server.on(assessment.createQuestion, ({ body }) =>
    saved(questionId(9), { ...(body as object), quiz_id: quizId }),
  );
  server.on(assessment.deleteQuestion, () => null);
  const room = await renderWithProviders(<QuizEditor quiz_id={quizId} course_id={courseId} />);
  await screen.findByRole('region', { name: 'Quiz' });
  return { server, ...room };
}
type Editor = Awaited<ReturnType<typeof anEditor>>;
const changes = ({ server }: Editor) =>
  server.sentTo(assessment.updateQuestion).map(({ params, body }) => [params['id'], body]);
const toggle = (name: RegExp) => screen.getByRole('button', { name, expanded: false });
const shown = () => screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
const soon = { timeout: 2500 };

describe('the editor', () => {
  it('says the rules in a sentence and opens questions in place', async () => {
    const editor = await anEditor();
    expect(screen.getByText('80 % to pass · 3 attempts · no time limit')).toBeTruthy();
    await editor.user.click(toggle(/Question 2\?/));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' }).value).toBe('Question 2?');
    await editor.user.click(toggle(/Question 3\?/));
    expect(screen.getAllByRole('textbox', { name: 'Question' })).toHaveLength(1);
  });

  it('saves what is written to the draft, and says so', async () => {
    const editor = await anEditor();
    await editor.user.click(toggle(/Question 1\?/));
    await editor.user.type(screen.getByRole('textbox', { name: 'Question' }), '!');
    await waitFor(() => expect(screen.getByText('Saved 10:42:07')).toBeTruthy(), soon);
    expect(changes(editor)).toEqual([[questionId(1), { text: 'Question 1?!' }]]);
    expect(editor.server.sentTo(assessment.updateQuestion)[0]?.query.get('draft')).toBe('true');
  });

  it('marks another choice as right, and only one of them', async () => {
    const editor = await anEditor();
    await editor.user.click(toggle(/Question 1\?/));
    await editor.user.click(screen.getByRole('radio', { name: 'Choice 2 is right' }));
    await waitFor(() => expect(changes(editor)).toHaveLength(1), soon);
    const [, body] = changes(editor)[0] as [string, QuestionDraft];
    expect(body.choices?.map(({ id, is_correct }) => [id, is_correct])).toEqual([
      [choiceId(1, 1), false],
      [choiceId(1, 2), true],
    ]);
  });

  it('Enter in a choice adds the next, Backspace in an empty one removes it', async () => {
    const editor = await anEditor();
    await editor.user.click(toggle(/Question 1\?/));
    const choices = () => screen.getAllByRole('textbox', { name: /^Choice \d+$/ });
    await editor.user.type(choices()[1]!, '{Enter}');
    expect([choices().length, document.activeElement]).toEqual([3, choices()[2]]);
    await editor.user.keyboard('Third');
    await editor.user.keyboard('{Enter}{Backspace}');
    expect([choices().length, document.activeElement]).toEqual([3, choices()[2]]);
  });

  it('moves a question with Alt and the arrows, and says where it stands', async () => {
    const editor = await anEditor();
    toggle(/Question 1\?/).focus();
    await editor.user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(shown()).toEqual(
      ['2Question 2?', '1Question 1?', '3Question 3?'].map((text, index) =>
        text.replace(/^\d/, String(index + 1)),
      ),
    );
    expect(screen.getByText('Moved to place 2 of 3.')).toBeTruthy();
    await waitFor(() => expect(changes(editor)).toEqual([[questionId(1), { order: 2 }]]), soon);
    expect(document.activeElement?.textContent).toContain('Question 1?');
  });

  it('deletes without asking and puts it back', async () => {
    const editor = await anEditor();
    await editor.user.click(screen.getByRole('button', { name: 'Question 2: actions' }));
    await editor.user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(shown()).toHaveLength(2);
    await waitFor(() => expect(editor.server.sentTo(assessment.deleteQuestion)).toHaveLength(1), soon);
    await editor.user.click(screen.getByRole('button', { name: /Undo/ }));
    expect(shown().map((text) => text?.slice(1))).toEqual(['Question 1?', 'Question 2?', 'Question 3?']);
    await waitFor(() => expect(editor.server.sentTo(assessment.createQuestion)).toHaveLength(1), soon);
  });

  it('a new question is ready to be typed into and says what it lacks', async () => {
    const editor = await anEditor([]);
    expect(screen.getByText(/No questions yet/)).toBeTruthy();
    await editor.user.click(screen.getByRole('button', { name: 'Add question' }));
    await editor.user.click(await screen.findByRole('menuitem', { name: 'Number' }));
    expect(document.activeElement).toBe(await screen.findByRole('textbox', { name: 'Question' }));
    expect(screen.getByText('Not ready')).toBeTruthy();
    await editor.user.keyboard('How much?');
    await editor.user.type(screen.getByRole('textbox', { name: 'Right answer' }), '3,5');
    expect(screen.queryByText('Not ready')).toBeNull();
    await waitFor(
      () =>
        expect(editor.server.sentTo(assessment.createQuestion).at(0)?.body).toMatchObject({
          kind: 'numeric',
          quiz_id: quizId,
          order: 1,
        }),
      soon,
    );
  });

  it('changes the rules', async () => {
    const editor = await anEditor();
    await editor.user.click(screen.getByRole('button', { name: 'Change the rules' }));
    await editor.user.type(screen.getByRole('textbox', { name: 'Time limit' }), '30');
    expect(screen.getByText('80 % to pass · 3 attempts · 30 min')).toBeTruthy();
    await editor.user.click(screen.getByRole('switch', { name: 'Shuffle the choices' }));
    await waitFor(
      () =>
        expect(editor.server.sentTo(assessment.updateQuiz).at(-1)?.body).toEqual({
          time_limit_seconds: 1800,
          shuffle_choices: true,
        }),
      soon,
    );
  });

  it('shows at the question why it could not be saved', async () => {
    const editor = await anEditor();
    editor.server.on(
      assessment.updateQuestion,
      () => new Refusal('input.invalid', { errors: [{ path: 'text', code: 'too_big', message: '' }] }),
    );
    await editor.user.click(toggle(/Question 1\?/));
    await editor.user.type(screen.getByRole('textbox', { name: 'Question' }), '!');
    const alert = await screen.findByRole('alert', {}, soon);
    expect(within(alert).getByText('This question could not be saved.')).toBeTruthy();
  });

  it('takes questions from text, with a preview and the lines that cannot be read', async () => {
    const editor = await anEditor([aQuestion(1)]);
    editor.server.on(assessment.addQuestions, () =>
      aQuiz({ ...author, questions: [aQuestion(1), aQuestion(2)] }),
    );
    await editor.user.click(screen.getByRole('button', { name: 'Paste as text' }));
    const dialog = await screen.findByRole('dialog', { name: 'Paste questions as text' });
    await editor.user.click(within(dialog).getByRole('textbox'));
    await editor.user.paste('Capital of France?\n*Paris\nLondon\n\nBroken');
    expect(within(dialog).getByText(/Line 5: it has no choices and no answer/)).toBeTruthy();
    expect(
      within(within(dialog).getByRole('list', { name: 'What will be added' })).getByText('Paris'),
    ).toBeTruthy();
    await editor.user.click(within(dialog).getByRole('button', { name: 'Add 1 question' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(editor.server.sentTo(assessment.addQuestions)[0]?.body).toEqual({
      questions: [
        {
          text: 'Capital of France?',
          kind: 'single_choice',
          choices: [
            { text: 'Paris', is_correct: true },
            { text: 'London', is_correct: false },
          ],
        },
      ],
    });
    expect(shown()).toHaveLength(2);
  });

  it('leads to a trial of the draft', async () => {
    await anEditor();
    expect(screen.getByRole('link', { name: 'Try it' }).getAttribute('href')).toBe(
      `/learn/${courseId}/quizzes/${quizId}?preview=1`,
    );
  });

  it('reads from right to left', async () => {
    await inLanguage('ar-XB', async () => {
      const server = pretendServer();
      server.on(assessment.getQuiz, () => aQuiz({ ...author, questions: [aQuestion(1)] }));
      await renderWithProviders(<QuizEditor quiz_id={quizId} course_id={courseId} />);
      expect(await screen.findByText('Question 1?')).toBeTruthy();
    });
  });
});
