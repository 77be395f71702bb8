'use strict';
/* global AbortSignal, fetch */

/**
 * Publishes the report of `destkit check`: as the one comment of a pull request that starts with the report's first
 * line, a hidden marker. Without a token, a pull request or the permission to write, it goes to the summary of the job.
 * The exit code is always 0: only the check itself decides whether the job fails.
 *
 * Usage: node comment.js <report.md>, with the variables that GitHub sets and GITHUB_TOKEN.
 */
const { appendFileSync, readFileSync } = require('node:fs');

const PAGE_SIZE = 100;
/** Milliseconds for one request. */
const TIMEOUT = 30_000;

async function main([file]) {
  const report = readFileSync(file, 'utf8');
  const place = process.env.DESTKIT_COMMENT === 'true' ? findPlace(process.env) : undefined;
  if (!place) {
    writeSummary(report);
    return;
  }
  try {
    process.stdout.write(`${await publish(report, place)}\n`);
  } catch (error) {
    process.stdout.write(`::notice title=destkit::The comment could not be written: ${oneLine(error)}\n`);
    writeSummary(report);
  }
}

/** Undefined if there is no token, or if the event is not about a pull request. */
function findPlace(env) {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_EVENT_PATH: eventFile } = env;
  if (!token || !repository || !eventFile) {
    return undefined;
  }
  const number = JSON.parse(readFileSync(eventFile, 'utf8')).pull_request?.number;
  const api = env.GITHUB_API_URL || 'https://api.github.com';
  const author = env.DESTKIT_COMMENT_AUTHOR || 'github-actions[bot]';
  return Number.isInteger(number) ? { token, author, number, root: `${api}/repos/${repository}` } : undefined;
}

async function publish(report, { token, author, number, root }) {
  const comments = `${root}/issues/${number}/comments`;
  const id = await findComment(comments, report.split('\n', 1)[0], author, token);
  if (id === undefined) {
    await call('POST', comments, token, { body: report });
    return 'The comment is created.';
  }
  await call('PATCH', `${root}/issues/comments/${id}`, token, { body: report });
  return 'The comment is updated.';
}

/** The author is checked, because anyone can write a comment with this marker. */
async function findComment(comments, marker, author, token) {
  for (let page = 1; ; page += 1) {
    const found = await call('GET', `${comments}?per_page=${PAGE_SIZE}&page=${page}`, token);
    const own = found.find(
      ({ body, user }) => user?.login === author && body?.split(/\r?\n/, 1)[0] === marker,
    );
    if (own || found.length < PAGE_SIZE) {
      return own?.id;
    }
  }
}

async function call(method, url, token, content) {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'destkit',
      'x-github-api-version': '2022-11-28',
    },
    body: content && JSON.stringify(content),
    // A redirect could send the token to another host.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) {
    throw new Error(`${method} returned ${response.status}`);
  }
  return response.json();
}

function writeSummary(report) {
  if (process.env.GITHUB_STEP_SUMMARY) {
    appendFileSync(process.env.GITHUB_STEP_SUMMARY, report);
  } else if (process.env.GITHUB_ACTIONS) {
    process.stdout.write('The report has no place to go: GITHUB_STEP_SUMMARY is not set.\n');
  }
}

/** A workflow command ends with its line. */
function oneLine({ message }) {
  return String(message).replace(/\s+/g, ' ');
}

main(process.argv.slice(2)).catch((error) => {
  process.stdout.write(`::notice title=destkit::The report could not be published: ${oneLine(error)}\n`);
});
