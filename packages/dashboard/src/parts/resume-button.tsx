import { Button } from '@mantine/core';
import { type JSX } from 'react';
import { call } from '../api/request';
import { inAudit } from './news';
import { Refusal } from './states';
import { useAction } from './use-action';

export function ResumeButton({ label }: { readonly label: string }): JSX.Element {
  const resume = useAction(
    () => call('POST', '/v1/ops/submissions/resume'),
    () => ({ text: 'Sending is resumed.', link: inAudit('submissions') }),
  );
  return (
    <div>
      <Button loading={resume.isPending} onClick={() => resume.mutate()}>
        {label}
      </Button>
      <Refusal error={resume.error} />
    </div>
  );
}
