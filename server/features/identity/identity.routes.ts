/** Binds identity's endpoints. No decisions here. */
import { identity } from '#contract/identity.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import { eraseUser } from './erasure.service.ts';
import * as cached from './identity.cache.ts';
import { requestReset } from './identity.jobs.ts';
import { endOwnSession, listSessions } from './login-sessions.service.ts';
import { changePassword, confirmReset } from './passwords.service.ts';
import * as people from './people.service.ts';
import * as profiles from './profiles.service.ts';
import { getSite } from './site.ts';
import * as tokens from './token-replies.ts';
import { presentSession } from './users.present.ts';

export const identityRoutes = bind(identity, {
  obtainToken: (ctx, { body, request }) => tokens.obtainToken(ctx, body, request),
  renewToken: (ctx, { body, request }) => tokens.renewToken(ctx, body.refresh, request),
  signIn: (ctx, { body, request }) => tokens.logIn(ctx, body, request),
  register: (ctx, { body, request }) => tokens.registerAndSignIn(ctx, body, request),
  signOut: (ctx, { body, request }) => tokens.logOut(ctx, body.refresh, request),
  getSite: (ctx) => getSite(ctx),
  getSession: (ctx, { request }) => tokens.getSession(ctx, request),
  listSessions: async (ctx) => (await listSessions(ctx)).map(presentSession),
  endSession: (ctx, { params }) => endOwnSession(ctx, params.id),
  requestPasswordReset: (ctx, { body }) => requestReset(ctx, body.email),
  confirmPasswordReset: (ctx, { body }) => confirmReset(ctx, body.token, body.password),
  changePassword: (ctx, { body }) => changePassword(ctx, body),

  getMe: (ctx) => cached.getMe(ctx),
  updateMe: (ctx, { body, request }) => profiles.updateMe(ctx, body, ifMatch(request)),
  getProfile: (ctx) => cached.getProfile(ctx),
  updateProfile: (ctx, { body, request }) => profiles.updateProfile(ctx, body, ifMatch(request)),

  listUsers: (ctx, { query, request }) => cached.listUsers(ctx, query, request),
  createUser: (ctx, { body }) => people.createPerson(ctx, body),
  getUser: (ctx, { params }) => cached.getPerson(ctx, params.id),
  updateUser: (ctx, { params, body, request }) => people.updatePerson(ctx, params.id, body, ifMatch(request)),
  deleteUser: (ctx, { params }) => people.deletePerson(ctx, params.id),
  eraseUser: (ctx, { params, body }) => eraseUser(ctx, params.id, body.email),
  listDepartments: (ctx, { query, request }) => cached.listDirectory(ctx, 'departments', query, request),
  listPositions: (ctx, { query, request }) => cached.listDirectory(ctx, 'positions', query, request),
});
