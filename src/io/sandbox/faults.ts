import { createError } from '../../runtime/errors/destkitError';

export type FaultKind = '429' | '500' | '503' | 'slow' | 'hang' | 'reset' | 'failure' | 'garbled';

/** `argument`: Retry-After in seconds for 429 and 503, milliseconds for slow. */
export interface Fault {
  kind: FaultKind;
  argument?: number;
}

/** Which faults have an argument, and its default. */
const kinds: Record<FaultKind, { hasArgument: boolean; default?: number }> = {
  '429': { hasArgument: true, default: 1 },
  '500': { hasArgument: false },
  '503': { hasArgument: true },
  slow: { hasArgument: true, default: 1000 },
  hang: { hasArgument: false },
  reset: { hasArgument: false },
  failure: { hasArgument: false },
  garbled: { hasArgument: false },
};

/** Each fault at its rate (0 to 1, at most 1 together), or the fault of the n-th request, undefined for none. */
export type FaultPlan = { rates: { fault: Fault; rate: number }[] } | { script: (Fault | undefined)[] };

const MAX_ARGUMENT = 86_400_000;

/**
 * Reads a plan: `429=0.1:0,reset=0.02,slow=0.1:200` (rates) or `script:500,429:2,ok,reset`.
 *
 * @throws FAULTS_INVALID
 */
export function parseFaults(spec: string): FaultPlan {
  const script = /^script:(.*)$/s.exec(spec.trim())?.[1];
  if (script !== undefined) {
    return { script: split(script).map((part) => (part === 'ok' ? undefined : parseFault(part, part))) };
  }
  const rates = split(spec).map((part) => {
    const [, kind = '', rate = '', argument = ''] = /^([^=]*)=([^:]*)(:.*)?$/s.exec(part) ?? [];
    return { fault: parseFault(kind || part, part, argument), rate: parseNumber(rate, 1, part) };
  });
  const total = rates.reduce((sum, { rate }) => sum + rate, 0);
  // Rates such as 0.7 + 0.2 + 0.1 do not add up to 1 exactly.
  if (total > 1 + Number.EPSILON * rates.length) {
    throw createError('FAULTS_INVALID', { problem: `the rates add up to ${String(total)}, which is over 1` });
  }
  return { rates };
}

/** Chooses the fault of each request in turn. `random` returns numbers from 0 to below 1. */
export function createFaults(plan: FaultPlan, random: () => number): () => Fault | undefined {
  if ('script' in plan) {
    let next = 0;
    return () => plan.script[next++];
  }
  return () => {
    if (plan.rates.length === 0) {
      return undefined;
    }
    let rest = random();
    return plan.rates.find(({ rate }) => (rest -= rate) < 0)?.fault;
  };
}

function parseFault(text: string, part: string, suffix?: string): Fault {
  const [kind = '', argument] =
    suffix === undefined ? text.split(/:(.*)/s) : [text, suffix.slice(1) || undefined];
  if (!isKind(kind)) {
    throw createError('FAULTS_INVALID', { problem: `"${shorten(part)}" names no fault` });
  }
  const rule = kinds[kind];
  if (argument === undefined) {
    return rule.default === undefined ? { kind } : { kind, argument: rule.default };
  }
  if (!rule.hasArgument) {
    throw createError('FAULTS_INVALID', {
      problem: `${kind} takes no argument, but "${shorten(part)}" gives one`,
    });
  }
  return { kind, argument: parseNumber(argument, MAX_ARGUMENT, part) };
}

function isKind(text: string): text is FaultKind {
  return Object.hasOwn(kinds, text);
}

function parseNumber(text: string, limit: number, part: string): number {
  const number = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (!(number <= limit)) {
    const problem = `"${shorten(part)}" needs a number from 0 to ${String(limit)}`;
    throw createError('FAULTS_INVALID', { problem });
  }
  return number;
}

function split(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
