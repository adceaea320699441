// A field and its value in words: what somebody else has changed in the meantime.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { dayName } from '../day-words.ts';
import type { SessionDetail, SessionValues } from './session-values.ts';
import { useSessionLabels } from './use-session-labels.ts';

export function useValueWords() {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const labels = useSessionLabels();
  return (name: keyof SessionValues, values: SessionValues, session: SessionDetail) => {
    const words = (): string => {
      if (name === 'days')
        return format.list(
          values.days.map(
            ({ day, from, to }) => `${dayName(day, format.locale)}, ${t('time.span', { from, to })}`,
          ),
        );
      if (name === 'trainers') return format.list(values.trainers.map(({ display_name }) => display_name));
      if (name === 'room_id') return session.room?.name ?? t('form.no_room');
      if (name === 'course_id') return session.course?.title ?? t('form.no_course');
      if (name === 'approval') return t(`approval.${values.approval}`);
      if (name === 'lesson_id' || name === 'waiting_list') return t('stale.changed');
      return String(values[name]);
    };
    return { name: labels[name], value: words() };
  };
}
