import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX } from 'react';
import { call } from '../api/request';
import { useLookAgain } from '../api/use-look-again';
import { Refusal } from './states';

export function ResumeButton({ label }: { readonly label: string }): JSX.Element {
  const lookAgain = useLookAgain();
  const resume = useMutation({
    mutationFn: () => call('POST', '/v1/ops/submissions/resume'),
    onSuccess: lookAgain,
  });
  return (
    <div>
      <Button loading={resume.isPending} onClick={() => resume.mutate()}>
        {label}
      </Button>
      <Refusal error={resume.error} />
    </div>
  );
}
