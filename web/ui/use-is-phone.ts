// True under 640 px, where tables become cards. Read synchronously, so that nothing jumps after the first paint.
import { useMediaQuery } from '@mantine/hooks';

export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 639px)', false, { getInitialValueInEffect: false }) ?? false;
}
