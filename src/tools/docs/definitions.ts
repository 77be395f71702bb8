/**
 * The blocks that every destination's README can have, each a JSONata expression over its facts (facts.ts). A
 * folder's docs/tables.yaml adds others, or overrides these.
 */
export const commonDefinitions: Readonly<Record<string, string>> = {
  settings: `
    $each(config.properties, function($rule, $key) {
      {
        "Setting": $code($key),
        "Meaning": $plain($rule.description),
        "Default": $exists($rule.default) ? $code($string($rule.default)) : "",
        "Required": $key in config.required ? "yes" : "",
        "Secret": $rule.\`x-secret\` ? "yes" : ""
      }
    })`,
  features: `
    $each(manifest.features, function($file, $feature) { {"Feature": $code($feature), "File": $code($file)} })`,
  tables: `
    $each(tables, function($table, $name) { {"Table": $code($name), "Entries": $string($count($keys($table)))} })`,
  fields: `$fields().$merge([{"Field": $code(field)}, from])`,
  examples: `
    $examples().{
      "Line": $string(line),
      "Event": $code($string($exists(message.event) ? message.event : message.type)),
      "Becomes": $exists(requests) ? $join(requests.($code(method & " " & endpoint)), ", ") : outcome
    }`,
};
