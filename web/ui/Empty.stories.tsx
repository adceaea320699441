// Empty states and notes.
import { Button } from '@mantine/core';
import { IconPlus, IconSchool } from '@tabler/icons-react';
import { EmptyState } from './EmptyState.tsx';
import { Note } from './Note.tsx';

export const meta = { title: 'ui/Empty and notes' };

export function Empty() {
  return (
    <EmptyState
      icon={IconSchool}
      title="No courses yet"
      action={
        <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />}>
          New course
        </Button>
      }
    >
      A course is made of modules and lessons. Nobody has started one for this site yet.
    </EmptyState>
  );
}

export function Notes() {
  return (
    <>
      <Note title="Version 6 is a draft">Learners still see version 5.</Note>
      <Note tone="due" title="Room Skagen is taken">
        First aid refresher, until 12:00 CET.
      </Note>
      <Note tone="overdue" title="This page could not be loaded">
        Nothing is lost. Request 01JD3K9V. <a href="#retry">Try again</a>
      </Note>
      <Note tone="ok" title="Why">
        A dry dent can still hide a short.
      </Note>
      <Note tone="plain">If a word or a figure differs, the paper has been changed.</Note>
    </>
  );
}
