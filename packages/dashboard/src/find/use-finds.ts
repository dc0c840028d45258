import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, RequestError, withQuery } from '../api/request';
import { type AuditPage, type Client, type Order, type OrderPage, type Webhook } from '../api/types';
import { useClients, useWebhooks } from '../api/use-all';
import { words } from '../parts/format';
import { type Place, PLACES, placesFor } from './places';
import { type LookUp, toLookUps } from './to-look-ups';

const MOST_ORDERS = 6;
const MOST_OTHERS = 4;

export interface Group {
  readonly name: string;
  readonly places: readonly Place[];
}

export interface Finds {
  readonly groups: readonly Group[];
  readonly isLooking: boolean;
  readonly error: Error | null;
}

/** All matches of the query, in groups. */
export function useFinds(typed: string): Finds {
  const lookUps = toLookUps(typed);
  const clients = useClients();
  const webhooks = useWebhooks();
  const looked = useQuery({
    queryKey: ['find', typed.trim()],
    queryFn: async () => (await Promise.all(lookUps.map(lookUp))).flat(),
    enabled: lookUps.length > 0,
    placeholderData: keepPreviousData,
  });
  const named = (places: readonly Place[]): readonly Place[] =>
    typed.trim() === '' ? [] : placesFor(typed, places).slice(0, MOST_OTHERS);
  const groups = [
    { name: 'Found', places: lookUps.length > 0 ? unique(looked.data ?? []) : [] },
    { name: 'Clients', places: named(clients.map(placeOfClient)) },
    { name: 'Webhooks', places: named(webhooks.map(placeOfWebhook)) },
    { name: 'Pages, lists, actions', places: placesFor(typed, PLACES) },
  ].filter(({ places }) => places.length > 0);
  return { groups, isLooking: looked.isFetching, error: looked.error };
}

async function lookUp(what: LookUp): Promise<readonly Place[]> {
  switch (what.kind) {
    case 'orders': {
      const path = withQuery('/v1/orders', { ...what.filter, limit: String(MOST_ORDERS) });
      const { data, nextCursor } = await get<OrderPage>(path);
      const all = { to: withQuery('/orders', what.filter), title: 'All orders that match', hint: 'List' };
      return [...data.map(placeOfOrder), ...(nextCursor === null ? [] : [all])];
    }
    case 'order':
      return existing<Order>(`/v1/orders/${encodeURIComponent(what.id)}`, placeOfOrder);
    case 'client':
      return existing<Client>(`/v1/clients/${encodeURIComponent(what.id)}`, placeOfClient);
    case 'webhook':
      return existing<Webhook>(`/v1/webhooks/${encodeURIComponent(what.id)}`, placeOfWebhook);
    case 'request': {
      const filter = { requestId: what.id };
      const { data } = await get<AuditPage>(withQuery('/v1/ops/audit', { ...filter, limit: '1' }));
      return data.map(({ action }) => ({
        to: withQuery('/audit', filter),
        title: words(action),
        hint: 'Changes by this request',
      }));
    }
  }
}

/** Nothing, where there is no such thing. */
async function existing<T>(path: string, toPlace: (found: T) => Place): Promise<readonly Place[]> {
  try {
    return [toPlace(await get<T>(path))];
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return [];
    throw error;
  }
}

function placeOfOrder({ id, organization, reference, status, sectigo }: Order): Place {
  const hint = [reference, sectigo && `Sectigo ${sectigo.orderNumber}`, words(status)]
    .filter(Boolean)
    .join(' · ');
  return { to: `/orders/${id}`, title: organization.name, hint };
}

function placeOfClient({ id, name, disabledAt }: Client): Place {
  return {
    to: `/clients/${id}`,
    title: name,
    hint: disabledAt === null ? 'Client' : 'Client, disabled',
    words: id,
  };
}

function placeOfWebhook({ id, url, description, enabled }: Webhook): Place {
  return {
    to: `/webhooks/${id}`,
    title: description ?? url,
    hint: enabled ? url : `${url}, disabled`,
    words: id,
  };
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.to, place])).values()];
}
