import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, type ReactNode, useEffect } from 'react';
import { call, get, RequestError, sendCsrfToken, whenSignedOut } from '../api/request';
import { ErrorState, LoadingState } from '../parts/states';
import { SignIn } from './sign-in';

const PATH = '/dashboard/session';
const KEY = ['session'];

interface Session {
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly role: 'viewer' | 'operator' | 'admin';
  /** Null: whoever has the operator key. */
  readonly name: string | null;
}

async function currentSession(): Promise<Session | null> {
  try {
    const session = await get<Session>(PATH);
    sendCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof RequestError && error.status === 401) return null;
    throw error;
  }
}

/** The pages for a signed-in operator, otherwise the sign-in. */
export function SessionGate({ children }: { readonly children: ReactNode }): JSX.Element {
  const queries = useQueryClient();
  const session = useQuery({ queryKey: KEY, queryFn: currentSession, staleTime: Infinity });
  useEffect(() => whenSignedOut(() => queries.setQueryData(KEY, null)), [queries]);
  if (session.isPending) return <LoadingState />;
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data) return <>{children}</>;
  return (
    <SignIn
      onKey={async (key) => {
        const started = await call<Session>('POST', PATH, { key });
        sendCsrfToken(started.csrfToken);
        queries.setQueryData(KEY, started);
      }}
    />
  );
}

/** The name and role of the person who is signed in. */
export function useWhoIsHere(): string {
  const { data } = useQuery({ queryKey: KEY, queryFn: currentSession, staleTime: Infinity });
  return data?.name ? `${data.name} (${data.role})` : 'Operator key';
}

/** Ends the session and forgets its data. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call('DELETE', PATH);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    queries.setQueryData(KEY, null);
  };
}
