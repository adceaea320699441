/** What enrollment does when something happened elsewhere. */

import { sql } from '#server/platform/db/sql.ts';
import { reaction } from '#server/platform/facts/reactions.ts';

/** People in progress move to the newest version; who has completed keeps the version they completed. */
export const enrollmentReactions = [
  reaction('enrollment.move-to-version', 'course.published', async (ctx, fact) => {
    await ctx.db.run(
      sql`select move_enrollments(${fact.payload.course_id}::uuid, ${ctx.now}::timestamptz, ${ctx.request_id})`,
    );
  }),
];
