/** An Open edX course as modules and lessons: chapters become modules, units become lessons. */
import { AppError } from '#server/platform/errors.ts';
import { plainText } from '#server/platform/html/clean.ts';
import type { Finding } from '../questions/made.ts';
import { elements, parseXml, type XmlElement } from '../xml/xml.ts';
import type { Archive } from './archive.ts';
import { findCourse, type OlxNode, type OlxSource, titleOf } from './nodes.ts';
import { lessonsOfUnit, type OlxLesson } from './units.ts';

export type OlxCourse = {
  title: string;
  description: string;
  /** BCP 47, when the export says one. */
  language: string | null;
  modules: { title: string; lessons: OlxLesson[] }[];
  findings: Finding[];
  /** Name below `static/` -> path in the archive. */
  assets: ReadonlyMap<string, string>;
};

/** @param progress  told after each unit @throws AppError `import.unreadable` when there is no course to read */
export async function readCourse(
  archive: Archive,
  progress: (done: number, total: number) => Promise<void>,
): Promise<OlxCourse> {
  const source = findCourse(archive);
  const pointer = { ...(await rootOf(source)), path: 'course.xml' };
  const course = (await source.resolve(pointer, 'course.xml')) ?? pointer;
  const chapters = await childrenOf(source, course, ['chapter'], ['wiki', 'textbook', 'pdf_textbook']);
  const planned = [];
  for (const chapter of chapters) planned.push({ chapter, units: await unitsOf(source, chapter) });
  const total = planned.reduce((sum, one) => sum + one.units.length, 0);
  const modules: OlxCourse['modules'] = [];
  let done = 0;
  for (const [index, { chapter, units }] of planned.entries()) {
    const lessons: OlxLesson[] = [];
    for (const unit of units) {
      lessons.push(...(await lessonsOfUnit(source, unit.node, unit.title)));
      await progress(++done, total);
    }
    if (lessons.length > 0) modules.push({ title: titleOf(chapter, `${index + 1}`), lessons });
  }
  const language = course.attributes['language'] ?? '';
  return {
    title: titleOf(course, course.attributes['course'] ?? 'Open edX course'),
    description: await describe(source),
    language: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : null,
    modules,
    findings: source.findings,
    assets: assetsOf(archive, source.root),
  };
}

async function rootOf(source: OlxSource): Promise<XmlElement> {
  const parsed = parseXml((await source.text('course.xml')) ?? '');
  if ('root' in parsed) return parsed.root;
  const { line, detail } = parsed.error;
  throw new AppError('import.unreadable', {
    detail: `course.xml could not be read: line ${line}: ${detail}`,
  });
}

/** Resolved children of the wanted kinds; others are told, unless they are `ignored` parts of the old platform. */
async function childrenOf(
  source: OlxSource,
  parent: OlxNode,
  wanted: string[],
  ignored: string[] = [],
): Promise<OlxNode[]> {
  const found: OlxNode[] = [];
  for (const child of elements(parent)) {
    if (ignored.includes(child.name)) continue;
    const node = await source.resolve(child, parent.path);
    if (!node) continue;
    const place = { path: node.path, title: titleOf(node, '') };
    if (node.attributes['visible_to_staff_only'] === 'true') source.tell(place, 'skipped', 'unit.staff-only');
    else if (wanted.length > 0 && !wanted.includes(node.name))
      source.tell(place, 'skipped', 'kind.unsupported', { kind: node.name });
    else found.push(node);
  }
  return found;
}

/** Units of a chapter in order. A block that stands directly in a sequence is a unit of its own. */
async function unitsOf(source: OlxSource, chapter: OlxNode): Promise<{ node: OlxNode; title: string }[]> {
  const units: { node: OlxNode; title: string }[] = [];
  for (const sequence of await childrenOf(source, chapter, ['sequential', 'videosequence'])) {
    const title = titleOf(sequence, titleOf(chapter, 'Lesson'));
    for (const node of await childrenOf(source, sequence, [])) {
      const unit =
        node.name === 'vertical' ? node : { ...sequence, attributes: node.attributes, children: [node] };
      units.push({ node: { ...unit, path: node.path }, title });
    }
  }
  return units;
}

async function describe(source: OlxSource): Promise<string> {
  for (const name of ['about/short_description.html', 'about/overview.html']) {
    const words = plainText((await source.text(name)) ?? '');
    if (words !== '') return words.slice(0, 10_000);
  }
  return '';
}

function assetsOf(archive: Archive, root: string): Map<string, string> {
  const folder = `${root}static/`;
  const inFolder = [...archive.names].filter((name) => name.startsWith(folder));
  return new Map(
    inFolder.flatMap((name) => [
      [name.slice(folder.length), name],
      [name.slice(folder.length).replaceAll(' ', '_'), name],
    ]),
  );
}
