package app.jasmine.callshield;

import java.security.GeneralSecurityException;

/** Seals what must not lie open on the phone. One small interface, for the phone's key store is nowhere but on a phone. */
interface KeyWrapper {
  byte[] wrap(byte[] clear) throws GeneralSecurityException;

  /** Throws for what was changed, or sealed under a key that is gone. */
  byte[] unwrap(byte[] sealed) throws GeneralSecurityException;

  /** What was sealed until now cannot be opened by anybody any more. */
  void forget() throws GeneralSecurityException;
}
