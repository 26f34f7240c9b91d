type Arrays = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array;

interface ArrayKind<A> {
  new (buffer: SharedArrayBuffer): A;
  readonly BYTES_PER_ELEMENT: number;
}

/** An array that other threads see too. */
export function shared<A extends Arrays>(kind: ArrayKind<A>, length: number): A {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}
