// The formatters in the reader's language and zone, ready for a component.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';
import { useTimeZone } from './time-zone.tsx';

export function useFormat(): Format {
  const { t, i18n } = useTranslation('common');
  const zone = useTimeZone();
  return useMemo(() => createFormat(i18n.language, zone, t), [i18n.language, zone, t]);
}
