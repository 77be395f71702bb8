import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** The least that any transformation of NDJSON does: parse each line, stringify it, write it. */
async function main([from = '', to = '']: readonly string[]): Promise<void> {
  const output = createWriteStream(to);
  let rest = '';
  for await (const chunk of createReadStream(from, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    const text = lines.map((line) => JSON.stringify(JSON.parse(line))).join('\n');
    if (!output.write(`${text}\n`)) {
      await once(output, 'drain');
    }
  }
  output.end(rest);
}

void main(process.argv.slice(2));
