/** The calendar, as the composition root sees it: sessions, bookings and attendance each bring their part. */
import { registerFileAccess } from '#server/features/files/index.ts';
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { eraseReasons } from './attendance.erasing.ts';
import { judgeSessionsJob } from './attendance.jobs.ts';
import { attendanceReactions } from './attendance.reactions.ts';
import { attendanceRoutes } from './attendance.routes.ts';
import { eraseBookings } from './bookings.erasing.ts';
import { bookingsRoutes } from './bookings.routes.ts';
import { calendarExport } from './calendar.export.ts';
import { calendarRoutes } from './calendar.routes.ts';
import { eraseOwnEvents } from './own-events.erasing.ts';
import { lapseOfferJob, sweepOffersJob } from './queue.service.ts';
import { maySeeSheet } from './sheet.service.ts';
import { followZonesJob } from './zones.jobs.ts';

registerEraser('attendance', eraseReasons);
registerEraser('bookings', eraseBookings);
registerEraser('calendar', eraseOwnEvents);
registerFileAccess('training_session', maySeeSheet);

export const calendarFeature: Feature = {
  name: 'calendar',
  service: 'calendar',
  exports: calendarExport,
  routes: [...calendarRoutes, ...attendanceRoutes, ...bookingsRoutes],
  reactions: [...attendanceReactions],
  jobs: [followZonesJob, judgeSessionsJob, lapseOfferJob, sweepOffersJob],
};
