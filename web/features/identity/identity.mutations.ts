// What people change about accounts: signing in, their own profile and password, and other people. Each says what it
// makes stale.

import { useQueryClient } from '@tanstack/react-query';
import { api, unsafeHeaders } from '#web/lib/api.ts';
import { sessionQuery } from '#web/lib/session.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { sendWithProgress } from '#web/ui/send-with-progress.ts';
import { identityKeys } from './identity.queries.ts';
import type { MeChange, NewUser, ProfileChange, UserChange, UserDetail } from './identity.types.ts';

/** Their screens show these failures themselves, beside the field. */
const showsError = { showsError: true };

type Registration = {
  email: string;
  password: string;
  display_name?: string;
  time_zone?: string;
  language?: string;
};

/** Everything that was fetched for the visitor is forgotten; the session is asked anew. */
function useArrivalOfSession() {
  const queryClient = useQueryClient();
  return async () => {
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
  };
}

export function useSignIn() {
  const onSuccess = useArrivalOfSession();
  return useWrite({
    mutationFn: (body: { username: string; password: string }) => api.identity.signIn({ body }),
    onSuccess,
    meta: showsError,
  });
}

export function useRegister() {
  const onSuccess = useArrivalOfSession();
  return useWrite({
    mutationFn: (body: Registration) => api.identity.register({ body }),
    onSuccess,
    meta: showsError,
  });
}

export const useRequestReset = () =>
  useWrite({
    mutationFn: (body: { email: string }) => api.identity.requestPasswordReset({ body }),
    meta: showsError,
  });

export const useConfirmReset = () =>
  useWrite({
    mutationFn: (body: { token: string; password: string }) => api.identity.confirmPasswordReset({ body }),
    meta: showsError,
  });

/** Ending the other sessions makes their list stale. */
export function useChangePassword() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (body: { current_password: string; new_password: string; end_other_sessions: boolean }) =>
      api.identity.changePassword({ body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: identityKeys.sessions }),
    meta: showsError,
  });
}

export function useEndSession() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (id: string) => api.identity.endSession({ params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: identityKeys.sessions }),
  });
}

/** One's own name and picture stand in the frame, so the session is asked anew along with the profile. */
function useOwnChange<Change, Answer>(change: (input: Change) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: identityKeys.all }),
        queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
    meta: showsError,
  });
}

export const useUpdateProfile = () =>
  useOwnChange(({ body, ifMatch }: { body: ProfileChange; ifMatch?: number }) =>
    api.identity.updateProfile({ body, ifMatch }),
  );

export const useUpdateMe = () => useOwnChange((body: MeChange) => api.identity.updateMe({ body }));

/** Uploads a picture and makes it one's own. */
export const useUploadAvatar = () =>
  useOwnChange(async (file: File) => {
    const stored = await sendWithProgress<{ id: string }>(file, {
      url: '/api/files/',
      headers: unsafeHeaders('POST', new FormData()),
      field: 'file',
      parts: { purpose: 'avatar' },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    return api.identity.updateProfile({ body: { avatar_file_id: stored.id } });
  });

/** Lists, counts and the directory may all show what changed about a person. */
function usePersonChange<Change>(change: (input: Change) => Promise<UserDetail>, meta = {}) {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: change,
    onSuccess: (person) => {
      queryClient.setQueryData(identityKeys.person(person.id), person);
      return queryClient.invalidateQueries({ queryKey: identityKeys.all });
    },
    meta,
  });
}

export const useCreatePerson = () =>
  usePersonChange((body: NewUser) => api.identity.createUser({ body }), showsError);

export const useUpdatePerson = () =>
  usePersonChange(
    ({ id, body, ifMatch }: { id: string; body: UserChange; ifMatch?: number }) =>
      api.identity.updateUser({ params: { id }, body, ifMatch }),
    showsError,
  );

/** Switches someone off or on; a failure is said in a toast. */
export const useSetActive = () =>
  usePersonChange(({ id, is_active }: { id: string; is_active: boolean }) =>
    api.identity.updateUser({ params: { id }, body: { is_active } }),
  );

/** The deleted person's own answer is not asked for again: there is none. */
export function useDeletePerson() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (id: string) => api.identity.deleteUser({ params: { id } }),
    onSuccess: (_nothing, id) => {
      const gone = identityKeys.person(id).join();
      return queryClient.invalidateQueries({
        queryKey: identityKeys.all,
        predicate: ({ queryKey }) => queryKey.join() !== gone,
      });
    },
  });
}
