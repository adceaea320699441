/** What stands in the log of what matters to security, and what does not. */
import { expect, it } from 'vitest';
import type { NewActivity } from './recording.sql.ts';
import { refusalVerbs } from './refusals.service.ts';
import { securityFields, securityKinds } from './security-log.ts';
import { verbsOfFacts } from './verbs.ts';

const verbs = [
  ...Object.entries(verbsOfFacts).flatMap(([verb, what]) => (what?.area === 'security' ? [verb] : [])),
  ...Object.values(refusalVerbs),
];

it('every verb of the area security has its words in ECS, and no other has', () => {
  expect(Object.keys(securityKinds).sort()).toEqual(verbs.sort());
});

it('nothing that a caller wrote gets in: no browser, no name of a file, no record', () => {
  const row: NewActivity = {
    id: '01a0',
    occurred_at: '2026-11-30T12:00:00.000Z',
    verb: 'session.started',
    area: 'security',
    actor_id: 'u1',
    user_id: null,
    course_id: null,
    object_type: 'user',
    object_id: 'u1',
    details: {
      user_agent: 'written',
      name: 'written',
      records: ['written'],
      route: 'PUT /api/x/:id/',
      times: 3,
    },
    login_session_id: 's1',
    ip: '',
    request_id: null,
  };
  expect(securityFields(row)).toEqual({
    'event.dataset': 'lyceum.security',
    'event.kind': 'event',
    'event.category': 'authentication',
    'event.type': 'start',
    'event.outcome': 'success',
    'event.action': 'session.started',
    'event.id': '01a0',
    'event.created': '2026-11-30T12:00:00.000Z',
    'user.id': 'u1',
    'http.request.method': 'PUT',
    'url.path': '/api/x/:id/',
    'lyceum.times': 3,
  });
});
