/**
 * `npm run check deployment`: the files under deploy/, the pipelines and the platform files, judged by machine.
 *
 * Nothing here needs a cloud, a container engine or a cluster. docs/operations/deployment.md says what each check proves, and what
 * only the real thing can.
 */
import { Artefacts } from './deploy-checks/artefacts.ts';
import { judge } from './deploy-checks/index.ts';

const problems = await judge(new Artefacts(process.cwd()));
for (const { file, rule, message } of problems) process.stdout.write(`${file}: ${message} [${rule}]\n`);
process.exit(problems.length === 0 ? 0 : 1);
