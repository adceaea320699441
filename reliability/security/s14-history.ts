/** S14, the repository: no secret in any version of any file that was ever committed. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Check, Report } from '../report.ts';

const patterns: Record<string, RegExp> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?!['"`\\ …])/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/,
  'a token of a forge': /\b(?:gh[pousr]_\w{36,}|github_pat_\w{60,}|glpat-[\w-]{20,}|npm_\w{36})\b/,
  'a token of a chat':
    /\bxox[abprs]-\d{6,}-[\w-]{10,}|hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,}/,
  'a token of a payment service': /\b[sr]k_live_\w{20,}\b/,
  'a signed token': /\beyJ[\w-]{20,}\.eyJ[\w-]{40,}\.[\w-]{40,}\b/,
  'a password in an address':
    /\b(?:postgres(?:ql)?|redis|smtps?|amqp|mongodb):\/\/[^\s:/@'"`$]+:(?!secret|password|hidden|wrong|x@|\[|\*|\$|<)[^\s@'"`$]{8,}@(?!localhost|127\.|.*(?:\.test|example|\.invalid))/,
};

async function run(report: Report): Promise<void> {
  const git = spawn('git', ['log', '--all', '-p', '--no-color', '--unified=0', '--no-textconv'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  report.defer(() => git.kill());
  let lines = 0;
  let commit = '';
  let file = '';
  const hits: string[] = [];
  for await (const line of createInterface({ input: git.stdout })) {
    if (line.startsWith('commit ')) commit = line.slice(7, 19);
    else if (line.startsWith('+++ ')) file = line.slice(6);
    if (!line.startsWith('+') || line.length > 5000 || file === 'package-lock.json') continue;
    lines++;
    // Said to be an example where it stands.
    if (/EXAMPLE|example|ABCDEFGHIJ|change-?me|CHANGE|REPLACE|replace/.test(line)) continue;
    for (const [what, pattern] of Object.entries(patterns))
      if (pattern.test(line)) hits.push(`${what} in ${file} at ${commit}`);
  }
  report.counted('lines of history', lines);
  report.zero('secrets in it', hits.length);
  for (const hit of hits.slice(0, 20)) report.say(hit);
}

export const check: Check = { id: 'S14', title: 'Secrets in the history of the repository', minutes: 1, run };
