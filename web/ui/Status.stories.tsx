// States of Status.
import { Group, Stack } from '@mantine/core';
import { Status } from './Status.tsx';
import { statusKinds } from './status-kinds.ts';

export const meta = { title: 'ui/Status' };

export function All() {
  return (
    <Stack>
      {(['line', 'badge', 'quiet'] as const).map((look) => (
        <Group key={look} gap="lg">
          {statusKinds.map((kind) => (
            <Status key={kind} kind={kind} look={look} />
          ))}
        </Group>
      ))}
    </Stack>
  );
}

export function OwnWords() {
  return (
    <Group>
      <Status kind="overdue">Overdue by 4 days</Status>
      <Status kind="in_progress" look="badge">
        64 % done
      </Status>
      <Status kind="draft" look="badge">
        Draft of version 6
      </Status>
    </Group>
  );
}
