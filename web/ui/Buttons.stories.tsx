// Buttons and icon buttons as the theme draws them.
import { ActionIcon, Button, Group } from '@mantine/core';
import { IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';

export const meta = { title: 'ui/Buttons' };

export function Variants() {
  return (
    <Group>
      <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />}>
        Primary
      </Button>
      <Button>Default</Button>
      <Button variant="light">Tinted</Button>
      <Button variant="subtle">Subtle</Button>
      <Button size="xs">Small</Button>
      <Button data-danger leftSection={<IconTrash size={18} stroke={1.5} />}>
        Remove
      </Button>
      <Button variant="filled" color="red">
        Delete for good
      </Button>
      <ActionIcon aria-label="Download">
        <IconDownload size={20} stroke={1.5} />
      </ActionIcon>
      <ActionIcon variant="light" color="indigo" aria-label="Download, chosen">
        <IconDownload size={20} stroke={1.5} />
      </ActionIcon>
    </Group>
  );
}

export function Large() {
  return (
    <Button variant="filled" size="lg" fullWidth>
      Large, for touch and the one next step
    </Button>
  );
}
