/** An endpoint that does not know an operation: a Region without it, or something that only resembles AWS. */

const names = new Set(['InvalidAction', 'UnknownOperation', 'UnknownOperationException', 'UnsupportedOperation', 'UnsupportedOperationException', 'NotImplemented', 'NotImplementedException']);

/** For `expected` of `ask`, where what is not offered cannot be had either. */
export function ifNotOffered<Data>(data: Data): (error: unknown) => { readonly data: Data } | undefined {
  return error => (isNotOffered(error) ? { data } : undefined);
}

export function isNotOffered(error: unknown): boolean {
  const { name, $metadata, $response } = (error ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number }; $response?: { statusCode?: number } };
  return names.has(name ?? '') || ($metadata?.httpStatusCode ?? $response?.statusCode) === 501;
}
