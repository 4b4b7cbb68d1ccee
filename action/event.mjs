// What made the workflow run, and what must not happen then.
import { readFileSync } from 'node:fs';
import { UsageError } from './inputs.mjs';

/** The event, with what of it matters here. */
export function readEvent(env) {
  const payload = payloadAt(env.GITHUB_EVENT_PATH);
  const pull = payload.pull_request;
  return {
    name: env.GITHUB_EVENT_NAME ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    commit: pull?.head?.sha ?? env.GITHUB_SHA ?? '',
    pullNumber: Number.isSafeInteger(pull?.number) ? pull.number : undefined,
    isMerged: payload.action === 'closed' && pull?.merged === true,
    isFork: isStranger(pull?.head?.repo, payload),
    isRunOfFork:
      payload.workflow_run !== undefined && isStranger(payload.workflow_run.head_repository, payload),
  };
}

/**
 * A file of the repository may name a provider by its path, so whoever writes the files runs code here, with the
 * credentials of the vendor. Throws UsageError where those files could be a stranger's.
 */
export function refuseUnsafe(event, { command }) {
  if (event.name === 'pull_request_target' || (event.name === 'workflow_run' && event.isRunOfFork)) {
    throw new UsageError(
      `On ${event.name}, strangers' files would run with this repository's secrets. Use the event pull_request.`,
    );
  }
  if (command === 'apply' && event.name.startsWith('pull_request') && !event.isMerged) {
    throw new UsageError(
      'A pull request that is not merged is never applied. Apply on push to the main branch, and plan here.',
    );
  }
}

function isStranger(head, payload) {
  return head === null || (head !== undefined && head.full_name !== payload.repository?.full_name);
}

function payloadAt(path) {
  if (!path) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
