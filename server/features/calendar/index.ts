/** What other features may use of the calendar. */

export { judgeSession } from './attendance.judging.service.ts';
export { recordAttendance } from './attendance.service.ts';
export { book, bookOthers, cancelBooking } from './bookings.service.ts';
export { bookedOfSessions, hostsOfSessions } from './bookings.sql.ts';
export { calendarFeature } from './calendar.feature.ts';
export { cancelSession } from './changing.service.ts';
export { createHoliday } from './holidays.service.ts';
export { type IcsSession, invitationParts, sessionPath } from './ics.rules.ts';
export { loadIcsSessions } from './ics.service.ts';
export { createOwnEvent } from './own-events.service.ts';
export { createRoom } from './rooms.service.ts';
export { createSeries } from './series.service.ts';
export { createSession } from './sessions.service.ts';
