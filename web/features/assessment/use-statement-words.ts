// "True" and "False" in the author's language, for the choices of a statement.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatementWords } from './state/quiz-draft.ts';

export function useStatementWords(): StatementWords {
  const { t } = useTranslation('assessment');
  return useMemo(() => ({ yes: t('editor.true'), no: t('editor.false') }), [t]);
}
