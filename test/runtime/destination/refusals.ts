const CODE = 'would be loaded as JavaScript and run on this machine: a destination folder is data';
const OUTSIDE = "may not be read: it is outside of the destination's folder";

/** Attack -> the problem of loading it, and the rule of lint. */
export const refusals: Record<string, [problem: string, rule: string]> = {
  'code-by-path': [`workflow.yaml:7:11 BINDING_IS_CODE ./evil.js ${CODE}`, 'code-binding'],
  'code-by-module': [`workflow.yaml:7:11 BINDING_IS_CODE evil-module ${CODE}`, 'code-binding'],
  'code-in-capitals': [`workflow.yaml:7:11 BINDING_IS_CODE ./table.JSON ${CODE}`, 'code-binding'],
  'code-as-yaml': [`workflow.yaml:7:11 BINDING_IS_CODE ./table.yaml ${CODE}`, 'code-binding'],
  'code-without-a-name': [`workflow.yaml:6:11 BINDING_IS_CODE ./evil ${CODE}`, 'code-binding'],
  'code-as-executor': [`workflow.yaml:8:11 BINDING_IS_CODE ./evil.js ${CODE}`, 'code-binding'],
  'code-behind-a-value': [`workflow.yaml:6:5 BINDING_IS_CODE bindings ${CODE}`, 'code-binding'],
  'code-for-a-step': [`workflow.yaml:13:17 BINDING_IS_CODE ./evil.js ${CODE}`, 'code-binding'],
  'code-of-an-inner-workflow': [`inner.yaml:7:11 BINDING_IS_CODE ./evil.js ${CODE}`, 'code-binding'],
  'steps-elsewhere': [
    'workflow.yaml:9:5 WORKFLOW_INVALID the workflow cannot be built: workflowStepPath is not supported',
    'yaml-and-schema',
  ],
  'another-root': [
    'workflow.yaml:11:7 WORKFLOW_INVALID the workflow cannot be built: externalWorkflow.rootPath is not supported',
    'yaml-and-schema',
  ],
  'table-outside': [`workflow.yaml:7:11 FILE_OUTSIDE ../outside.json ${OUTSIDE}`, 'yaml-and-schema'],
  'workflow-outside': [`destination.yaml:6:14 FILE_OUTSIDE ../outside.yaml ${OUTSIDE}`, 'yaml-and-schema'],
  'inner-workflow-outside': [
    `workflow.yaml:10:13 FILE_OUTSIDE ./parts/../../outside.yaml ${OUTSIDE}`,
    'yaml-and-schema',
  ],
  'template-by-absolute-path': [
    'workflow.yaml:9:19 FILE_OUTSIDE /etc/hostname may not be read: it is an absolute path',
    'yaml-and-schema',
  ],
  'schema-outside': [`destination.yaml:8:11 FILE_OUTSIDE ../outside.json ${OUTSIDE}`, 'yaml-and-schema'],
  'example-outside': [`destination.yaml:11:11 FILE_OUTSIDE ../outside.json ${OUTSIDE}`, 'yaml-and-schema'],
  'schema-with-a-remote-ref': [
    'config.schema.json:3:39 FILE_SCHEMA $ref must lead to a part of this file',
    'yaml-and-schema',
  ],
  'schema-that-leads-back': [
    'config.schema.json:5:22 FILE_SCHEMA this leads back to itself',
    'yaml-and-schema',
  ],
  'schema-that-doubles': ['FILE_SCHEMA more than 10000 schemas apply to one value', 'yaml-and-schema'],
  'alias-bomb': ['workflow.yaml:1:1 FILE_SYNTAX Excessive alias count', 'yaml-and-schema'],
  'step-defined-twice': [
    'workflow.yaml:11:11 WORKFLOW_INVALID the workflow cannot be built: step request is defined twice: here, and at 8:11',
    'yaml-and-schema',
  ],
};
