/** The HTTP interface as a script uses it: signed in with a bearer token. For preparing and checking, not for what a test shows. */
import { inject } from 'vitest';
import { demoPassword } from './browser.ts';

export type ApiClient = {
  get<Answer>(url: string): Promise<Answer>;
  post<Answer>(url: string, body?: object): Promise<Answer>;
  put<Answer>(url: string, body: object): Promise<Answer>;
  patch<Answer>(url: string, body: object): Promise<Answer>;
  remove(url: string): Promise<void>;
};

/** Signs in; throws on any answer that is not a success. */
export async function apiClient(email: string, password = demoPassword): Promise<ApiClient> {
  const base = inject('product_url');
  let token: string | undefined;
  const call = async (method: string, url: string, body?: object) => {
    const response = await fetch(base + url, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const signedIn = (await call('POST', '/api/auth/login/', { username: email, password })) as {
    token: string;
  };
  token = signedIn.token;
  return {
    get: async <Answer>(url: string) => (await call('GET', url)) as Answer,
    post: async <Answer>(url: string, body: object = {}) => (await call('POST', url, body)) as Answer,
    put: async <Answer>(url: string, body: object) => (await call('PUT', url, body)) as Answer,
    patch: async <Answer>(url: string, body: object) => (await call('PATCH', url, body)) as Answer,
    remove: async (url) => void (await call('DELETE', url)),
  };
}
