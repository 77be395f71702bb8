import { envelope } from '../../../../src/runtime/destination/bindings/envelope';

describe('$envelope', () => {
  it('fills in what is the same for all requests', () => {
    expect(envelope({ endpoint: 'https://a.example/', body: { JSON: { a: 1 } }, userId: null })).toEqual({
      version: '1',
      type: 'REST',
      method: 'POST',
      endpoint: 'https://a.example/',
      headers: {},
      params: {},
      body: { JSON: { a: 1 }, JSON_ARRAY: {}, XML: {}, FORM: {} },
      files: {},
      userId: null,
    });
  });

  it('has no userId when there is none', () => {
    expect(envelope({ endpoint: 'https://a.example/' })).not.toHaveProperty('userId');
  });
});
