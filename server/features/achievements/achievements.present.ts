/** Rows -> contract shapes. */
import type { AchievementIcon, AchievementPalette } from '#contract/achievements.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';
import type { AwardRow, Looks, RuleRow, WallRow } from './achievements.sql.ts';

export const shareUrl = (token: string): string =>
  `${services().config.public_url}/shared/achievement/${token}`;

const looksOf = (row: Looks) => ({
  name: row.name,
  description: row.description,
  translations: row.translations,
  icon: row.icon as AchievementIcon,
  palette: row.palette as AchievementPalette,
});

export const presentWall = (row: WallRow) => ({
  id: row.id,
  ...looksOf(row),
  kind: row.kind,
  earned_at: row.earned_at,
  award_id: row.award_id,
  share_url: row.share_token && shareUrl(row.share_token),
  progress:
    row.award_id === null && row.done !== null && row.of !== null ? { done: row.done, of: row.of } : null,
});

export function presentAward(ctx: Ctx, row: AwardRow) {
  const isOwn = actorId(ctx) === row.user_id;
  const { rule, done, of } = row.cause;
  return {
    id: row.id,
    achievement_id: row.achievement_id,
    user_id: row.user_id,
    display_name: row.display_name,
    ...looksOf(row),
    earned_at: row.earned_at,
    cause: { rule, done, of },
    share_url: row.share_token && (isOwn || hasRole(ctx.actor, 'admin')) ? shareUrl(row.share_token) : null,
    can: isOwn ? ['share'] : [],
  };
}

export const presentShared = (row: AwardRow) => ({
  recipient_name: row.display_name,
  ...looksOf(row),
  earned_on: row.earned_at.slice(0, 10),
  organization_name: services().config.ORGANIZATION_NAME,
});

export const presentRule = (row: RuleRow) => ({
  id: row.id,
  key: row.key,
  ...looksOf(row),
  rule: row.rule,
  subjects: row.subjects,
  position: row.position,
  is_active: row.is_active,
  archived_at: row.archived_at,
  earned_count: row.earned_count,
  created_at: row.created_at,
  updated_at: row.updated_at,
  record_version: row.record_version,
});
