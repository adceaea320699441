// The frames, each with a page inside.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconLayoutGrid } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ingrid, sampleCourses, samplePeople, sofie } from '#web/testing/samples.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CardGrid } from '#web/ui/CardGrid.tsx';
import { CourseCard } from '#web/ui/CourseCard.tsx';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import { personColumns } from '#web/ui/DataTable.stories.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DueDate } from '#web/ui/DueDate.tsx';
import { sampleFilters } from '#web/ui/FilterBar.stories.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { LessonRow } from '#web/ui/LessonRow.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { AppFrame, type FramePerson } from './AppFrame.tsx';
import { BellButton } from './BellButton.tsx';
import { ErrorScreen } from './ErrorScreen.tsx';
import { FocusFrame } from './FocusFrame.tsx';
import { NotFoundScreen } from './NotFoundScreen.tsx';
import { PublicFrame } from './PublicFrame.tsx';
import { ProgressLine } from './RouteProgress.tsx';
import { SearchBox } from './SearchBox.tsx';
import { WallFrame } from './WallFrame.tsx';

export const meta = { title: 'shell/Frames', bare: true };

const nothing = () => undefined;

function Frame({
  person,
  pathname,
  children,
}: {
  person: FramePerson;
  pathname: string;
  children: ReactNode;
}) {
  return (
    <AppFrame
      person={person}
      pathname={pathname}
      search={<SearchBox onOpen={nothing} />}
      bell={<BellButton count={2} onClick={nothing} />}
      counts={{ learning: 3 }}
      onSignOut={nothing}
    >
      {children}
    </AppFrame>
  );
}

export function LearnerHome() {
  const dates = ['2026-11-13T16:00:00Z', '2026-11-20T16:00:00Z', '2026-12-04T16:00:00Z'];
  return (
    <Frame person={sofie} pathname="/">
      <ProgressLine isActive />
      <PageHeader
        title="Good morning, Sofie"
        pathName="Home"
        state={
          <>
            <AppLink href="#overdue">One course is overdue</AppLink> and{' '}
            <AppLink href="#week">two are due this week</AppLink>: about 55 minutes in all.
          </>
        }
        action={
          <Button component={AppLink} href="/catalog" leftSection={<IconLayoutGrid size={18} stroke={1.5} />}>
            Browse the catalog
          </Button>
        }
      />
      <Section title="Your courses" count={3} action={<AppLink href="/learning">All my learning</AppLink>}>
        <RowList label="Your courses">
          {sampleCourses.slice(0, 3).map((course, index) => (
            <RowItem
              key={course.id}
              picture={
                <CourseThumb motif={course.cover_motif} palette={course.category_palette} seed={course.id} />
              }
              title={<AppLink href="#course">{course.title}</AppLink>}
              detail="Because you are in Warehouse"
              action={<Button>Continue</Button>}
            >
              <ProgressBar percent={60} label={course.title} size="thin" />
              <DueDate due_at={dates[index] ?? null} />
            </RowItem>
          ))}
        </RowList>
      </Section>
    </Frame>
  );
}

export function Catalog() {
  return (
    <Frame person={sofie} pathname="/catalog">
      <PageHeader title="Catalog" state="48 courses are open to you." />
      <FilterBar
        search={{ value: '', label: 'Search in 48 courses', onChange: nothing }}
        filters={sampleFilters}
        values={{ category: 'safety', language: 'en' }}
        onClear={nothing}
      />
      <CardGrid label="Courses">
        {sampleCourses.map((course) => (
          <CourseCard key={course.id} course={course} href="#course" />
        ))}
      </CardGrid>
    </Frame>
  );
}

export function People() {
  const [active, setActive] = useState<string | undefined>('person-0');
  const person = samplePeople.find(({ id }) => id === active);
  return (
    <Frame person={ingrid} pathname="/manage/people">
      <PageHeader
        title="People"
        state="3 of your 12 people need you."
        action={<Button variant="filled">Remind 3 people</Button>}
      />
      <DataTable
        caption="People"
        columns={personColumns}
        rows={samplePeople}
        rowKey={(row) => row.id}
        count={12}
        onPage={nothing}
        ordering="-overdue"
        onOrdering={nothing}
        onOpen={(row) => setActive(row.id)}
        activeKey={active}
      />
      {person && (
        <SidePanel
          title={person.display_name}
          detail={person.position}
          picture={<PersonAvatar name={person.display_name} id={person.id} size={48} />}
          onClose={() => setActive(undefined)}
        >
          <Note tone="overdue" title="Forklift safety is overdue by 6 days">
            He may not drive until it is renewed.
          </Note>
        </SidePanel>
      )}
    </Frame>
  );
}

export function SignIn() {
  return (
    <WallFrame
      title="Sign in"
      lead="Your training, sessions and certificates."
      links={[{ label: 'Check a certificate', href: '/verify' }]}
    >
      <TextInput label="E-mail" size="lg" type="email" />
      <PasswordInput label="Password" size="lg" />
      <Button variant="filled" size="lg" fullWidth>
        Sign in
      </Button>
    </WallFrame>
  );
}

export function Public() {
  return (
    <PublicFrame>
      <PageHeader title="Catalog" state="Open to everybody." />
      <CardGrid label="Courses">
        {sampleCourses.slice(0, 3).map((course) => (
          <CourseCard key={course.id} course={course} href="#course" />
        ))}
      </CardGrid>
    </PublicFrame>
  );
}

export function Player() {
  return (
    <FocusFrame
      title="Handling lithium batteries"
      back={{ href: '/learning', label: 'Back to the course' }}
      progress={<ProgressBar percent={71} label="Course" detail="5 of 7 lessons" />}
      outline={
        <div style={{ padding: 12 }}>
          <LessonRow title="What is inside a cell" kind="article" minutes={5} state="completed" href="#1" />
          <LessonRow
            title="Damaged and swollen cells"
            kind="article"
            minutes={6}
            state="in_progress"
            href="#2"
            isCurrent
          />
          <LessonRow
            title="Final test"
            kind="quiz"
            minutes={5}
            state="locked"
            note="Opens when the lesson above is done"
          />
        </div>
      }
      bar={
        <>
          <Button>Keep apart</Button>
          <Button variant="filled">Done, open the final test</Button>
        </>
      }
    >
      <PageHeader size="course" title="Damaged and swollen cells" />
      <p className="ly-reading">
        A lithium cell seldom fails without a warning. Most of the fires in our halls began with a pallet that
        someone had already noticed: a dent, a sweet smell, a box that was warm.
      </p>
    </FocusFrame>
  );
}

export function Broken() {
  const error = { problem: { code: 'internal', status: 500, request_id: '01JD3K9V8Q', params: {} } };
  return (
    <Frame person={sofie} pathname="/learning">
      <ErrorScreen error={error} onRetry={nothing} />
    </Frame>
  );
}

export function Lost() {
  return (
    <Frame person={ingrid} pathname="/nowhere">
      <NotFoundScreen />
    </Frame>
  );
}
