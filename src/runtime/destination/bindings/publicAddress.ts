import { addressesIn, IPV4, isPublic, isPublicIpv4 } from './addresses';
import type { Binding, BindingDocs } from './binding';
import { hasFormat } from './hasFormat';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'the first public IP address of a string that holds one or several, separated by commas, with or without ports. An IPv4 address in IPv6 notation is returned as IPv4',
  examples: [
    { expression: '$publicAddress("10.0.0.1, 203.0.113.7:443")', gives: '203.0.113.7' },
    { expression: '$publicAddress("::ffff:203.0.113.7")', gives: '203.0.113.7' },
    { expression: '$publicAddress("10.0.0.1")', gives: undefined },
  ],
};

export function publicAddress(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  // Almost all values are a single address of the usual form, which does not need to be split.
  return IPV4.test(value) && hasFormat(value, 'ipv4') && isPublicIpv4(value)
    ? value
    : addressesIn(value).find(isPublic);
}

export const binding: Binding = { run: publicAddress, gives: 'string', shape: 'scalar' };
