import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DEPLOY = join(__dirname, '../../deploy');
export const RULES_FILE = join(DEPLOY, 'prometheus/rules.yml');
const DASHBOARD_FILE = join(DEPLOY, 'grafana/dashboards/sectigo-gateway.json');

/** A query of the dashboard. */
export interface PanelQuery {
  readonly panel: string;
  readonly expression: string;
  /** Labels that its legend names. */
  readonly legendLabels: readonly string[];
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

/** Every query of the dashboard, as Grafana would send it for a scrape each second. */
export function panelQueries(): readonly PanelQuery[] {
  const { panels } = JSON.parse(readFileSync(DASHBOARD_FILE, 'utf8')) as { panels: readonly Panel[] };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat = '' }) => ({
      panel: title,
      expression: expr.replaceAll('$__rate_interval', '1m'),
      legendLabels: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
    })),
  );
}

/** The condition of an alert as a number that is there whether it holds or not. */
export function withoutThreshold(condition: string): string {
  return condition.replace(/(>|<|==) (?=\d|max\()/g, '$1 bool ');
}

/** A condition that holds when something is not there. */
export const asksForAbsence = (condition: string): boolean => condition.startsWith('absent(');

/** The selectors in an expression, such as `gateway_orders{status="held"}`. */
export function selectorsOf(expression: string): string[] {
  return expression.match(/\b(?:gateway|nodejs|process)_\w+(?:\{[^}]*\})?/g) ?? [];
}
