/**
 * Loaded into the service before anything else (`node --require`): what it would send over https to a host named in
 * VENDOR_HOSTS goes to the sandbox in VENDOR_ORIGIN, as deletions name no other address.
 */
import http, { type RequestOptions } from 'node:http';
import https from 'node:https';

const hosts = new Set((process.env.VENDOR_HOSTS ?? '').split(','));
const { hostname, port } = new URL(process.env.VENDOR_ORIGIN ?? 'http://127.0.0.1');
const agent = new http.Agent({ keepAlive: true });
const original = https.request;

https.request = ((options: RequestOptions, ...rest: []) =>
  hosts.has(String(options.hostname))
    ? http.request({ ...options, hostname, port, agent }, ...rest)
    : original(options, ...rest)) as typeof https.request;
