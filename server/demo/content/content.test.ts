/** The demo's texts as data: complete, consistent, and as long as they were meant to be. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { QuestionDraft } from '#contract/assessment.ts';
import { cleanLessonHtml, plainText } from '#server/platform/html/clean.ts';
import { figures } from '../figures.ts';
import { handouts } from '../handouts.ts';
import { completeCourses, demoCategories, demoCourses } from './catalog.ts';
import { figuresIn } from './content.types.ts';
import { demoPeople } from './people.ts';

const published = demoCourses.filter((course) => course.published_days_ago !== undefined);
const lessonsOf = (course: (typeof demoCourses)[number]) =>
  course.modules.flatMap((module) => module.lessons);
/** Finished by being there, with one page to read before. */
const withSession = published.filter((course) =>
  lessonsOf(course).some((lesson) => lesson.kind === 'session'),
);
const short = published.filter(
  (course) => !completeCourses.includes(course.code) && !withSession.includes(course),
);
const complete = published.filter((course) => completeCourses.includes(course.code));
const articles = (courses: typeof published) =>
  courses.flatMap((course) =>
    lessonsOf(course).flatMap((lesson) => (lesson.kind === 'article' ? [lesson] : [])),
  );
const words = (html: string) => plainText(html).split(' ').length;
const questions = (course: (typeof demoCourses)[number]) =>
  lessonsOf(course).flatMap((lesson) => (lesson.kind === 'quiz' ? lesson.quiz.questions : []));

describe('the people', () => {
  it('are sixty, each with an address and a place of their own', () => {
    expect(demoPeople).toHaveLength(60);
    expect(new Set(demoPeople.map((person) => person.login)).size).toBe(60);
    for (const person of demoPeople)
      expect(person.department && person.position && person.location).toBeTruthy();
  });

  it('report to somebody who is there and may manage', () => {
    const managers = new Map(demoPeople.map((person) => [person.login, person.roles ?? []]));
    for (const { login, manager } of demoPeople) {
      if (manager === undefined) expect(login).toBe('astrid.nordahl');
      else
        expect(managers.get(manager), `${login} reports to ${manager}`).toEqual(
          expect.arrayContaining([expect.stringMatching(/^(admin|manager)$/)]),
        );
    }
  });
});

describe('the catalog', () => {
  it('has thirteen published courses on five shelves, and a draft', () => {
    expect(published).toHaveLength(13);
    expect(demoCourses).toHaveLength(14);
    expect(demoCategories).toHaveLength(5);
    expect(new Set(demoCourses.map((course) => course.category))).toEqual(
      new Set(demoCategories.map((category) => category.name)),
    );
  });

  it('draws covers the web knows', async () => {
    // Read, not imported: the server does not build on the web.
    const drawings = await readFile('web/ui/cover-motifs.tsx', 'utf8');
    const motifs = [...drawings.matchAll(/^ {2}(\w+): \(/gm)].map((match) => match[1]);
    expect(motifs.length).toBeGreaterThan(10);
    for (const course of demoCourses) expect(motifs).toContain(course.motif);
  });

  it('is taught by trainers', () => {
    const trainers = demoPeople
      .filter((person) => person.roles?.includes('trainer'))
      .map((person) => person.login);
    for (const course of demoCourses)
      for (const login of [course.trainer, ...(course.co_trainers ?? [])]) expect(trainers).toContain(login);
  });

  it('tells three courses in full: 3 or 4 modules, 10 to 14 lessons, articles of 200 to 500 words', () => {
    expect(complete).toHaveLength(3);
    for (const course of complete) {
      expect(course.trainer).toBe('trainer');
      expect([3, 4]).toContain(course.modules.length);
      expect(lessonsOf(course).length).toBeGreaterThanOrEqual(10);
      expect(lessonsOf(course).length).toBeLessThanOrEqual(14);
      expect(new Set(questions(course).map((question) => question.kind)).size).toBe(5);
      expect(lessonsOf(course).some((lesson) => lesson.kind === 'file')).toBe(true);
    }
    for (const lesson of articles(complete)) {
      expect(words(lesson.html), lesson.title).toBeGreaterThanOrEqual(200);
      expect(words(lesson.html), lesson.title).toBeLessThanOrEqual(500);
    }
  });

  it('tells nine courses in short and one by a session: 2 or 3 modules, 4 to 6 lessons, articles of about a hundred words', () => {
    expect(short).toHaveLength(9);
    expect(withSession.map((course) => course.code)).toEqual(['FORK-120']);
    for (const course of short) {
      expect([2, 3]).toContain(course.modules.length);
      expect(lessonsOf(course).length).toBeGreaterThanOrEqual(4);
      expect(lessonsOf(course).length).toBeLessThanOrEqual(6);
      expect(questions(course).length).toBeGreaterThanOrEqual(4);
    }
    for (const lesson of articles(short)) {
      expect(words(lesson.html), lesson.title).toBeGreaterThanOrEqual(80);
      expect(words(lesson.html), lesson.title).toBeLessThanOrEqual(150);
    }
  });
});

describe('the lessons', () => {
  it('lose nothing when the server cleans them', () => {
    for (const lesson of demoCourses.flatMap(lessonsOf)) {
      if (lesson.kind === 'quiz') continue;
      const html = lesson.html.trim().replace(/figure:[a-z-]+/g, 'https://pictures.example/one.png');
      expect(cleanLessonHtml(html)).toBe(html);
    }
  });

  it('show every drawing once, each with a text for those who do not see it', () => {
    const html = demoCourses.flatMap(lessonsOf).map((lesson) => (lesson.kind === 'quiz' ? '' : lesson.html));
    const used = html.flatMap(figuresIn);
    expect(used.toSorted()).toEqual(Object.keys(figures).toSorted());
    for (const image of html.join('').match(/<img[^>]*>/g) ?? []) expect(image).toMatch(/ alt="[^"]{40,}"/);
  });

  it('hand out every sheet', () => {
    const named = demoCourses
      .flatMap(lessonsOf)
      .flatMap((lesson) => (lesson.kind === 'file' ? [lesson.handout] : []));
    expect(named.toSorted()).toEqual(Object.keys(handouts).toSorted());
  });
});

describe('the questions', () => {
  it('are what the contract takes, with feedback and an answer', () => {
    for (const question of demoCourses.flatMap(questions)) {
      expect(QuestionDraft.safeParse(question).error).toBeUndefined();
      expect(question.feedback).toBeTruthy();
      const right = question.choices?.filter((choice) => choice.is_correct).length ?? 0;
      expect(right > 0 || question.answer, question.text).toBeTruthy();
    }
  });
});
