/** Binds the contract's endpoints to services. */
import { calendar } from '#contract/calendar.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import * as changing from './changing.service.ts';
import * as clashes from './clashes.service.ts';
import * as entries from './entries.service.ts';
import * as feeds from './feeds.service.ts';
import * as holidays from './holidays.service.ts';
import * as ics from './ics.service.ts';
import * as ownEvents from './own-events.service.ts';
import * as rooms from './rooms.service.ts';
import * as series from './series.service.ts';
import * as sessions from './sessions.service.ts';

export const calendarRoutes = bind(calendar, {
  listRooms: (ctx, { query, request }) => rooms.listRooms(ctx, query, request),
  createRoom: (ctx, { body }) => rooms.createRoom(ctx, body),
  getRoom: (ctx, { params }) => rooms.getRoom(ctx, params.id),
  updateRoom: (ctx, { params, body, request }) => rooms.updateRoom(ctx, params.id, body, ifMatch(request)),
  archiveRoom: (ctx, { params }) => rooms.archiveRoom(ctx, params.id),
  restoreRoom: (ctx, { params }) => rooms.restoreRoom(ctx, params.id),

  listHolidays: (ctx, { query, request }) => holidays.listHolidays(ctx, query, request),
  createHoliday: (ctx, { body }) => holidays.createHoliday(ctx, body),
  updateHoliday: (ctx, { params, body, request }) =>
    holidays.updateHoliday(ctx, params.id, body, ifMatch(request)),
  deleteHoliday: (ctx, { params }) => holidays.deleteHoliday(ctx, params.id),

  listTrainingSessions: (ctx, { query, request }) => sessions.listSessions(ctx, query, request),
  createSession: (ctx, { body }) => sessions.createSession(ctx, body),
  getTrainingSession: (ctx, { params }) => sessions.getSession(ctx, params.id),
  updateSession: (ctx, { params, body, request }) =>
    changing.updateSession(ctx, params.id, body, ifMatch(request)),
  cancelSession: (ctx, { params, body }) => changing.cancelSession(ctx, params.id, body),
  restoreSession: (ctx, { params, body }) => changing.restoreSession(ctx, params.id, body),
  deleteSession: (ctx, { params }) => sessions.deleteSession(ctx, params.id),
  findClashes: (ctx, { body }) => clashes.findClashes(ctx, body),

  previewSeries: (ctx, { body }) => series.previewSeries(ctx, body),
  createSeries: (ctx, { body }) => series.createSeries(ctx, body),
  getSeries: (ctx, { params }) => series.getSeries(ctx, params.id),

  listEntries: (ctx, { query }) => entries.listEntries(ctx, query),
  createOwnEvent: (ctx, { body }) => ownEvents.createOwnEvent(ctx, body),
  getOwnEvent: (ctx, { params }) => ownEvents.getOwnEvent(ctx, params.id),
  updateOwnEvent: (ctx, { params, body, request }) =>
    ownEvents.updateOwnEvent(ctx, params.id, body, ifMatch(request)),
  deleteOwnEvent: (ctx, { params }) => ownEvents.deleteOwnEvent(ctx, params.id),

  listFeeds: (ctx, { query, request }) => feeds.listFeeds(ctx, query, request),
  createFeed: (ctx, { body }) => feeds.createFeed(ctx, body),
  revokeFeed: (ctx, { params }) => feeds.revokeFeed(ctx, params.id),
  readFeed: (ctx, { params, request }) => feeds.readFeed(ctx, params.secret, request),
  getSessionFile: (ctx, { params }) => ics.getSessionFile(ctx, params.id),
});
