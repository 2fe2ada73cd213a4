package app.jasmine.callshield;

import java.io.IOException;

/** The two things that the phone asks the server for, and what of the answers is kept. It waits for the network: never on the main thread. */
final class FilterSync {
  private final FilterStore store;
  private final Http http;

  FilterSync(FilterStore store, Http http) {
    this.store = store;
    this.http = http;
  }

  /** `code`: as LinkCode reads it. Null: nobody waits for a code, and nothing was sent. */
  LinkAnswer.Kind link(String code, long now) throws IOException {
    SessionState before = store.session();
    if (!before.isWaiting(now)) return null;
    LinkAnswer answer = SyncProtocol.link(http, code, before.attempt.verifier);
    if (answer.kind == LinkAnswer.Kind.LINKED) store.restart(state -> state.linked(answer.token, now));
    return answer.kind;
  }

  /** What became of it; null: it was not due. `asked`: the member wants it now, once a day or not. */
  DownloadAnswer download(long now, boolean asked) throws IOException {
    if (endIfOver(now)) return null;
    SessionState before = store.change(state -> state.seen(now));
    // A file that cannot be used is asked for whole.
    String etag = store.isUsable(now) ? before.etag : "";
    if (!before.isLinked() || !(asked || (etag.isEmpty() ? before.withoutFile() : before).mayAsk(now))) return null;
    DownloadAnswer answer = SyncProtocol.download(http, before.token, etag, Math.max(now, before.lastSeen) / 1000);
    keep(answer, before, etag, now);
    return answer;
  }

  /** Whether the session was over, and what was of it is gone. */
  boolean endIfOver(long now) throws IOException {
    SessionState state = store.session();
    if (!state.isOver(now, state.lastSeen)) return false;
    store.drop();
    return true;
  }

  private void keep(DownloadAnswer answer, SessionState before, String etag, long now) throws IOException {
    switch (answer.kind) {
      case FRESH:
        store.keep(answer.file, before.token, state -> state.downloaded(answer.etag, now));
        break;
      case UNCHANGED:
        if (store.isOf(before.token)) store.change(state -> state.downloaded(etag, now));
        break;
      case DROP_EVERYTHING:
      case NEW_GENERATION:
        if (store.isOf(before.token)) store.drop();
        break;
      default:
        if (store.isOf(before.token)) store.change(state -> state.later(now, answer.retryAfterSeconds));
    }
  }
}
