package app.jasmine.callshield;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests to one origin, the one that the app was built for: https, follows nobody elsewhere, and leaves no cookie and no cache behind. */
final class SyncClient implements Http {
  private final String origin;

  /** `origin`: `https://jasmine.example`, without a slash at the end. */
  SyncClient(String origin) {
    this.origin = origin;
  }

  /**
   * Whether an origin may be spoken to. Plain http is for trying things out, and only to the phone itself or, in an emulator, to the machine around
   * it: nobody listens in between, and the origin is built in, so that nobody puts such a one in its place.
   */
  static boolean isAllowed(String origin) {
    try {
      URL url = new URL(origin);
      boolean bare = url.getPath().isEmpty() && url.getQuery() == null && url.getRef() == null && url.getUserInfo() == null && !url.getHost().isEmpty();
      return bare && (url.getProtocol().equals("https") || url.getProtocol().equals("http") && LOOPBACK.contains(url.getHost()));
    } catch (MalformedURLException absent) {
      return false;
    }
  }

  @Override
  public Response send(Request request) throws IOException {
    if (!isAllowed(origin)) throw new IOException("no origin that may be spoken to");
    HttpURLConnection connection = (HttpURLConnection) new URL(origin + request.path).openConnection();
    connection.setRequestMethod(request.method);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout(READ_MS);
    for (Map.Entry<String, String> header : request.headers.entrySet()) connection.setRequestProperty(header.getKey(), header.getValue());
    // Android's own names the phone's maker and model.
    connection.setRequestProperty("User-Agent", "Jasmine");
    if (request.body != null) write(connection, request.body);
    int status = connection.getResponseCode();
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : connection.getHeaderFields().entrySet()) headers.put(header.getKey(), header.getValue().get(0));
    InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return new Response(status, headers, body == null ? new ByteArrayInputStream(new byte[0]) : body);
  }

  private static void write(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  /** `10.0.2.2`: the machine that an emulator runs on. */
  private static final List<String> LOOPBACK = Arrays.asList("localhost", "127.0.0.1", "10.0.2.2");
  /** Slow networks are what there is; a job may take minutes, and a screen says that it is waiting. */
  private static final int CONNECT_MS = 20_000;
  private static final int READ_MS = 30_000;
}
