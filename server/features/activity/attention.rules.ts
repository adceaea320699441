/**
 * Why a learner may need help. Thresholds are here once: the query counts with them, these rules weigh what was counted.
 */
import type { attentionKinds } from '#contract/activity.ts';

export type AttentionKind = (typeof attentionKinds)[number];

export const thresholds = {
  /** A due date this near, with less than half done. */
  due_soon_days: 7,
  due_soon_percent: 50,
  /** No sign of life for this long, with something open. */
  inactive_days: 14,
  /** Enrolled this long ago and never begun. */
  not_started_days: 7,
  /** Failed the same quiz this often since the last pass, within the last 60 days. */
  stuck_attempts: 2,
  stuck_within_days: 60,
  /** Two weeks with less than a quarter of the actions of the two weeks before, if those were worth comparing. */
  slowing_window_days: 14,
  slowing_share: 0.25,
  slowing_least_actions: 20,
} as const;

/** What matters more comes first; late mandatory training before a quiet week. */
export const weights: Record<AttentionKind, number> = {
  overdue: 100,
  stuck: 60,
  due_soon: 40,
  inactive: 30,
  not_started: 20,
  slowing: 10,
};

export type Counted = {
  overdue: number;
  overdue_course_id: string | null;
  due_soon: number;
  due_soon_course_id: string | null;
  not_started: number;
  not_started_course_id: string | null;
  failed_attempts: number;
  failed_course_id: string | null;
  /** Whole days since they were last active; null when they never were. */
  days_inactive: number | null;
  recent_actions: number;
  earlier_actions: number;
};

export type Reason = { kind: AttentionKind; number: number; course_id: string | null };

/** The reasons that hold, the gravest first. `inactive` tells days, 0 when somebody was never here. */
export function reasonsOf(counted: Counted): Reason[] {
  const reasons: (Reason | false)[] = [
    counted.overdue > 0 && {
      kind: 'overdue',
      number: counted.overdue,
      course_id: counted.overdue_course_id,
    },
    counted.failed_attempts >= thresholds.stuck_attempts && {
      kind: 'stuck',
      number: counted.failed_attempts,
      course_id: counted.failed_course_id,
    },
    counted.due_soon > 0 && {
      kind: 'due_soon',
      number: counted.due_soon,
      course_id: counted.due_soon_course_id,
    },
    isInactive(counted.days_inactive) && {
      kind: 'inactive',
      number: counted.days_inactive ?? 0,
      course_id: null,
    },
    counted.not_started > 0 && {
      kind: 'not_started',
      number: counted.not_started,
      course_id: counted.not_started_course_id,
    },
    // Somebody who has stopped altogether is inactive; that says it already.
    isSlowing(counted) &&
      !isInactive(counted.days_inactive) && {
        kind: 'slowing',
        number: Math.round((1 - counted.recent_actions / counted.earlier_actions) * 100),
        course_id: null,
      },
  ];
  return reasons
    .filter((one): one is Reason => one !== false)
    .toSorted((a, b) => weights[b.kind] - weights[a.kind]);
}

const isInactive = (days: number | null): boolean => days === null || days >= thresholds.inactive_days;

export const isSlowing = ({
  recent_actions: recent,
  earlier_actions: earlier,
}: Pick<Counted, 'recent_actions' | 'earlier_actions'>): boolean =>
  earlier >= thresholds.slowing_least_actions && recent < earlier * thresholds.slowing_share;
