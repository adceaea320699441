/** Handling lithium batteries, module 1: what the risk is. */
import type { DemoModule } from './content.types.ts';
import { inAWord, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const knowTheRisk: DemoModule = {
  title: 'Know the risk',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'What is inside a cell',
      minutes: 5,
      preview: true,
      html: `
<p>A lithium cell is a sandwich that has been rolled up: two thin metal foils, a layer of coating on each, and between them
a plastic film finer than a hair. Everything is soaked in a liquid that burns like lighter fuel. As long as the film keeps
the foils apart, nothing happens for ten years. When it fails, the cell empties itself into that one spot.</p>
<h2>The layers</h2>
<figure><img src="figure:cell-layers" alt="A cell cut open: two foils with their coatings, a thin film between them, and the case around.">
<figcaption>1 aluminium foil, 2 coating with lithium, 3 separator film, about 0.02 mm, 4 graphite, 5 copper foil, 6 case.</figcaption></figure>
<p>A phone holds one such cell, a power drill ten, a pallet of e-bike batteries about four thousand. Each stores as much
energy as it takes to boil a cup of tea. That is harmless in a cup and a great deal in a finger-sized can.</p>
<h2>Words you will meet on labels</h2>
<table>
<thead><tr><th scope="col">Label</th><th scope="col">Meaning</th></tr></thead>
<tbody>
<tr><td>Li-ion</td><td>Can be charged again; most of what we move</td></tr>
<tr><td>Lithium metal</td><td>Cannot be charged; watches, sensors; reacts with water once it burns</td></tr>
<tr><td>UN 3480, UN 3481</td><td>Li-ion alone; packed with or built into a device</td></tr>
<tr><td>UN 3090, UN 3091</td><td>Lithium metal alone; with or in a device</td></tr>
<tr><td>Wh</td><td>Energy: volts times ampere-hours. Above 100 Wh per battery the full rules for dangerous goods apply</td></tr>
</tbody>
</table>
<h2>Three ways to hurt a cell</h2>
<ul>
<li><strong>Force.</strong> A fork tip, a fall from a rack, a screw that is too long. The film tears.</li>
<li><strong>Heat.</strong> Sun behind a window, a heater, a burning neighbour. The film shrinks.</li>
<li><strong>Electricity.</strong> Wrong charger, or poles that touch metal. The foils grow needles that pierce the film.</li>
</ul>
<aside data-callout="note"><p>A damaged cell may look sound and stay cool for hours or days. Time is part of this danger, so
“it has been lying there since yesterday” is no comfort.</p></aside>`,
    },
    {
      kind: 'article',
      title: 'Thermal runaway in ninety seconds',
      minutes: 5,
      html: `
<p>Every other fire in a hall needs air, fuel and a flame from outside. A lithium cell brings all three in its own can. Once
it makes heat faster than it can lose it, nothing stops that one cell any more. This is called thermal runaway.</p>
<h2>What happens when</h2>
<figure><img src="figure:runaway-curve" alt="A curve of temperature over time: flat, then rising slowly, then almost straight up. Four points are marked.">
<figcaption>1 warm to the hand, 2 smell and hiss, 3 smoke under pressure, 4 flame and neighbours.</figcaption></figure>
<ol>
<li><strong>Warm.</strong> From about 80 °C a protective layer inside breaks down and gives off heat of its own. From outside
you notice that one box is warmer than the next.</li>
<li><strong>Smell and hiss.</strong> At about 120 °C the separator film shrinks. The vent opens and lets gas out. It
smells sweet, like nail varnish.</li>
<li><strong>Smoke.</strong> Thick, white or grey, low over the floor. It holds flammable gas, carbon monoxide and hydrogen
fluoride. It is not steam, and one breath is one too many.</li>
<li><strong>Flame.</strong> Above 150 to 200 °C it is a matter of seconds. The cell throws sparks and hot parts two to three
metres far and heats its neighbours, which start at step one.</li>
</ol>
<p>From the first smell to the flame it may take twenty minutes or fifteen seconds. You cannot tell which it will be. That is
why all our rules say <em>go</em> at the smell and not at the flame.</p>
<h2>Why ordinary extinguishers disappoint</h2>
<p>Powder and carbon dioxide put out the flame for a moment, but the cell needs no air and lights up again. What helps is
taking heat away, which means water, a lot of it and for a long time. The fire brigade does that. You save people, close
doors and give information.</p>
<aside data-callout="stop"><p>You smell something sweet, hear a hiss or see smoke between battery boxes: do not look for the
box. Clear ten metres, press the hall alarm, call 112.</p></aside>
<aside data-callout="tip"><p>A waste-bin fire beside a battery pallet is an ordinary fire, for as long as it stays one. Put it
out early with the nearest extinguisher if your way out is free.</p></aside>`,
    },
    {
      kind: 'article',
      title: 'How transport hurts batteries',
      minutes: 4,
      html: `
<p>Nearly all incidents in our halls began days before, with something nobody thought worth reporting. Four stories, all of
them ordinary. Ask yourself at each where you would have stopped it.</p>
<h2>The fork tip</h2>
<p>A driver pushes a pallet of drill batteries ten centimetres with one fork tip instead of lifting it. The carton shows a
dent as big as a coin. It goes into the rack, because the carton is “only the packaging”. Two days later the box below the
roof is warm. The sprinkler never opened, because somebody with a scanner noticed the smell.</p>
<h2>The rain</h2>
<p>Forty e-bike batteries stand an hour in the open with a torn foil. Water creeps along the plug contacts, salt and dirt
close the circuit, and the electronics switch half of the batteries off for good. Eleven got warm in the truck. Nothing
burned; the claim was forty thousand euros.</p>
<h2>The return</h2>
<p>A customer sends back a scooter “does not charge”. The form says <em>device</em>, so it lands among toasters. Its battery
was swollen already when it was packed. Returns are opened by people who do not know what they will find, which is why every
return with a battery goes over the red table first.</p>
<h2>The helpful colleague</h2>
<p>Someone tapes two loose packs together so that they do not roll around. The bare contacts touch. The tape keeps them
touching.</p>
<h2>What they have in common</h2>
<ul>
<li>The first sign was small and outside: a dent, a wet corner, a wrong form, bare contacts.</li>
<li>Somebody saw it.</li>
<li>Reporting would have taken two minutes.</li>
</ul>
<blockquote><p>See it, say it, set it apart. Nobody at Nordhavn has ever been blamed for a false alarm with a battery, and
nobody will be.</p></blockquote>
<aside data-callout="warning"><p>A dent in the carton counts as a dent in the battery until someone trained has opened it.</p></aside>`,
    },
    {
      kind: 'quiz',
      title: 'Quick check: the risk',
      minutes: 3,
      quiz: {
        description: 'Five questions on the first module. As many tries as you like.',
        pass_percent: 60,
        questions: [
          oneOf(
            'Which part of a cell keeps the two foils apart?',
            'The separator film',
            [
              'The vent',
              ['The case', 'The case holds everything together; the foils are kept apart inside it.'],
              'The graphite coating',
            ],
            'A film of about 0.02 mm. Force, heat or needles of metal pierce it.',
          ),
          trueOrFalse(
            'A battery that fell down yesterday and is cold today is safe.',
            false,
            'A damaged cell may stay cool for days. Set it apart and let someone trained look at it.',
          ),
          severalOf(
            'Which are first signs of thermal runaway?',
            ['A sweet smell', 'A hiss', 'One box warmer than its neighbours'],
            ['A loose shipping label', 'Dust on the lid'],
            'Warmth, smell, hiss, then smoke. You leave at the smell.',
          ),
          inAWord(
            'What takes the heat out of a burning battery best? One word.',
            ['water', 'plenty of water', 'a lot of water', 'cold water'],
            'Water, in quantity. Powder and carbon dioxide stop the flame but not the heat.',
          ),
          oneOf(
            'What does UN 3481 on a carton tell you?',
            'Li-ion batteries packed with or built into devices',
            ['Li-ion batteries alone', 'Lithium metal batteries', 'Empty packaging'],
            'UN 3480 is Li-ion alone, 3481 with or in devices; 3090 and 3091 are lithium metal.',
          ),
        ],
      },
    },
  ],
};
