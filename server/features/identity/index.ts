/** What other features may use of identity: who someone is, what they may do, and making people. */
export { actingAs, actingAsEmail } from './acting.ts';
export { createAuthenticator } from './authenticator.ts';
export { type ErasedPerson, registerEraser } from './erasure.service.ts';
export { identityFeature } from './identity.feature.ts';
export { grants } from './identity.policy.ts';
export { issueAccessToken } from './login-sessions.service.ts';
export { passwordResetLink, setPassword } from './passwords.service.ts';
export { avatarUrl, findPeople } from './people.ts';
export { isSessionLive, onSessionChange } from './session-changes.ts';
export { sessionStates } from './session-states.ts';
export { countTry, forgiveTry } from './throttle.ts';
export { createUser } from './users.service.ts';
