/** Handling lithium batteries, module 2: receiving and storing. */
import type { DemoModule } from './content.types.ts';

export const receiveAndStore: DemoModule = {
  title: 'Receive and store',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'Receiving battery pallets',
      minutes: 6,
      html: `
<p>The dock is the best place to find a bad pallet, because nothing else is near it yet. Take three minutes before the foil
comes off. A pallet that never enters the hall cannot burn in it.</p>
<h2>Before it leaves the trailer</h2>
<ol>
<li><strong>Smell</strong> when the doors open. Something sweet or sharp: close them, ten metres, alarm.</li>
<li><strong>Papers.</strong> UN number, number of packages, gross weight, emergency phone. What is missing is asked for
before unloading, not after.</li>
<li><strong>Marks on the carton.</strong> The battery mark with its red edge, or the class 9 label for larger batteries. A
carton that rattles like a battery and has no mark is set aside.</li>
<li><strong>Look and feel.</strong> Dents, wet corners, stains, foil that is melted on one side. Bring the back of your hand
near the foil, without pressing it on: warmer than the next pallet is a finding.</li>
</ol>
<h2>Three answers at the dock</h2>
<table>
<thead><tr><th scope="col">Finding</th><th scope="col">Where it goes</th><th scope="col">Who decides</th></tr></thead>
<tbody>
<tr><td>All in order</td><td>Battery bay, see the next lesson</td><td>You</td></tr>
<tr><td>Papers or marks missing</td><td>Yellow square at door 3, outside the bay</td><td>Shift lead, same shift</td></tr>
<tr><td>Dent, wet, leak, warm</td><td>Stays on the trailer, or red box outdoors if it must move</td><td>Battery officer, at once</td></tr>
</tbody>
</table>
<aside data-callout="warning"><p>Photograph before you move anything: the whole pallet, the label, the damage with your hand
beside it for scale. Without a picture the carrier says it happened here.</p></aside>
<h2>Unloading</h2>
<ul>
<li>Forks flat and fully under the pallet; never push with the tips.</li>
<li>One pallet at a time, also when two would fit.</li>
<li>No clamps. They press exactly where the cells are.</li>
<li>Nothing is put on top, not for a minute either.</li>
</ul>
<p>Then the date goes on the pallet, with a felt pen and large enough to read from a truck. The bay is emptied from the oldest
date, because batteries that nobody misses are the ones nobody checks.</p>`,
    },
    {
      kind: 'article',
      title: 'Keep apart: distance and boxes',
      minutes: 7,
      html: `
<p>You cannot stop a cell that has begun. You can decide how many neighbours it has. Everything in this lesson serves one
aim: a fire that stays as small as it was when it started.</p>
<h2>The battery bay</h2>
<figure><img src="figure:keep-apart" alt="A bay from above with six pallets in two rows, a wide gap around it, and a red box outdoors beyond the wall.">
<figcaption>1 at most six pallets, 2 five metres to everything else, 3 fire wall and self-closing door, 4 red box outdoors,
five metres from the wall.</figcaption></figure>
<ul>
<li>At most <strong>six pallets</strong> per bay, one high, nothing above them.</li>
<li><strong>Five metres</strong> to other goods, and nothing in the gap: no empty pallets, no bins, no truck parked for the
night.</li>
<li>Lithium metal and Li-ion never share a bay. Water, which cools the one, feeds the other once it burns open.</li>
<li>Between 10 and 25 °C, out of the sun. The sensor at the wall sends a message at 35.</li>
</ul>
<h2>Which box for what</h2>
<table>
<thead><tr><th scope="col">Battery</th><th scope="col">Box</th><th scope="col">Filled with</th></tr></thead>
<tbody>
<tr><td>New, sound, in its original carton</td><td>The carton, closed</td><td>What it came with</td></tr>
<tr><td>Used, sound (returns)</td><td>Plastic crate with lid, contacts taped one by one</td><td>Cardboard between the layers</td></tr>
<tr><td>Dented, wet or “does not charge”</td><td>Red steel box indoors, 24 hours at most</td><td>Vermiculite or dry sand</td></tr>
<tr><td>Swollen, leaking, warm</td><td>Red box outdoors</td><td>Dry sand, lid laid on, not locked</td></tr>
</tbody>
</table>
<p>The lid of the outdoor box is never locked and never weighted. Gas must get out; a closed steel box turns a fire into an
explosion.</p>
<aside data-callout="tip"><p>Tape the contacts of every loose battery with one strip each. Two batteries under one strip are a
circuit waiting for a bump.</p></aside>
<h2>Charge</h2>
<p>A full cell burns hotter than a half-full one. Stock is kept at about a third of its charge, which is how manufacturers
deliver it and what air freight demands. So nobody “tops up” a pallet before it leaves, not even when a customer asks for it.
Sell the charger instead.</p>`,
    },
    {
      kind: 'article',
      title: 'Damaged and swollen cells',
      minutes: 6,
      html: `
<p>A lithium cell seldom fails without a warning. Most of our fires began with a pallet that someone had noticed already: a
dent, a sweet smell, a box that was warm. This lesson shows what to look for, and the order in which to act.</p>
<figure><img src="figure:cell-states" alt="Three cells side by side: flat, bulging, and one that lets out vapour.">
<figcaption>1 sound: flat sides, no smell. 2 swollen: sides bulge, may feel warm. 3 leaking or vented: sweet smell, hiss,
vapour.</figcaption></figure>
<p>Compare with a sound cell from the same pallet. If in doubt, treat it as swollen.</p>
<aside data-callout="stop"><p><strong>Stop before you touch it.</strong> Do not lift, cool or puncture a hot cell. Clear ten
metres, press the hall alarm, call 112.</p></aside>
<h2>What you see, what you do</h2>
<table>
<thead><tr><th scope="col">You see</th><th scope="col">It means</th><th scope="col">You do</th></tr></thead>
<tbody>
<tr><td>Dented case, dry, cool</td><td>Possible short circuit inside</td><td>Red box, label, tell the shift lead</td></tr>
<tr><td>Swollen, cool</td><td>Gas is building up</td><td>Sand box outdoors, five metres apart</td></tr>
<tr><td>Wet, oily, sweet smell</td><td>Electrolyte is leaking</td><td>No bare hands, air the place, battery officer</td></tr>
<tr><td>Warm, over 45 °C</td><td>Runaway may begin</td><td>Clear ten metres, alarm, 112</td></tr>
</tbody>
</table>
<h2>Moving a swollen, cool cell</h2>
<ol>
<li>Measure with the infrared thermometer from the red box’s lid. Above 45 °C you are done: step back.</li>
<li>Long gloves and face shield, both hang beside the box.</li>
<li>Two hands, flat, without pressing. Never by the cable.</li>
<li>Straight outdoors over the marked way; a colleague opens the doors and keeps people away.</li>
<li>Sand, lid on, note the time on the lid. Measure again after 15 and 60 minutes.</li>
</ol>
<p>Sending such cells back by parcel is an offence, also “just to the manufacturer”. Damaged batteries travel in approved
packaging and under a rule of their own. The battery officer orders it.</p>`,
    },
    {
      kind: 'article',
      title: 'Charging truck batteries and tools',
      minutes: 4,
      html: `
<p>More batteries are charged in our halls than are stored in them: trucks, scanners, cordless tools, e-bikes of the staff.
Charging is the most likely moment for a fault, because it is when energy goes in.</p>
<h2>Where</h2>
<ul>
<li>Trucks at their stations, scanners in their docks, tools on the metal shelf at gate 2. All three stand on concrete with
two metres of nothing around them.</li>
<li>Private bicycles and scooters in the shed by the car park, never indoors. That is no mistrust: we do not know how often
yours has fallen over.</li>
<li>Not under a desk, not in a locker, not on the way out of the building.</li>
</ul>
<h2>How</h2>
<ol>
<li>Only with the charger that belongs to it. A plug that fits proves nothing; voltage and charging curve must fit.</li>
<li>Look first: case whole, plug clean, cable without kinks, battery not hot from work. Let it cool for half an hour.</li>
<li>Uncovered. Jackets and cardboard on a charger are the classic beginning of a hall fire.</li>
<li>Unplug what is full. The timer switches the tool shelf off at 22:00; nothing charges while nobody is there.</li>
</ol>
<h2>The lithium truck</h2>
<p>Our new trucks drive with lithium iron phosphate. It is the calmest of its family: it warms up more slowly and gives off no
oxygen of its own. It may be topped up in every break, and there is no acid to refill. It remains a battery of 24 kWh, so:</p>
<table>
<thead><tr><th scope="col">Display</th><th scope="col">You do</th></tr></thead>
<tbody>
<tr><td>Amber battery sign</td><td>Finish the pallet, drive to the station, tell the shift lead</td></tr>
<tr><td>Red battery sign</td><td>Stop in the open if you can, key out, ten metres, call the workshop</td></tr>
<tr><td>Fall or collision</td><td>Do not charge until the workshop has released it</td></tr>
</tbody>
</table>
<aside data-callout="note"><p>Frozen batteries do not charge. A truck from the cold store stands an hour in the hall first; the
display counts down.</p></aside>`,
    },
  ],
};
