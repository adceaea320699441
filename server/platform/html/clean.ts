/**
 * Cleans the HTML that people write or import. What comes out is safe to show as it is: lessons, descriptions, mails.
 *
 * An allow-list by a known library (sanitize-html); addresses are checked here with the same URL parser browsers use. No
 * element of the list switches the browser's parser to another mode (svg, math, noscript, style, …), so what a browser
 * reads back is what was written. Cleaning twice changes nothing.
 */
import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html';
import { embedSource } from '#contract/values/embeds.ts';
import { embedHosts } from '../http/headers.ts';

export const calloutKinds = ['note', 'tip', 'warning', 'stop'] as const;

/** Alignment is a class, never a style: `align-start`, `align-center`, `align-end`, `align-justify`. */
const alignments = new Map([
  ['left', 'align-start'],
  ['start', 'align-start'],
  ['center', 'align-center'],
  ['right', 'align-end'],
  ['end', 'align-end'],
  ['justify', 'align-justify'],
]);
const alignmentClasses = [...new Set(alignments.values())];

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const blocks = [
  ...headings,
  ...'p div ul ol li dl dt dd pre blockquote aside figure figcaption hr'.split(' '),
  ...'table caption colgroup col thead tbody tfoot tr th td'.split(' '),
];
const inline =
  'a abbr b br cite code em i iframe img kbd mark q s samp small span strong sub sup u var wbr'.split(' ');

/** Not allowed, and what is inside is not text for people either. */
const codeBearing = [
  ...'script style textarea option xmp noscript noembed noframes plaintext template title'.split(' '),
  ...'svg math select object audio video'.split(' '),
];
/** Deeper elements lose their tags; past `parsedDepth` all do. */
const nestingLimit = 60;
const parsedDepth = 1000;

const options: IOptions = {
  allowedTags: [...blocks, ...inline],
  nonTextTags: codeBearing,
  allowedAttributes: {
    '*': ['lang', 'dir'],
    a: ['href', 'rel', 'title'],
    abbr: ['title'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    aside: ['data-callout'],
    iframe: ['src', 'title', 'width', 'height', 'allowfullscreen', 'loading'],
    ol: ['start', 'reversed'],
    th: [{ name: 'scope', values: ['row', 'col', 'rowgroup', 'colgroup'] }, 'colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
    col: ['span'],
    colgroup: ['span'],
  },
  allowedClasses: {
    code: ['language-*'],
    ...Object.fromEntries(
      ['p', 'div', 'th', 'td', 'figure', 'img', ...headings].map((tag) => [tag, alignmentClasses]),
    ),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  selfClosing: ['img', 'br', 'hr', 'col', 'wbr'],
  nestingLimit,
  transformTags: {
    '*': (tagName, { dir, ...rest }) => {
      const given = dir && /^(ltr|rtl|auto)$/.test(dir) ? { ...rest, dir } : rest;
      return Object.hasOwn(transforms, tagName) ? transforms[tagName]!(given) : aligned(tagName, given);
    },
  },
};

// What a transform leaves in `attribs` still passes the allow-list above; transforms only judge and rewrite values.
const transforms: Record<string, (given: Attributes) => Tag> = {
  a: link,
  img: image,
  iframe: embed,
  aside: (given) => {
    const kind = calloutKinds.find((one) => one === given['data-callout']) ?? 'note';
    return { tagName: 'aside', attribs: { ...given, 'data-callout': kind } };
  },
  ol: (given) => ({ tagName: 'ol', attribs: counted(given, ['start']) }),
  col: (given) => ({ tagName: 'col', attribs: counted(given, ['span']) }),
  colgroup: (given) => ({ tagName: 'colgroup', attribs: counted(given, ['span']) }),
  td: (given) => aligned('td', counted(given, ['colspan', 'rowspan'])),
  th: (given) => aligned('th', counted(given, ['colspan', 'rowspan'])),
};

/**
 * The safe part of lesson HTML. Never throws; text of dropped elements stays, code of dropped elements does not.
 *
 * Kept: text structure, tables, code, call-outs (`<aside data-callout="note|tip|warning|stop">`), pictures from our own
 * files or https, links (http, https, mailto, our own paths), players of the hosts in `embedHosts`.
 */
export function cleanLessonHtml(html: string): string {
  let cleaned = cleanedOnce(html);
  // What surrounded a dropped element may close differently without it (a cell in a cell): a second look settles that.
  for (let looks = 1; looks < mostLooks; looks++) {
    const again = cleanedOnce(cleaned);
    if (again === cleaned) break;
    cleaned = again;
  }
  return cleaned;
}

const mostLooks = 5;

// In the cleaner's output `>` inside text and attributes is always escaped, so the replacement meets tags only.
const cleanedOnce = (html: string): string => allowedPart(html).replaceAll(' />', '>').trim();

const betweenWords = new RegExp(`</?(?:${[...blocks, 'br', 'iframe'].join('|')})(?=[\\s>])[^>]*>`, 'g');
const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The words of some HTML, for search and excerpts: no markup, one space between words. Plain text, so escape it to show it. */
export function plainText(html: string): string {
  return allowedPart(html)
    .replace(betweenWords, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

class TooDeep extends Error {}

/** The parser's work grows with depth times length, so absurd nesting is not parsed: its words are kept, its markup is not. */
function allowedPart(html: string): string {
  try {
    return sanitizeHtml(html, watched());
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return sanitizeHtml(html.replace(/<[^<>]*>/g, ' ').replaceAll('<', '&lt;'), options);
  }
}

/** The options with a fresh count of open elements: browsers read the inside of an iframe as text, so nothing stays there. */
function watched(): IOptions {
  let open = 0;
  let frames = 0;
  return {
    ...options,
    onOpenTag: (name) => {
      if (++open > parsedDepth) throw new TooDeep();
      if (name === 'iframe') frames++;
    },
    onCloseTag: (name) => {
      open--;
      if (name === 'iframe') frames--;
    },
    textFilter: (text) => (frames > 0 ? '' : text),
    // A refused address leaves no `src` or `href`: pictures and players go, links leave their words.
    exclusiveFilter: ({ tag, attribs }) => {
      if (tag === 'a' && !attribs.href) return 'excludeTag';
      return frames > 0 || ((tag === 'img' || tag === 'iframe') && !attribs.src);
    },
  };
}

function link({ rel: _rel, href: wanted, ...given }: Attributes): Tag {
  const href = linkAddress(wanted);
  if (!href) return { tagName: 'a', attribs: {} };
  return { tagName: 'a', attribs: { href, ...(href.startsWith('/') ? {} : { rel: 'noopener' }), ...given } };
}

function image({ src: wanted, alt = '', ...given }: Attributes): Tag {
  const src = imageAddress(wanted);
  if (!src) return { tagName: 'img', attribs: {} };
  return aligned('img', { src, alt, ...counted(given, ['width', 'height']) });
}

function embed({ src: wanted = '', ...given }: Attributes): Tag {
  const src = embedSource(wanted);
  if (!src || !embedHosts.some((host) => src.startsWith(`https://${host}/`)))
    return { tagName: 'iframe', attribs: {} };
  const { allowfullscreen: _full, loading: _loading, ...kept } = counted(given, ['width', 'height']);
  return { tagName: 'iframe', attribs: { src, ...kept, allowfullscreen: '', loading: 'lazy' } };
}

/** @returns the address when following it can run no script, else null */
function linkAddress(value: string | undefined): string | null {
  const href = tidy(value);
  if (href === null) return null;
  if (/^\/(?![/\\])/.test(href)) return href;
  const url = URL.canParse(href) ? new URL(href) : null;
  if (url?.protocol === 'mailto:') return href;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && /^https?:\/\//i.test(href)
    ? href
    : null;
}

const ownFile = /^\/api\/files\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/content\/$/;

function imageAddress(value: string | undefined): string | null {
  const src = tidy(value);
  if (src === null) return null;
  if (ownFile.test(src)) return src;
  return /^https:\/\//i.test(src) && URL.canParse(src) ? src : null;
}

/** Browsers drop tabs and newlines inside addresses; an address that needs that is not an honest one. */
function tidy(value: string | undefined): string | null {
  const trimmed = (value ?? '').trim();
  return trimmed === '' || trimmed.length > 2000 || /\p{Cc}/u.test(trimmed) ? null : trimmed;
}

function aligned(tagName: string, given: Attributes): Tag {
  const style = /(?:^|;)\s*text-align\s*:\s*(\w+)/i.exec(given.style ?? '')?.[1];
  const alignment = alignments.get((style ?? given.align ?? '').toLowerCase());
  return { tagName, attribs: alignment && !given.class ? { ...given, class: alignment } : given };
}

/** Drops those of the named attributes whose value is not a whole number from 1 to 9999. */
function counted(given: Attributes, names: string[]): Attributes {
  const wrong = ([name, value]: [string, string]) => names.includes(name) && !/^[1-9]\d{0,3}$/.test(value);
  return Object.fromEntries(Object.entries(given).filter((pair) => !wrong(pair)));
}
