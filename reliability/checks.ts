/**
 * The checks of the quality plan that have a command of their own: the product under what goes wrong, and against attackers. One line
 * each; a check is a module that exports `check`, or a list of tests.
 */

import { check as r23 } from './clock/r23-clock.ts';
import { check as r1 } from './r01-web-kill.ts';
import { check as r2 } from './r02-worker-kill.ts';
import { check as r3 } from './r03-database-kill.ts';
import { check as r3b } from './r03b-embedded-kill.ts';
import { check as r4 } from './r04-database-hang.ts';
import { check as r5 } from './r05-redis.ts';
import { check as r6 } from './r06-mail-server.ts';
import { check as r8 } from './r08-disk-full.ts';
import { check as r9 } from './r09-overload.ts';
import { check as r18 } from './r18-quiz-answers.ts';
import { check as r20 } from './r20-migrations.ts';
import { check as r21 } from './r21-backup.ts';
import { check as r22 } from './r22-rolling-restart.ts';
import { check as r10 } from './races/r10-last-seat.ts';
import { check as r11 } from './races/r11-double-enroll.ts';
import { check as r12 } from './races/r12-refresh.ts';
import { check as r13 } from './races/r13-attempts.ts';
import { check as r14 } from './races/r14-milestones.ts';
import { check as r15 } from './races/r15-lost-update.ts';
import { check as r16 } from './races/r16-idempotency.ts';
import type { Check } from './report.ts';
import { check as s5 } from './security/s05-fuzz.ts';
import { check as s14 } from './security/s14-history.ts';
import { securityTests } from './security/tests.ts';

export const checks: readonly Check[] = [
  r1,
  r2,
  r3,
  r3b,
  r4,
  r5,
  r6,
  r8,
  r9,
  r10,
  r11,
  r12,
  r13,
  r14,
  r15,
  r16,
  r18,
  r20,
  r21,
  r22,
  r23,
  ...securityTests,
  s5,
  s14,
];
