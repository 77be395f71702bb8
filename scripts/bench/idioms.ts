import jsonata from 'jsonata';
import { compileExpression } from '../../dist/runtime/jsonata/compile';
import { measure, type Figure } from './measure';

const input = {
  message: {
    type: 'track',
    event: 'Order Completed',
    timestamp: '2026-03-02T08:18:47.300Z',
    context: { device: { id: 'D-1', model: 'Pixel 8' }, os: { name: 'Android', version: '14' }, ip: null },
    properties: {
      revenue: 129.9,
      currency: 'eur',
      email: ' Ada@Example.com ',
      products: [
        { product_id: 'a', name: 'Jacket', price: 99.9, quantity: 1, tags: ['new', 'blue'] },
        { product_id: 'b', name: 'Cap', price: 15, quantity: 2, tags: ['sale'] },
      ],
    },
  },
};

/** What mappings are made of. */
export const idioms: readonly string[] = [
  'message.context.device.id',
  'message.context.ip ? message.context.ip : "unknown"',
  'message.missing.path.here',
  'message.context.ip ?? "none"',
  'message.properties.nickname ?: "none"',
  '$lowercase(message.event)',
  '$lookup({"order completed": "Purchase"}, $lowercase(message.event))',
  'message.context.device.model & "-" & message.context.os.name & "-" & message.context.os.version',
  'message.type = "track" and $exists(message.event)',
  'message.type in ["track", "screen"]',
  '{"id": message.context.device.id, "os": message.context.os.name, "none": message.none}',
  '($p := message.properties; {"value": $p.revenue, "currency": $uppercase($p.currency)})',
  'message.properties.products.price',
  'message.properties.products[0].name',
  'message.properties.products[price > 50].product_id',
  'message.properties.products.{"id": product_id, "total": price * quantity}',
  '$sum(message.properties.products.(price * quantity))',
  '$map(message.properties.products, function($p) { $p.name })',
  '$filter(message.properties.products, function($p) { $p.quantity > 1 }).name',
  '$reduce(message.properties.products.price, function($a, $b) { $a + $b })',
  '$join(message.properties.products.tags, ",")',
  'message.properties.products^(>price).name',
  'message.properties.products{product_id: quantity}',
  '$merge([message.context.os, {"family": "mobile"}])',
  '$sift(message.properties, function($v) { $type($v) = "string" })',
  '$each(message.context.os, function($v, $k) { $k & "=" & $v })',
  '$contains(message.event, /completed/i)',
  '$replace($trim(message.properties.email), /@.*/, "")',
  '$toMillis(message.timestamp)',
  '$floor($toMillis(message.timestamp) / 1000)',
];

/** Each idiom compiled, and interpreted by the jsonata package. */
export async function benchIdioms(
  rounds: number,
): Promise<{ idiom: string; compiled: Figure; reference: Figure }[]> {
  const rows: { idiom: string; compiled: Figure; reference: Figure }[] = [];
  for (const idiom of idioms) {
    const compiled = compileExpression(idiom);
    const reference = jsonata(idiom);
    const [first, second] = await measure(
      [
        {
          name: 'compiled',
          operations: 100,
          run: () => {
            for (let count = 0; count < 100; count += 1) {
              compiled.evaluate(input);
            }
          },
        },
        {
          name: 'reference',
          operations: 10,
          run: async () => {
            for (let count = 0; count < 10; count += 1) {
              await reference.evaluate(input);
            }
          },
        },
      ],
      rounds,
    );
    if (first && second) {
      rows.push({ idiom, compiled: first, reference: second });
    }
  }
  return rows;
}
