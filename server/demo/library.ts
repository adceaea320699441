/** The files of the demo: drawings, handouts and the film, prepared before the transaction because painting takes seconds. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileUrl, storeBytes } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { demoCourses } from './content/catalog.ts';
import { figuresIn } from './content/content.types.ts';
import { paintFigure } from './figures.ts';
import { drawHandout, type HandoutName, handouts } from './handouts.ts';

/** Bytes by name: a figure, a handout, or the name of a file in assets/. */
export type Library = ReadonlyMap<string, Buffer>;

// From the sources (server/demo) as from the bundle (dist/server) the package is two levels up.
const assets = path.resolve(import.meta.dirname, '../../server/demo/assets');

export async function prepareLibrary(): Promise<Library> {
  const library = new Map<string, Buffer>();
  const lessons = demoCourses.flatMap((course) => course.modules.flatMap((module) => module.lessons));
  for (const lesson of lessons) {
    if (lesson.kind === 'quiz') continue;
    for (const figure of figuresIn(lesson.html)) library.set(figure, await paintFigure(figure));
    if (lesson.kind === 'file') library.set(lesson.handout, await drawHandout(lesson.handout));
    if (lesson.kind === 'video') library.set(lesson.asset, await readFile(path.join(assets, lesson.asset)));
  }
  return library;
}

const take = (library: Library, name: string): Buffer => {
  const bytes = library.get(name);
  if (!bytes) throw new Error(`The demo's library has no ${name}`);
  return bytes;
};

/** Stores the figures of some HTML for the acting trainer and puts their addresses in; the lesson attaches them itself. */
export async function placeFigures(ctx: Ctx, library: Library, html: string): Promise<string> {
  let placed = html.trim();
  for (const figure of figuresIn(html)) {
    const file = await storeBytes(ctx, {
      bytes: take(library, figure),
      name: `${figure}.png`,
      purpose: 'lesson',
    });
    placed = placed.replace(`figure:${figure}`, fileUrl(file.id));
  }
  return placed;
}

export async function storeHandout(ctx: Ctx, library: Library, name: HandoutName): Promise<string> {
  const file = await storeBytes(ctx, {
    bytes: take(library, name),
    name: handouts[name].file_name,
    purpose: 'lesson',
  });
  return file.id;
}

export async function storeAsset(ctx: Ctx, library: Library, name: string): Promise<string> {
  const file = await storeBytes(ctx, { bytes: take(library, name), name, purpose: 'lesson' });
  return file.id;
}
