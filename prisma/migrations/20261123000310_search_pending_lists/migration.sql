-- What waits to be sorted into the search indexes, at most (KiB): the insert that finds it full sorts it in, and the
-- caller waits for that. docs/PERFORMANCE.md has what it brings.
ALTER INDEX "orders_search_idx" SET (gin_pending_list_limit = 1024);
ALTER INDEX "orders_short_search_idx" SET (gin_pending_list_limit = 1024);
