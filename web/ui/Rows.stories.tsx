// Rows: sections, row lists, lesson outlines.
import { Button } from '@mantine/core';
import { sampleCourses } from '#web/testing/samples.ts';
import { AppLink } from './AppLink.tsx';
import { CourseThumb } from './CourseCover.tsx';
import { DueDate } from './DueDate.tsx';
import { LessonRow } from './LessonRow.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { RowItem, RowList } from './RowList.tsx';
import { Section } from './Section.tsx';

export const meta = { title: 'ui/Rows' };

const dates = ['2026-11-13T16:00:00Z', '2026-11-20T16:00:00Z', '2026-12-04T16:00:00Z'];

export function Learning() {
  return (
    <Section title="This week" count={3} action={<AppLink href="/learning">All my learning</AppLink>}>
      <RowList label="This week">
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
            <ProgressBar percent={60 - index * 15} label={course.title} size="thin" />
            <DueDate due_at={dates[index] ?? null} />
          </RowItem>
        ))}
      </RowList>
    </Section>
  );
}

export function Outline() {
  return (
    <div style={{ maxInlineSize: 304 }}>
      <LessonRow title="What is inside a cell" kind="article" minutes={5} state="completed" href="#1" />
      <LessonRow title="Thermal runaway in 90 seconds" kind="video" minutes={2} state="completed" href="#2" />
      <LessonRow
        title="Damaged and swollen cells"
        kind="article"
        minutes={6}
        state="in_progress"
        href="#3"
        isCurrent
      />
      <LessonRow title="Receiving battery pallets" kind="file" minutes={6} state="not_started" href="#4" />
      <LessonRow
        title="Final test"
        kind="quiz"
        minutes={5}
        state="locked"
        note="Opens when the lesson above is done"
      />
    </div>
  );
}
