/** One unit (vertical) of an Open edX course: its blocks in order become one lesson, and a quiz lesson for its problems. */
import type { QuestionDraft } from '#contract/assessment.ts';
import { embedSource } from '#contract/values/embeds.ts';
import { cleanLessonHtml, plainText } from '#server/platform/html/clean.ts';
import { elements, toHtml, type XmlElement } from '../xml/xml.ts';
import { assetsIn, droppedFrom, withAssets } from './assets.ts';
import { type OlxNode, type OlxSource, titleOf } from './nodes.ts';
import { questionsOf } from './problems.ts';

export type OlxLesson = {
  title: string;
  path: string;
  kind: 'article' | 'video' | 'quiz';
  /** Still with the export's addresses; see assets.ts. */
  html: string;
  video_url: string | null;
  questions: QuestionDraft[];
};

type Piece = { html: string } | { video: string; title: string } | { question: QuestionDraft };

const contentLimit = 500_000;

/** @returns no lesson, one, or an article and its quiz; what stays behind is told to `source` */
export async function lessonsOfUnit(
  source: OlxSource,
  unit: OlxNode,
  fallback: string,
): Promise<OlxLesson[]> {
  const title = titleOf(unit, fallback);
  const pieces = await piecesOf(source, unit, title, 0);
  const videos = pieces.filter((piece) => 'video' in piece);
  const [first] = videos.length === 1 ? videos : [];
  const html = pieces
    .map((piece) => (piece === first ? '' : htmlOf(piece)))
    .join('\n')
    .trim();
  const questions = pieces.flatMap((piece) => ('question' in piece ? [piece.question] : []));
  const lessons: OlxLesson[] = [];
  const place = { title, path: unit.path };
  const shown = fitting(source, place, html);
  const base = { ...place, html: shown, questions: [] };
  if (first && 'video' in first) lessons.push({ ...base, kind: 'video', video_url: first.video });
  else if (shown !== '') lessons.push({ ...base, kind: 'article', video_url: null });
  if (questions.length > 0) {
    const name = lessons.length > 0 ? `${title.slice(0, 180)} \u2013 quiz` : title;
    lessons.push({ ...place, title: name, kind: 'quiz', html: '', video_url: null, questions });
  }
  if (lessons.length === 0) source.tell(place, 'skipped', 'unit.empty');
  return lessons;
}

/** Nothing when cleaning would leave nothing to see; otherwise the HTML as it came. */
function fitting(source: OlxSource, place: { path: string; title: string }, html: string): string {
  if (html.length > contentLimit) {
    source.tell(place, 'skipped', 'text.too-long', { field: 'content' });
    return '';
  }
  const cleaned = cleanLessonHtml(
    withAssets(html, (name) => `https://asset.invalid/${encodeURIComponent(name)}`),
  );
  return plainText(cleaned) !== '' || /<(?:img|iframe)\b/.test(cleaned) ? html : '';
}

const deepestUnit = 10;

async function piecesOf(source: OlxSource, parent: OlxNode, title: string, depth: number): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const child of elements(parent)) {
    const node = await source.resolve(child, parent.path);
    if (!node) continue;
    const place = { path: node.path, title: titleOf(node, title) };
    if (node.attributes['visible_to_staff_only'] === 'true') source.tell(place, 'skipped', 'unit.staff-only');
    else if (node.name === 'vertical' && depth < deepestUnit)
      pieces.push(...(await piecesOf(source, node, title, depth + 1)));
    else pieces.push(...(await pieceOf(source, node, place, { path: parent.path, title })));
  }
  return pieces;
}

type PlaceInCourse = { path: string; title: string };

async function pieceOf(
  source: OlxSource,
  node: OlxNode,
  place: PlaceInCourse,
  unit: PlaceInCourse,
): Promise<Piece[]> {
  switch (node.name) {
    case 'html':
      return htmlBlock(source, node, place, unit);
    case 'video':
      return videoBlock(source, node, place);
    case 'problem':
      return problemBlock(source, node, place);
    default:
      source.tell(place, 'skipped', 'kind.unsupported', { kind: node.name });
      return [];
  }
}

/** What the cleaner will drop is told once per unit: themes repeat the same script in each block. */
async function htmlBlock(
  source: OlxSource,
  node: OlxNode,
  place: PlaceInCourse,
  unit: PlaceInCourse,
): Promise<Piece[]> {
  const { filename } = node.attributes;
  const path = filename && `html/${filename.replaceAll(':', '/')}.html`;
  const html = path ? await source.text(path) : node.children.map(toHtml).join('');
  if (html === null) {
    source.tell(place, 'skipped', 'file.missing', { name: path ?? '' });
    return [];
  }
  const { hosts, scripts } = droppedFrom(html);
  const lost = hosts.filter(
    (host) => embedSource(`https://${host}/embed/aaaaaaaaaaa`) === null && host !== 'player.vimeo.com',
  );
  for (const host of lost) source.tell(unit, 'changed', 'embed.left-out', { host });
  if (scripts) source.tell(unit, 'changed', 'script.left-out');
  return [{ html }];
}

function videoBlock(source: OlxSource, node: OlxNode, place: PlaceInCourse): Piece[] {
  const video = videoAddress(node);
  if (video) return [{ video, title: place.title }];
  source.tell(place, 'skipped', 'unit.empty');
  return [];
}

function videoAddress(node: XmlElement): string | null {
  const { youtube_id_1_0: direct, youtube = '' } = node.attributes;
  const id = direct || /(?:^|,)1(?:\.0+)?:([\w-]{11})/.exec(youtube)?.[1];
  if (id && /^[\w-]{11}$/.test(id)) return `https://www.youtube.com/watch?v=${id}`;
  const sources = [
    ...elements(node, 'source').map((one) => one.attributes['src']),
    ...listed(node.attributes['html5_sources']),
  ];
  return (
    sources.find(
      (one) => one !== undefined && /^https?:\/\//.test(one) && one.length <= 2000 && URL.canParse(one),
    ) ?? null
  );
}

const listed = (json: string | undefined): string[] =>
  [...(json ?? '').matchAll(/"(https?:[^"\\]+)"/g)].map(([, url = '']) => url);

function problemBlock(source: OlxSource, node: OlxNode, place: PlaceInCourse): Piece[] {
  const pieces: Piece[] = [];
  for (const made of questionsOf(node)) {
    if ('refused' in made) {
      source.tell(place, 'skipped', made.refused.code, made.refused.params);
      continue;
    }
    pieces.push({ question: made.draft });
    for (const change of made.changes) source.tell(place, 'changed', change.code, change.params);
  }
  return pieces;
}

/** A video beside others is shown where it stands: as a player when its host has one, otherwise as a link. */
function htmlOf(piece: Piece): string {
  if ('html' in piece) return piece.html;
  if ('question' in piece) return '';
  const title = escaped(piece.title);
  const player = embedSource(piece.video);
  return player
    ? `<iframe src="${player}" title="${title}"></iframe>`
    : `<p><a href="${escaped(piece.video)}">${title}</a></p>`;
}

const escaped = (text: string): string => toHtml(text);

export const assetsOf = (lesson: OlxLesson): string[] => assetsIn(lesson.html);
