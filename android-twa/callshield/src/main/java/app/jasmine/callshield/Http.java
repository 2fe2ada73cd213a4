package app.jasmine.callshield;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What SyncProtocol wants of a network: one request, one answer, and an IOException for everything else. Redirects are not followed. */
interface Http {
  Response send(Request request) throws IOException;

  final class Request {
    final String method;
    /** From the first slash on; the origin is the sender's. */
    final String path;
    final Map<String, String> headers;
    /** Null: none. */
    final byte[] body;

    Request(String method, String path, Map<String, String> headers, byte[] body) {
      this.method = method;
      this.path = path;
      this.headers = Collections.unmodifiableMap(headers);
      this.body = body;
    }
  }

  /** Whoever was given one closes the body. */
  final class Response {
    final int status;
    final InputStream body;
    private final Map<String, String> headers = new TreeMap<>();

    /** `headers`: by their names in any case; without a name (HttpURLConnection's status line) they are left out. */
    Response(int status, Map<String, String> headers, InputStream body) {
      this.status = status;
      this.body = body;
      for (Map.Entry<String, String> header : headers.entrySet()) {
        if (header.getKey() != null && header.getValue() != null) this.headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
      }
    }

    /** Empty for none. `name`: in lower case. */
    String header(String name) {
      String value = headers.get(name);
      return value == null ? "" : value;
    }
  }
}
