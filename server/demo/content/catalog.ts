/** The demo's shelves and all its courses: three complete ones, nine short ones and a draft. */
import type { DemoCategory, DemoCourse } from './content.types.ts';
import { workingAtHeight } from './draft-height.ts';
import { beforeYouStart } from './forklift-safety-1.ts';
import { dailyCheck } from './forklift-safety-2.ts';
import { driving, finish } from './forklift-safety-3.ts';
import { knowTheRisk } from './lithium-batteries-1.ts';
import { receiveAndStore } from './lithium-batteries-2.ts';
import { whenItGoesWrong } from './lithium-batteries-3.ts';
import { forces } from './load-securing-1.ts';
import { waysToSecure } from './load-securing-2.ts';
import { onTheJob } from './load-securing-3.ts';
import { dataProtection, phishing } from './short-data.ts';
import { drivingTest } from './short-driving-test.ts';
import { givingFeedback, shiftLead } from './short-people.ts';
import { fireWardens, manualHandling } from './short-safety.ts';
import { winterDriving } from './short-transport.ts';
import { loadingDock, stockCounting } from './short-warehouse.ts';

export const demoCategories: readonly DemoCategory[] = [
  { name: 'Safety', description: 'So that everyone goes home the way they came.', palette: 1 },
  { name: 'Warehouse', description: 'From the dock to the shelf and back.', palette: 3 },
  { name: 'Transport', description: 'On the road, in every season.', palette: 5 },
  { name: 'People', description: 'Talking to each other, and leading a shift.', palette: 6 },
  { name: 'Data and rules', description: 'What the law asks of us, in plain words.', palette: 4 },
];

const forkliftSafety: DemoCourse = {
  code: 'FORK-101',
  title: 'Forklift safety',
  category: 'Safety',
  difficulty: 'intermediate',
  weeks: 3,
  motif: 'forklift',
  trainer: 'trainer',
  co_trainers: ['piotr.zielinski'],
  description:
    'Drive, lift and park a counterbalance truck without hurting anyone. From the load plate and the daily check to stacking at five metres, with a final test at the end. The practical part follows at your own site.',
  outcomes: [
    'Do the daily check in under five minutes, and know when to take a truck out of service',
    'Read a load plate and judge stability before you lift',
    'Share the aisle with pedestrians and reach trucks',
    'Park, charge and hand over the truck safely',
  ],
  valid_months: 36,
  published_days_ago: 395,
  modules: [beforeYouStart, dailyCheck, driving, finish],
};

const lithiumBatteries: DemoCourse = {
  code: 'LITH-110',
  title: 'Handling lithium batteries',
  category: 'Safety',
  difficulty: 'beginner',
  weeks: 2,
  motif: 'battery',
  trainer: 'trainer',
  description:
    'Spot a damaged cell, keep it apart, and know who to call before it heats up. For everyone who receives, stores, charges or packs batteries, and for those who work beside them.',
  outcomes: [
    'Say what happens inside a cell that fails',
    'Decide at the dock whether a pallet may come in',
    'Keep batteries apart, charged and boxed as they should be',
    'Do the right things in the first two minutes',
  ],
  valid_months: 24,
  published_days_ago: 352,
  modules: [knowTheRisk, receiveAndStore, whenItGoesWrong],
};

const loadSecuring: DemoCourse = {
  code: 'LOAD-310',
  title: 'Securing loads on the road',
  category: 'Transport',
  difficulty: 'advanced',
  weeks: 3,
  motif: 'arch',
  trainer: 'trainer',
  description:
    'Why loads move, how much friction is worth, and how many straps it really takes. With a worked example, a checklist for the visor and a final test with sums you can do in your head.',
  outcomes: [
    'Work out what a load does in an emergency stop',
    'Choose between blocking, mats, straps and chains',
    'Spread the weight so that the vehicle still steers',
    'Throw a strap away in time',
  ],
  valid_months: 60,
  published_days_ago: 288,
  modules: [forces, waysToSecure, onTheJob],
};

/** In the order in which they were made. */
export const demoCourses: readonly DemoCourse[] = [
  forkliftSafety,
  dataProtection,
  drivingTest,
  loadingDock,
  phishing,
  manualHandling,
  lithiumBatteries,
  fireWardens,
  givingFeedback,
  stockCounting,
  loadSecuring,
  winterDriving,
  shiftLead,
  workingAtHeight,
];

/** Their modules and lessons are written out in full. */
export const completeCourses: readonly string[] = [
  forkliftSafety.code,
  lithiumBatteries.code,
  loadSecuring.code,
];
