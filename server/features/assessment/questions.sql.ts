/** Queries on the draft's questions and choices. A deleted row has "order" null, so the rest can be renumbered in one statement. */
import type { QuestionKind, QuestionSettings } from '#contract/assessment.ts';
import type { Db } from '#server/platform/db/database.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';

export type QuestionRow = {
  id: string;
  quiz_id: string;
  kind: QuestionKind;
  text: string;
  answer: string | null;
  settings: QuestionSettings;
  /** numeric(6, 2) as text */
  points: string;
  feedback: string;
  order: number;
  created_at: string;
  updated_at: string;
};

export type ChoiceRow = {
  id: string;
  question_id: string;
  text: string;
  is_correct: boolean;
  feedback: string;
  order: number;
  created_at: string;
};

const questionColumns = sql`s.id, s.quiz_id, s.kind, s.text, s.answer, s.settings, s.points, s.feedback, s."order", s.created_at, s.updated_at`;
const choiceColumns = sql`c.id, c.question_id, c.text, c.is_correct, c.feedback, c."order", c.created_at`;

export const selectQuestions = (db: Db, quizIds: string[]): Promise<QuestionRow[]> =>
  db.rows(
    sql`select ${questionColumns} from questions s where s.quiz_id = any(${quizIds}::uuid[]) and s.deleted_at is null order by s.quiz_id, s."order"`,
  );

export const selectChoicesOfQuizzes = (db: Db, quizIds: string[]): Promise<ChoiceRow[]> =>
  db.rows(sql`
    select ${choiceColumns} from choices c join questions s on s.id = c.question_id
     where s.quiz_id = any(${quizIds}::uuid[]) and s.deleted_at is null and c.deleted_at is null order by c.question_id, c."order"`);

export const selectQuestion = (db: Db, questionId: string): Promise<QuestionRow | undefined> =>
  db.maybe(
    sql`select ${questionColumns} from questions s where s.id = ${questionId} and s.deleted_at is null`,
  );

export const selectChoices = (db: Db, questionIds: string[]): Promise<ChoiceRow[]> =>
  db.rows(
    sql`select ${choiceColumns} from choices c where c.question_id = any(${questionIds}::uuid[]) and c.deleted_at is null order by c.question_id, c."order"`,
  );

/** The quiz and course that a question of the draft belongs to. */
export const selectQuestionPlace = (
  db: Db,
  questionId: string,
): Promise<{ quiz_id: string; course_id: string } | undefined> =>
  db.maybe(sql`
    select q.id as quiz_id, q.course_id from questions s join quizzes q on q.id = s.quiz_id
     where s.id = ${questionId} and s.deleted_at is null and q.deleted_at is null`);

/** The question a choice of the draft belongs to. */
export const selectChoicePlace = (db: Db, choiceId: string): Promise<{ question_id: string } | undefined> =>
  db.maybe(sql`select question_id from choices where id = ${choiceId} and deleted_at is null`);

export const selectQuestionPage = (
  db: Db,
  filter: { where: Sql; order: Sql; limit: number; offset: number },
): Promise<(QuestionRow & { matching: number })[]> =>
  db.rows(sql`
    select ${questionColumns}, count(*) over ()::int as matching from questions s join quizzes q on q.id = s.quiz_id
     where s.deleted_at is null and q.deleted_at is null and ${filter.where}
     order by ${filter.order}, s.id limit ${filter.limit} offset ${filter.offset}`);

export const selectChoicePage = (
  db: Db,
  filter: { where: Sql; order: Sql; limit: number; offset: number },
): Promise<(ChoiceRow & { matching: number })[]> =>
  db.rows(sql`
    select ${choiceColumns}, count(*) over ()::int as matching
      from choices c join questions s on s.id = c.question_id join quizzes q on q.id = s.quiz_id
     where c.deleted_at is null and s.deleted_at is null and q.deleted_at is null and ${filter.where}
     order by ${filter.order}, c.id limit ${filter.limit} offset ${filter.offset}`);

export type QuestionFields = {
  kind: QuestionKind;
  text: string;
  answer: string | null;
  settings: QuestionSettings;
  points: number;
  feedback: string;
};

/** Appends; callers that want another place renumber afterwards, in the same transaction. */
export async function insertQuestion(
  db: Db,
  row: QuestionFields & { id: string; quiz_id: string },
): Promise<void> {
  await db.run(sql`
    insert into questions (id, quiz_id, kind, text, answer, settings, points, feedback, "order")
    select ${row.id}, ${row.quiz_id}, ${row.kind}, ${row.text}, ${row.answer}, ${JSON.stringify(row.settings)}::jsonb, ${row.points}::numeric, ${row.feedback},
           coalesce(max("order"), 0) + 1
      from questions where quiz_id = ${row.quiz_id} and deleted_at is null`);
}

export async function updateQuestionRow(
  db: Db,
  questionId: string,
  { settings, ...fields }: Partial<QuestionFields>,
): Promise<void> {
  const set = assignments({
    ...fields,
    ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
  });
  await db.run(
    sql`update questions set ${set ? sql`${set}, ` : sql``}updated_at = now() where id = ${questionId}`,
  );
}

export async function renumberQuestions(db: Db, questionIds: string[]): Promise<void> {
  await db.run(sql`
    update questions s set "order" = o.place from unnest(${questionIds}::uuid[]) with ordinality as o (id, place)
     where s.id = o.id and s."order" is distinct from o.place`);
}

export const selectQuestionIds = async (db: Db, quizId: string): Promise<string[]> =>
  (
    await db.rows<{ id: string }>(
      sql`select id from questions where quiz_id = ${quizId} and deleted_at is null order by "order"`,
    )
  ).map((row) => row.id);

export async function deleteQuestionRow(db: Db, questionId: string): Promise<void> {
  await db.run(sql`update questions set deleted_at = now(), "order" = null where id = ${questionId}`);
}

export type ChoiceFields = { id: string; text: string; is_correct: boolean; feedback: string };

/** Makes the question's choices exactly these, in this order: changes known ids, adds new ones, deletes the rest. */
export async function replaceChoices(db: Db, questionId: string, choices: ChoiceFields[]): Promise<void> {
  const ids = choices.map((choice) => choice.id);
  await db.run(sql`
    update choices set deleted_at = now(), "order" = null
     where question_id = ${questionId} and deleted_at is null and not (id = any(${ids}::uuid[]))`);
  await db.run(sql`
    insert into choices (id, question_id, text, is_correct, feedback, "order")
    select n.id, ${questionId}, n.text, n.is_correct, n.feedback, n.place
      from unnest(${ids}::uuid[], ${choices.map((choice) => choice.text)}::text[], ${choices.map((choice) => choice.is_correct)}::boolean[],
                  ${choices.map((choice) => choice.feedback)}::text[]) with ordinality as n (id, text, is_correct, feedback, place)
    on conflict on constraint choices_pkey do update
       set text = excluded.text, is_correct = excluded.is_correct, feedback = excluded.feedback, "order" = excluded."order"`);
}
