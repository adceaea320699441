/** What people are told about who leads whom. */
import { reaction } from '#server/platform/facts/reactions.ts';
import { tell } from './telling.service.ts';

export const reportingReactions = [
  reaction('notifications.tell-manager-changed', 'manager.changed', async (ctx, { id, payload }) => {
    const { user_id, manager_id } = payload;
    if (manager_id === null) {
      await tell(ctx, { fact_id: id, kind: 'manager_removed', about: { user_id }, link: '/account' });
      return;
    }
    await tell(ctx, {
      fact_id: id,
      kind: 'manager_changed',
      about: { user_id, sender_id: manager_id },
      link: '/skills',
    });
    await tell(ctx, {
      fact_id: id,
      kind: 'report_added',
      about: { user_id: manager_id, sender_id: user_id },
      link: `/team?person=${user_id}`,
    });
  }),

  reaction('notifications.tell-acting-changed', 'acting-manager.changed', (ctx, { id, payload }) =>
    tell(ctx, {
      fact_id: id,
      kind: 'acting_changed',
      about: { user_id: payload.recipient_id, sender_id: payload.manager_id },
      link: '/team',
    }),
  ),
];
