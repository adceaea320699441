// The quiet way out of a course that one chose oneself. It asks first: a later enrollment begins from zero.
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '#web/ui/toast-store.ts';
import { useLeaveCourse } from '../learning.mutations.ts';
import type { Enrollment } from '../learning.types.ts';

const ConfirmDialog = lazy(async () => ({
  default: (await import('#web/ui/ConfirmDialog.tsx')).ConfirmDialog,
}));

export function LeaveCourse({ enrollment }: { enrollment: Enrollment }) {
  const { t } = useTranslation('player');
  const [isAsking, setIsAsking] = useState(false);
  const leave = useLeaveCourse(enrollment.course_id);
  return (
    <>
      <Button variant="subtle" size="xs" onClick={() => setIsAsking(true)}>
        {t('leave.open')}
      </Button>
      {isAsking && (
        <Suspense fallback={null}>
          <ConfirmDialog
            isOpen
            onClose={() => setIsAsking(false)}
            title={t('leave.title', { title: enrollment.course.title })}
            confirm={t('leave.confirm')}
            onConfirm={async () => {
              await leave.mutateAsync(enrollment.id);
              notify(t('leave.done', { title: enrollment.course.title }));
            }}
          >
            {t('leave.what')}
          </ConfirmDialog>
        </Suspense>
      )}
    </>
  );
}
