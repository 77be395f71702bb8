import draft07 from 'ajv/dist/refs/json-schema-draft-07.json';

/** What a JSON Schema (draft-07) must look like; under another name than the one that Ajv has it by. */
export const metaSchema: object = { ...draft07, $id: 'draft-07' };

/** Its text, by which the validator that the build has made is known to be of this one. */
export const metaSchemaText = JSON.stringify(metaSchema);
