import { inexactKeys } from '../../../dist/runtime/destination/bindings/inexactKeys';
import { shapeOf } from '../../../dist/runtime/destination/bindings/shapeOf';
import type { Warning } from '../../../dist/runtime/destination/outcome';
import type { Fields } from './shared';

/** What an operator should know of the properties of an event. */

export function unreadableCurrency(given: unknown, sent: string): Warning {
  return {
    code: 'CURRENCY_UNREADABLE',
    path: 'message.properties.currency',
    message: `sent as ${sent}: ${shapeOf(given)} is not an ISO 4217 code`,
  };
}

export function unreadableAmount(key: string, value: unknown): Warning {
  return {
    code: 'AMOUNT_UNREADABLE',
    path: `message.properties.${key}`,
    message:
      value === undefined
        ? 'no amount is sent: the products cost more than a number can say'
        : `no amount is sent: ${shapeOf(value)} is not a number`,
  };
}

/** Integers whose last digits JSON.parse has changed before anybody could read them. */
export function addInexactNumbers(properties: Fields, warnings: Warning[]): void {
  const keys = inexactKeys(properties);
  if (keys === undefined) {
    return;
  }
  for (const key of keys) {
    warnings.push({
      code: 'NUMBER_INEXACT',
      path: `message.properties.${key}`,
      message: 'sent with its last digits changed: send integers beyond 9007199254740991 as strings',
    });
  }
}

export function reservedProperty(key: string): Warning {
  return {
    code: 'RESERVED_PROPERTY',
    path: `message.properties.${key}`,
    message: `left out of event_data: Kochava reserves this key (config.renameReserved sends it as property_${key})`,
  };
}

export function nestedProperty(key: string): Warning {
  return {
    code: 'NESTED_PROPERTY',
    path: `message.properties.${key}`,
    message:
      'left out of event_data: nested values are not sent (config.nestedProperties: json sends them as text)',
  };
}

export function tooManyParameters(surplus: readonly string[]): Warning {
  return {
    code: 'TOO_MANY_PARAMETERS',
    path: 'message.properties',
    message: `left out of event_data, which takes at most 16 parameters: ${surplus.join(', ')}`,
  };
}
