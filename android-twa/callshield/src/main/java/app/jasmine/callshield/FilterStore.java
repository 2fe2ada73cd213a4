package app.jasmine.callshield;

import android.content.Context;
import android.util.AtomicFile;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The session, sealed, and the filter's file, in storage that no backup takes along. Each is replaced whole or not at all. Calls, the daily job
 * and the screens use it at once: they take turns.
 */
final class FilterStore {
  private final AtomicFile session;
  private final AtomicFile filter;
  private final File folder;
  private final KeyWrapper keys;

  FilterStore(File folder, KeyWrapper keys) {
    this.folder = folder;
    this.keys = keys;
    session = new AtomicFile(new File(folder, "session"));
    filter = new AtomicFile(new File(folder, "filter"));
  }

  static FilterStore of(Context context) {
    return new FilterStore(new File(context.getNoBackupFilesDir(), "callshield"), Shield.keys);
  }

  /** What cannot be opened is not linked. */
  SessionState session() {
    synchronized (LOCK) {
      SessionState read = read();
      return read == null ? SessionState.notLinked() : read;
    }
  }

  /** Upkeep. A session that cannot be opened stays as it is: the phone's key store may answer again in a minute. */
  SessionState change(Step step) throws IOException {
    synchronized (LOCK) {
      SessionState before = read();
      return before == null ? SessionState.notLinked() : replace(before, step);
    }
  }

  /** What the member asks for: a session that cannot be opened is given up. */
  SessionState restart(Step step) throws IOException {
    synchronized (LOCK) {
      return replace(session(), step);
    }
  }

  /** Throws for a filter that is missing, changed, or not of this time, and when the session is over. */
  CallerFilter open(long now) throws FilterException {
    synchronized (LOCK) {
      SessionState known = session();
      if (!known.isLinked()) throw new FilterException(FilterException.Fault.FORM);
      if (known.isOver(now, now)) throw new FilterException(FilterException.Fault.LATE);
      try {
        return CallerFilter.read(filter.readFully(), known.token.key(), Math.max(now, known.lastSeen) / 1000);
      } catch (IOException missing) {
        throw new FilterException(FilterException.Fault.FORM);
      }
    }
  }

  boolean isUsable(long now) {
    try {
      open(now);
      return true;
    } catch (FilterException useless) {
      return false;
    }
  }

  /** `file`: was read with the key of `token`; it is dropped when the phone was linked anew meanwhile. */
  void keep(byte[] file, LinkedToken token, Step step) throws IOException {
    synchronized (LOCK) {
      if (!isOf(token)) return;
      write(filter, file);
      change(step);
    }
  }

  /** Whether `token` is still the one. */
  boolean isOf(LinkedToken token) {
    SessionState known = session();
    return known.isLinked() && known.token.token.equals(token.token);
  }

  /** Token, key and file are gone, and the key that they were sealed under. That they were there is kept, for "Sign in again". */
  void drop() throws IOException {
    synchronized (LOCK) {
      SessionState dropped = session().dropped();
      filter.delete();
      session.delete();
      forgetKey();
      write(dropped);
    }
  }

  /** Nothing of the member is left on the phone. */
  void erase() throws IOException {
    synchronized (LOCK) {
      filter.delete();
      session.delete();
      forgetKey();
    }
  }

  private SessionState replace(SessionState before, Step step) throws IOException {
    SessionState after = step.from(before);
    if (after != before) write(after);
    return after;
  }

  /** Null for one that is there and cannot be opened. */
  private SessionState read() {
    try {
      byte[] sealed = session.readFully();
      return SessionText.read(new String(keys.unwrap(sealed), StandardCharsets.UTF_8));
    } catch (FileNotFoundException missing) {
      return SessionState.notLinked();
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      // The phone's key store throws exceptions of its own as well (ProviderException).
      return null;
    }
  }

  private void write(SessionState state) throws IOException {
    try {
      write(session, keys.wrap(SessionText.write(state).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | RuntimeException refused) {
      throw new IOException("the phone's key store does not seal", refused);
    }
  }

  private void forgetKey() throws IOException {
    try {
      keys.forget();
    } catch (GeneralSecurityException | RuntimeException refused) {
      throw new IOException("the phone's key store does not forget", refused);
    }
  }

  private void write(AtomicFile file, byte[] bytes) throws IOException {
    if (!folder.isDirectory() && !folder.mkdirs()) throw new IOException("no folder");
    FileOutputStream out = file.startWrite();
    try {
      out.write(bytes);
      file.finishWrite(out);
    } catch (IOException full) {
      file.failWrite(out);
      throw full;
    }
  }

  interface Step {
    SessionState from(SessionState before);
  }

  private static final Object LOCK = new Object();
}
