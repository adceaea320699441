/** What is watched, broken one by one. */
import { describe } from 'vitest';
import { isContent, notices } from './breaking.ts';
import { monitoringCheck } from './monitoring.ts';

const prometheus = 'deploy/monitoring/prometheus/prometheus.yml';

describe('monitoring', () => {
  isContent(monitoringCheck);
  notices(monitoringCheck, [
    [
      'the processes listen at another port',
      'compose.yaml',
      'PORT: "8000"',
      'PORT: "3000"',
      'monitoring-target',
    ],
    ['another port is asked', prometheus, 'port: 8000', 'port: 3000', 'monitoring-target'],
    [
      'a process is not asked',
      prometheus,
      'names: [backend, worker]',
      'names: [backend]',
      'monitoring-target',
    ],
    [
      'a process is asked that is not run',
      prometheus,
      'names: [backend,',
      'names: [web, backend,',
      'monitoring-target',
    ],
    [
      'one name stands for three copies',
      prometheus,
      'dns_sd_configs:\n      - names: [backend, worker]',
      'static_configs:\n      - targets: ["backend:8000"]\n        names: []',
      'monitoring-target',
    ],
    [
      'Grafana reads streams that nobody writes',
      'deploy/monitoring/grafana/provisioning/datasources/lyceum.yaml',
      'logs-lyceum.*',
      'logs-lyceum-*',
      'monitoring-logs',
    ],
    [
      'Filebeat writes streams that nobody reads',
      'deploy/monitoring/elk/filebeat.yml',
      'index: "logs-%',
      'index: "lyceum-%',
      'monitoring-logs',
    ],
    [
      'the template is for other streams',
      'deploy/monitoring/elk/index-template.json',
      'logs-lyceum.*-*',
      'logs-lyceum-*',
      'monitoring-logs',
    ],
  ]);
});
