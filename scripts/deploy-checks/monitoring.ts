/** What is watched is there: Prometheus asks the processes that Compose runs, and Grafana reads the streams that Filebeat writes. */
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { composeFiles, environmentOf, interpolate } from './compose.ts';
import { entriesOf, listOf, type Tree } from './values.ts';
import { parseYaml, readYaml } from './yaml-files.ts';

const home = 'deploy/monitoring';
const prometheusFile = `${home}/prometheus/prometheus.yml`;
const sourcesFile = `${home}/grafana/provisioning/datasources/lyceum.yaml`;
const filebeatFile = `${home}/elk/filebeat.yml`;
const templateFile = `${home}/elk/index-template.json`;

/** Services of our image that go on running, with the port each listens on. */
function processes(artefacts: Artefacts): Map<string, number> {
  const [tree] = parseYaml(interpolate(artefacts.read(composeFiles[0]!)));
  return new Map(
    entriesOf(tree.services)
      .filter(([, one]) => one.build?.target === 'backend' && one.restart === 'unless-stopped')
      .map(([name, one]) => [name, Number(new Map(environmentOf(one)).get('PORT'))]),
  );
}

/** A name of Compose stands for every copy, and which there are changes: it is asked of the name service, at each copy's own port. */
function targets(artefacts: Artefacts): string[] {
  const [tree] = readYaml(artefacts, prometheusFile);
  const job = listOf(tree.scrape_configs).find((one: Tree) => one.job_name === 'lyceum');
  const expected = processes(artefacts);
  const asked = new Map<string, Tree>(
    listOf(job?.dns_sd_configs).flatMap((one) => listOf(one.names).map((name) => [name as string, one])),
  );
  const problems = job?.static_configs ? ['a static name stands for one copy of several'] : [];
  for (const [name, port] of expected) {
    const found = asked.get(name);
    if (!found) problems.push(`does not ask ${name} of compose.yaml`);
    else if (found.type !== 'A' || found.port !== port)
      problems.push(`asks ${name} at ${found.type} ${found.port}; it listens at ${port}`);
  }
  for (const name of asked.keys())
    if (!expected.has(name)) problems.push(`asks ${name}, which compose.yaml does not run`);
  return problems;
}

const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);

const datasets = ['lyceum.access', 'lyceum.application', 'lyceum.error', 'lyceum.security'];

/** The streams that Filebeat's index makes of the datasets a line of the log may have. */
function streams(artefacts: Artefacts): string[] {
  const index = String(readYaml(artefacts, filebeatFile)[0]['output.elasticsearch'].index);
  return datasets.map((dataset) => index.replace(/%\{\[event\.dataset\][^}]*\}/, dataset));
}

function logs(artefacts: Artefacts): Problem[] {
  const [sources] = readYaml(artefacts, sourcesFile);
  const readers: [string, string[]][] = [
    [
      sourcesFile,
      listOf(sources.datasources)
        .filter((one) => one.type === 'elasticsearch')
        .map((one) => String(one.jsonData.index)),
    ],
    [templateFile, JSON.parse(artefacts.read(templateFile)).index_patterns],
  ];
  return readers.flatMap(([file, patterns]) =>
    streams(artefacts)
      .filter((stream) => !patterns.some((pattern) => fits(pattern, stream)))
      .map((stream) => ({ file, rule: 'monitoring-logs', message: `${patterns} does not match ${stream}` })),
  );
}

export const monitoringCheck: Check = {
  name: 'Monitoring',
  run: (artefacts) => [
    ...targets(artefacts).map((message) => ({ file: prometheusFile, rule: 'monitoring-target', message })),
    ...logs(artefacts),
  ],
};
