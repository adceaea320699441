/** When an attempt may be started and answered, and in which order it asks. Pure: facts and `now` in, a verdict out. */
import type { QuestionDefinition, QuizDefinition } from './definition.ts';
import { typeOf } from './question-types/index.ts';

/** A save that left the browser in time may arrive this much after the deadline and still counts. */
export const graceSeconds = 5;

/** An open attempt: until when it takes answers. */
type Timed = { deadline_at: string | null };

/** The end of an attempt that starts now, by the server's clock; null without a time limit. */
export const deadlineOf = (definition: Pick<QuizDefinition, 'time_limit_seconds'>, now: Date): Date | null =>
  definition.time_limit_seconds === null
    ? null
    : new Date(now.getTime() + definition.time_limit_seconds * 1000);

/** True once the grace after the deadline has passed: answers are refused and the server hands in what it has. */
export const isOverdue = (attempt: Timed, now: Date): boolean =>
  attempt.deadline_at !== null && now.getTime() > Date.parse(attempt.deadline_at) + graceSeconds * 1000;

/** Attempts that may still be started; null when unlimited. */
export const attemptsLeft = (maxAttempts: number | null, used: number): number | null =>
  maxAttempts === null ? null : Math.max(0, maxAttempts - used);

/**
 * The questions in the order one attempt asks them. The same seed gives the same order for ever, so a reload, another
 * device and the result page agree.
 *
 * @param seed 32-bit integer kept on the attempt
 */
export function orderFor(definition: QuizDefinition, seed: number): QuestionDefinition[] {
  const random = randomFrom(seed);
  const questions = definition.shuffle_questions
    ? shuffled(definition.questions, random)
    : definition.questions;
  if (!definition.shuffle_choices) return questions;
  return questions.map((question) =>
    typeOf(question).shuffles_choices
      ? { ...question, choices: shuffled(question.choices, random) }
      : question,
  );
}

function shuffled<One>(list: readonly One[], random: () => number): One[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/** Mulberry32: small, well spread and the same on every machine. Not a secret: the order of questions guards nothing. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** When the server hands in what it has: just after the last moment a save can count. */
export const closesAt = (deadline: Date): Date => new Date(deadline.getTime() + (graceSeconds + 1) * 1000);
