/** What skills do when something happened elsewhere. */
import type { Ctx } from '#server/platform/context.ts';
import { reaction } from '#server/platform/facts/reactions.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { selectGranted } from './course-skills.sql.ts';
import { earnByAttempt, earnByCompletion } from './earning.service.ts';
import { catchUpJob } from './skills.jobs.ts';

const catchUpLater = (ctx: Ctx, skillId: string): Promise<void> =>
  enqueue(ctx.db, catchUpJob, { skill_id: skillId }, { job_key: `skills.catch-up:${skillId}` });

export const skillsReactions = [
  reaction('skills.earn-by-completion', 'enrollment.completed', (ctx, { payload }) =>
    earnByCompletion(ctx, payload.completion_id),
  ),
  reaction('skills.earn-by-attempt', 'attempt.submitted', (ctx, { payload }) =>
    earnByAttempt(ctx, payload.attempt_id),
  ),
  reaction('skills.catch-up-with-criteria', 'skill.framework-changed', (ctx, { payload }) =>
    catchUpLater(ctx, payload.skill_id),
  ),
  reaction('skills.catch-up-with-grants', 'course.skills-changed', async (ctx, { payload }) => {
    for (const skillId of await selectGranted(ctx.db, payload.course_id)) await catchUpLater(ctx, skillId);
  }),
];
