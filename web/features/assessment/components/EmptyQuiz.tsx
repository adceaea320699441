// A quiz that asks nothing yet.
import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/ui/EmptyState.tsx';

export function EmptyQuiz() {
  const { t } = useTranslation('assessment');
  return <EmptyState icon={IconHelpCircle} title={t('start.empty')} level={1} />;
}
