// States of SidePanel.
import { Button } from '@mantine/core';
import { Note } from './Note.tsx';
import { PersonAvatar } from './PersonAvatar.tsx';
import { SidePanel } from './SidePanel.tsx';

export const meta = { title: 'ui/SidePanel' };

const nothing = () => undefined;

export function Person() {
  return (
    <div style={{ blockSize: 480, display: 'flex', justifyContent: 'flex-end' }}>
      <SidePanel
        title="Mikkel Strand"
        detail="Forklift driver, Dock 4"
        picture={<PersonAvatar name="Mikkel Strand" size={48} />}
        actions={
          <>
            <Button variant="light">Remind</Button>
            <Button>Assign</Button>
          </>
        }
        onClose={nothing}
        onPrevious={nothing}
        onNext={nothing}
        footer={<Button>Open the profile</Button>}
      >
        <Note tone="overdue" title="Forklift safety is overdue by 6 days">
          He may not drive until it is renewed.
        </Note>
      </SidePanel>
    </div>
  );
}
