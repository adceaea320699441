/** Frozen definitions, kept in the process: a version never changes, so one read per process is enough. */
import type { Ctx } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';
import type { QuizDefinition } from './definition.ts';
import { selectVersionDefinition } from './quizzes.sql.ts';

const oneDay = 86_400;

/** The questions of one frozen version with their key. Holds nothing about who may see it: ask `accessQuiz` first. */
export const getDefinition = (ctx: Ctx, versionId: string): Promise<QuizDefinition> =>
  services().cache.remember(`quiz-version:${versionId}`, oneDay, () =>
    selectVersionDefinition(ctx.db, versionId),
  );
