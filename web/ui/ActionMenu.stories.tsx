// States of ActionMenu.
import { Group } from '@mantine/core';
import { IconArchive, IconCopy, IconPencil, IconUser } from '@tabler/icons-react';
import { ActionMenu } from './ActionMenu.tsx';

export const meta = { title: 'ui/ActionMenu' };

const actions = [
  { label: 'Edit', icon: IconPencil, shortcut: 'E' },
  { label: 'Copy to a new course', icon: IconCopy },
  { label: 'Enroll people', icon: IconUser, unavailable: 'Publish the course first.' },
  { label: 'Archive', icon: IconArchive, danger: true, separated: true },
];

export function Looks() {
  return (
    <Group>
      <ActionMenu actions={actions} title="Forklift safety" />
      <ActionMenu actions={actions} look="button" label="Actions" />
      <ActionMenu actions={actions} look="link" label="English, change the language" words="English" />
    </Group>
  );
}
