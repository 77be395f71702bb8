import fc from 'fast-check';
import { loadDestination } from '../../../src/runtime/destination/load';
import type { Destination } from '../../../src/runtime/destination/destination';
import type { Outcome } from '../../../src/runtime/destination/outcome';

/** What real senders write of consent and of money must come out safe, whatever its spelling. */

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261127) });
const numRuns = Number(process.env.FC_RUNS ?? 500);

let kochava: Destination;
beforeAll(async () => {
  kochava = await loadDestination('kochava');
});

interface Body {
  data: {
    device_ids: Record<string, string>;
    event_data?: Record<string, unknown>;
    app_tracking_transparency?: { att: boolean };
  };
}

const IDFA = '6D92078A-8246-4BA4-AE5B-76104861E7DC';
const VENDOR = '8A7B6C5D-1E2F-4A3B-9C8D-7E6F5A4B3C2D';

function run(context: object, properties: object, event = 'Order Completed'): Promise<Outcome> {
  return kochava.transform({
    message: {
      type: 'track',
      event,
      anonymousId: 'a-1',
      context: { ip: '203.0.113.24', ...context },
      properties,
    },
    destination: { Config: { apiKey: 'koacme', profile: 'kochava' } },
  });
}

function bodyOf(outcome: Outcome): Body | undefined {
  return outcome.outcome === 'transformed' ? (outcome.requests[0]?.body.JSON as unknown as Body) : undefined;
}

/** A word in any case, with anything between its letters that is neither letter nor digit. */
function spelled(word: string): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(fc.boolean(), fc.constantFrom('', '', '', ' ', '_', '-', '.')), {
      minLength: word.length,
      maxLength: word.length,
    })
    .map((choices) =>
      Array.from(word).map((letter, index) => {
        const [isUpper, gap] = choices[index] ?? [false, ''];
        return (isUpper ? letter.toUpperCase() : letter.toLowerCase()) + gap;
      }),
    )
    .map((letters) => letters.join(''));
}

const statusNames = [
  ...[
    'attTrackingStatus',
    'att_tracking_status',
    'trackingStatus',
    'tracking_status',
    'attStatus',
    'att_status',
  ],
];
const refusal = fc.oneof(
  ...['denied', 'notDetermined', 'restricted', 'unknown', 'notAuthorized', 'rejected'].map(spelled),
  fc.constantFrom<unknown>(0, 1, 2, '0', '1', '2', -1, 4, false),
);
const ids = fc.constantFrom(IDFA, IDFA.toLowerCase());

describe('a refusal of tracking', () => {
  it('under any name, in any spelling, keeps the idfa back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ name: fc.constantFrom(...statusNames), status: refusal }),
        fc.option(
          fc.record({ name: fc.constantFrom(...statusNames), status: fc.constantFrom(3, 'authorized') }),
        ),
        fc.record(
          { idfa: ids, advertisingId: ids, advertising_id: ids, adTrackingEnabled: fc.boolean() },
          { requiredKeys: [] },
        ),
        async (refused, other, device) => {
          const statuses = {
            ...(other ? { [other.name]: other.status } : {}),
            [refused.name]: refused.status,
          };
          const context = { device: { id: VENDOR, type: 'ios', ...device, ...statuses } };
          const body = bodyOf(await run(context, {}));
          expect(body?.data.device_ids).toEqual({ idfv: VENDOR });
          expect(body?.data.app_tracking_transparency?.att).toBe(false);
        },
      ),
      { numRuns },
    );
  });

  it('by the switch of the device keeps it back where there is no status', async () => {
    const body = bodyOf(
      await run({ device: { id: VENDOR, type: 'ios', advertisingId: IDFA, adTrackingEnabled: false } }, {}),
    );
    expect(body?.data.device_ids).toEqual({ idfv: VENDOR });
  });

  it('is not made up: an authorised idfa is sent', async () => {
    const device = { id: VENDOR, type: 'ios', advertisingId: IDFA, trackingStatus: 'authorized' };
    expect(bodyOf(await run({ device }, {}))?.data.device_ids).toEqual({ idfa: IDFA, idfv: VENDOR });
  });
});

const device = { id: VENDOR, type: 'ios' };

describe('an amount', () => {
  const digits = fc.integer({ min: 0, max: 99_999_999 });
  const written = fc.oneof(
    digits.map((cents) => (cents / 100).toFixed(2)),
    digits.map((cents) => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })),
    digits.map((cents) => (cents / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 })),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,-$€ USD')), maxLength: 12 }),
  );

  it('that is a text is sent exactly, or a warning says that it is not sent', async () => {
    await fc.assert(
      fc.asyncProperty(written, async (revenue) => {
        fc.pre(revenue.trim() !== '');
        const outcome = await run({ device }, { revenue, products: [{ price: 25 }] });
        const sent = bodyOf(outcome)?.data.event_data?.price;
        const warnings = outcome.outcome === 'transformed' ? outcome.warnings : [];
        const isTold = warnings.some(({ code }) => code === 'AMOUNT_UNREADABLE');
        expect(isTold).toBe(sent === undefined);
        if (sent !== undefined) {
          // The same digits, in the same order, and a sign.
          const figures = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');
          const decimals = /[.,](\d*)[^\d]*$/.exec(revenue)?.[1]?.length ?? 0;
          expect(figures(Number(sent).toFixed(decimals))).toBe(figures(revenue));
        }
      }),
      { numRuns },
    );
  });

  it('of products has no more decimals than its inputs', async () => {
    const product = fc.record({
      price: digits.map((cents) => cents / 100),
      quantity: fc.integer({ min: 1, max: 99 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 12 }), async (products) => {
        const cents = products.reduce(
          (sum, { price, quantity }) => sum + Math.round(price * 100) * quantity,
          0,
        );
        const data = bodyOf(await run({ device }, { products }))?.data.event_data;
        expect(data?.sum).toBe(cents / 100);
      }),
      { numRuns },
    );
  });
});
