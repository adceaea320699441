// Prose: what authors write, in the type of a lesson.
import { Prose } from './Prose.tsx';

export const meta = { title: 'ui/Prose' };

const text = `
<p>A lithium cell seldom fails without a warning. This lesson shows <a href="https://example.org">what to look for</a>.</p>
<aside data-callout="stop"><p><strong>Stop before you touch it</strong></p><p>Clear ten metres, call 112.</p></aside>
<h2>What you see, what you do</h2>
<table><thead><tr><th>You see</th><th>It means</th><th>You do</th></tr></thead>
<tbody><tr><td>Dented case, dry</td><td>Possible short inside</td><td>Red box, label, tell shift lead</td></tr>
<tr><td>Swollen, cool</td><td>Gas is building up</td><td>Sand bin outdoors, 5 m apart</td></tr></tbody></table>
<h3>In this order</h3>
<ol><li>Look, and smell, from two metres.</li><li>Ask who moved it last.<ul><li>Write down the time.</li></ul></li></ol>
<aside data-callout="tip"><p>A dry dent can still hide a short.</p></aside>
<aside data-callout="warning"><p>Gloves do not protect from electrolyte.</p></aside>
<aside data-callout="note"><p>The red box stands behind door 12.</p></aside>
<blockquote><p>Most accidents were seen by someone an hour before.</p></blockquote>
<pre><code>alarm(hall=4)</code></pre>
<p>Press <kbd>Alarm</kbd>, then dial <code>112</code>.</p>`;

export function Lesson() {
  return (
    <div className="ly-reading">
      <Prose html={text} lang="en" />
    </div>
  );
}

export function RightToLeft() {
  return (
    <div className="ly-reading">
      <Prose
        lang="ar"
        dir="rtl"
        html="<h2>السلامة</h2><p>انظر من مسافة مترين.</p><aside data-callout='tip'><p>اكتب الوقت.</p></aside><ul><li>الأول</li><li>الثاني</li></ul>"
      />
    </div>
  );
}
