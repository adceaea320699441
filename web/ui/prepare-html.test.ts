// Lesson HTML made fit for reading.
import { describe, expect, it } from 'vitest';
import { prepareHtml } from './prepare-html.ts';

const words = {
  callout: { note: 'Note', tip: 'Tip', warning: 'Warning', stop: 'Stop' },
  table: 'Table',
  player: 'Video',
};
function prepared(html: string): HTMLElement {
  const box = document.createElement('div');
  box.innerHTML = prepareHtml(html, words);
  return box;
}
const headings = (box: Element) =>
  [...box.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => tagName);

describe('headings', () => {
  it.each([
    ['begin below the title of the page', '<h1>A</h1><h2>B</h2>', ['H2', 'H3']],
    ['leave no gap when the author began low', '<h4>A</h4><h5>B</h5>', ['H2', 'H3']],
    ['stay when they are right', '<h2>A</h2><h3>B</h3>', ['H2', 'H3']],
    ['end at the sixth level', '<h1>A</h1><h6>B</h6>', ['H2', 'H6']],
  ])('%s', (_, html, expected) => {
    expect(headings(prepared(html))).toEqual(expected);
  });

  it('keep their words, marks and alignment', () => {
    const heading = prepared('<h1 class="align-center">A <em>b</em></h1>').firstElementChild;
    expect(heading?.outerHTML).toBe('<h2 class="align-center">A <em>b</em></h2>');
  });
});

describe('tables', () => {
  it('scroll in a frame that is named by the caption', () => {
    const frame = prepared(
      '<table><caption>Cells</caption><tbody><tr><td>1</td></tr></tbody></table>',
    ).firstElementChild;
    expect(frame?.getAttribute('role')).toBe('group');
    expect(frame?.getAttribute('aria-label')).toBe('Cells');
    expect(frame?.firstElementChild?.tagName).toBe('TABLE');
  });

  it('have a name also without a caption', () => {
    const frame = prepared('<table><tbody><tr><td>1</td></tr></tbody></table>').firstElementChild;
    expect(frame?.getAttribute('aria-label')).toBe('Table');
  });
});

describe('call-outs', () => {
  it.each([
    ['warning', 'Warning'],
    ['stop', 'Stop'],
    ['tip', 'Tip'],
    ['constructor', 'Note'],
  ])('of kind %s say what they are', (kind, name) => {
    const callout = prepared(`<aside data-callout="${kind}"><p>Gloves</p></aside>`).firstElementChild;
    expect(callout?.getAttribute('aria-label')).toBe(name);
    expect(callout?.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(callout?.querySelector('div')?.innerHTML).toBe('<p>Gloves</p>');
  });
});

describe('links, pictures and players', () => {
  it('open other sites in a new tab and our own pages here', () => {
    const [away, own, mail] = prepared(
      '<a href="https://example.org">a</a><a href="/courses/1">b</a><a href="mailto:a@b.example">c</a>',
    ).querySelectorAll('a');
    expect([away?.target, away?.rel]).toEqual(['_blank', 'noopener noreferrer']);
    expect([own?.hasAttribute('target'), mail?.hasAttribute('target')]).toEqual([false, false]);
  });

  it('load when they are needed and have a name', () => {
    const box = prepared('<img src="https://example.org/a.png" alt=""><iframe></iframe>');
    expect(box.querySelector('img')?.getAttribute('loading')).toBe('lazy');
    expect(box.querySelector('iframe')?.title).toBe('Video');
  });
});
