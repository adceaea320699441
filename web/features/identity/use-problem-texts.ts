// Messages at fields: what the form found itself, and what the server said, in the same words.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldCode } from './account-rules.ts';

/** Turns a code of account-rules into its text; `null` stays `null`, as @mantine/form wants it. */
export function useFieldText(): (code: FieldCode | null) => string | null {
  const { t } = useTranslation('ui');
  return useCallback((code) => (code === null ? null : t(`field_problem.${code}`)), [t]);
}
