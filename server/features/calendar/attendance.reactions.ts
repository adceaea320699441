/** What attendance does about facts of the same feature. */
import { type Reaction, reaction } from '#server/platform/facts/reactions.ts';
import { judgeSession } from './attendance.judging.service.ts';

export const attendanceReactions: readonly Reaction[] = [
  // Days were added, dropped or made shorter, or the share that is asked for is another one.
  reaction('attendance.judge-again', 'training-session.changed', (ctx, { payload }) =>
    judgeSession(ctx, payload.training_session_id),
  ),
];
