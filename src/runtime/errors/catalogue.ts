/**
 * Every error that destkit can report, in one place. Codes never change: scripts may compare them.
 *
 * `status` and `statTags` follow the host's convention (RudderStack's transformer): 400 means that the event or the
 * connection is wrong, and is final; 500 is an error on our side and may be retried; 298 marks a filtered event.
 */
export interface StatTags {
  errorCategory: 'dataValidation' | 'platform' | 'transformation';
  errorType?: 'instrumentation' | 'configuration';
}

interface ErrorKind {
  status: number;
  statTags: StatTags;
  message: (params: never) => string;
  /** How to correct the problem. */
  fix: string;
}

/** What the kinds of error have in common: who is to blame, and so what a host makes of it. */
const badEvent = {
  status: 400,
  statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
} satisfies Partial<ErrorKind>;
const badSettings = {
  status: 400,
  statTags: { errorCategory: 'dataValidation', errorType: 'configuration' },
} satisfies Partial<ErrorKind>;
const badWorkflow = {
  status: 500,
  statTags: { errorCategory: 'transformation' },
} satisfies Partial<ErrorKind>;
const platform: StatTags = { errorCategory: 'platform' };
const onUse = { status: 400, statTags: platform };

export const catalogue = {
  // An event cannot be transformed.
  EVENT_REJECTED: {
    ...badEvent,
    message: (p: { message: string }) => p.message,
    fix: 'Change the event at its source, or the rule in the named step.',
  },
  EVENT_FILTERED: {
    status: 298,
    statTags: badEvent.statTags,
    message: (p: { reason: string }) => p.reason,
    fix: 'Nothing to do: the workflow filters this event on purpose.',
  },
  EVENT_INVALID: {
    ...badEvent,
    message: (p: { problem: string }) => `the event is not usable: ${p.problem}`,
    fix: 'Send a JSON object: a message, or {message, destination, metadata}.',
  },
  EVENT_TOO_DEEP: {
    ...badEvent,
    message: () => 'the event is nested too deeply, or an expression calls itself without end',
    fix: 'Flatten the event at its source, or end the recursion of the function in the named step.',
  },
  EVALUATION_TIMEOUT: {
    ...badEvent,
    message: (p: { limit: number }) => `the evaluation was ended after ${String(p.limit)} ms`,
    fix: 'Check what the expression at this place does for this event: look for a regular expression that tries the same text again and again, a function that calls itself, or a loop over a large array.',
  },
  EVENT_BLOCKS: {
    ...badEvent,
    message: () => 'the event is not run again: it has blocked a worker of the service more than once',
    fix:
      'Find the regular expression that takes so long for this event (the rule slow-regex of "destkit lint" reports many), ' +
      'or the function call on a huge value; correct the workflow and restart the service.',
  },
  COMMAND_BLOCKED: {
    ...badEvent,
    message: (p: { what: string; late: number }) =>
      `the command was ended: ${p.what} has not come to an end, ${String(p.late)} ms after its time was over`,
    fix:
      'Rewrite the regular expression, or the pattern of a schema, so that it does not try the same text again and again ' +
      '("destkit lint" reports such expressions: slow-regex).',
  },
  EXPRESSION_FAILED: {
    ...badEvent,
    message: (p: { reason: string; message: string }) => `${p.message} (${p.reason})`,
    fix: 'Guard the expression against this value, or reject the event with $ensure.',
  },
  CONFIG_INVALID: {
    ...badSettings,
    message: (p: { problems: string }) => p.problems,
    fix: 'Correct the connection settings; "destkit validate-config" checks a file.',
  },
  REQUEST_INVALID: {
    ...badEvent,
    message: (p: { problems: string }) => `the request does not match its schema: ${p.problems}`,
    fix: 'Correct the mapping, or the request schema if the API has changed.',
  },
  HOST_NOT_ALLOWED: {
    ...badSettings,
    message: (p: { endpoint: string }) => `the manifest does not allow requests to ${p.endpoint}`,
    fix: 'Use https and a host that is listed under `hosts` in destination.yaml.',
  },
  WORKFLOW_NO_OUTPUT: {
    ...badWorkflow,
    message: (p: { problem: string }) => `the workflow yielded no usable result: ${p.problem}`,
    fix: 'Let the last step yield one $envelope(...) or an array of them.',
  },
  WORKFLOW_FAILED: {
    ...badWorkflow,
    message: (p: { message: string }) => p.message,
    fix: 'This is an error in the workflow or the runtime, not in the event; check the named step.',
  },

  // A line of input cannot be read.
  LINE_NOT_JSON: {
    ...badEvent,
    message: (p: { problem: string }) => `not JSON: ${p.problem}`,
    fix: 'Write one JSON object per line (NDJSON), or one JSON array.',
  },
  LINE_TOO_LONG: {
    ...badEvent,
    message: (p: { limit: number }) => `longer than ${p.limit} bytes`,
    fix: 'Split or shrink the event.',
  },
  INPUT_UNREADABLE: {
    ...onUse,
    message: (p: { file: string; problem: string }) => `cannot read ${p.file}: ${p.problem}`,
    fix: 'Check the path, the permissions and, for .gz, that the file is complete.',
  },

  // A destination folder cannot be used.
  DESTINATION_NOT_FOUND: {
    ...onUse,
    message: (p: { name: string; searched: string; suggestion: string }) =>
      `there is no destination "${p.name}" (looked in ${p.searched})${p.suggestion}`,
    fix: '"destkit list" lists the destinations; pass a folder as a path, such as ./my-destination.',
  },
  DESTINATION_INVALID: {
    ...onUse,
    message: (p: { name: string; count: number }) =>
      `destination "${p.name}" cannot be used: ${p.count} ${p.count === 1 ? 'problem' : 'problems'}`,
    fix: 'Correct the files at the places named above.',
  },
  FEATURE_NOT_FOUND: {
    ...onUse,
    message: (p: { name: string; feature: string; known: string }) =>
      `destination "${p.name}" has no feature "${p.feature}" (it has: ${p.known})`,
    fix: 'Add the feature under `features` in destination.yaml, or choose an existing one.',
  },
  ENGINE_NOT_FOUND: {
    ...onUse,
    message: (p: { engine: string; known: string }) => `there is no engine "${p.engine}" (known: ${p.known})`,
    fix: 'Choose one of the known engines.',
  },
  FILE_MISSING: {
    ...onUse,
    message: (p: { file: string; problem: string }) => `cannot read ${p.file}: ${p.problem}`,
    fix: 'Create the file, or correct the path that names it.',
  },
  FILE_OUTSIDE: {
    ...onUse,
    message: (p: { file: string; problem: string }) => `${p.file} may not be read: ${p.problem}`,
    fix:
      "Move the file into the destination's folder and correct the path. Schemas may also be in the folder `schemas` " +
      'beside `destinations`. Replace symbolic links with the files that they point to.',
  },
  FILE_TOO_LARGE: {
    ...onUse,
    message: (p: { file: string; problem: string }) => `${p.file} is too large: ${p.problem}`,
    fix: 'Split the file, or remove what is not needed; SECURITY.md lists the limits.',
  },
  FILE_SYNTAX: {
    ...onUse,
    message: (p: { problem: string }) => p.problem,
    fix: 'Correct the YAML or JSON at this place.',
  },
  FILE_SCHEMA: {
    ...onUse,
    message: (p: { problem: string }) => p.problem,
    fix: 'See the schema named in the first line of the file; editors use it for completion.',
  },
  EXPRESSION_SYNTAX: {
    ...onUse,
    message: (p: { reason: string; message: string }) => `${p.message} (${p.reason})`,
    fix: 'Correct the JSONata at this place; https://docs.jsonata.org describes the language.',
  },
  EXPRESSION_UNKNOWN_NAME: {
    ...onUse,
    message: (p: { name: string; hint: string }) => `nothing is bound to ${p.name}${p.hint}`,
    fix: 'Correct the name, or bind it under `bindings` of the workflow.',
  },
  EXPRESSION_ARGUMENTS: {
    ...onUse,
    message: (p: { problem: string }) => p.problem,
    fix: 'Correct the call; https://docs.jsonata.org lists the functions and their arguments.',
  },
  BINDING_IS_CODE: {
    ...onUse,
    message: (p: { file: string }) =>
      `${p.file} would be loaded as JavaScript and run on this machine: a destination folder is data`,
    fix:
      'Bind ./runtime, a JSON file or a constant (value) instead. If you trust the folder as you trust a program, pass ' +
      '--allow-code, or loadDestination(path, { allowCode: true }).',
  },
  TEMPLATE_IS_CODE: {
    status: 400,
    statTags: platform,
    message: (p: { file: string }) =>
      `the templates of ${p.file} are json-template, which runs as JavaScript on this machine: a destination folder is data`,
    fix:
      'Write the workflow in JSONata (templateType: jsonata) instead. If you trust the folder as you trust a program, give ' +
      '--allow-code, or loadDestination(path, { allowCode: true }).',
  },
  WORKFLOW_INVALID: {
    ...onUse,
    message: (p: { message: string }) => `the workflow cannot be built: ${p.message}`,
    fix: 'Correct the named step or binding.',
  },

  // A delivery.
  REQUEST_UNSENDABLE: {
    ...badWorkflow,
    message: (p: { problem: string }) => `the request cannot be sent: ${p.problem}`,
    fix: 'Change the mapping: put the body into body.JSON, or its exact text into body.JSON_ARRAY.batch.',
  },
  CREDENTIALS_REFUSED: {
    ...badSettings,
    message: (p: { message: string; keys: string }) => `${p.message}; the settings concerned: ${p.keys}`,
    fix: 'Correct these settings and run the same command again: no event is lost, and pending events continue.',
  },
  JOURNAL_IN_USE: {
    ...onUse,
    message: (p: { journal: string; owner: string }) => `the journal ${p.journal} is in use by ${p.owner}`,
    fix: 'Wait until that process ends, or pass another directory with --journal. If the process no longer exists, delete the file "lock" in the journal.',
  },
  JOURNAL_INPUT_CHANGED: {
    ...onUse,
    message: (p: { first: number; last: number }) =>
      `the input does not match the journal: ${
        p.first === p.last ? `line ${p.first} has` : `lines ${p.first} to ${p.last} have`
      } changed`,
    fix: 'Restore the input (lines may be added at its end), or deliver it as a new one with another --journal.',
  },
  JOURNAL_OTHER: {
    ...onUse,
    message: (p: { file: string }) => `${p.file} is not a journal of this destination`,
    fix: 'Use a separate --journal directory for each destination and input.',
  },
  JOURNAL_DAMAGED: {
    ...onUse,
    message: (p: { file: string; record: number }) =>
      `${p.file} cannot be read: line ${p.record} is not a record`,
    fix: 'Restore the file. If that is impossible, use a new --journal, which delivers everything again.',
  },
  JOURNAL_UNWRITABLE: {
    ...onUse,
    message: (p: { file: string; problem: string }) => `cannot write the journal ${p.file}: ${p.problem}`,
    fix: 'Free disk space or correct the permissions, then run the same command again: it continues where it stopped.',
  },

  // The command line was used wrongly.
  USAGE: {
    ...onUse,
    message: (p: { problem: string }) => p.problem,
    fix: 'Run the command with --help.',
  },
  ENV_MISSING: {
    ...badSettings,
    message: (p: { variable: string }) => `the environment variable ${p.variable} is not set`,
    fix: 'Set the variable, or write the value into the file.',
  },
  OUTPUT_UNWRITABLE: {
    ...onUse,
    message: (p: { file: string; problem: string }) => `cannot write ${p.file}: ${p.problem}`,
    fix: 'Check the path and the permissions.',
  },
  FOLDER_EXISTS: {
    ...onUse,
    message: (p: { folder: string }) => `${p.folder} already exists, and nothing is ever overwritten`,
    fix: 'Choose another name, or another --dir.',
  },
  FAULTS_INVALID: {
    ...onUse,
    message: (p: { problem: string }) => `the faults cannot be read: ${p.problem}`,
    fix:
      'Write rates, such as 429=0.1:0,500=0.05,slow=0.1:200, or a script, such as script:500,ok,429:2,ok. Faults: ' +
      '429 and 503 (Retry-After in seconds), 500, slow (milliseconds), hang, reset, failure, garbled.',
  },
  EXPORT_IMPOSSIBLE: {
    ...onUse,
    message: (p: { problem: string }) => `the destination cannot be exported to this host: ${p.problem}`,
    fix: 'Use the functions that docs/bindings.md lists, or another export format.',
  },
  PORT_UNUSABLE: {
    ...onUse,
    message: (p: { address: string; problem: string }) => `cannot listen on ${p.address}: ${p.problem}`,
    fix: 'Choose another port with --port; 0 selects a free one.',
  },
  // A call of the service cannot be answered as a whole. The statuses follow the host's convention: 4xx is final, 5xx
  // is retried.
  CALL_INVALID: {
    status: 500,
    statTags: platform,
    message: (p: { problem: string }) => `the call is not usable: ${p.problem}`,
    fix: 'Send the body that the route expects; docs/hosts/service.md lists the routes.',
  },
  CALL_NOT_JSON: {
    ...onUse,
    message: (p: { problem: string }) => `the body cannot be read: ${p.problem}`,
    fix: 'Send JSON in UTF-8, uncompressed or compressed as stated in Content-Encoding.',
  },
  CALL_TOO_LARGE: {
    status: 413,
    statTags: platform,
    message: (p: { limit: number }) => `the body is over ${p.limit} bytes`,
    fix: 'Send fewer events in one call, or start the service with a larger --body-limit.',
  },
  CALL_ENCODING_UNKNOWN: {
    status: 415,
    statTags: platform,
    message: () => 'the Content-Encoding is not known',
    fix: 'Send the body uncompressed, or compressed with gzip, deflate or br.',
  },
  CALL_OVERLOADED: {
    status: 503,
    statTags: platform,
    message: (p: { problem: string }) => `the service has no room for this call now: ${p.problem}`,
    fix: 'Repeat the call later; add workers or replicas if this happens often.',
  },
  CALL_UNKNOWN: {
    status: 404,
    statTags: platform,
    message: () => 'there is no such route',
    fix: 'docs/hosts/service.md lists the routes.',
  },
  CALL_METHOD_UNKNOWN: {
    status: 405,
    statTags: platform,
    message: (p: { known: string }) => `the route takes ${p.known} only`,
    fix: 'Use the named method.',
  },
  CALL_DESTINATION_UNKNOWN: {
    status: 404,
    statTags: platform,
    // The host uses the same message.
    message: (p: { name: string }) => `Unknown destination: ${p.name}`,
    fix: '"destkit list" lists the destinations that the service has.',
  },
  UPSTREAM_AWAY: {
    status: 503,
    statTags: platform,
    message: (p: { problem: string }) => `the upstream transformer does not answer: ${p.problem}`,
    fix: 'Start the transformer that --upstream names, or correct the address; rudder-server repeats the calls.',
  },
  UPSTREAM_INVALID: {
    ...onUse,
    message: (p: { problem: string }) => `the address of the upstream is not usable: ${p.problem}`,
    fix: 'Pass the address of the standard transformer with --upstream, such as http://127.0.0.1:9191.',
  },
  CALL_FAILED: {
    status: 500,
    statTags: platform,
    message: () => 'the call failed within the service',
    fix: 'See the log of the service for the kind of failure; this is a fault of destkit.',
  },
  WORKERS_FAILED: {
    ...onUse,
    message: (p: { problem: string }) => `the service cannot start: ${p.problem}`,
    fix: 'See the log of the worker; "--workers 1 --block-limit 0" runs the service without workers.',
  },
  DOCS_INVALID: {
    ...onUse,
    message: (p: { problem: string }) => p.problem,
    fix:
      'A generated block of README.md is enclosed in <!-- generated:NAME --> and <!-- /generated:NAME -->; ' +
      'docs/how-to/document-a-destination.md lists the possible blocks.',
  },
  // A request to the studio.
  STUDIO_REFUSED: {
    status: 403,
    statTags: platform,
    message: (p: { problem: string }) => `the request is refused: ${p.problem}`,
    fix: 'Open the exact address that "destkit studio" has printed, including the token.',
  },
  STUDIO_PATH: {
    status: 403,
    statTags: platform,
    message: (p: { path: string }) => `the studio may not write ${p.path}`,
    fix: "The studio writes YAML, JSON and NDJSON in the destination's folder and its goldens, and schemas that the destination names, but not through symbolic links.",
  },
  STUDIO_UNKNOWN: {
    status: 404,
    statTags: platform,
    message: () => 'the studio has no such address',
    fix: 'Open the address that "destkit studio" has printed.',
  },
  STUDIO_NOT_BUILT: {
    ...onUse,
    message: () => 'the page of the studio is not there',
    fix: 'Run "npm run build" in a clone; an installed package brings the page along.',
  },
  GOLDEN_INVALID: {
    ...onUse,
    message: (p: { problem: string }) => p.problem,
    fix: 'A golden is a folder with input.json and output.json below goldens/<feature>/.',
  },
} satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof catalogue;

/** The parameters of the message of an error with this code. */
export type ErrorParams<Code extends ErrorCode> =
  Parameters<(typeof catalogue)[Code]['message']> extends [infer Params] ? Params : Record<string, never>;
