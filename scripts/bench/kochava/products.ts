import { isScalar, numeric } from '../../../dist/destination/bindings/values';
import { fields, type Fields } from './shared';

/** What an array of products says; a list of values is one text, since event_data is flat. */
export interface Products {
  content_id: unknown;
  name: unknown;
  quantity: unknown;
  price: unknown;
  total: number | undefined;
}

export function productsOf(list: readonly unknown[]): Products {
  let count = 0;
  let last: Products = noProducts;
  let total: number | undefined;
  let quantity: number | undefined;
  const ids: unknown[] = [];
  const names: unknown[] = [];
  for (const item of list) {
    const product = fields(item);
    if (product !== item) {
      continue;
    }
    count += 1;
    last = productOf(product);
    if (last.content_id !== undefined) {
      ids.push(last.content_id);
    }
    if (last.name !== undefined) {
      names.push(last.name);
    }
    const ownQuantity = numeric(last.quantity);
    if (ownQuantity !== undefined) {
      quantity = (quantity ?? 0) + ownQuantity;
    }
    if (last.total !== undefined) {
      total = (total ?? 0) + last.total;
    }
  }
  return count === 1
    ? last
    : { content_id: listOf(ids), name: listOf(names), quantity, price: undefined, total };
}

const noProducts: Products = {
  content_id: undefined,
  name: undefined,
  quantity: undefined,
  price: undefined,
  total: undefined,
};

/** The parameters of one product, from the properties that the workflow's productParameters lists. */
function productOf(product: Fields): Products {
  const quantity = scalar(product.quantity);
  const price = scalar(product.price) ?? scalar(product.revenue) ?? scalar(product.value);
  const amount = numeric(price);
  return {
    content_id:
      scalar(product.product_id) ??
      scalar(product.sku) ??
      scalar(product.id) ??
      scalar(product.productId) ??
      scalar(product.content_id),
    name: scalar(product.product_name) ?? scalar(product.name),
    quantity,
    price,
    total: amount === undefined ? undefined : amount * (numeric(quantity) ?? 1),
  };
}

export function productValue(products: Products, key: string): unknown {
  return key === 'content_id'
    ? products.content_id
    : key === 'name'
      ? products.name
      : key === 'quantity'
        ? products.quantity
        : undefined;
}

function scalar(value: unknown): unknown {
  return isScalar(value) ? value : undefined;
}

function listOf(values: readonly unknown[]): string | undefined {
  return values.length === 0 ? undefined : JSON.stringify(values);
}
