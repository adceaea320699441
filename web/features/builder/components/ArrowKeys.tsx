// The two arrow keys, drawn: not every font has arrows.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Kbd } from '#web/ui/Kbd.tsx';

export function ArrowKeys() {
  return (
    <>
      <Kbd>
        <IconArrowUp size={12} stroke={1.75} aria-hidden="true" />
      </Kbd>{' '}
      <Kbd>
        <IconArrowDown size={12} stroke={1.75} aria-hidden="true" />
      </Kbd>
    </>
  );
}
