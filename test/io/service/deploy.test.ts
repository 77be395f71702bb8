import Ajv from 'ajv';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { routes } from '../../../src/io/service/routing';
import { defaultSettings } from '../../../src/io/service/service';
import { manifestSchemas } from './kubernetesSchemas';
import { parseCommandLine } from './parseCommandLine';
import { inCI } from '../../inCI';
import { temporaryFolder } from '../../temporaryFolder';

const root = join(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Document {
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown>;
}

const documents = parseAllDocuments(read('deploy/kubernetes.yaml')).map((each) => each.toJS() as Document);
const byKind = new Map(documents.map((document) => [document.kind, document]));
const ajv = new Ajv({ allErrors: true });

describe('deploy/kubernetes.yaml', () => {
  it('has each of its objects once', () => {
    expect([...byKind.keys()].sort()).toEqual(Object.keys(manifestSchemas).sort());
    expect(documents).toHaveLength(byKind.size);
  });

  it.each(Object.entries(manifestSchemas))('has a %s of the right structure', (kind, schema) => {
    const validate = ajv.compile(schema);
    expect([validate(byKind.get(kind)), validate.errors]).toEqual([true, null]);
  });

  it('gives the image arguments that its command takes', () => {
    const { template } = byKind.get('Deployment')?.spec as { template: { spec: PodSpec } };
    const [{ args, ports } = { args: [], ports: [] }] = template.spec.containers;
    const { options } = parseCommandLine(['node', 'dist/apps/cli/main.js', 'serve', ...args]);
    expect(options).toMatchObject({ host: '0.0.0.0', upstream: 'http://rudder-transformer:9090' });
    expect(ports.map(({ containerPort }) => containerPort)).toEqual([options.port]);
  });

  it('refers to what is there', () => {
    const { template, selector } = byKind.get('Deployment')?.spec as {
      selector: { matchLabels: object };
      template: { metadata: { labels: object }; spec: PodSpec };
    };
    const { labels } = template.metadata;
    expect(selector.matchLabels).toEqual(labels);
    expect(byKind.get('Service')?.spec.selector).toEqual(labels);
    expect(byKind.get('PodDisruptionBudget')?.spec.selector).toEqual({ matchLabels: labels });
    expect(byKind.get('HorizontalPodAutoscaler')?.spec.scaleTargetRef).toMatchObject({
      kind: 'Deployment',
      name: byKind.get('Deployment')?.metadata.name,
    });
    const [container] = template.spec.containers;
    const known = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
    for (const probe of [container?.startupProbe, container?.readinessProbe, container?.livenessProbe]) {
      expect(known).toContain(probe?.httpGet.path);
    }
    expect(container?.livenessProbe.httpGet.path).not.toBe(container?.readinessProbe.httpGet.path);
    const pause = Number(container?.lifecycle.preStop.exec.command[1]) * 1000;
    expect(template.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(
      pause + defaultSettings.drainTimeout,
    );
  });
});

interface Probe {
  httpGet: { path: string };
}

interface PodSpec {
  terminationGracePeriodSeconds: number;
  containers: {
    args: string[];
    ports: { containerPort: number }[];
    startupProbe: Probe;
    readinessProbe: Probe;
    livenessProbe: Probe;
    lifecycle: { preStop: { exec: { command: string[] } } };
  }[];
}

describe('deploy/Dockerfile', () => {
  const lines = read('deploy/Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);
  const all = (name: string) => lines.flatMap(([instruction, rest]) => (instruction === name ? [rest] : []));

  it('has only instructions that there are', () => {
    const known = 'FROM WORKDIR COPY RUN ENV USER EXPOSE HEALTHCHECK ENTRYPOINT CMD'.split(' ');
    expect(lines.filter(([instruction]) => !known.includes(instruction))).toEqual([]);
  });

  it('builds on a slim image without naming a registry, and runs as a user without rights', () => {
    expect(all('FROM')).toEqual(['node:20-slim AS build', 'node:20-slim']);
    expect(all('USER')).toEqual(['node']);
    expect(lines.findIndex(([name]) => name === 'USER')).toBeLessThan(
      lines.findIndex(([name]) => name === 'ENTRYPOINT'),
    );
  });

  it('copies files that are there', () => {
    const sources = all('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(sources).toContain('destinations');
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });

  // The build takes half a minute, and only a new file that it reads can break it.
  if (!inCI) {
    console.log('The build of the image is not tried: it takes half a minute, and runs where CI=true.');
  }
  (inCI ? it : it.skip)('has all that the build needs', () => {
    const stage = lines.slice(
      0,
      lines.findIndex(([name, rest]) => name === 'FROM' && !rest.includes(' AS ')),
    );
    const folder = temporaryFolder();
    for (const [name, rest] of stage) {
      const places = rest.split(' ');
      const target = places.pop() ?? '';
      for (const source of name === 'COPY' ? places : []) {
        const into = target.endsWith('/') ? join(target, basename(source)) : target;
        cpSync(join(root, source), join(folder, into), { recursive: true });
      }
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const build = spawnSync('npm', ['run', 'build'], { cwd: folder, encoding: 'utf8' });
    expect([build.status, build.stderr]).toEqual([0, '']);
    const { stdout } = spawnSync(process.execPath, ['dist/apps/cli/main.js', 'serve', '--help'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toContain('Usage: destkit serve');
  });

  it('starts the command, and asks the liveness route how it is', () => {
    expect(JSON.parse(all('ENTRYPOINT')[0] ?? '')).toEqual(['node', 'dist/apps/cli/main.js', 'serve']);
    expect(all('HEALTHCHECK')[0]).toContain("fetch('http://127.0.0.1:9090/health')");
    expect(JSON.parse(all('CMD')[0] ?? '')).toEqual(['--host', '0.0.0.0', '--port', '9090']);
  });
});
