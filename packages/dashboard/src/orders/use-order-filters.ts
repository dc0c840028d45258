import { useSearchParams } from 'wouter';
import { filtersIn, type OrderFilters, toQuery } from './order-filters';

export function useOrderFilters(): [OrderFilters, (filters: OrderFilters) => void] {
  const [query, setQuery] = useSearchParams();
  return [filtersIn(query), (filters) => setQuery(toQuery(filters))];
}
