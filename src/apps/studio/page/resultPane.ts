import type { SandboxRunResult } from '../contract';
import { element } from './element';
import { CoverageView } from './coverageView';
import { FlowView } from './flowView';
import { GoldenView } from './goldenView';
import type { Model } from './model';
import { RequestsView } from './requestsView';
import { Tabs } from './tabs';
import { SandboxView } from './sandboxView';

export interface ResultActions {
  onField: (path: string | undefined) => void;
  onUpdateGolden: () => void;
  onSaveGolden: () => void;
  onSendToSandbox: () => Promise<SandboxRunResult>;
}

/** The views of the result of the event. */
export class ResultPane {
  readonly tabs: Tabs;

  constructor(
    root: HTMLElement,
    model: Model,
    { onField, onUpdateGolden, onSaveGolden, onSendToSandbox }: ResultActions,
  ) {
    const requests = new RequestsView(onField);
    const golden = new GoldenView(onUpdateGolden, onSaveGolden);
    const flow = new FlowView(model);
    const coverage = new CoverageView(model);
    const sandbox = new SandboxView(onSendToSandbox);
    this.tabs = new Tabs('Result', [
      { label: 'Requests', panel: requests.root },
      { label: 'Golden', panel: golden.root },
      { label: 'Flow', panel: flow.root },
      { label: 'Coverage', panel: coverage.root },
      { label: 'Sandbox', panel: sandbox.root },
    ]);
    const time = element('span', { className: 'quiet' });
    root.append(
      element('div', { className: 'pane-head' }, element('h2', {}, 'Result'), time),
      element('div', { className: 'whole' }, this.tabs.root),
    );
    model.on('result', ({ result, milliseconds }) => {
      time.textContent = `computed in ${milliseconds.toFixed(0)} ms`;
      requests.show(result);
      golden.show(result);
      const count = result.golden?.differences.length;
      this.tabs.rename(1, count === undefined || count === 0 ? 'Golden' : `Golden (${String(count)} ✗)`);
    });
    model.on('trace', (trace) => {
      flow.show(trace);
    });
  }
}
