/** The export as a tree: every element may stand where it is used, or in a file of its own that is pointed to. */
import { AppError } from '#server/platform/errors.ts';
import { type Finding, reason } from '../questions/made.ts';
import { decodeText } from '../text/decode.ts';
import { elements, parseXml, type XmlElement } from '../xml/xml.ts';
import type { Archive } from './archive.ts';

/** An element with the file it was written in. */
export type OlxNode = XmlElement & { path: string };

const fileLimitBytes = 5 * 1024 * 1024;

export class OlxSource {
  readonly archive: Archive;
  /** Folder of `course.xml`, empty or ending with a slash. */
  readonly root: string;
  readonly findings: Finding[] = [];

  constructor(archive: Archive, root: string) {
    this.archive = archive;
    this.root = root;
  }

  /** The text of a file below the course's folder, or null when there is none. */
  async text(path: string): Promise<string | null> {
    const name = this.root + path;
    return this.archive.names.has(name) ? decodeText(await this.archive.read(name, fileLimitBytes)) : null;
  }

  /** The element itself, or the one in the file it points to; null, with a finding, when that file is missing or damaged. */
  async resolve(node: XmlElement, parentPath: string): Promise<OlxNode | null> {
    const { url_name: urlName } = node.attributes;
    const isPointer =
      urlName !== undefined &&
      elements(node).length === 0 &&
      node.children.every((child) => String(child).trim() === '');
    if (!isPointer) return { ...node, path: parentPath };
    const path = `${node.name}/${urlName.replaceAll(':', '/')}.xml`;
    const text = await this.text(path);
    // Blocks without content of their own (discussions, for example) are complete as they stand.
    if (text === null)
      return Object.keys(node.attributes).length > 1
        ? { ...node, path: parentPath }
        : this.missing(parentPath, path);
    const parsed = parseXml(text);
    if ('root' in parsed)
      return { ...parsed.root, attributes: { ...node.attributes, ...parsed.root.attributes }, path };
    const { line, detail } = parsed.error;
    this.tell({ path, title: '' }, 'skipped', 'file.unreadable', { detail: `line ${line}: ${detail}` });
    return null;
  }

  private missing(path: string, name: string): null {
    this.tell({ path, title: '' }, 'skipped', 'file.missing', { name });
    return null;
  }

  tell(
    place: { path: string; title: string },
    effect: Finding['effect'],
    ...[code, params]: Parameters<typeof reason>
  ): void {
    this.findings.push({ line: null, ...place, effect, ...reason(code, params) });
  }
}

/** @throws AppError `import.unreadable` when there is no course in the archive */
export function findCourse(archive: Archive): OlxSource {
  const roots = [...archive.names].filter((name) => /^(?:[^/]+\/){0,3}course\.xml$/.test(name));
  // Inside an export, `course/course.xml` may be the run called "course"; the outermost one is the export's own.
  const root = roots.sort((a, b) => a.split('/').length - b.split('/').length)[0];
  if (root === undefined) {
    throw new AppError('import.unreadable', {
      detail: 'The archive holds no Open edX course: there is no course.xml in it',
    });
  }
  return new OlxSource(archive, root.slice(0, -'course.xml'.length));
}

export const titleOf = (node: OlxNode, fallback: string): string =>
  (node.attributes['display_name'] ?? '').replace(/\s+/g, ' ').trim().slice(0, 200) || fallback;
