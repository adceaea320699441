// What happened as a sentence in the reader's language.
import { useTranslation } from 'react-i18next';
import type { Activity } from '#contract/activity.ts';

/** What was taken out, by the address it was asked at. */
const whatOf = (t: (key: string, options: { defaultValue: string }) => string, path: string): string =>
  t(`exported.${path.replaceAll(/[^a-z]+/g, '_').replaceAll(/^_|_$/g, '')}`, { defaultValue: path });

/**
 * `by` says it from the person's own point of view when they did it themselves; `other` when somebody else did it to them. A
 * verb without words of its own is told by its name, so that nothing is hidden.
 */
export function useActivityWords(): (activity: Activity) => string {
  const { t, i18n } = useTranslation('activity');
  return (one) => {
    const verb = one.verb.replaceAll(/[.-]/g, '_');
    const params = {
      ...one.details,
      actor: one.actor?.name ?? t('product'),
      user: one.user?.name ?? t('somebody'),
      course: one.course?.name ?? t('nothing'),
      object: one.object?.name ?? t('nothing'),
      count: Number(one.details['times'] ?? 1),
      route: one.details['route'] ?? t('several_addresses'),
      what: whatOf(t, String(one.details['what'] ?? '')),
      reason: t(`reason.${String(one.details['reason'])}`, { defaultValue: '' }),
      decision: t(`decision.${String(one.details['decision'])}`, { defaultValue: '' }),
    };
    const byOther = one.actor !== null && one.user !== null && one.actor.id !== one.user.id;
    const key = byOther && i18n.exists(`activity:verb.${verb}_by`) ? `verb.${verb}_by` : `verb.${verb}`;
    return t(key, { ...params, defaultValue: `${params.actor}: ${one.verb}` });
  };
}
