// Levels of skills.
import { Stack } from '@mantine/core';
import { LevelBar, LevelLegend } from './LevelBar.tsx';

export const meta = { title: 'ui/LevelBar' };

export function Levels() {
  return (
    <Stack>
      <LevelBar label="Load handling" level={3} target={3} />
      <LevelBar label="Forklift operation" level={1} target={2} />
      <LevelBar label="Hazardous goods" level={0} target={1} />
      <LevelBar label="Order picking" level={3} target={2} />
      <LevelBar label="Scanner" level={1} declared={4} />
      <LevelBar label="Data protection" level={5} />
      <LevelLegend />
    </Stack>
  );
}
