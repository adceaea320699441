/** Securing loads on the road, module 2: the ways to hold a load. */
import type { DemoModule } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const waysToSecure: DemoModule = {
  title: 'Ways to secure',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'Blocking: leave no room to start',
      minutes: 5,
      html: `
<p>What cannot begin to move needs no strap to stop it. Blocking means that the load touches something strong in the direction
in which it wants to go. It is the best securing there is, and it is finished before you take a ratchet into your hand.</p>
<h2>What counts as strong</h2>
<table>
<thead><tr><th scope="col">Part of the vehicle</th><th scope="col">Holds, if certified (EN 12642 XL)</th><th scope="col">If not</th></tr></thead>
<tbody>
<tr><td>Headboard</td><td>Half of the payload</td><td>Ask; often 0.4 of it</td></tr>
<tr><td>Side wall or strong curtain</td><td>0.4 of the payload, spread evenly</td><td>A plain curtain keeps the rain out, nothing else</td></tr>
<tr><td>Doors</td><td>0.3 of the payload</td><td>Nothing</td></tr>
</tbody>
</table>
<p>The certificate is on board, in the folder behind the seat. It holds only if the slats are in and the load reaches the side
without gaps: no more than 8 cm, added up over both sides.</p>
<figure><img src="figure:blocking" alt="A loading bed from above with pallets tight against the headboard, a gap filled with empty pallets and a bar across the rear.">
<figcaption>1 tight against the headboard, 2 gap filled with empty pallets standing on edge, 3 locking bar behind the last
row.</figcaption></figure>
<h2>Closing gaps</h2>
<ul>
<li>Empty pallets on edge, air bags, timber. Not cardboard: it shrinks by a third in the first hour.</li>
<li>Bars across the bed between two rails, at half the height of the goods.</li>
<li>Wedges for everything that rolls, at least a third of its radius high, nailed or in a cradle.</li>
</ul>
<h2>Goods that tip first</h2>
<p>Divide the height of the centre of weight by half the width of the base. If the result is more than 1.25, the goods tip
forward in an emergency stop before they slide (1 ÷ 0.8); above about 1.7 they tip in a bend (1 ÷ 0.6). A cabinet two metres
high and 60 cm wide has 1.0 ÷ 0.3 = 3.3. It is held at the top as well as at the bottom, or it lies down.</p>
<aside data-callout="warning"><p>A load that leans on a curtain has not been secured. It has been hidden.</p></aside>`,
    },
    {
      kind: 'article',
      title: 'Straps over the top',
      minutes: 6,
      html: `
<p>A strap over the load does not hold it like a rope. It presses it down, the pressure makes friction, and the friction holds.
That is why it works well on a rough floor and badly on a smooth one, and why you need so many of them.</p>
<h2>Read the blue label</h2>
<ul>
<li><strong>STF</strong>, standard tension force: what you really put in with the ratchet. Usually 300 to 500 daN; 1 daN is
about the weight of one kilogram. <em>This</em> counts over the top.</li>
<li><strong>LC</strong>, lashing capacity: what the strap can hold in a straight pull, often 2,500 daN. It counts for direct
lashing, not here.</li>
<li>A strap without a readable label has neither.</li>
</ul>
<h2>The angle</h2>
<figure><img src="figure:lashing-angle" alt="Two loads with a strap over the top: one strap steep at the side, one flat. The angle to the floor is marked.">
<figcaption>1 steep, 90°: all of the tension presses down. 2 flat, 30°: only half of it does.</figcaption></figure>
<p>At 75° to 90° you lose next to nothing. At 45° nearly a third is gone, at 30° half. Below 30° do not strap over the top.</p>
<h2>How many?</h2>
<p>For 2,000 kg, standing free, straps at 75° with 400 daN each, the standard’s formula asks in an emergency stop for:</p>
<table>
<thead><tr><th scope="col">Floor under the load</th><th scope="col">μ</th><th scope="col">Straps, standing free</th><th scope="col">If blocked in front</th></tr></thead>
<tbody>
<tr><td>Shrink film on plywood</td><td>0.30</td><td>6</td><td>2</td></tr>
<tr><td>Wooden pallet on plywood</td><td>0.45</td><td>3</td><td>1, take 2</td></tr>
<tr><td>Rubber mat</td><td>0.60</td><td>2</td><td>0, take 1 against jumping</td></tr>
</tbody>
</table>
<p>The last column counts only what bends ask for, because the headboard takes the braking. It shows what this course is about:
<em>block first, then mats, then straps</em>.</p>
<aside data-callout="tip"><p>Ratchets alternately left and right. A strap slips around corners badly, so the far side has less
tension; alternating evens that out.</p></aside>
<p>A single strap over the middle lets the load turn around it. Use at least two for every piece that is not blocked, however
light it is.</p>`,
    },
    {
      kind: 'article',
      title: 'Direct lashing',
      minutes: 4,
      html: `
<p>Machines, coils and everything with eyes of its own are tied directly: chains or straps from the goods to the vehicle,
pulling against the direction in which the load wants to go. Here the strap does hold like a rope, so its full lashing capacity
counts. Four chains replace twenty straps over the top.</p>
<h2>Diagonally, four at a time</h2>
<p>Two pull forward and outward, two backward and outward. Each pair answers for one direction, and all four for the sides.</p>
<ul>
<li>To the floor: between 20° and 65°. Flatter pulls the floor eye sideways, steeper holds nothing forward.</li>
<li>Seen from above: between 6° and 55° to the length of the vehicle, so that it works forward and sideways at once.</li>
<li>All of one pair alike: same length, same kind, never a chain beside a strap. The stiffer one takes everything until it
breaks.</li>
</ul>
<h2>How strong?</h2>
<p>As a rule of thumb for four diagonal lashings at about 45° on a wooden floor: each needs an LC of <strong>half the load’s
weight</strong>. A machine of 5,000 kg takes four chains of 2,500 daN or more. The exact tables hang in the dispatch office;
use them above ten tonnes.</p>
<h2>The eyes</h2>
<table>
<thead><tr><th scope="col">Lashing point</th><th scope="col">Holds about</th></tr></thead>
<tbody>
<tr><td>Van up to 3.5 t</td><td>400 daN</td></tr>
<tr><td>Lorry up to 12 t</td><td>1,000 daN</td></tr>
<tr><td>Lorry above 12 t</td><td>2,000 daN</td></tr>
</tbody>
</table>
<p>A chain of 5,000 daN on an eye of 1,000 holds 1,000. One hook per eye, and never on the roof posts, the ladder or the hinge
of a door: they look strong because they are painted.</p>
<aside data-callout="warning"><p>Secure moving parts separately. A digger’s arm, a door, a turntable: each gets its own
lashing, and the parking brake counts for nothing.</p></aside>
<p>Before you drive, walk once around with this question: if this one chain snapped, in which direction would it go? If the
answer is “towards people”, add one.</p>`,
    },
    {
      kind: 'article',
      title: 'Straps worth trusting',
      minutes: 4,
      html: `
<p>A strap lives in the rain, is driven over, rubbed against corners and rolled up wet. It weakens where nobody looks: in the
last half metre before the ratchet. Run each one through your hands before you throw it. It takes ten seconds.</p>
<h2>Out with it</h2>
<table>
<thead><tr><th scope="col">You find</th><th scope="col">Then</th></tr></thead>
<tbody>
<tr><td>Cut in the edge deeper than a tenth of the width (5 mm on a 50 mm strap)</td><td>Bin</td></tr>
<tr><td>Seam that opens</td><td>Bin</td></tr>
<tr><td>Melted, hard or shiny spots</td><td>Bin</td></tr>
<tr><td>Knot</td><td>Open it; if it has been pulled tight under load, bin</td></tr>
<tr><td>Label missing or unreadable</td><td>Bin</td></tr>
<tr><td>Hook opened by more than 5 %, ratchet that skips</td><td>Bin</td></tr>
<tr><td>Dirty, label readable</td><td>Wash with water, dry in the air, use it</td></tr>
</tbody>
</table>
<p>“Bin” means: cut it in half first. A strap that lies whole in the bin is back on a lorry the same day.</p>
<h2>Edges</h2>
<p>Polyester holds tonnes and hates edges. Put a protector under the strap wherever it turns around something sharper than a
broom stick. Protectors also let the strap slide, so both sides get the same tension, and keep it from cutting cartons.</p>
<h2>Tightening</h2>
<ol>
<li>Lay it flat, without a twist. One twist costs a tenth.</li>
<li>Pull it through by hand until there is no slack, and leave at least two and a half turns on the drum, at most three.</li>
<li>Tighten with both hands on the lever. No pipe over it, no foot on it: that bends the drum and fools the label.</li>
<li>Close the lever until it lies flat. An open lever works itself loose within an hour.</li>
</ol>
<aside data-callout="stop"><p>Never open a ratchet under a load that leans on it. Step aside, look where it would fall, take the
truck and hold it first.</p></aside>
<p>Afterwards roll it up and hang it in the dry. A strap that spends the winter on a wet floor has lost a quarter of its
strength by spring, and it looks like new.</p>`,
    },
    {
      kind: 'quiz',
      title: 'Quick check: ways to secure',
      minutes: 4,
      quiz: {
        description: 'Five questions on the second module. As many tries as you like.',
        pass_percent: 60,
        questions: [
          oneOf(
            'Which figure on the label counts for a strap over the top?',
            'STF, the standard tension force',
            [
              ['LC, the lashing capacity', 'LC counts when the strap pulls directly.'],
              'The breaking strength',
              'The length',
            ],
            'Over the top the strap only presses. What presses is what you put in: STF.',
          ),
          severalOf(
            'Which of these close a gap properly?',
            ['Empty pallets on edge', 'An air bag', 'Timber between two rows'],
            ['Folded cardboard', 'A tight curtain'],
            'Cardboard shrinks, and a plain curtain holds nothing.',
          ),
          trueOrFalse(
            'At 30° to the floor, half of a strap’s tension no longer presses down.',
            true,
            'The sine of 30° is 0.5. Below 30° do not strap over the top.',
          ),
          inAWord(
            'What do you lay under a load to double its friction? Two words, or one.',
            ['rubber mat', 'anti-slip mat', 'mat', 'rubber mats', 'anti-slip mats', 'mats', 'antislip mat'],
            'A rubber anti-slip mat: μ rises to about 0.60.',
          ),
          inFigures(
            'A machine weighs 3,000 kg. By the rule of thumb, how many daN of lashing capacity does each of four diagonal chains need?',
            '1500',
            0,
            'Half the weight: 1,500 daN each.',
          ),
        ],
      },
    },
  ],
};
