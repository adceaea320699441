// Names of a session's fields, for what an error says and for what somebody else has changed.
import { useTranslation } from 'react-i18next';
import type { SessionValues } from './session-values.ts';

export function useSessionLabels(): Record<keyof SessionValues, string> {
  const { t } = useTranslation('calendar');
  return {
    title: t('form.title'),
    description: t('form.description'),
    course_id: t('form.course'),
    lesson_id: t('form.lesson'),
    time_zone: t('form.zone'),
    days: t('form.when'),
    room_id: t('form.room'),
    online_url: t('form.online_url'),
    trainers: t('form.trainers'),
    seats: t('form.seats'),
    waiting_list: t('rules.waiting_list'),
    cut_off_minutes: t('rules.cut_off'),
    offer_minutes: t('rules.offer'),
    approval: t('rules.approval'),
    attendance_percent: t('rules.attendance'),
  };
}

/** Labels by the paths that a problem names: of a session, or of the one inside a series. */
export const pathLabels = (
  labels: Record<string, string>,
  paths: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    paths.map((path) => {
      const name = path.replace(/^session\./, '').split('.')[0] ?? '';
      return [path, labels[name === 'trainer_ids' ? 'trainers' : name] ?? path];
    }),
  );
