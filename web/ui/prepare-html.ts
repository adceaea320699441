// Makes cleaned lesson HTML fit for reading: headings below the page's title, tables that scroll by themselves, call-outs
// with their mark, links to elsewhere in a new tab. Safety is not made here: the server has cleaned the HTML.

export type CalloutKind = 'note' | 'tip' | 'warning' | 'stop';

export type ProseWords = {
  callout: Record<CalloutKind, string>;
  table: string;
  player: string;
};

const marks: Record<CalloutKind, string> = {
  note: '<path d="M3 12a9 9 0 1 0 18 0 9 9 0 0 0-18 0M12 9h.01M11 12h1v4h1"/>',
  tip: '<path d="M3 12h1m8-9v1m8 8h1M5.600 5.600l.7.7m12.100-.7-.7.7M9 16a5 5 0 1 1 6 0 3.500 3.500 0 0 0-1 3 2 2 0 0 1-4 0 3.500 3.500 0 0 0-1-3M9.700 17h4.600"/>',
  warning:
    '<path d="M12 9v4M10.400 3.600 2.300 17.100A1.900 1.900 0 0 0 3.900 20h16.200a1.900 1.900 0 0 0 1.600-2.900L13.600 3.600a1.900 1.900 0 0 0-3.200 0M12 16h.01"/>',
  stop: '<path d="M8.500 3.500h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v4.700M12 16v.01"/>',
};

function isCallout(kind: string | undefined): kind is CalloutKind {
  return kind !== undefined && Object.hasOwn(marks, kind);
}

/**
 * @param html cleaned by the server; anything else must not be passed
 * @returns HTML for one element's content; the first heading in it is an `h2`, whatever its author chose
 */
export function prepareHtml(html: string, words: ProseWords): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  settleHeadings(body);
  for (const table of body.querySelectorAll('table')) frameTable(table, words.table);
  for (const callout of body.querySelectorAll<HTMLElement>('aside[data-callout]'))
    markCallout(callout, words);
  for (const link of body.querySelectorAll('a[href]')) openElsewhere(link);
  for (const picture of body.querySelectorAll('img')) {
    picture.setAttribute('loading', 'lazy');
    picture.setAttribute('decoding', 'async');
  }
  for (const player of body.querySelectorAll('iframe')) {
    if (!player.getAttribute('title')) player.setAttribute('title', words.player);
  }
  return body.innerHTML;
}

/** Moves all headings by the same number of levels, so that the outline of the page has no gap below its title. */
function settleHeadings(body: HTMLElement): void {
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const levelOf = (heading: Element) => Number(heading.tagName.charAt(1));
  const shift = 2 - Math.min(...headings.map(levelOf));
  if (headings.length === 0 || shift === 0) return;
  for (const heading of headings) {
    const level = Math.min(6, levelOf(heading) + shift);
    const settled = body.ownerDocument.createElement(`h${level}`);
    for (const { name, value } of heading.attributes) settled.setAttribute(name, value);
    settled.append(...heading.childNodes);
    heading.replaceWith(settled);
  }
}

function frameTable(table: Element, name: string): void {
  const frame = table.ownerDocument.createElement('div');
  frame.setAttribute('data-scrolls', '');
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', table.querySelector('caption')?.textContent?.trim() || name);
  table.replaceWith(frame);
  frame.append(table);
}

function markCallout(callout: HTMLElement, words: ProseWords): void {
  const given = callout.dataset['callout'];
  const kind = isCallout(given) ? given : 'note';
  const content = callout.ownerDocument.createElement('div');
  content.append(...callout.childNodes);
  callout.setAttribute('role', 'note');
  callout.setAttribute('aria-label', words.callout[kind]);
  callout.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${marks[kind]}</svg>`;
  callout.append(content);
}

function openElsewhere(link: Element): void {
  const href = link.getAttribute('href') ?? '';
  if (!/^https?:/i.test(href)) return;
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}
