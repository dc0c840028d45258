import { useQuery } from '@tanstack/react-query';
import { get } from './request';
import { type ProblemType } from './types';

const NONE: readonly ProblemType[] = [];

/** What each problem means and what to do about it, with the codes of Sectigo that lead to it; the same until a release. */
export function useProblems(): readonly ProblemType[] {
  const { data } = useQuery({
    queryKey: ['problems'],
    queryFn: () => get<{ readonly data: readonly ProblemType[] }>('/v1/problems'),
    staleTime: 'static',
  });
  return data?.data ?? NONE;
}

/** The problem that a code of Sectigo's leads to, and Sectigo's own words for the code. */
export function problemOfCode(
  problems: readonly ProblemType[],
  code: number,
): { readonly problem: ProblemType; readonly said: string } | undefined {
  for (const problem of problems) {
    const origin = problem.sectigo.find(({ sectigoCode }) => sectigoCode === code);
    if (origin) return { problem, said: origin.description };
  }
  return undefined;
}
