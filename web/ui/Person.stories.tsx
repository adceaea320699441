// People: avatars and cards.
import { Group, Stack } from '@mantine/core';
import { samplePeople } from '#web/testing/samples.ts';
import { PersonAvatar } from './PersonAvatar.tsx';
import { PersonCard } from './PersonCard.tsx';

export const meta = { title: 'ui/Person' };

export function Avatars() {
  return (
    <Stack>
      <Group>
        {samplePeople.map((person) => (
          <PersonAvatar key={person.id} name={person.display_name} id={person.id} />
        ))}
        <PersonAvatar name="With picture" picture="/favicon.svg" />
      </Group>
      <Group>
        {([20, 24, 28, 32, 40, 48, 56] as const).map((size) => (
          <PersonAvatar key={size} name="Marta Nowak" size={size} />
        ))}
      </Group>
    </Stack>
  );
}

export function Cards() {
  return (
    <Stack>
      <PersonCard
        person={{ display_name: 'Marta Nowak' }}
        detail="Driving instructor, Aarhus"
        look="card"
        href="#marta"
      />
      <PersonCard person={{ display_name: 'Sofie Kjær' }} detail="Warehouse, Dock 4" />
    </Stack>
  );
}
