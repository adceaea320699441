/** Securing loads on the road, module 1: the forces a load has to withstand. */
import type { DemoModule } from './content.types.ts';
import { inFigures, oneOf, trueOrFalse } from './questions.ts';

export const forces: DemoModule = {
  title: 'Forces on the road',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'What the road does to a load',
      minutes: 5,
      preview: true,
      html: `
<p>A load does not know that the lorry is braking. It wants to go on straight ahead, at the speed it had. Securing a load means
persuading it to stay with the vehicle in everything that may happen on an ordinary day: an emergency stop, a roundabout taken
a little fast, a pothole.</p>
<h2>How strong is that?</h2>
<p>The rules of the road in Europe, and the standard EN 12195-1 behind them, answer with shares of the load’s own weight. You
need only three numbers, and they are worth learning by heart.</p>
<figure><img src="figure:road-forces" alt="A lorry from the side and from above with three arrows on its load: a long one forward, shorter ones sideways and backward.">
<figcaption>1 forward, when braking: 0.8 of the weight. 2 sideways, in bends: 0.5. 3 backward, when starting: 0.5.</figcaption></figure>
<table>
<thead><tr><th scope="col">Direction</th><th scope="col">Share of the weight</th><th scope="col">A pallet of 1,000 kg pushes like</th></tr></thead>
<tbody>
<tr><th scope="row">Forward</th><td>0.8</td><td>800 kg leaning on the headboard</td></tr>
<tr><th scope="row">To each side</th><td>0.5</td><td>500 kg against the curtain</td></tr>
<tr><th scope="row">Backward</th><td>0.5</td><td>500 kg against the doors</td></tr>
</tbody>
</table>
<p>Eight hundred kilograms is a small car, standing on its nose against your cab. It comes at once, not slowly, and it comes
when you have no hand free.</p>
<aside data-callout="note"><p>Tall, narrow goods may tip before they slide. For those, sideways counts as 0.6. You meet them in
the lesson on blocking.</p></aside>
<h2>Who answers for it</h2>
<ul>
<li><strong>The loader</strong> for how it was stowed and tied.</li>
<li><strong>The driver</strong> for looking at it before setting off and on the way. A driver may refuse, and nobody here has
lost a job over it.</li>
<li><strong>The company</strong> for the right vehicle, enough straps and enough time.</li>
</ul>
<p>After an accident all three are asked. “It has always held” is not an answer to any of their questions, and “the customer
was in a hurry” is not one either.</p>`,
    },
    {
      kind: 'article',
      title: 'Friction, your first helper',
      minutes: 5,
      html: `
<p>Before the first strap is on, something holds the load already: the floor. Friction costs nothing, needs no tightening and
never tears. How much it holds depends on two surfaces and on nothing else: not on the size of the pallet, not on how many
there are.</p>
<h2>A number for every pair</h2>
<table>
<thead><tr><th scope="col">What lies on what</th><th scope="col">Friction μ</th></tr></thead>
<tbody>
<tr><td>Shrink film on plywood</td><td>0.30</td></tr>
<tr><td>Metal box on plywood</td><td>0.45</td></tr>
<tr><td>Wooden pallet on plywood</td><td>0.45</td></tr>
<tr><td>Anything on a rubber anti-slip mat</td><td>0.60</td></tr>
<tr><td>Anything on ice, oil, sand or a swept-in layer of dust</td><td>Count it as nothing</td></tr>
</tbody>
</table>
<p>Read the number as a share of the weight: a wooden pallet of 1,000 kg on plywood resists 450 kg. Braking asks for 800. The
missing 350 are what your straps and walls have to hold. On a rubber mat only 200 are missing.</p>
<figure><img src="figure:friction" alt="Two loading floors tilted until a box slides: the bare one at a low angle, the one with a mat at a steep angle.">
<figcaption>1 bare plywood lets go early, 2 the same box on a rubber mat stays nearly twice as long.</figcaption></figure>
<h2>Small things that give friction away</h2>
<ul>
<li>A floor that has not been swept. Grains of sand are ball bearings.</li>
<li>Frost on the boards at six in the morning. Broom, then a heater or salt-free grit, then load.</li>
<li>Film pulled under the pallet. It belongs round the goods, not between wood and floor.</li>
<li>A mat that does not reach: whatever stands half on it counts as standing beside it.</li>
</ul>
<aside data-callout="tip"><p>Eight strips of mat, eight millimetres thick, replace about half of the straps on an ordinary
load. They ride in the box beneath the tail lift and cost less than one strap.</p></aside>
<p>Mats work only if the load rests on them with its whole weight and touches nothing else. Lift a corner and look: there
should be a hand’s breadth of daylight between pallet and boards.</p>`,
    },
    {
      kind: 'article',
      title: 'Where the weight should stand',
      minutes: 5,
      html: `
<p>A lorry that is allowed twelve tonnes cannot carry twelve tonnes just anywhere. Too far forward overloads the front axle,
too far back lifts it, and a lorry that cannot press its front wheels down cannot steer or brake with them.</p>
<h2>The load distribution diagram</h2>
<figure><img src="figure:load-diagram" alt="A loading bed from the side. Above it a curve rises from the headboard to a peak near the middle and falls again to the rear.">
<figcaption>1 distance from the headboard, 2 allowed weight there, 3 the best place for the common centre of weight,
4 the headboard: little is allowed close to it.</figcaption></figure>
<p>Every vehicle has one; yours is behind the sun visor. Find the common centre of everything you load, go up from there, and
the curve tells you how heavy it may be. For one pallet the centre is its middle. For several, weigh them in your head:</p>
<ol>
<li>Multiply each pallet’s weight by its distance from the headboard.</li>
<li>Add these up, and divide by the total weight.</li>
</ol>
<p>Two tonnes at 2 m and one tonne at 5 m: 4 + 5 = 9, divided by 3 is 3. The common centre lies at 3 m.</p>
<h2>Rules of thumb that hold</h2>
<ul>
<li>Heavy below, light on top. Heavy in the middle, light at the ends.</li>
<li>Left and right alike. A difference of a tonne pulls the lorry to one side in every braking.</li>
<li>Close the gaps from the headboard backwards. A gap of 20 cm is a run-up.</li>
<li>After every delivery look again: what was balanced at eight is not at eleven.</li>
</ul>
<table>
<thead><tr><th scope="col">You feel</th><th scope="col">It stands</th></tr></thead>
<tbody>
<tr><td>Light, vague steering; front wheels spin in the wet</td><td>Too far back</td></tr>
<tr><td>Nose dives, rear brakes lock early</td><td>Too far forward</td></tr>
<tr><td>Leans in one direction when rolling straight</td><td>To one side</td></tr>
</tbody>
</table>
<aside data-callout="warning"><p>With partial loads the diagram matters most. Three tonnes at the rear doors may be more than the
vehicle bears there, although it is licensed for twelve.</p></aside>`,
    },
    {
      kind: 'quiz',
      title: 'Quick check: forces',
      minutes: 4,
      quiz: {
        description: 'Five questions on the first module. You may use a calculator.',
        pass_percent: 60,
        questions: [
          inFigures(
            'With how many kilograms does a pallet of 600 kg push forward in an emergency stop, before friction?',
            '480',
            0,
            '0.8 of its weight: 0.8 × 600 = 480 kg.',
          ),
          inFigures(
            'A wooden pallet of 1,000 kg stands on plywood (μ = 0.45). How many kilograms must straps and walls hold in an emergency stop?',
            '350',
            0,
            '0.8 − 0.45 = 0.35, so 350 kg.',
          ),
          oneOf(
            'Which surface gives the most friction?',
            'A rubber anti-slip mat',
            [
              'Clean plywood',
              ['Shrink film', 'Film is among the slipperiest things in a lorry.'],
              'A steel plate',
            ],
            'A mat brings about 0.60 under anything that stands on it.',
          ),
          inFigures(
            'One tonne stands 2 m from the headboard, another 4 m. How many metres from the headboard is their common centre?',
            '3',
            0,
            '(1 × 2 + 1 × 4) ÷ 2 = 3 m.',
          ),
          trueOrFalse(
            'Four small pallets have more friction in total than one large pallet of the same weight.',
            false,
            'Friction depends on the weight and the two surfaces, not on the area or the number.',
          ),
        ],
      },
    },
  ],
};
