const named: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** One case of a JUnit report; it passed if there is no failure. */
export interface JunitCase {
  className: string;
  name: string;
  failures: readonly string[];
  /** In seconds. */
  time?: number;
}

/** A JUnit report with one suite for each name. */
export function renderJunit(suites: readonly { name: string; cases: readonly JunitCase[] }[]): string {
  const parts = suites.map(({ name, cases }) => {
    const failed = cases.filter(({ failures }) => failures.length > 0).length;
    const counts = `tests="${String(cases.length)}" failures="${String(failed)}"`;
    const open = `  <testsuite name="${escapeXml(name)}" ${counts}>`;
    return [open, ...cases.map(renderCase), '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...parts, '</testsuites>'].join('\n');
}

function renderCase({ className, name, failures, time }: JunitCase): string {
  const timed = time === undefined ? '' : ` time="${time.toFixed(4)}"`;
  const open = `    <testcase classname="${escapeXml(className)}" name="${escapeXml(name)}"${timed}`;
  const [first] = failures;
  return first === undefined
    ? `${open}/>`
    : `${open}><failure message="${escapeXml(first)}">${escapeXml(failures.join('\n'))}</failure></testcase>`;
}

function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => named[character] ?? character)
      // XML 1.0 cannot represent most control characters.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
  );
}
