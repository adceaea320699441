/** Frozen definitions, kept in the process: a version never changes, so one read per process is enough. */
import { entries } from '#server/platform/cache/entries.ts';
import type { Ctx } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';
import type { QuizDefinition } from './definition.ts';
import { selectVersionDefinition } from './quizzes.sql.ts';

/** The questions of one frozen version with their key. Holds nothing about who may see it: ask `accessQuiz` first. */
export const getDefinition = (ctx: Ctx, versionId: string): Promise<QuizDefinition> =>
  services().cache.remember(entries.quiz_version, { version_id: versionId }, () =>
    selectVersionDefinition(ctx.db, versionId),
  );
