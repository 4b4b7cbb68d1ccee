// What a role may do: the little that is published (portsip.md 2.2).

const QUEUE_MANAGER: readonly RegExp[] = [
  /^(?:GET|POST) (?:call_queues|users)\b/,
  /^GET (?:extension_numbers|providers|roles|tenant)\b/,
];

/** `Admin` may do everything in the tenant; `QueueManager` manages queues and users and views trunks; others nothing. */
export function mayCall(role: string, method: string, path: string): boolean {
  if (role === 'Admin' || role === 'SystemAdmin') return true;
  return role === 'QueueManager' && QUEUE_MANAGER.some((pattern) => pattern.test(`${method} ${path}`));
}
