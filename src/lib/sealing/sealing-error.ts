/**
 * Why something was not sealed or opened. Without the cause: what age and its parts throw may quote the key that they
 * could not read, and an error ends in a log.
 */
export class SealingError extends Error {
  override name = 'SealingError';
  readonly fault: SealingFault;
  constructor(fault: SealingFault) {
    super(`sealing: ${fault}`);
    this.fault = fault;
  }
}

export type SealingFault =
  /** None, too many, or one that is no X25519 recipient. */
  | 'recipients'
  /** Longer than the largest size class. */
  | 'too-long'
  | 'identity'
  /** Not for this identity, changed on its way, or not ours. */
  | 'sealed'
  /** Does not open it. */
  | 'passphrase';
