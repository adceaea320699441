/** All checks of the deployment artefacts, in the order in which they are reported. */
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { composeCheck } from './compose.ts';
import { dockerfileCheck } from './dockerfile.ts';
import { kubernetesCheck } from './kubernetes.ts';
import { monitoringCheck } from './monitoring.ts';
import { pipelinesCheck } from './pipelines.ts';
import { platformsCheck } from './platforms.ts';
import { terraformCheck } from './terraform.ts';
import { yamlCheck } from './yaml-files.ts';

export const checks: Check[] = [
  yamlCheck,
  dockerfileCheck,
  composeCheck,
  kubernetesCheck,
  monitoringCheck,
  terraformCheck,
  pipelinesCheck,
  platformsCheck,
];

/** YAML that cannot be read is reported alone; the other checks would only say it again. */
export async function judge(artefacts: Artefacts): Promise<Problem[]> {
  const unreadable = await yamlCheck.run(artefacts);
  if (unreadable.length > 0) return unreadable;
  const found = await Promise.all(checks.map((check) => check.run(artefacts)));
  return found.flat();
}
