import { formatPath } from '../../../src/runtime/schema/findings';
import { parseFieldPath } from '../../../src/tools/trace/fieldPath';

describe('the path of a field', () => {
  it.each<[string, (string | number)[]]>([
    ['output', ['output']],
    ['requests[0].body.JSON.name', ['requests', 0, 'body', 'JSON', 'name']],
    ['requests[12].headers["X-Signature"]', ['requests', 12, 'headers', 'X-Signature']],
    ['output["a \\"b\\" ].c"][1][2]', ['output', 'a "b" ].c', 1, 2]],
  ])('%s is read', (text, path) => {
    expect(parseFieldPath(text)).toEqual(path);
  });

  it.each([
    [['requests', 0, 'body', 'odd key']],
    [['output', '', 'a.b', 3, '"']],
    [['output', '__proto__', '0']],
  ])('%j is read as it is written in traces', (path) => {
    expect(parseFieldPath(formatPath(path))).toEqual(path);
  });

  it.each([
    ['requests[0]..name', 'character 12'],
    ['requests[x]', 'character 9'],
    ['body.JSON.name', 'requests[0]'],
    ['', 'requests[0]'],
  ])('%j is refused, and what is wrong is named', (text, problem) => {
    const read = () => parseFieldPath(text);
    expect(read).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
    expect(read).toThrow(problem);
  });
});
