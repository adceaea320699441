// Bars and rings.
import { Group, Stack } from '@mantine/core';
import { ProgressBar } from './ProgressBar.tsx';
import { ProgressRing } from './ProgressRing.tsx';

export const meta = { title: 'ui/Progress' };

export function Bars() {
  return (
    <Stack>
      <ProgressBar percent={64.9} label="Forklift safety" detail="9 of 14 lessons" />
      <ProgressBar percent={100} label="First aid" />
      <ProgressBar percent={0} label="Not begun" />
      <ProgressBar percent={30} label="Files" detail="3 of 10 files" size="thin" />
    </Stack>
  );
}

export function Rings() {
  return (
    <Group>
      <ProgressRing percent={77} label="Required courses" />
      <ProgressRing percent={99.99} label="Almost" size={64} />
      <ProgressRing percent={100} label="All done" />
      <ProgressRing percent={0} label="None" size={48} />
    </Group>
  );
}
