/** An export as modules and lessons. */
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from './archive.ts';
import { assetName, assetsIn, withAssets } from './assets.ts';
import { readCourse } from './course.ts';
import { anExport, aUnit, html, rightAndWrong } from './olx.builders.ts';
import { aZip } from './zip.builders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-olx-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(bytes: Buffer) {
  const file = path.join(folder, 'course.zip');
  await writeFile(file, bytes);
  const archive = await openArchive(file, bytes.length);
  const steps: [number, number][] = [];
  try {
    return { ...(await readCourse(archive, async (done, total) => void steps.push([done, total]))), steps };
  } finally {
    archive.close();
  }
}
const told = (course: Awaited<ReturnType<typeof read>>) =>
  course.findings.map(({ effect, path: where, code }) => [effect, where, code]);

describe('a course', () => {
  it('becomes modules and lessons in its order, with title, description and language', async () => {
    const course = await read(
      anExport({
        'course/run.xml':
          '<course display_name="Safe  lifting" language="de"><chapter url_name="c1"/><chapter display_name="Two"><sequential><vertical display_name="Inline"><html>&lt;p&gt;Hello&lt;/p&gt;</html></vertical></sequential></chapter><wiki/></course>',
        'about/short_description.html': '<p>How to <b>lift</b></p>',
        ...aUnit('<html url_name="a"/><video url_name="v"/>'),
        ...html('a', '<p>Lift with your legs.</p>'),
        'video/v.xml': '<video display_name="Watch" youtube="0.75:xxxxxxxxxxx,1.00:8J4WuMdKCDM"/>',
      }),
    );
    expect(course).toMatchObject({
      title: 'Safe lifting',
      language: 'de',
      description: 'How to lift',
      findings: [],
      steps: [
        [1, 2],
        [2, 2],
      ],
    });
    expect(
      course.modules.map((module) => [
        module.title,
        module.lessons.map((lesson) => [lesson.kind, lesson.title, lesson.video_url, lesson.html]),
      ]),
    ).toEqual([
      [
        'Chapter one',
        [['video', 'Unit one', 'https://www.youtube.com/watch?v=8J4WuMdKCDM', '<p>Lift with your legs.</p>']],
      ],
      ['Two', [['article', 'Inline', null, '&lt;p&gt;Hello&lt;/p&gt;']]],
    ]);
  });

  it.each<[string, string, Record<string, string>, (string | null | number)[][]]>([
    [
      'text alone is an article',
      '<html url_name="a"/>',
      html('a', '<p>Text</p>'),
      [['article', 'Unit one', null, 0]],
    ],
    [
      'a video alone is a video',
      '<video url_name="v" youtube_id_1_0="8J4WuMdKCDM"/>',
      {},
      [['video', 'Unit one', 'https://www.youtube.com/watch?v=8J4WuMdKCDM', 0]],
    ],
    [
      'a video file is a video',
      '<video display_name="x"><source src="/static/x.mp4"/><source src="https://cdn.test/x.mp4"/></video>',
      {},
      [['video', 'Unit one', 'https://cdn.test/x.mp4', 0]],
    ],
    [
      'problems alone are a quiz',
      rightAndWrong('One?') + rightAndWrong('Two?'),
      {},
      [['quiz', 'Unit one', null, 2]],
    ],
    [
      'text and problems are both',
      `<html url_name="a"/>${rightAndWrong()}`,
      html('a', '<p>Text</p>'),
      [
        ['article', 'Unit one', null, 0],
        ['quiz', 'Unit one \u2013 quiz', null, 1],
      ],
    ],
    [
      'two videos are an article with players',
      '<video youtube_id_1_0="8J4WuMdKCDM" display_name="A"/><video display_name="B"><source src="https://cdn.test/x.mp4"/></video>',
      {},
      [['article', 'Unit one', null, 0]],
    ],
    [
      'units within units are one',
      '<vertical><vertical><html url_name="a"/></vertical></vertical>',
      html('a', '<p>Text</p>'),
      [['article', 'Unit one', null, 0]],
    ],
    [
      'nothing to see is no lesson',
      '<html url_name="a"/>',
      html('a', '<script>x()</script><style>p{}</style>'),
      [],
    ],
  ])('in which %s', async (_name, blocks, files, lessons) => {
    const course = await read(anExport({ ...aUnit(blocks), ...files }));
    expect(
      course.modules
        .flatMap((module) => module.lessons)
        .map((one) => [one.kind, one.title, one.video_url, one.questions.length]),
    ).toEqual(lessons);
  });

  it('tells what stays behind, with place and reason', async () => {
    const course = await read(
      anExport({
        ...aUnit(
          '<html url_name="a"/><html url_name="gone"/><discussion url_name="d" display_name="Talk"/><problem url_name="p"/><html url_name="s"/><html url_name="broken"/><video display_name="nowhere"/>',
        ),
        ...html('a', '<p>Text</p><iframe src="https://evil.test/x"></iframe><script>x()</script>'),
        'problem/p.xml': '<problem display_name="P"><customresponse/></problem>',
        'html/s.xml': '<html filename="s" visible_to_staff_only="true"/>',
        'html/broken.xml': '<html>\n<p></html>',
        'html/gone.xml': '<html filename="gone"/>',
      }),
    );
    expect(told(course)).toEqual([
      ['changed', 'vertical/v1.xml', 'embed.left-out'],
      ['changed', 'vertical/v1.xml', 'script.left-out'],
      ['skipped', 'html/gone.xml', 'file.missing'],
      ['skipped', 'vertical/v1.xml', 'kind.unsupported'],
      ['skipped', 'problem/p.xml', 'kind.unsupported'],
      ['skipped', 'html/s.xml', 'unit.staff-only'],
      ['skipped', 'html/broken.xml', 'file.unreadable'],
      ['skipped', 'vertical/v1.xml', 'unit.empty'],
    ]);
  });

  it('whose files are missing is read as far as it goes', async () => {
    const course = await read(anExport({}));
    expect(course.modules).toEqual([]);
    expect(told(course)).toEqual([['skipped', 'course/run.xml', 'file.missing']]);
  });

  it('that points at itself ends', async () => {
    const course = await read(anExport({ ...aUnit('<vertical url_name="v1"/>') }));
    expect(course.modules).toEqual([]);
  });

  it.each([
    ['no course', aZip([{ name: 'readme.txt', bytes: 'x' }]), 'no course.xml'],
    [
      'a course.xml that is broken',
      aZip([{ name: 'course.xml', bytes: '<course' }]),
      'course.xml could not be read',
    ],
    [
      'a course.xml with entities',
      aZip([
        { name: 'course.xml', bytes: '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><c>&x;</c>' },
      ]),
      'document type',
    ],
  ])('is not read from an archive with %s', async (_name, bytes, why) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'import.unreadable',
      message: expect.stringContaining(why),
    });
  });
});

describe('addresses of an export', () => {
  it.each([
    ['/static/a.png', 'a.png'],
    ['static/a%20b.png', 'a b.png'],
    ['/asset-v1:Org+X+1+type@asset+block@a.png', 'a.png'],
    ['/assets/courseware/v1/abc/asset-v1:Org+X+1+type@asset+block/a.png?x=1', 'a.png'],
    ['/c4x/edX/DemoX/asset/Africa.png', 'Africa.png'],
    ['https://example.org/static.png', null],
    ['/static/%E0%A4%A.png', '%E0%A4%A.png'],
    ['/courses/x', null],
  ])('%s means the file %s', (address, name) => {
    expect(assetName(address)).toBe(name);
  });

  it('are put right: known files get our address, the others and the old platform none', () => {
    const source = `<img src="/static/a.png"><img src='/static/b.png'><a href="/jump_to_id/x">x</a><a href="https://ok.test">y</a>`;
    expect(assetsIn(source)).toEqual(['a.png', 'b.png']);
    expect(withAssets(source, (name) => (name === 'a.png' ? '/api/files/1/content/' : undefined))).toBe(
      '<img src="/api/files/1/content/"><img ><a >x</a><a href="https://ok.test">y</a>',
    );
  });
});

const fixture = path.resolve('../shared/fixtures/olx/openedx-demo-course-no-static.zip');

describe.skipIf(!existsSync(fixture))('the Open edX demo course', () => {
  it('comes over: six chapters, its units, videos and simple problems', async () => {
    const archive = await openArchive(fixture, statSync(fixture).size);
    const course = await readCourse(archive, async () => undefined);
    archive.close();
    const lessons = course.modules.flatMap((module) => module.lessons);
    const count = (kind: string) => lessons.filter((lesson) => lesson.kind === kind).length;
    expect([
      course.title,
      course.modules.length,
      count('article') + count('video'),
      count('video'),
      count('quiz'),
    ]).toEqual(['Open edX Demo Course', 6, 58, 11, 7]);
    expect(lessons.reduce((sum, lesson) => sum + lesson.questions.length, 0)).toBe(10);
    const skipped = course.findings
      .filter((one) => one.effect === 'skipped')
      .map((one) => String(one.params['kind'] ?? one.code));
    for (const kind of [
      'drag-and-drop-v2',
      'openassessment',
      'lti',
      'poll',
      'survey',
      'library_content',
      'discussion',
      'imageresponse',
      'answer.computed',
      'answer.pattern',
    ]) {
      expect(skipped).toContain(kind);
    }
  });
});
