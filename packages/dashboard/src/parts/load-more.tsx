import { Button, Group } from '@mantine/core';
import { type JSX } from 'react';

interface Properties {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

export function LoadMore({ hasNextPage, isFetchingNextPage, fetchNextPage }: Properties): JSX.Element | null {
  if (!hasNextPage) return null;
  return (
    <Group justify="center" p="md">
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Show more
      </Button>
    </Group>
  );
}
