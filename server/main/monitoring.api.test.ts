/** What ships for monitoring is right: every figure exists, every alert says what to do, and the tools themselves agree (L-121, L-122). */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { registry } from '#server/platform/telemetry/metrics.ts';
import { startProduct } from '#server/testing/product.ts';

const product = await startProduct();
const folder = 'deploy/monitoring';
type Rule = {
  record?: string;
  alert?: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
};
const rules: Rule[] = parse(readFileSync(`${folder}/prometheus/rules/lyceum.yml`, 'utf8')).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const alerts = rules.filter((rule) => rule.alert !== undefined);
const handbook = readFileSync('docs/operations/monitoring.md', 'utf8');
const boards = readdirSync(`${folder}/grafana/dashboards`).map((name) => ({
  name,
  board: JSON.parse(readFileSync(path.join(folder, 'grafana/dashboards', name), 'utf8')),
}));

const sources = parse(
  readFileSync(`${folder}/grafana/provisioning/datasources/lyceum.yaml`, 'utf8'),
).datasources.map(({ type, uid }: { type: string; uid: string }) => ({ type, uid }));

type Panel = {
  title: string;
  description: string;
  fieldConfig: { defaults: { unit: string } };
  gridPos: { x: number; w: number };
  datasource: { type: string; uid: string };
  /** Of Prometheus, or of the index of logs. */
  targets: { expr?: string; legendFormat?: string; query?: string }[];
};
const has = (command: string) => spawnSync(command, ['--version']).status === 0;
const without = (what: string) => (has(what) ? '' : ` (skipped: no ${what} here)`);

/** Names of other exporters, which the files mark as optional, and of Prometheus itself. */
const fromElsewhere = new Set(['up', 'probe_ssl_earliest_cert_expiry']);

async function knownMetrics(): Promise<Set<string>> {
  const known = new Set(fromElsewhere);
  for (const { name, type } of await registry.getMetricsAsJSON()) {
    known.add(name);
    if (String(type) === 'histogram')
      for (const part of ['bucket', 'count', 'sum']) known.add(`${name}_${part}`);
  }
  for (const { record } of rules) if (record) known.add(record);
  return known;
}

/** Names of metrics in an expression: what is neither text, label, number, unit of time nor a word of the language. */
function metricsOf(expression: string): string[] {
  const words = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\b(by|on|without|ignoring)\s*\([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .match(/[a-zA-Z_:][\w:]*/g);
  const language =
    /^(sum|max|min|avg|rate|increase|histogram_quantile|topk|absent|and|or|unless|vector|time|by|on)$/;
  return (words ?? []).filter((word) => !language.test(word));
}
const adapter = parse(readFileSync('deploy/monitoring/prometheus-adapter/rules.yaml', 'utf8')) as {
  rules: { custom: { seriesQuery: string; metricsQuery: string }[] };
};
const filled = (query: string, series = '') =>
  query
    .replaceAll('<<.Series>>', series)
    .replaceAll('<<.LabelMatchers>>', 'namespace="backend"')
    .replaceAll('<<.GroupBy>>', 'pod');
const expressionsOfRules = [
  ...rules.map((rule) => rule.expr),
  ...adapter.rules.custom.map(({ seriesQuery, metricsQuery }) =>
    filled(metricsQuery, seriesQuery.split('{')[0]),
  ),
];

describe('every figure that is shown or judged', () => {
  it('exists once the product runs', async () => {
    expect((await product.anonymous.get('/metrics')).status).toBe(200);
    const known = await knownMetrics();
    expect(expressionsOfRules.length).toBeGreaterThan(20);
    for (const expression of expressionsOfRules)
      for (const metric of metricsOf(expression)) expect(known, expression).toContain(metric);
    for (const { name, board } of boards)
      for (const { targets } of board.panels as Panel[])
        for (const { expr = '' } of targets)
          for (const metric of metricsOf(expr)) expect(known, `${name}: ${expr}`).toContain(metric);
  });

  it('has a unit, a description, a legend and room on its board', () => {
    expect(boards.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'overview.json',
        'database.json',
        'queue-and-mail.json',
        'browsers.json',
        'business.json',
      ]),
    );
    for (const { name, board } of boards) {
      expect(board.uid).toBe(`lyceum-${name.replace('.json', '')}`);
      for (const panel of board.panels as Panel[]) {
        expect(panel.fieldConfig.defaults.unit, panel.title).not.toBe('');
        expect(panel.description.length, panel.title).toBeGreaterThan(8);
        expect(panel.gridPos.x + panel.gridPos.w, panel.title).toBeLessThanOrEqual(24);
        expect(sources, panel.title).toContainEqual(panel.datasource);
        for (const { expr, legendFormat, query } of panel.targets)
          if (panel.datasource.type === 'prometheus')
            expect([Boolean(expr), Boolean(legendFormat)], panel.title).toEqual([true, true]);
          else
            expect(query, panel.title).toMatch(
              /^event\.dataset:lyceum\.(access|application|error|security)$/,
            );
      }
    }
  });
});

describe('every alert', () => {
  it('has a severity that is routed, words for people, and a paragraph that says what to do', () => {
    for (const { alert, labels, annotations } of alerts) {
      expect(['critical', 'warning'], alert).toContain(labels.severity);
      expect(annotations.summary.length, alert).toBeGreaterThan(10);
      expect(annotations.description.length, alert).toBeGreaterThan(10);
      expect(annotations.runbook_url).toBe(`docs/operations/monitoring.md#${alert?.toLowerCase()}`);
      const paragraph = handbook.split(`### ${alert}\n`)[1]?.split('\n### ')[0] ?? '';
      expect(paragraph.length, `runbook of ${alert}`).toBeGreaterThan(120);
    }
  });
  it('is in the handbook only if it exists', () => {
    const described = [...handbook.matchAll(/^### (Lyceum\w+)$/gm)].map(([, name]) => name!);
    expect(described.toSorted()).toEqual(alerts.map(({ alert }) => alert!).toSorted());
  });
});

describe('the tools themselves', () => {
  const slow = 90_000;
  const run = (command: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: folder });
    return { status, said: stdout + stderr };
  };
  it.skipIf(!has('promtool'))(
    `promtool accepts configuration and rules, and the rules’ own tests pass${without('promtool')}`,
    () => {
      for (const args of [
        ['check', 'config', '--syntax-only', 'prometheus/prometheus.yml'],
        ['check', 'rules', 'prometheus/rules/lyceum.yml'],
        ['test', 'rules', 'prometheus/tests/alerts.yml'],
      ]) {
        const { status, said } = run('promtool', ...args);
        expect(status, said).toBe(0);
      }
    },
    slow,
  );
  it.skipIf(!has('amtool'))(
    `amtool accepts the routes to e-mail, Slack and PagerDuty${without('amtool')}`,
    () => {
      const { status, said } = run('amtool', 'check-config', 'alertmanager/alertmanager.yml');
      expect(status, said).toBe(0);
      const text = readFileSync(`${folder}/alertmanager/alertmanager.yml`, 'utf8');
      for (const way of ['email_configs', 'slack_configs', 'pagerduty_configs']) expect(text).toContain(way);
      // Secrets come from files only.
      expect(text).not.toMatch(/^\s*(smtp_auth_password|slack_api_url|api_url|routing_key|service_key):/m);
      const routed = run(
        'amtool',
        'config',
        'routes',
        'test',
        '--config.file=alertmanager/alertmanager.yml',
        'severity=critical',
      );
      expect(routed.said).toContain('on-call');
    },
  );
});

it('the index of logs knows every field that a line of the log has', () => {
  const template = JSON.parse(readFileSync(`${folder}/elk/index-template.json`, 'utf8'));
  const fields = [
    ...readFileSync('server/platform/telemetry/ecs.api.test.ts', 'utf8').matchAll(
      /^ {2}'?([@a-z_.]+)'?: '(string|number)',$/gm,
    ),
  ];
  expect(fields.length).toBeGreaterThan(20);
  for (const [, name, kind] of fields) {
    const found = name!
      .split('.')
      .reduce(
        (at, part) => at?.properties?.[part],
        template.template.mappings as { properties?: Record<string, never>; type?: string } | undefined,
      );
    expect(found?.type, name).toMatch(
      kind === 'number' ? /^long$/ : /^(keyword|wildcard|match_only_text|date|ip)$/,
    );
  }
});
