import Ajv from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadDestination } from '../../../src/runtime/destination/load';
import { composeSchema } from './composeSchema';
import { parseCommandLine } from './parseCommandLine';
import { call, serve } from './running';

// There may be no Docker here, so that the file is checked for what can be known without it.

const folder = join(__dirname, '../../../deploy');
const page = readFileSync(join(__dirname, '../../../docs/hosts/service.md'), 'utf8');

interface ComposeService {
  image?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { disable?: boolean; test?: string[] };
  network_mode?: string;
  networks?: { default: { aliases: string[] } };
  build?: { context: string; dockerfile: string };
}
const compose = parse(readFileSync(join(folder, 'compose.yaml'), 'utf8')) as {
  services: Record<string, ComposeService>;
  volumes: object;
};
const { services } = compose;
const variables = services['rudder-server']?.environment ?? {};
const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');

/** What a service of our image runs, as its command parses it. */
function commandOf(name: string) {
  const [, entrypoint = ''] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
  const { entrypoint: own, command = [] } = services[name] ?? {};
  return parseCommandLine([...(own ?? (JSON.parse(entrypoint) as string[])), ...command]);
}

it('has the structure of a Compose file', () => {
  const validate = new Ajv({ allErrors: true, strictTuples: false }).compile(composeSchema);
  expect([validate(compose), validate.errors]).toEqual([true, null]);
});

it('refers to services, volumes and files that are there', () => {
  for (const { depends_on = {}, volumes = [], network_mode, build } of Object.values(services)) {
    expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
    if (network_mode !== undefined) {
      expect(Object.keys(services)).toContain(network_mode.replace('service:', ''));
    }
    if (build) {
      expect(existsSync(join(folder, build.context, build.dockerfile))).toBe(true);
    }
    for (const source of volumes.map((volume) => volume.split(':')[0] ?? '')) {
      expect(source.startsWith('.') ? existsSync(join(folder, source)) : source in compose.volumes).toBe(
        true,
      );
    }
  }
});

it('waits for the health of services that tell it', () => {
  const image = dockerfile.includes('HEALTHCHECK');
  for (const { depends_on = {} } of Object.values(services)) {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const { healthcheck, build } = services[name] ?? {};
      const tells = healthcheck ? healthcheck.disable !== true : build !== undefined && image;
      expect([name, condition === 'service_healthy' ? tells : true]).toEqual([name, true]);
    }
  }
});

it('gives destkit command lines that it takes', () => {
  expect(commandOf('destkit')).toMatchObject({ name: 'serve', args: [], options: { host: '0.0.0.0' } });
  expect(commandOf('sandbox')).toMatchObject({ name: 'sandbox', args: ['kochava'] });
});

it('has addresses that agree with each other and with the manifest', async () => {
  const { manifest } = await loadDestination('kochava');
  const { tls, db } = services;
  const [alias = ''] = tls?.networks?.default.aliases ?? [];
  expect(manifest.hosts).toContain(alias);
  const sandbox = commandOf('sandbox').options;
  expect(tls?.command).toEqual(
    expect.arrayContaining(['--from', alias, '--to', `127.0.0.1:${String(sandbox.port)}`]),
  );
  expect(services.sandbox?.network_mode).toBe('service:tls');
  const destkit = commandOf('destkit').options;
  expect(new URL(variables.DEST_TRANSFORM_URL ?? '')).toMatchObject({
    hostname: 'destkit',
    port: String(destkit.port),
  });
  // The image of rudder-transformer listens on 9090 by default.
  expect(destkit.upstream).toBe('http://rudder-transformer:9090');
  expect(services).toHaveProperty('rudder-transformer.healthcheck.test', [
    ...['CMD', 'wget', '-q', '--spider'],
    'http://localhost:9090/health',
  ]);
  expect(db?.environment).toEqual({
    POSTGRES_USER: variables.JOBS_DB_USER,
    POSTGRES_PASSWORD: variables.JOBS_DB_PASSWORD,
    POSTGRES_DB: variables.JOBS_DB_DB_NAME,
  });
  expect(services).toHaveProperty(variables.JOBS_DB_HOST ?? '');
});

it('has files where the variables say', () => {
  const mounted = (name: string) =>
    (services[name]?.volumes ?? []).map((volume): [string, string] => {
      const [source = '', target = ''] = volume.split(':');
      return [target, source];
    });
  expect(Object.fromEntries(mounted('rudder-server'))).toHaveProperty([
    variables.RSERVER_BACKEND_CONFIG_CONFIG_JSONPATH ?? '',
  ]);
  // Caddy writes its authority to /data/caddy; destkit has the same volume at another path.
  const certificate = services.tls?.healthcheck?.test?.at(-1)?.replace('/data/', '/tls/');
  expect(services.destkit?.environment).toEqual({ NODE_EXTRA_CA_CERTS: certificate });
  expect([mounted('tls'), mounted('destkit')]).toEqual([[['/data', 'tls']], [['/tls', 'tls']]]);
});

it('sets every variable of the table on the page, with the same value', () => {
  const rows = [...page.matchAll(/^ +\| `(RSERVER_\w+|\w+_URL)` +\| `?([^`|]*)`? +\|/gm)].map(
    ([, name = '', value = '']): [string, string] => [name, value.trim()],
  );
  const table = Object.fromEntries(rows);
  expect(table).toMatchObject({ DEST_TRANSFORM_URL: 'http://127.0.0.1:9090', USER_TRANSFORM_URL: 'unset' });
  for (const [name, value] of rows) {
    const given = name === 'DEST_TRANSFORM_URL' ? 'http://destkit:9090' : value;
    expect([name, variables[name] ?? 'unset']).toEqual([name, given]);
  }
});

it('sets no variable that the page does not name', () => {
  const missing = Object.keys(variables).filter(
    (name) => !page.includes(name) && !(name.startsWith('JOBS_DB_') && page.includes('`JOBS_DB_*`')),
  );
  expect(missing).toEqual([]);
});

it('has a workspace whose destination transforms what the file says to send', async () => {
  const workspace = JSON.parse(readFileSync(join(folder, 'compose/workspaceConfig.json'), 'utf8')) as {
    sources: [{ destinations: [{ id: string; config: object; destinationDefinition: object }] }];
  };
  const [{ id, config, destinationDefinition }] = workspace.sources[0].destinations;
  const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');
  const event = JSON.parse(/-d '(.*)'/.exec(text)?.[1] ?? '') as object;
  const { origin, service } = await serve();
  const { body } = await call(`${origin}/routerTransform`, {
    destType: 'KOCHAVA',
    input: [
      {
        message: { type: 'track', anonymousId: 'a-1', ...event },
        metadata: { jobId: 1 },
        destination: { ID: id, Config: config, DestinationDefinition: destinationDefinition },
      },
    ],
  });
  await service.close();
  expect(body).toMatchObject({ output: [{ statusCode: 200, metadata: [{ jobId: 1 }] }] });
});
