import { amount } from '../../../dist/runtime/destination/bindings/amount';
import { decimalProduct } from '../../../dist/runtime/destination/bindings/decimalProduct';
import { decimalSum } from '../../../dist/runtime/destination/bindings/decimalSum';
import type { EventRow } from './events';
import { countOf, type Product, type Products } from './products';
import { isFilled, readTable, type Fields } from './shared';

/** What an event is worth, or what could not be read. */
export interface Money {
  amount: number | undefined;
  /** The property that the amount is taken from, which is sent under another name. */
  from: string | undefined;
  /** The property that should have held it. */
  unreadable: string | undefined;
  /** What it holds instead. */
  value: unknown;
}

type ReadMoney = (
  row: EventRow,
  properties: Fields,
  products: Products | undefined,
  currency: string,
) => Money | undefined;

export function createMoneyReader(tables: string): ReadMoney {
  const signs = readTable(tables, 'currencySigns');

  function ofProperty(row: EventRow, properties: Fields, from: string, currency: string): Money {
    const value = properties[from];
    const read = amount(value, currency, signs);
    if (read === undefined) {
      return unreadable(from, value);
    }
    const isForOne = from === 'price' && row.price !== 'unit';
    return { ...nothing, amount: isForOne ? product(read, countOf(properties.quantity)) : read, from };
  }

  function ofOneProduct(price: unknown, currency: string): Money | undefined {
    if (price === undefined) {
      return undefined;
    }
    const read = amount(price, currency, signs);
    return read === undefined ? unreadable('products', price) : { ...nothing, amount: read };
  }

  /** What the products cost together, unless one of their prices cannot be read. */
  function ofAllProducts(priced: readonly Product[], currency: string): Money | undefined {
    if (priced.length === 0) {
      return undefined;
    }
    const totals: number[] = [];
    for (const { price, quantity } of priced) {
      const read = amount(price, currency, signs);
      const total = read === undefined ? undefined : product(read, countOf(quantity));
      if (total === undefined) {
        // A price that can be read may still be too much for a number when it is multiplied.
        const odd = priced.find((each) => amount(each.price, currency, signs) === undefined);
        return unreadable('products', odd?.price);
      }
      totals.push(total);
    }
    return { ...nothing, amount: totals.length === 1 ? totals[0] : decimalSum(totals) };
  }

  return function readMoney(row, properties, products, currency) {
    // The first property that has something: another one in its place would be another amount.
    for (const from of row.amounts) {
      if (isFilled(properties[from])) {
        return ofProperty(row, properties, from, currency);
      }
    }
    if (products === undefined || row.price === undefined) {
      return undefined;
    }
    return row.price === 'unit'
      ? ofOneProduct(products.price, currency)
      : ofAllProducts(products.priced, currency);
  };
}

const nothing: Money = { amount: undefined, from: undefined, unreadable: undefined, value: undefined };

function unreadable(from: string, value: unknown): Money {
  return { ...nothing, unreadable: from, value };
}

/** Most events are about one thing, and then there is nothing to round. */
function product(price: number, count: number): number | undefined {
  return count === 1 ? price : decimalProduct(price, count);
}
