package app.jasmine.callshield;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A server that says what it was told to say, and can be cut. */
final class ScriptedHttp implements Http {
  Request asked;
  boolean closed;
  private int status = 200;
  private final Map<String, String> headers = new TreeMap<>();
  private InputStream body = new ByteArrayInputStream(new byte[0]);
  private boolean down;

  static ScriptedHttp answering(int status, byte[] body, String... headers) {
    ScriptedHttp http = new ScriptedHttp();
    http.status = status;
    http.body = new ByteArrayInputStream(body);
    for (int at = 0; at < headers.length; at += 2) http.headers.put(headers[at], headers[at + 1]);
    return http;
  }

  static ScriptedHttp answering(int status, String body, String... headers) {
    return answering(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static ScriptedHttp down() {
    ScriptedHttp http = new ScriptedHttp();
    http.down = true;
    return http;
  }

  /** The connection breaks after the bytes. */
  static ScriptedHttp cutAfter(byte[] bytes) {
    ScriptedHttp http = new ScriptedHttp();
    http.body = new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        if (count < 0) throw new IOException("cut");
        return count;
      }
    };
    return http;
  }

  /** As many bytes as anybody reads, and how many were. */
  static ScriptedHttp endless(long[] given) {
    ScriptedHttp http = new ScriptedHttp();
    http.body = new InputStream() {
      @Override public int read() {
        given[0]++;
        return ' ';
      }

      @Override public int read(byte[] into, int from, int most) {
        given[0] += most;
        return most;
      }
    };
    return http;
  }

  @Override public Response send(Request request) throws IOException {
    asked = request;
    if (down) throw new IOException("no network");
    return new Response(status, headers, new FilterInputStream(body) {
      @Override public void close() {
        closed = true;
      }
    });
  }
}
