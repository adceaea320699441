/** `lyceum user create` and `lyceum user password`: for the first administrator, and for one who is locked out. */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { roles as allRoles, type Role } from '#contract/abilities.ts';
import { createUser, setPassword } from '#server/features/identity/index.ts';
import { type Call, UsageError } from '../cli/command.ts';
import { nearest } from '../cli/line.ts';
import { say, sayJson } from '../cli/say.ts';
import { withProduct } from '../command.ts';

export async function createPerson(call: Call): Promise<void> {
  const email = emailOf(call);
  const roles = rolesOf(call.value('role'));
  const { password, isMade } = await passwordOf(call);
  await withProduct({ worker: false }, async ({ systemCtx }) => {
    const name = call.value('name');
    const user = await createUser(systemCtx(), {
      email,
      password,
      roles,
      ...(name ? { display_name: name } : {}),
    });
    tell(
      call,
      { id: user.id, email, roles },
      isMade ? password : undefined,
      `Made: ${email} (${roles.join(', ')}).`,
    );
  });
}

export async function changePassword(call: Call): Promise<void> {
  const email = emailOf(call);
  const { password, isMade } = await passwordOf(call);
  await withProduct({ worker: false }, async ({ systemCtx }) => {
    await setPassword(systemCtx(), email, password);
    tell(
      call,
      { email },
      isMade ? password : undefined,
      `The password of ${email} is changed; all their sessions have ended.`,
    );
  });
}

/** A password that was made here is said once, for nobody else knows it; one that was given is not repeated. */
function tell(call: Call, result: object, password: string | undefined, sentence: string): void {
  if (call.has('json')) sayJson({ ...result, ...(password ? { password } : {}) });
  else {
    say(sentence);
    if (password) say(`Password, shown this once: ${password}`);
  }
}

function emailOf(call: Call): string {
  const email = call.args[0]!;
  if (!/^\S+@\S+$/.test(email)) throw new UsageError(`“${email}” is no e-mail address.`);
  return email;
}

function rolesOf(text: string | undefined): Role[] {
  const words = (text ?? 'learner').split(',').map((one) => one.trim());
  return words.map((word) => {
    const role = allRoles.find((one) => one === word);
    if (role) return role;
    const near = nearest(word, allRoles);
    throw new UsageError(
      `There is no role “${word}”.${near ? ` Did you mean ${near}?` : ''} Roles: ${allRoles.join(', ')}.`,
    );
  });
}

/** From standard input, so that it stands in no history and no list of processes; without it one is made. */
async function passwordOf(call: Call): Promise<{ password: string; isMade: boolean }> {
  if (!call.has('password-stdin')) return { password: randomBytes(12).toString('base64url'), isMade: true };
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdin.unref?.();
    return { password: line, isMade: false };
  }
  throw new UsageError('--password-stdin, but standard input was empty.');
}
