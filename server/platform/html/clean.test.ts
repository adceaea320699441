/** The HTML cleaner against a corpus of attacks, and against honest markup that must survive it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '#server/testing/cpu.ts';
import { cleanLessonHtml, plainText } from './clean.ts';
import { xssPayloads } from './xss-payloads.ts';

const file = '/api/files/0197a2b0-1111-7222-8333-444455556666/content/';

// A second opinion that shares no code with the cleaner: the output must be a sequence of escaped text and tags that are
// written out here, with double-quoted values without angle brackets. A browser can read such a text in one way only.
const tag = /^<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/;
const tags = new Set(
  'h1 h2 h3 h4 h5 h6 p div ul ol li dl dt dd pre blockquote aside figure figcaption hr table caption colgroup col thead tbody tfoot tr th td a abbr b br cite code em i iframe img kbd mark q s samp small span strong sub sup u var wbr'.split(
    ' ',
  ),
);
const attributes: Record<string, RegExp> = {
  href: /^(https?:\/\/|mailto:|\/(?![/\\]))/i,
  src: /^(https:\/\/|\/api\/files\/[0-9a-f-]{36}\/content\/$)/i,
  rel: /^noopener$/,
  class: /^(align-(start|center|end|justify)|language-[^ ]+)$/,
  'data-callout': /^(note|tip|warning|stop)$/,
  scope: /^(row|col|rowgroup|colgroup)$/,
  dir: /^(ltr|rtl|auto)$/,
  colspan: /^\d+$/,
  rowspan: /^\d+$/,
  span: /^\d+$/,
  start: /^\d+$/,
  width: /^\d+$/,
  height: /^\d+$/,
  loading: /^lazy$/,
  allowfullscreen: /^$/,
  reversed: /^$/,
  alt: /^/,
  title: /^/,
  lang: /^/,
};

function faults(html: string): string[] {
  const found: string[] = [];
  let rest = html;
  while (rest !== '') {
    const text = /^[^<>]+/.exec(rest)?.[0];
    if (text) {
      rest = rest.slice(text.length);
      continue;
    }
    const match = tag.exec(rest);
    if (!match) return [...found, `not a plain tag: ${rest.slice(0, 60)}`];
    const [whole, , name = '', given = ''] = match;
    if (!tags.has(name)) found.push(`element ${name}`);
    for (const [, attribute = '', value = ''] of given.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      if (!attributes[attribute]?.test(value)) found.push(`attribute ${attribute}="${value}"`);
      if (
        name === 'iframe' &&
        attribute === 'src' &&
        !/^https:\/\/(www\.youtube-nocookie\.com\/embed|player\.vimeo\.com\/video)\//.test(value)
      ) {
        found.push(`frame ${value}`);
      }
    }
    rest = rest.slice(whole.length);
  }
  return found;
}

describe('attacks', () => {
  for (const [name, payloads] of Object.entries(xssPayloads)) {
    it.each(payloads)(`${name}: %s`, (payload) => {
      for (const wrapped of [
        payload,
        `<p>before ${payload} after</p>`,
        `<table><tr><td>${payload}</td></tr></table>`,
        `<ul><li>${payload}`,
      ]) {
        const cleaned = cleanLessonHtml(wrapped);
        expect(faults(cleaned)).toEqual([]);
        expect(cleanLessonHtml(cleaned)).toBe(cleaned);
      }
    });
  }

  it('are more than a hundred', () => {
    expect(Object.values(xssPayloads).flat().length).toBeGreaterThan(100);
  });

  it('that leave a cell inside a cell are settled at once', () => {
    const cleaned = cleanLessonHtml('<td <noscript><p</noscript><td >');
    expect(cleanLessonHtml(cleaned)).toBe(cleaned);
  });

  it('made of random pieces leave nothing but the allow-list, and cleaning twice changes nothing', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      '=',
      ' ',
      '&',
      ';',
      '`',
      '\u0000',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<script',
      '</script>',
      '<style>',
      '</style>',
      '<svg>',
      '</svg>',
      '<math>',
      '<iframe src="https://player.vimeo.com/video/76979871"',
      '</iframe>',
      '<p',
      '<table>',
      '<td ',
      '<a href="',
      'javascript:',
      'onerror=alert(1)',
      '<img src=x ',
      '<noscript>',
      '</noscript>',
      '&lt;',
      '&#60;',
      '&quot;',
      'x',
      'style="',
      'class="language-',
      '<code ',
      '<xmp>',
      '</xmp>',
      '<textarea>',
      '/>',
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const cleaned = cleanLessonHtml(parts.join(''));
        expect(faults(cleaned)).toEqual([]);
        expect(cleanLessonHtml(cleaned)).toBe(cleaned);
        expect(plainText(cleaned)).toBe(plainText(parts.join('')));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nested elements', '<div>'.repeat(200_000)],
    ['nested tables', '<table><tr><td>'.repeat(50_000)],
    ['nested foreign elements', '<svg>'.repeat(200_000)],
    ['attributes without end', '<a '.repeat(300_000)],
    ['comments without end', '<!--'.repeat(300_000)],
    ['angle brackets', '<'.repeat(200_000)],
    ['pictures', '<img src=x>'.repeat(50_000)],
    ['ampersands', '&'.repeat(1_000_000)],
  ])('made to take long end soon: %s', (_name, html) => {
    const busy = () =>
      cpuMilliseconds(() => {
        expect(faults(cleanLessonHtml(html))).toEqual([]);
        plainText(html);
      });
    // What else this process does meanwhile only adds: a first try that takes too long is tried once more.
    const first = busy();
    expect(first < 3000 ? first : busy()).toBeLessThan(3000);
  });
});

describe('honest markup', () => {
  it.each([
    ['headings', '<h1>One</h1><h2>Two</h2><h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six</h6>'],
    [
      'a paragraph with marks',
      '<p>Be <strong>bold</strong>, <em>kind</em>, <u>clear</u>, <s>loud</s> and <mark>seen</mark>.</p>',
    ],
    ['chemistry and footnotes', '<p>H<sub>2</sub>O, E = mc<sup>2</sup>, <small>source</small></p>'],
    [
      'keys and samples',
      '<p>Press <kbd>Ctrl</kbd>+<kbd>S</kbd>, see <samp>saved</samp>, set <var>x</var>.</p>',
    ],
    [
      'nested lists',
      '<ul><li><p>One</p><ol start="3"><li>Three</li><li>Four</li></ol></li><li>Two</li></ul>',
    ],
    ['a countdown', '<ol start="3" reversed><li>c</li><li>b</li><li>a</li></ol>'],
    ['definitions', '<dl><dt>LMS</dt><dd>Learning management system</dd></dl>'],
    [
      'a table',
      '<table><caption>Loads</caption><thead><tr><th scope="col">Kind</th><th scope="col" colspan="2">Limit</th></tr></thead><tbody><tr><th scope="row" rowspan="2">A</th><td>1</td><td>2</td></tr></tbody></table>',
    ],
    ['columns', '<table><colgroup><col span="2"><col></colgroup><tbody><tr><td>1</td></tr></tbody></table>'],
    [
      'code',
      '<pre><code class="language-ts">if (a &lt; b &amp;&amp; c &gt; d) { say("hi"); }\n  indented\n</code></pre>',
    ],
    ['inline code with markup in it', '<p>Write <code>&lt;script&gt;</code> to load a script.</p>'],
    ['a quotation', '<blockquote><p>Knowing is not enough.</p><p><cite>Goethe</cite></p></blockquote>'],
    ['a note', '<aside data-callout="note"><p>Read this.</p></aside>'],
    [
      'a tip, a warning, a stop',
      '<aside data-callout="tip"><p>a</p></aside><aside data-callout="warning"><p>b</p></aside><aside data-callout="stop"><p>c</p></aside>',
    ],
    ['our own picture', `<img src="${file}" alt="A forklift" width="640" height="480">`],
    ['a picture from elsewhere', '<img src="https://upload.wikimedia.org/a/b%20c.png?x=1&amp;y=2" alt="">'],
    [
      'a figure',
      `<figure><img src="${file}" alt="Chart"><figcaption>Falls by <b>cause</b></figcaption></figure>`,
    ],
    [
      'links',
      '<p><a href="https://example.org/a?b=1&amp;c=2#d" rel="noopener" title="More">more</a> <a href="mailto:help@example.org?subject=Hi" rel="noopener">mail</a> <a href="/courses/7">course</a></p>',
    ],
    [
      'alignment',
      '<p class="align-center">Middle</p><h2 class="align-end">End</h2><td class="align-justify">x</td>'.replace(
        /<td.*$/,
        '',
      ),
    ],
    [
      'a YouTube player',
      '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=30" title="Intro" width="560" height="315" allowfullscreen loading="lazy"></iframe>',
    ],
    [
      'a Vimeo player',
      '<iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e" allowfullscreen loading="lazy"></iframe>',
    ],
    [
      'other languages and directions',
      '<p lang="ar" dir="rtl">\u0645\u0631\u062d\u0628\u0627</p><p lang="de">Gr\u00fc\u00dfe \ud83d\ude80 \u4f60\u597d</p>',
    ],
    ['entities people type', '<p>Tom &amp; Jerry, 1 &lt; 2, "quoted", it\'s, caf\u00e9\u00a0noir</p>'],
    ['line breaks and rules', '<p>one<br>two</p><hr><p>super<wbr>long</p>'],
    [
      'text that looks like an attack',
      '<p>javascript:alert(1) onerror=alert(1) {{ x }} #{y} &lt;img src=x&gt;</p>',
    ],
    [
      'abbreviations and quotes',
      '<p><abbr title="Personal protective equipment">PPE</abbr> means <q>wear it</q>.</p>',
    ],
  ])('is kept as it is: %s', (_name, html) => {
    expect(cleanLessonHtml(html)).toBe(html);
  });

  it.each([
    [
      'a watch page becomes the private player',
      '<iframe src="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=42s&amp;list=x"></iframe>',
      '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42" allowfullscreen loading="lazy"></iframe>',
    ],
    [
      'a short link too',
      '<iframe src="//youtu.be/dQw4w9WgXcQ"></iframe>',
      '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" allowfullscreen loading="lazy"></iframe>',
    ],
    [
      'a Vimeo page becomes its player',
      '<iframe src="https://vimeo.com/76979871/8272103f6e"></iframe>',
      '<iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e" allowfullscreen loading="lazy"></iframe>',
    ],
    [
      'a style that aligns becomes a class',
      '<p style="color: red; text-align: right">x</p>',
      '<p class="align-end">x</p>',
    ],
    ['old alignment becomes a class', '<td align="center">x</td>', '<td class="align-center">x</td>'],
    [
      'an unknown call-out is a note',
      '<aside data-callout="danger"><p>x</p></aside>',
      '<aside data-callout="note"><p>x</p></aside>',
    ],
    ['a picture without alternative text is decorative', `<img src="${file}">`, `<img src="${file}" alt="">`],
    ['a refused link keeps its words', '<a href="javascript:alert(1)">read</a>', 'read'],
    ['an unknown element keeps its words', '<center><font color=red>read</font></center>', 'read'],
    ['a form goes, its text stays', '<form><label>Name <input></label></form>', 'Name '.trim()],
  ])('is put right: %s', (_name, html, cleaned) => {
    expect(cleanLessonHtml(html)).toBe(cleaned);
  });

  it('nested deeper than anyone writes keeps its words', () => {
    expect(plainText(`${'<div>'.repeat(90)}deep${'</div>'.repeat(90)}`)).toBe('deep');
    expect(plainText(`<p>one</p>${'<div>'.repeat(5000)}deep &lt;b&gt;${'</div>'.repeat(5000)}`)).toBe(
      'one deep <b>',
    );
  });
});

describe('the words of a text', () => {
  it.each([
    ['<h2>Stop</h2><p>Look<br>left</p>', 'Stop Look left'],
    ['<ul><li>a</li><li>b</li></ul>', 'a b'],
    ['<table><tr><td>1</td><td>2</td></tr></table>', '1 2'],
    ['<p>H<sub>2</sub>O is w<b>at</b>er</p>', 'H2O is water'],
    ['<p>1 &lt; 2 &amp;amp; &nbsp; caf\u00e9</p>', '1 < 2 &amp; caf\u00e9'],
    ['<script>alert(1)</script><style>p{}</style>x', 'x'],
    ['', ''],
  ])('%s', (html, words) => {
    expect(plainText(html)).toBe(words);
  });
});
