// States of PageHeader.
import { Button } from '@mantine/core';
import { IconArchive, IconCopy, IconPencil, IconPlus } from '@tabler/icons-react';
import { AppLink } from './AppLink.tsx';
import { PageHeader } from './PageHeader.tsx';
import { Status } from './Status.tsx';

export const meta = { title: 'ui/PageHeader' };

const menu = [
  { label: 'Edit', icon: IconPencil, shortcut: 'E' },
  { label: 'Copy to a new course', icon: IconCopy },
  { label: 'Archive', icon: IconArchive, danger: true, separated: true },
];

export function WithAction() {
  return (
    <PageHeader
      title="Courses"
      state={
        <>
          12 courses are yours. <AppLink href="#drafts">Two drafts</AppLink> wait to be published.
        </>
      }
      action={
        <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />}>
          New course
        </Button>
      }
      menu={menu}
    />
  );
}

export function Course() {
  return (
    <PageHeader
      size="course"
      title="Forklift safety"
      breadcrumbs={[{ label: 'Catalog', href: '/catalog' }]}
      eyebrow={
        <>
          <Status kind="in_progress" look="badge">
            64 % done
          </Status>
          <Status kind="due" look="badge">
            Due in 3 days
          </Status>
        </>
      }
      state="Drive, lift and park a counterbalance truck without hurting anyone."
    />
  );
}
