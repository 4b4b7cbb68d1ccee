// The address of an API carries no credentials and nothing that would be lost when a path is added.
import { describe, expect, it } from 'vitest';
import { baseUrl } from '../../src/schema/fields.js';

const schema = baseUrl({ description: 'Address of the API.', example: 'https://cti.example.com' });

describe('baseUrl', () => {
  it.each(['https://cti.example.com', 'http://127.0.0.1:8080/', 'https://pbx.example.com:8887/api/@x'])(
    'takes %s',
    (written) => expect(schema.parse(written)).toBe(written),
  );

  it.each([
    'https://user:secret@cti.example.com',
    'https://cti.example.com/?tenant=1',
    'https://cti.example.com/#top',
    'ftp://cti.example.com',
    'cti.example.com',
    '',
  ])('refuses %s', (written) => expect(schema.safeParse(written).success).toBe(false));
});
