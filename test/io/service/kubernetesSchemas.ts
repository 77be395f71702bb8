/** The parts of Kubernetes' API that deploy/kubernetes.yaml uses; what is not listed here is a mistake in it. */
const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 0 };
const texts = { type: 'object', additionalProperties: text };
const quantity = { type: 'string', pattern: '^[0-9]+(?:m|Ki|Mi|Gi)?$' };

function strict(properties: Record<string, object>, ...optional: string[]): object {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object): object {
  return { type: 'array', items, minItems: 1 };
}

function kind(apiVersion: string, name: string, spec: object): object {
  return strict({
    apiVersion: { const: apiVersion },
    kind: { const: name },
    metadata: strict({ name: text, labels: texts }, 'labels'),
    spec,
  });
}

const labelled = strict({ matchLabels: texts });

const probe = strict(
  {
    httpGet: strict({ path: { type: 'string', pattern: '^/' }, port: { enum: ['http'] } }),
    periodSeconds: { type: 'integer', minimum: 1 },
    timeoutSeconds: { type: 'integer', minimum: 1 },
    failureThreshold: { type: 'integer', minimum: 1 },
  },
  'timeoutSeconds',
);

const container = strict({
  name: text,
  image: { type: 'string', pattern: '^[a-z]+:[0-9.]+$' },
  args: list(text),
  ports: list(strict({ name: { const: 'http' }, containerPort: { const: 9090 } })),
  resources: strict({
    requests: strict({ cpu: quantity, memory: quantity }),
    limits: strict({ memory: quantity }),
  }),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  lifecycle: strict({ preStop: strict({ exec: strict({ command: list(text) }) }) }),
  securityContext: strict({
    allowPrivilegeEscalation: { const: false },
    readOnlyRootFilesystem: { const: true },
    capabilities: strict({ drop: { const: ['ALL'] } }),
  }),
});

const pod = strict({
  automountServiceAccountToken: { const: false },
  terminationGracePeriodSeconds: count,
  securityContext: strict({
    runAsNonRoot: { const: true },
    runAsUser: { type: 'integer', minimum: 1 },
    seccompProfile: strict({ type: { const: 'RuntimeDefault' } }),
  }),
  containers: { ...list(container), maxItems: 1 },
});

/** Kind of object -> its schema. */
export const manifestSchemas: Record<string, object> = {
  Deployment: kind(
    'apps/v1',
    'Deployment',
    strict({
      selector: labelled,
      strategy: strict({ rollingUpdate: strict({ maxUnavailable: count, maxSurge: count }) }),
      template: strict({ metadata: strict({ labels: texts, annotations: texts }), spec: pod }),
    }),
  ),
  Service: kind(
    'v1',
    'Service',
    strict({
      selector: texts,
      ports: list(strict({ name: text, port: { const: 9090 }, targetPort: { enum: ['http'] } })),
    }),
  ),
  HorizontalPodAutoscaler: kind(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    strict({
      scaleTargetRef: strict({ apiVersion: { const: 'apps/v1' }, kind: { const: 'Deployment' }, name: text }),
      minReplicas: { type: 'integer', minimum: 2 },
      maxReplicas: { type: 'integer', minimum: 2 },
      metrics: list(
        strict({
          type: { const: 'Resource' },
          resource: strict({
            name: { const: 'cpu' },
            target: strict({
              type: { const: 'Utilization' },
              averageUtilization: { type: 'integer', minimum: 1, maximum: 100 },
            }),
          }),
        }),
      ),
    }),
  ),
  PodDisruptionBudget: kind(
    'policy/v1',
    'PodDisruptionBudget',
    strict({ maxUnavailable: { type: 'integer', minimum: 1 }, selector: labelled }),
  ),
};
