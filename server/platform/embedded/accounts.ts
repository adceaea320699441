// The accounts of this machine, as far as choosing an identity for the server needs them.
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

export interface Account {
  uid: number;
  gid: number;
}

/** The local accounts in the order of /etc/passwd; empty where there is no such file. */
export function listAccounts(): (Account & { name: string })[] {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').matchAll(/^([^:\n]+):[^:\n]*:(\d+):(\d+):/gm);
    return [...lines].map(([, name = '', uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  } catch {
    return [];
  }
}

/** The account for work without privilege; an image without it still has the kernel's number for it. */
export function findNobody(): Account {
  return listAccounts().find(({ name }) => name === 'nobody') ?? { uid: 65534, gid: 65534 };
}

/** An account that initdb can look up, to appear as inside a namespace: 1000 by custom, else any but root. */
export function pickOrdinaryAccount(): Account {
  const ordinary = listAccounts().filter(({ uid }) => uid !== 0);
  return ordinary.find(({ uid }) => uid === 1000) ?? ordinary[0] ?? { uid: 1000, gid: 1000 };
}

/** Has our own user a name? A container started with an arbitrary number has none. */
export function isKnownUser(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
