import Ajv from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sandboxCommand } from '../../src/cli/commands/sandbox';
import { serveCommand } from '../../src/cli/commands/serve';
import { loadDestination } from '../../src/destination/load';
import { composeSchema } from './composeSchema';
import { call, serve } from './running';

// There may be no Docker here, so that the file is checked for what can be known without it.

const folder = join(__dirname, '../../deploy');
const page = readFileSync(join(__dirname, '../../docs/hosts/service.md'), 'utf8');

interface ComposeService {
  image?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { disable?: boolean };
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
  const image = readFileSync(join(folder, 'Dockerfile'), 'utf8').includes('HEALTHCHECK');
  for (const { depends_on = {} } of Object.values(services)) {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const { healthcheck, build } = services[name] ?? {};
      const tells = healthcheck ? healthcheck.disable !== true : build !== undefined && image;
      expect([name, condition === 'service_healthy' ? tells : true]).toEqual([name, true]);
    }
  }
});

it('gives destkit options that it has', () => {
  const optionsOf = (command: typeof serveCommand) =>
    command(() => undefined).options.map(({ long }) => long);
  const used = (service: string) =>
    (services[service]?.command ?? []).filter((argument) => argument.startsWith('--'));
  expect(optionsOf(serveCommand)).toEqual(expect.arrayContaining(used('destkit')));
  expect(optionsOf(sandboxCommand)).toEqual(expect.arrayContaining(used('sandbox')));
  expect(used('destkit')).toContain('--upstream');
});

it('has addresses that agree with each other and with the manifest', async () => {
  const { manifest } = await loadDestination('kochava');
  const [alias = ''] = services.tls?.networks?.default.aliases ?? [];
  expect(manifest.hosts).toContain(alias);
  expect(services.tls?.command).toEqual(expect.arrayContaining([alias, '127.0.0.1:4000']));
  expect(services.sandbox?.command).toEqual(['--port', '4000']);
  expect(variables.DEST_TRANSFORM_URL).toBe('http://destkit:9090');
  expect(services.destkit?.command).toEqual(
    expect.arrayContaining(['9090', 'http://rudder-transformer:9090']),
  );
});

it('sets the variables that the page tells of, with the same values', () => {
  const named = [...page.matchAll(/^ +\| `(RSERVER_\w+)` +\| `([^`]*)` /gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(named.length).toBeGreaterThan(2);
  expect(variables).toMatchObject(Object.fromEntries(named) as Record<string, string>);
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
