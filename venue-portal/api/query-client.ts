import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isTransient, ProblemError } from './problem-error.ts';
import { queryKeys } from './query-keys.ts';

/** Nobody is signed in here, and nothing that somebody saw stays in memory. */
export function forgetPerson(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] });
  client.setQueryData(queryKeys.me, null);
}

/**
 * Any answer "not signed in" ends the session everywhere: the shell then shows sign-in and comes back afterwards. An act that
 * crossed with a change of the token may be answered so too: after one it is asked who is signed in.
 */
export function createQueryClient(): QueryClient {
  const isSignedOut = (error: Error) => error instanceof ProblemError && error.code === 'not-signed-in';
  const endSession = (error: Error) => {
    if (isSignedOut(error)) forgetPerson(client);
  };
  const askAnew = (error: Error) => {
    if (isSignedOut(error)) void client.invalidateQueries({ queryKey: queryKeys.me });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: endSession }),
    defaultOptions: {
      queries: {
        // The browser's own idea of "online" is wrong on a local network; the request itself tells.
        networkMode: 'always',
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isTransient(error),
      },
      mutations: {
        networkMode: 'always',
        onError: askAnew,
      },
    },
  });
  return client;
}
