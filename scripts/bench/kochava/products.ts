import { decimalSum } from '../../../dist/runtime/destination/bindings/decimalSum';
import { isScalar } from '../../../dist/runtime/destination/bindings/isScalar';
import { numeric } from '../../../dist/runtime/destination/bindings/numeric';
import { isObject, type Fields } from './shared';

/** What one product says, as it says it. */
export interface Product {
  content_id: unknown;
  name: unknown;
  quantity: unknown;
  price: unknown;
}

/** What an array of products says; a list of values is one text, since event_data is flat. */
export interface Products {
  content_id: unknown;
  name: unknown;
  quantity: unknown;
  /** Those that have a price. */
  priced: readonly Product[];
  /** The price of one that is alone. */
  price: unknown;
}

export function productsOf(list: readonly unknown[]): Products {
  const products = list.filter(isObject).map(productOf);
  const priced = products.filter(({ price }) => price !== undefined);
  const [first] = products;
  if (first && products.length === 1) {
    const { content_id, name, quantity, price } = first;
    return { content_id, name, quantity, priced, price };
  }
  return {
    content_id: listOf(products.map(({ content_id }) => content_id)),
    name: listOf(products.map(({ name }) => name)),
    quantity: quantityOf(products),
    priced,
    price: undefined,
  };
}

/** How many there are; a product without a number counts as one. */
export function countOf(quantity: unknown): number {
  return numeric(quantity) ?? 1;
}

/** The value under one of the keys that products have in event_data. */
export function productValue(products: Products, key: string): unknown {
  return key === 'content_id'
    ? products.content_id
    : key === 'name'
      ? products.name
      : key === 'quantity'
        ? products.quantity
        : undefined;
}

/** The parameters of one product, from the properties that the workflow's productParameters lists. */
function productOf(product: Fields): Product {
  return {
    content_id:
      scalar(product.product_id) ??
      scalar(product.sku) ??
      scalar(product.id) ??
      scalar(product.productId) ??
      scalar(product.content_id),
    name: scalar(product.product_name) ?? scalar(product.name),
    quantity: scalar(product.quantity),
    price: scalar(product.price) ?? scalar(product.revenue) ?? scalar(product.value),
  };
}

/** Nothing when none of them has a number. */
function quantityOf(products: readonly Product[]): number | undefined {
  return products.some(({ quantity }) => numeric(quantity) !== undefined)
    ? decimalSum(products.map(({ quantity }) => countOf(quantity)))
    : undefined;
}

function scalar(value: unknown): unknown {
  return isScalar(value) ? value : undefined;
}

function listOf(values: readonly unknown[]): string | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? undefined : JSON.stringify(given);
}
