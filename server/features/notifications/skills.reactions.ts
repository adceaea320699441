/** What people are told about their skills. */
import { reaction } from '#server/platform/facts/reactions.ts';
import { tell } from './telling.service.ts';

const skillPath = (skillId: string): string => `/skills?skill=${skillId}`;

const decisionKinds = {
  confirmed: 'skill_proof_confirmed',
  rejected: 'skill_proof_rejected',
  withdrawn: 'skill_evidence_withdrawn',
} as const;

export const skillsReactions = [
  reaction('notifications.tell-skill-rated', 'skill.rated', (ctx, { id, payload }) =>
    tell(ctx, {
      fact_id: id,
      kind: 'skill_rated',
      about: { user_id: payload.user_id, skill_id: payload.skill_id, sender_id: payload.rated_by },
      params: { level: payload.level },
      link: skillPath(payload.skill_id),
    }),
  ),

  reaction(
    'notifications.tell-skill-proof-decided',
    'skill.proof-decided',
    async (ctx, { id, payload, actor_id }) => {
      // Whoever took the own certificate back knows it.
      if (actor_id === payload.user_id) return;
      await tell(ctx, {
        fact_id: id,
        kind: decisionKinds[payload.decision],
        about: {
          user_id: payload.user_id,
          skill_id: payload.skill_id,
          ...(actor_id ? { sender_id: actor_id } : {}),
        },
        link: skillPath(payload.skill_id),
      });
    },
  ),

  reaction('notifications.tell-skill-expiring', 'skill.expiring', (ctx, { id, payload }) =>
    tell(ctx, {
      fact_id: id,
      kind: 'skill_expiring',
      about: { user_id: payload.user_id, skill_id: payload.skill_id },
      params: { level: payload.level, end_day: payload.ends_on },
      link: skillPath(payload.skill_id),
    }),
  ),

  reaction('notifications.tell-skill-expired', 'skill.level-changed', async (ctx, { id, payload }) => {
    if (payload.reason !== 'expired') return;
    await tell(ctx, {
      fact_id: id,
      kind: 'skill_expired',
      about: { user_id: payload.user_id, skill_id: payload.skill_id },
      params: { level: payload.to_level },
      link: skillPath(payload.skill_id),
    });
  }),
];
