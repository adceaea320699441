/** All features, lowest level first. The one place that knows them all. */
import { demoFeature } from '#server/demo/index.ts';
import { achievementsFeature } from '#server/features/achievements/index.ts';
import { activityFeature } from '#server/features/activity/index.ts';
import { adminFeature } from '#server/features/admin/index.ts';
import { assessmentFeature } from '#server/features/assessment/index.ts';
import { calendarFeature } from '#server/features/calendar/index.ts';
import { catalogFeature } from '#server/features/catalog/index.ts';
import { certificatesFeature } from '#server/features/certificates/index.ts';
import { enrollmentFeature } from '#server/features/enrollment/index.ts';
import { filesFeature } from '#server/features/files/index.ts';
import { gapsFeature } from '#server/features/gaps/index.ts';
import { identityFeature } from '#server/features/identity/index.ts';
import { importsFeature } from '#server/features/imports/index.ts';
import { notificationsFeature } from '#server/features/notifications/index.ts';
import { reportingFeature } from '#server/features/reporting/index.ts';
import { skillsFeature } from '#server/features/skills/index.ts';
import { telemetryFeature } from '#server/features/telemetry/index.ts';
import type { Feature } from './feature.ts';

export const features: readonly Feature[] = [
  identityFeature,
  filesFeature,
  reportingFeature,
  catalogFeature,
  skillsFeature,
  enrollmentFeature,
  assessmentFeature,
  calendarFeature,
  gapsFeature,
  certificatesFeature,
  achievementsFeature,
  notificationsFeature,
  importsFeature,
  activityFeature,
  telemetryFeature,
  adminFeature,
  demoFeature,
];
