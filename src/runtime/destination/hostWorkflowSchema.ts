import { isObject } from '../isObject';
import { locateFinding } from '../schema/check';
import type { TextDocument } from '../schema/document';
import type { DestkitError } from '../errors/destkitError';
import type { Finding } from '../schema/findings';
import type { Validator } from '../schema/validating';

// destkit's schema of workflow files is narrower than what a host takes: it wants JSONata, and knows every key.

const known = new WeakMap<Validator, Validator>();

/**
 * The schema of workflow files, for those of a host's folder: any `templateType`, `exportAll` without a name (which changes
 * nothing), and keys that workflow-engine ignores.
 *
 * @param schema of workflow files
 * @returns the same one each time
 */
export function asHostSchema(schema: Validator): Validator {
  const check = (value: unknown) => schema.check(toOwnForm(value)).filter((finding) => !isIgnored(finding));
  const host = known.get(schema) ?? {
    ...schema,
    check,
    accepts: (value: unknown) => check(value).length === 0,
  };
  known.set(schema, host);
  return host;
}

/** The keys of a host's workflow file that workflow-engine ignores. */
export function findIgnoredKeys(document: TextDocument, schema: Validator): DestkitError[] {
  return schema
    .check(toOwnForm(document.value))
    .filter(isIgnored)
    .map((finding) => locateFinding(document, finding));
}

function isIgnored({ kind }: Finding): boolean {
  return kind === 'unknownKey';
}

/** The value of a host's workflow file as destkit's schema would have it. */
function toOwnForm(value: unknown): unknown {
  if (!isObject(value)) {
    return value;
  }
  const { bindings } = value;
  return {
    ...value,
    templateType: 'jsonata',
    ...(Array.isArray(bindings) ? { bindings: bindings.map(withoutExportAll) } : {}),
  };
}

function withoutExportAll(binding: unknown): unknown {
  if (!isObject(binding) || binding.name !== undefined) {
    return binding;
  }
  const { exportAll, ...rest } = binding;
  return exportAll === true ? rest : binding;
}
