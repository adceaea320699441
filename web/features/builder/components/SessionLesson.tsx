// A lesson that is done by being there: what that means, and the way to plan the meeting.
import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import type { Lesson } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';

export function SessionLesson({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation('builder');
  const { course_id } = useBuilder();
  return (
    <Note title={t('session.title')}>
      <p>{t('session.help')}</p>
      <Button
        component={AppLink}
        href={`/teach/sessions?open=new-session&course=${course_id}&lesson=${lesson.id}`}
        leftSection={<IconCalendarPlus size={16} stroke={1.5} aria-hidden="true" />}
      >
        {t('session.plan')}
      </Button>
    </Note>
  );
}
