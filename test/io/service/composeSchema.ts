/**
 * The part of the Compose Specification (https://github.com/compose-spec/compose-spec/blob/main/spec.md) that
 * deploy/compose.yaml uses, as JSON Schema. Keys beyond it are errors, so that a typing error is one.
 */
const strings = { type: 'array', items: { type: 'string' } };
const environment = { type: 'object', additionalProperties: { type: 'string' } };

const healthcheck = {
  type: 'object',
  additionalProperties: false,
  properties: {
    disable: { type: 'boolean' },
    test: {
      type: 'array',
      minItems: 2,
      items: [{ enum: ['CMD', 'CMD-SHELL'] }],
      additionalItems: { type: 'string' },
    },
    interval: { type: 'string', pattern: '^\\d+(ms|s|m)$' },
    retries: { type: 'integer', minimum: 1 },
  },
};

const dependsOn = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['condition'],
    properties: { condition: { enum: ['service_started', 'service_healthy'] } },
  },
};

const service = {
  type: 'object',
  additionalProperties: false,
  oneOf: [{ required: ['image'] }, { required: ['build'] }],
  properties: {
    image: { type: 'string' },
    build: {
      type: 'object',
      additionalProperties: false,
      properties: { context: { type: 'string' }, dockerfile: { type: 'string' } },
    },
    command: strings,
    entrypoint: strings,
    environment,
    user: { type: 'string' },
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    ports: { type: 'array', items: { type: 'string', pattern: '^127\\.0\\.0\\.1:\\d+:\\d+$' } },
    volumes: { type: 'array', items: { type: 'string', pattern: '^[\\w./-]+:/[\\w./-]*(:ro)?$' } },
    network_mode: { type: 'string', pattern: '^service:' },
    networks: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: { aliases: strings },
      },
    },
    healthcheck,
    depends_on: dependsOn,
  },
};

export const composeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['services'],
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' },
    services: { type: 'object', additionalProperties: service },
    volumes: { type: 'object', additionalProperties: { type: 'object', maxProperties: 0 } },
  },
};
