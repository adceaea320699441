/** Every endpoint group by feature: what the web client is built from. */

import { achievements } from './achievements.ts';
import { activity } from './activity.ts';
import { admin } from './admin.ts';
import { assessment } from './assessment.ts';
import { attendance } from './attendance.ts';
import { bookings } from './bookings.ts';
import { calendar } from './calendar.ts';
import { catalog } from './catalog.ts';
import { certificates } from './certificates.ts';
import { demo } from './demo.ts';
import { enrollment } from './enrollment.ts';
import { files } from './files.ts';
import { gaps } from './gaps.ts';
import { identity } from './identity.ts';
import { imports } from './imports.ts';
import { notifications } from './notifications.ts';
import { reporting } from './reporting.ts';
import { skills } from './skills.ts';
import { telemetry } from './telemetry.ts';

export const contract = {
  achievements,
  activity,
  admin,
  assessment,
  attendance,
  bookings,
  calendar,
  catalog,
  certificates,
  demo,
  enrollment,
  files,
  gaps,
  identity,
  imports,
  notifications,
  reporting,
  skills,
  telemetry,
};
export type Contract = typeof contract;
