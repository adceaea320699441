/** Which facts can make somebody earn something; each looks only at the rules it can have moved. */
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { batchReaction, reaction } from '#server/platform/facts/reactions.ts';
import { awardPerson, awardStreaks } from './awarding.service.ts';

/** SQL over `o`: the rule names nothing, or exactly this. */
const about = (field: string, value: string): Sql =>
  sql`coalesce(o.rule ->> ${field}::text, ${value}::text) = ${value}::text`;

export const achievementsReactions = [
  reaction('achievements.award-milestone', 'milestone.reached', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.student_id, {
      fact_id: id,
      kind: 'milestone',
      movable: sql`(o.rule ->> 'percent')::int = ${payload.percent} and ${about('course_id', payload.course_id)}`,
    }),
  ),
  reaction('achievements.award-quiz-passed', 'attempt.passed', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.student_id, {
      fact_id: id,
      kind: 'quiz_passed',
      movable: sql`coalesce((o.rule ->> 'min_percent')::int, 0) <= ${payload.percent} and ${about('quiz_id', payload.quiz_id)}`,
    }),
  ),
  batchReaction('achievements.award-lesson-streak', 'lesson.completed', awardStreaks),
  // Their time zone may be another one now, and with it their days.
  reaction('achievements.award-streak-of-other-days', 'profile.updated', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.user_id, { fact_id: id, kind: 'learning_streak' }),
  ),
  reaction('achievements.award-attempt-streak', 'attempt.submitted', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.student_id, { fact_id: id, kind: 'learning_streak' }),
  ),
  reaction('achievements.award-courses', 'enrollment.completed', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.student_id, { fact_id: id, kind: 'courses_completed' }),
  ),
  reaction('achievements.award-path', 'enrollment.completed', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.student_id, {
      fact_id: id,
      kind: 'path_completed',
      movable: sql`o.rule -> 'course_ids' ? ${payload.course_id}::text`,
    }),
  ),
  reaction('achievements.award-skill', 'skill.level-changed', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.user_id, {
      fact_id: id,
      kind: 'skill_reached',
      movable: sql`(o.rule ->> 'level')::int <= ${payload.to_level} and ${about('skill_id', payload.skill_id)}`,
    }),
  ),
  reaction('achievements.award-helping', 'skill.rated', (ctx, { id, payload }) =>
    awardPerson(ctx, payload.rated_by, { fact_id: id, kind: 'helping_others' }),
  ),
];
