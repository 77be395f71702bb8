import type { SandboxRunResult } from '../contract';
import { button, element, replaceChildren } from './element';

/** The Sandbox tab: sends the requests to the sandbox and shows the responses. */
export class SandboxView {
  private readonly answers = element('div', { role: 'status', 'aria-live': 'polite' });
  readonly root: HTMLElement;

  constructor(send: () => Promise<SandboxRunResult>) {
    const start = button('Send to the sandbox', () => {
      start.disabled = true;
      replaceChildren(this.answers, element('p', { className: 'quiet' }, 'Sending…'));
      send()
        .then(
          (result) => {
            this.show(result);
          },
          (error: unknown) => {
            replaceChildren(this.answers, element('p', { className: 'reason' }, (error as Error).message));
          },
        )
        .finally(() => (start.disabled = false));
    });
    const about = "The sandbox simulates the destination's API on this machine. It uses the saved files.";
    this.root = element(
      'div',
      { className: 'sandbox', tabIndex: 0 },
      element('p', { className: 'quiet' }, about),
      start,
      this.answers,
    );
  }

  private show({ answers }: SandboxRunResult): void {
    const articles = answers.map((answer, index) => {
      const title = element('h3', {}, `Answer ${String(index + 1)}`);
      if ('problem' in answer) {
        return element('article', {}, title, element('p', { className: 'reason' }, answer.problem));
      }
      const { status, body } = answer;
      const isGood = status >= 200 && status < 300;
      return element(
        'article',
        {},
        title,
        element(
          'p',
          { className: `outcome ${isGood ? 'transformed' : 'rejected'}` },
          element('strong', {}, String(status)),
        ),
        element('pre', { className: 'bytes', tabIndex: 0 }, body),
      );
    });
    replaceChildren(
      this.answers,
      ...(articles.length > 0 ? articles : [element('p', {}, 'There is no request to send.')]),
    );
  }
}
